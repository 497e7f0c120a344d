"""Les crochets MkDocs d'une maison lue et contrôlée : une page par fiche, notre Markdown, les fichiers produits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, BinaryIO

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from macros.base.promesses import Canal
from macros.fiches.parcours.page import autour
from macros.regles.appels import jeton
from macros.regles.pages import ancres_brisees, resoudre
from macros.site.maison import Maison
from macros.site.paquets import COULEURS, Paquets
from macros.sorties.donnees import ecriture
from macros.sorties.flux import canaux
from macros.sorties.html.liens import Racine, citer, expliquer, relier
from macros.sorties.recherche.index import Index
from macros.texte.balisage.liens import Liens
from macros.texte.balisage.pages import lire, rendre

ANCRES = re.compile(r'\bid="([^"]+)"')
INTERTITRES = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
"""(ancre, titre) de chaque partie d'une page : le sommaire se lit de la page, il ne se déclare pas."""
LEXIQUE = "lexique.md"
INDEX_SERVI = "recherche/servi/"
"""Le dossier de l'index en servant : constant, pour qu'une page s'écrive sans attendre l'index."""


class Produit(File):
    """Un fichier que l'on sert : il se produit quand on le demande."""

    def __init__(self, config: MkDocsConfig, chemin: str, produire: Callable[[], bytes | None]) -> None:
        """``produire`` rend ses octets, ou rien s'il l'a déjà écrit à sa place."""
        super().__init__(chemin, None, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.NOT_IN_NAV)
        self.generated_by, self._produire = "crochets", produire

    def copy_file(self, dirty: bool = False) -> None:
        """Écrit le fichier à sa place."""
        if (produit := self._produire()) is not None:
            _poser(Path(self.abs_dest_path), produit)


def _ouvrir(cible: Path) -> BinaryIO:
    """Ouvre un fichier à écrire ; son dossier se crée quand il manque, une fois pour tous ceux qu'il portera."""
    try:
        return cible.open("wb")
    except FileNotFoundError:
        cible.parent.mkdir(parents=True, exist_ok=True)
        return cible.open("wb")


def _poser(cible: Path, octets: bytes) -> None:
    with _ouvrir(cible) as flux:
        flux.write(octets)


class Crochets:
    """Ce que MkDocs appelle, et ce qui passe d'un appel à l'autre, pour une maison sans erreur."""

    def __init__(self, maison: Maison, servi: bool) -> None:
        """``servi`` : rien ne se produit d'avance ; l'index garde un dossier constant."""
        self.maison, self.servi = maison, servi
        self.anomalies: list[str] = []
        """Ce qu'il faut réparer avant que la lecture suivante remplace celle-ci."""
        self.index = INDEX_SERVI
        self.paquets = Paquets(publie=not servi)
        self.contexte = maison.contexte("")
        """Ce que reçoivent les macros de la page en cours."""
        self.appels: list[Callable[[], str]] = []
        """Les macros que la page en cours appelle, dans l'ordre."""

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Ajoute une page virtuelle par fiche, hors de la navigation ; écrit les autres sorties, ou les promet si l'on sert."""
        maison = self.maison
        if maison.apercu:
            config.theme.static_templates.discard("sitemap.xml")
        self.paquets.retenir(files)
        ecrites = {f.src_uri for f in files}
        for source in maison.pages:
            if source not in ecrites:
                files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
        if self.servi:
            self._promettre(files, config)
        else:
            self._ecrire(Path(config.site_dir))
        return files

    def _promettre(self, files: Files, config: MkDocsConfig) -> None:
        """Ajoute les fichiers produits : chacun attend qu'on le demande."""
        ecrire = cache(partial(self._ecrire_donnees, Path(config.site_dir)))
        for chemin, produire in self.maison.fichiers().items():
            files.append(Produit(config, chemin, produire))
        for chemin in ecriture.chemins(self.maison.c):
            files.append(Produit(config, chemin, ecrire))

    def _ecrire(self, site: Path) -> None:
        """Écrit les fichiers produits dans un dossier que MkDocs vient de vider, sans les lui dire : trente mille lui pèseraient.

        La page des données dit leur taille, et chaque page le dossier de l'index : ils passent d'abord.
        """
        self._ecrire_donnees(site)
        self._ecrire_index(site)
        fichiers = dict(self.maison.fichiers())
        chemin, feuille = self.paquets.colorer(fichiers.pop(COULEURS, bytes)())
        _poser(site / chemin, feuille)
        for chemin, produire in fichiers.items():
            _poser(site / chemin, produire())

    def _ecrire_index(self, site: Path) -> None:
        index = Index(self.maison.c)
        self.index = index.dossier
        for chemin, octets in index.fichiers.items():
            _poser(site / chemin, octets)

    def indexer(self, config: MkDocsConfig) -> list[File]:
        """Rend les fichiers de l'index de recherche, à servir."""
        index = Index(self.maison.c, INDEX_SERVI)
        return [Produit(config, chemin, partial(bytes, octets)) for chemin, octets in index.fichiers.items()]

    def _ecrire_donnees(self, site: Path) -> None:
        """Écrit les données ouvertes à leur place, d'un trait."""
        ecriture.ecrire_donnees(self.maison.c, lambda chemin: _ouvrir(site / chemin))

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Contrôle les ancres, une fois les pages rendues ; donne aux gabarits, page 404 comprise, ce que toute page montre."""
        brisees = list(ancres_brisees(self.maison.c, partial(self._ancres_de, files)))
        if brisees and not self.servi:
            print(*brisees, sep="\n")
            raise Abort(f"{len(brisees)} ancre(s) absente(s) : rien n'est publié.")
        env.globals.update(
            reseau=self.maison.c.reseau,
            flux_du_site=self._flux[0],
            anomalies=[*self.anomalies, *map(str, brisees)],
            index_de_recherche=self.index,
            publie=not self.servi,
            apercu=self.maison.apercu,
            paquets=self.paquets,
            vides=set(self._listes_vides()),
        )
        return env

    def _listes_vides(self) -> Iterator[str]:
        """Rend l'adresse des pages de liste qui n'ont rien à montrer."""
        for genre in self.maison.c.genres.values():
            if genre.pages.tableau and not self.maison.c.visibles(genre.nom):
                yield genre.pages.adresse.partition("{")[0]

    @cached_property
    def _flux(self) -> list[Canal]:
        """Rend les flux du site, le principal d'abord."""
        return canaux(self.maison.c)

    def _ancres_de(self, files: Files, adresse: str) -> list[str] | None:
        """Rend les ancres d'une page ; rien de celle que MkDocs n'a pas encore rendue, en servant."""
        if rendre_fiche := self.maison.pages.get(f"{adresse.rstrip('/')}.md"):
            return ANCRES.findall(rendre_fiche(self.maison.contexte("")).html)
        pages = (fichier.page for fichier in files.documentation_pages())
        contenu = next((page.content for page in pages if page and page.url == adresse), None)
        return None if contenu is None else ANCRES.findall(contenu)

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str:
        """Rend le corps déjà lu et contrôlé, sans en-tête : un seul analyseur lit l'en-tête, le nôtre."""
        connue = None if page.file.src_uri in self.maison.pages else self.maison.c.pages.get(page.file.src_uri)
        return f"\n{connue.corps}" if connue else "\n"

    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> Page:
        """Donne aux macros leur page, et au plan du site le jour de sa fiche, non celui de la construction."""
        self.appels = []
        if self.maison.datees:  # MkDocs date le plan compressé de la page la plus récente : il lui en faut une
            page.update_date = self.maison.datees.get(page.file.src_uri, "")
        self.contexte = self.maison.contexte(_racine(page))
        page.content = ""
        page.render = lambda config, files: None  # type: ignore[method-assign]  # aucune page ne passe par le Markdown de MkDocs
        return page

    @event_priority(100)
    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Pose l'en-tête contrôlé, avant que mkdocs-macros ne le lise."""
        if connue := self.maison.c.pages.get(page.file.src_uri):
            page.meta = {
                "title": connue.en_tete.title,
                "description": str(escape(connue.en_tete.description)),
                "render_macros": connue.en_tete.render_macros,
            }
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Rend une page écrite à la main, ses macros comprises ; une fiche attend ``on_page_context``."""
        c, r = self.maison.c, self.contexte.r
        connue = c.pages.get(page.file.src_uri)
        if page.file.src_uri in self.maison.pages or connue is None:
            return ""
        lue, vers = lire(page.markdown), relier(r)
        liens = Liens(
            # Une ancre de la page reste telle : l'adresse garde ce qui suit « ? ».
            relier=lambda adresse: (
                adresse if adresse.startswith("#") else vers(resoudre(c, connue, adresse) or adresse)
            ),
            citer=citer(c, r),
            expliquer=expliquer(c, r),
        )
        page.meta["ariane"], page.meta["dits"] = self._ariane(page.file.src_uri), self.contexte.dits
        return rendre(lue, liens, lambda rang: str(self.appels[rang]()))

    def on_page_context(
        self, context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
    ) -> dict[str, Any]:
        """Rend la fiche au moment de l'écrire : dix mille pages rendues d'avance ne tiendraient pas en mémoire."""
        contexte = self.maison.contexte(_racine(page))
        context["tete"], context["pied"] = autour(contexte, page.url)
        context["flux_de_page"] = [canal for canal in self._flux if canal.page == page.url]
        if rendre_fiche := self.maison.pages.get(page.file.src_uri):
            rendue = rendre_fiche(contexte)
            context["jusqu_au_titre"], apres = rendue.parties
            page.title, page.content = rendue.titre, apres
            page.meta.update(
                title=rendue.titre,
                description=str(escape(rendue.description)),
                ariane=rendue.ariane,
                fiche=True,
                dits=contexte.dits,
            )
            if rendue.vers:
                page.meta["renvoi"], page.canonical_url = rendue.vers, f"{self.maison.c.reseau.site_url}{rendue.vers}"
        context["dits"] = page.meta.get("dits", ())
        context["sommaire"] = [
            (ancre, Markup(titre).striptags()) for ancre, titre in INTERTITRES.findall(page.content or "")
        ]
        return context

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Oublie le contenu et l'en-tête d'une fiche une fois la page composée."""
        if page.file.src_uri in self.maison.pages:
            page.content, page.meta = None, {}
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

    def declarer(self, env: Any) -> None:
        """Enregistre les macros auprès de mkdocs-macros : un appel laisse un jeton, que le moteur exécute à sa place."""
        for nom in self.maison.c.macros:
            env.macro(partial(self._differer, nom), nom)

    def _differer(self, nom: str, *arguments: Any, **options: Any) -> str:
        macro = self.maison.c.macros[nom]
        self.appels.append(partial(macro.rendre, self.contexte, *arguments, **options))
        return jeton(macro.en_phrase, len(self.appels) - 1)


def _racine(page: Page) -> str:
    """Rend la racine relative d'une page, où les termes s'expliquent ; le lexique n'explique pas les siens."""
    r = "../" * (page.url.count("/") if page.url not in ("", ".", "./") else 0)
    return r if page.file.src_uri == LEXIQUE else Racine(r)
