"""Les crochets MkDocs : contrôle avant tout, une page par fiche, les fichiers produits."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from markupsafe import Markup, escape
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from macros.base.citations import resolveur
from macros.fiches.lexique.explications import Explications
from macros.fiches.parcours.page import autour
from macros.lecture.anomalie import Anomalie
from macros.lecture.horloge import figer
from macros.site.maison import Maison
from macros.site.texte import citer, etiqueter, relier_et_typographier
from macros.sorties.donnees.ecriture import ecrire_donnees
from macros.sorties.flux import canaux
from macros.sorties.html.liens import note
from macros.sorties.recherche.index import Index, Memoire

ANCRES = re.compile(r'\bid="([^"]+)"')
LEXIQUE = "lexique.md"
"""La page du lexique : elle n'explique pas ses propres termes."""


class _Crochets:
    """Ce que MkDocs appelle, et ce qui passe d'un appel à l'autre."""

    def __init__(self) -> None:
        self.servi = False
        self.maison: Maison | None = None
        self.erreurs: list[Anomalie] = []
        self.index = ""
        self.r = ""
        """Racine relative de la page en cours."""
        self.fragments: dict[str, str] = {}
        self.depot = TemporaryDirectory(prefix="donnees-")
        """Les données ouvertes, écrites hors de la mémoire : MkDocs les copie avec le reste."""
        self.analyses: Memoire = {}
        """Pendant qu'on sert, ce que l'index sait déjà des fiches qui n'ont pas changé."""

    def on_startup(self, command: str, dirty: bool) -> None:
        """Retient si le site est servi : alors une anomalie laisse à l'écran les dernières fiches valides."""
        self.servi = command == "serve"

    @event_priority(100)
    def on_config(self, config):
        """Lit et contrôle tout ; arrête la construction sur une erreur, avant d'écrire quoi que ce soit."""
        figer()
        config.maison = self
        maison = Maison(Path(config.config_file_path).parent, config.site_url, config.repo_url)
        self.erreurs = maison.erreurs
        if self.erreurs:
            for anomalie in self.erreurs:
                print(anomalie)
            if not self.servi or self.maison is None:
                raise Abort(f"{len(self.erreurs)} erreur(s) : rien n'est publié.")
            return config
        self.maison = maison
        self.explications = Explications(maison.c, partial(maison.gabarits.fragment, "lexique/terme", ""))
        return config

    def on_files(self, files: Files, config) -> Files:
        """Ajoute une page virtuelle par fiche, hors de la navigation, et les sorties."""
        maison = self.maison
        ecrites = {f.src_uri for f in files}
        for source in maison.pages:
            if source not in ecrites:
                files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        for source in maison.brouillons:
            files.remove(files.get_file_from_path(source))
        index = Index(maison.c, self.analyses if self.servi else None)
        self.index = index.dossier
        octets = {chemin: produire() for chemin, produire in maison.fichiers().items()} | index.fichiers
        for chemin, contenu in octets.items():
            files.append(File.generated(config, chemin, content=contenu, inclusion=InclusionLevel.NOT_IN_NAV))
        ecrire_donnees(maison.c, self._deposer)
        depot = Path(self.depot.name)
        for fichier in sorted(f for f in depot.rglob("*") if f.is_file()):
            chemin = fichier.relative_to(depot).as_posix()
            files.append(File.generated(config, chemin, abs_src_path=str(fichier), inclusion=InclusionLevel.NOT_IN_NAV))
        return files

    def _deposer(self, chemin: str) -> BinaryIO:
        fichier = Path(self.depot.name, chemin)
        fichier.parent.mkdir(parents=True, exist_ok=True)
        return fichier.open("wb")

    def on_env(self, env, config, files):
        """Donne aux gabarits, page 404 comprise, le réseau, les flux et les anomalies à réparer."""
        principal, *_ = canaux(self.maison.c)
        env.globals.update(
            reseau=self.maison.c.reseau,
            flux_du_site=[(principal.titre, chemin, mime) for chemin, mime in principal.fichiers],
            anomalies=[str(a) for a in self.erreurs],
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


CROCHETS = _Crochets()
on_startup = CROCHETS.on_startup
on_config = CROCHETS.on_config
on_files = CROCHETS.on_files
on_env = CROCHETS.on_env
on_page_read_source = CROCHETS.on_page_read_source
on_pre_page = CROCHETS.on_pre_page
on_page_markdown = CombinedEvent(CROCHETS._poser_en_tete, CROCHETS._relier_et_typographier)
on_page_content = CROCHETS.on_page_content
on_page_context = CROCHETS.on_page_context
on_post_page = CROCHETS.on_post_page
