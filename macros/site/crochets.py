"""Les crochets MkDocs d'une maison lue et contrôlée : une page par fiche, les fichiers produits."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from markupsafe import Markup, escape
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from macros.base.citations import resolveur
from macros.fiches.lexique.explications import Explications
from macros.fiches.parcours.page import autour
from macros.site.maison import Maison
from macros.site.texte import citer, etiqueter, relier_et_typographier
from macros.sorties.donnees import ecriture
from macros.sorties.flux import canaux
from macros.sorties.html.liens import note
from macros.sorties.recherche.index import Index

ANCRES = re.compile(r'\bid="([^"]+)"')
LEXIQUE = "lexique.md"
"""La page du lexique : elle n'explique pas ses propres termes."""
INDEX_SERVI = "recherche/servi/"
"""Le dossier de l'index en servant : constant, pour qu'une page s'écrive sans attendre l'index."""


class Produit(File):
    """Un fichier produit au moment de l'écrire : aucun n'attend en mémoire."""

    def __init__(self, config, chemin: str, produire: Callable[[], bytes | Path]) -> None:
        """``produire`` rend ses octets, ou le fichier à copier."""
        super().__init__(chemin, None, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.NOT_IN_NAV)
        self.generated_by, self._produire = "crochets", produire

    def copy_file(self, dirty: bool = False) -> None:
        """Écrit le fichier à sa place."""
        produit, cible = self._produire(), Path(self.abs_dest_path)
        cible.parent.mkdir(parents=True, exist_ok=True)
        cible.write_bytes(produit) if isinstance(produit, bytes) else shutil.copyfile(produit, cible)


class Crochets:
    """Ce que MkDocs appelle, et ce qui passe d'un appel à l'autre, pour une maison sans erreur."""

    def __init__(self, maison: Maison, servi: bool) -> None:
        """``servi`` : rien ne se produit d'avance ; l'index garde un dossier constant."""
        self.maison, self.servi = maison, servi
        self.anomalies: list[str] = []
        """Ce qu'il faut réparer avant que la lecture suivante remplace celle-ci."""
        self.index = INDEX_SERVI
        self.r = ""
        """Racine relative de la page en cours."""
        self.fragments: dict[str, str] = {}
        self._depot = TemporaryDirectory(prefix="donnees-")

    @cached_property
    def explications(self) -> Explications:
        """Rend ce qui lie les termes du lexique."""
        return Explications(self.maison.c, partial(self.maison.gabarits.fragment, "lexique/terme", ""))

    def on_files(self, files: Files, config) -> Files:
        """Ajoute une page virtuelle par fiche, hors de la navigation, et les sorties."""
        maison = self.maison
        ecrites = {f.src_uri for f in files}
        for source in maison.pages:
            if source not in ecrites:
                files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        for source in maison.brouillons:
            files.remove(files.src_uris[source])
        for chemin, produire in maison.fichiers().items():
            files.append(Produit(config, chemin, produire))
        for chemin in ecriture.chemins(maison.c):
            files.append(Produit(config, chemin, partial(self._depose, chemin)))
        if not self.servi:
            # La page des données dit leur taille, et chaque page le dossier de l'index : ils passent d'abord.
            _ = self.donnees
            for fichier in self.indexer(config):
                files.append(fichier)
        return files

    def indexer(self, config) -> list[File]:
        """Rend les fichiers de l'index de recherche."""
        index = Index(self.maison.c, INDEX_SERVI if self.servi else "")
        self.index = index.dossier
        return [Produit(config, chemin, partial(bytes, octets)) for chemin, octets in index.fichiers.items()]

    def _depose(self, chemin: str) -> Path:
        return self.donnees / chemin

    @cached_property
    def donnees(self) -> Path:
        """Rend le dossier où les données ouvertes viennent d'être écrites, hors de la mémoire."""
        depot = Path(self._depot.name)

        def ouvrir(chemin: str) -> BinaryIO:
            (depot / chemin).parent.mkdir(parents=True, exist_ok=True)
            return (depot / chemin).open("wb")

        ecriture.ecrire_donnees(self.maison.c, ouvrir)
        return depot

    def on_env(self, env, config, files):
        """Donne aux gabarits, page 404 comprise, le réseau, les flux et les anomalies à réparer."""
        principal, *_ = canaux(self.maison.c)
        env.globals.update(
            reseau=self.maison.c.reseau,
            flux_du_site=[(principal.titre, chemin, mime) for chemin, mime in principal.fichiers],
            anomalies=self.anomalies,
            index_de_recherche=self.index,
        )
        return env

    def on_page_read_source(self, page, config) -> str:
        """Rend le corps déjà lu et contrôlé, sans en-tête : un seul analyseur lit l'en-tête, le nôtre."""
        connue = None if page.file.src_uri in self.maison.pages else self.maison.c.pages.get(page.file.src_uri)
        return f"\n{connue.corps}" if connue else "\n"

    def on_pre_page(self, page, config, files):
        """Donne aux macros la racine relative de la page ; épargne à une fiche le rendu Markdown."""
        self.r = _racine(page)
        if page.file.src_uri in self.maison.pages:
            # MkDocs prépare un moteur Markdown par page, même vide : une fiche n'en a pas l'usage (8 % de la construction).
            page.content, page.render = "", lambda config, files: None
        return page

    @event_priority(100)
    def _poser_en_tete(self, markdown: str, page, config, files: Files) -> str:
        """Pose l'en-tête contrôlé, avant que mkdocs-macros ne le lise."""
        if connue := self.maison.c.pages.get(page.file.src_uri):
            page.meta = {
                "title": connue.en_tete.title,
                "description": str(escape(connue.en_tete.description)),
                "render_macros": connue.en_tete.render_macros,
            }
        return markdown

    @event_priority(-100)
    def _relier_et_typographier(self, markdown: str, page, config, files: Files) -> str:
        """Change les chemins du site en chemins de fichiers et pose la typographie, une fois les macros rendues."""
        return relier_et_typographier(markdown, page, files)

    on_page_markdown = CombinedEvent(_poser_en_tete, _relier_et_typographier)

    def on_page_content(self, html: str, page, config, files) -> str:
        """Pose les fragments d'une page écrite à la main ; une fiche attend ``on_page_context``."""
        if rendre := self.maison.pages.get(page.file.src_uri):
            page.present_anchor_ids = _Ancres(lambda: rendre(self.maison.contexte(_racine(page))).html)
            return ""
        page.meta["ariane"] = self._ariane(page.file.src_uri)
        html = self._restituer(etiqueter(citer(html, partial(self._citer, page.url))))
        html = self._autour(html, page.url)
        if page.file.src_uri != LEXIQUE:
            html = self.explications.expliquer(html, self.r)
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *ANCRES.findall(html)}
        return html

    def _citer(self, url: str, html: str) -> str:
        """Rend un texte HTML déjà échappé, ses références juridiques changées en liens."""
        c, morceaux, position = self.maison.c, [], 0
        for t in resolveur(c).citations(html):
            lien = self.maison.gabarits.fragment(
                "renvoi",
                "",
                adresse=get_relative_url(t.ref.adresse, url),
                note=note(c, t.ref),
                libelle=Markup(html[t.debut : t.fin]),
            )
            morceaux += [html[position : t.debut], lien]
            position = t.fin
        return "".join([*morceaux, html[position:]])

    def _autour(self, html: str, adresse: str) -> str:
        tete, pied = autour(self.maison.contexte(self.r), adresse)
        titre, fin, suite = html.rpartition("</h1>") if "</h1>" in html else ("", "", html)
        return f"{titre}{fin}{tete}{suite}{pied}" if tete else html

    def on_page_context(self, context, page, config, nav):
        """Rend la fiche au moment de l'écrire : dix mille pages rendues d'avance ne tiendraient pas en mémoire."""
        if rendre := self.maison.pages.get(page.file.src_uri):
            self.r = _racine(page)
            rendue = rendre(self.maison.contexte(self.r))
            page.title = rendue.titre
            page.content = self.explications.expliquer(self._autour(str(rendue.html), page.url), self.r)
            page.meta.update(
                title=rendue.titre, description=str(escape(rendue.description)), ariane=rendue.ariane, fiche=True
            )
            page.toc = get_toc([{"level": 2, "id": a, "name": n, "children": []} for a, n in rendue.sommaire])
        return context

    def on_post_page(self, output: str, page, config) -> str:
        """Oublie le contenu d'une fiche une fois la page composée."""
        if page.file.src_uri in self.maison.pages:
            page.content = page.toc = None
        return output

    def _ariane(self, source: str) -> tuple[tuple[str, str], ...]:
        """Rend le parent d'une page écrite à la main : l'accueil du dossier le plus proche qui en a un."""
        dossier = source.rpartition("/")[0]
        while dossier:
            accueil = self.maison.c.pages.get(f"{dossier}/index.md")
            if accueil and accueil.chemin != source:
                return ((accueil.en_tete.title.partition(" : ")[0], f"{dossier}/"),)
            dossier = dossier.rpartition("/")[0]
        return ()

    def declarer(self, env) -> None:
        """Enregistre les macros auprès de mkdocs-macros : une macro de bloc rend un jeton, que la page change après Markdown."""
        for nom in self.maison.c.macros:
            env.macro(partial(self._appeler, nom), nom)

    def _appeler(self, nom: str, *arguments: Any, **options: Any) -> str:
        macro = self.maison.c.macros[nom]
        rendu = str(macro.rendre(self.maison.contexte(self.r), *arguments, **options))
        if macro.en_phrase:
            return rendu
        cle = f"fragment-{len(self.fragments)}"
        self.fragments[cle] = rendu
        return f'\n\n<div id="{cle}"></div>\n\n'

    def _restituer(self, html: str) -> str:
        """Rend le HTML d'une page où chaque jeton de macro a repris son fragment."""
        for cle, fragment in self.fragments.items():
            html = html.replace(f'<div id="{cle}"></div>', fragment)
        self.fragments.clear()
        return html


class _Ancres:
    """Les ancres d'une fiche, lues seulement si une page y renvoie : la fiche n'est rendue qu'au moment de l'écrire."""

    def __init__(self, rendre: Callable[[], str]) -> None:
        self._rendre = rendre

    def __contains__(self, ancre: object) -> bool:
        return ancre in ANCRES.findall(self._rendre())


def _racine(page) -> str:
    return "../" * (page.url.count("/") if page.url not in ("", ".", "./") else 0)
