"""Ce que MkDocs charge et garde : lit la maison à chaque construction, recharge son code, la sert à la demande.

En servant, un changement ne refait que la lecture et les contrôles, moins ce que garde un fichier qui n'a pas changé. Page,
flux, document, image : chacun se fait quand on le demande, par les fonctions mêmes de la construction, donc aux mêmes
octets. Ce module reste quand la maison change : en tête, il n'importe rien d'elle.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import posixpath
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import TYPE_CHECKING, Any

import click
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

if TYPE_CHECKING:  # le serveur de MkDocs ne se charge que pour servir
    from mkdocs.livereload import LiveReloadServer

ICI = "macros/site/servir.py"
PERIME = f"{ICI} a changé, et MkDocs ne le relit pas.\n    → Arrêtez le service, puis relancez « make serve »."


class Chantier:
    """Une construction servie : ce que MkDocs a préparé, et n'a pas encore écrit."""

    def __init__(self, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        """Cache tout à MkDocs, qui n'écrit alors rien ; ``ouvrir`` le lui rend."""
        self.config, self.files, self.nav = config, files, nav
        self.crochets: Any = config.plugins["crochets"]
        self.inclusions = [(fichier, fichier.inclusion) for fichier in files]
        for fichier in files:
            fichier.inclusion = InclusionLevel.EXCLUDED
        self.gabarits = set(config.theme.static_templates)
        config.theme.static_templates.clear()
        self.env: Any = None
        self.attendus: dict[str, Any] = {}
        """Chemin dans le site → fichier à écrire."""

    def ouvrir(self) -> None:
        """Rend leur place aux fichiers : chacun attend qu'on le demande."""
        for fichier, inclusion in self.inclusions:
            fichier.inclusion = inclusion
        self.pages = self.files.documentation_pages()
        self.attendus = {f.dest_uri: f for f in self.files if f.inclusion.is_included()}

    def produire(self, chemin: str) -> None:
        """Écrit, s'il ne l'est pas, ce que désigne ``chemin``, relatif à la racine du site."""
        chemin = posixpath.normpath(f"/{chemin}").lstrip("/")
        if chemin.startswith(self.crochets.index) and chemin not in self.attendus:
            self.attendus |= {f.dest_uri: f for f in self.crochets.indexer(self.config)}
        for sorti in (chemin, posixpath.join(chemin, "index.html")):
            if fichier := self.attendus.get(sorti):
                if fichier.is_documentation_page():
                    page = fichier.page or Page(None, fichier, self.config)
                    _populate_page(page, self.config, self.files)
                    _build_page(page, self.config, self.pages, self.nav, self.env)
                else:
                    fichier.copy_file()
                del self.attendus[sorti]
        if (nom := chemin.removesuffix(".gz")) in self.gabarits:
            for fichier in self.pages:
                fichier.page = fichier.page or Page(None, fichier, self.config)
            _build_theme_template(nom, self.env, self.files, self.config, self.nav)
            self.gabarits.remove(nom)


def _etats(config: MkDocsConfig) -> dict[str, tuple[int, int]]:
    """Rend fichier → date et taille, de ce qui change en travaillant : contenu, code, thème."""
    from macros.base.theme import theme

    dossiers = [Path(config.docs_dir), *map(Path, config.watch), theme()]
    fichiers = {f for dossier in dossiers for f in dossier.rglob("*.*") if f.suffix != ".pyc"}
    fichiers.add(Path(config.config_file_path))
    return {str(f): (s.st_mtime_ns, s.st_size) for f in fichiers if f.is_file() for s in [f.stat()]}


class Service:
    """Ce qui dure d'une construction à l'autre, et la dernière maison sans erreur."""

    def __init__(self) -> None:
        self.servi = False
        self.crochets: Any = None
        self.retenues: dict[str, Any] = {}
        """Ce que la lecture laisse à la suivante, par le même code."""
        self.sources: dict[Path, tuple[int, int]] = {}
        self.au_depart: dict[Path, tuple[int, int]] = {}
        self.verrou = RLock()
        """Tenu pendant qu'on construit, et pendant qu'on produit ce qui est demandé."""
        self.chantier: Chantier | None = None
        self.suivis: dict[str, tuple[int, int]] = {}
        """Fichier du thème ou du contenu → ce qu'il était à la dernière construction."""
        self.dossier = TemporaryDirectory(prefix="gabarits-")
        self.compiles = FileSystemBytecodeCache(self.dossier.name)
        """Les gabarits compilés, par empreinte de leur texte ; un filtre peut s'y être appliqué à une constante."""

    def on_startup(self, command: str, dirty: bool) -> None:
        """Retient si le site est servi à qui le modifie : sans rechargement, MkDocs ne laisse personne répondre à sa place."""
        contexte = click.get_current_context(silent=True)
        self.servi = command == "serve" and not dirty and bool(contexte and contexte.params.get("livereload"))

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Lit et contrôle tout. Une erreur arrête la construction avant d'écrire, ou laisse servir la dernière maison sans erreur."""
        racine = Path(config.config_file_path).parent
        try:
            nouveaux, erreurs = self._lire(racine, config)
        except Exception:
            if not self.crochets:
                raise
            traceback.print_exc()
            nouveaux, erreurs = None, [traceback.format_exc(limit=-1)]
        for erreur in erreurs:
            print(erreur)
        if nouveaux:
            self.crochets = nouveaux
        elif not (self.servi and self.crochets):
            raise Abort(f"{len(erreurs)} erreur(s) : rien n'est publié.")
        self.crochets.anomalies = [*erreurs, *self._perime(racine)]
        config.plugins["crochets"] = self.crochets
        return config

    def _lire(self, racine: Path, config: MkDocsConfig) -> tuple[Any, list[str]]:
        """Rend les crochets d'une maison sans erreur, ou rien, et ce qu'il faut réparer."""
        self._recharger(racine)
        from macros.lecture.anomalie import borner
        from macros.lecture.defauts import Fichier
        from macros.lecture.horloge import figer
        from macros.site.crochets import Crochets
        from macros.site.maison import Maison

        figer()
        # Ce qui se lit reste jusqu'au bout : le ramasse-miettes n'a pas à le parcourir, ni pendant, ni après (6 % de la construction).
        gc.disable()
        try:
            brouillons = self.servi or os.environ.get("BROUILLONS") == "oui"
            maison = Maison(
                racine, config.site_url or "", config.repo_url or "", brouillons, self.retenues if self.servi else None
            )
        finally:
            gc.enable()
        if not self.crochets:  # en servant, ce qui se lit d'abord reste le plus souvent
            gc.freeze()
        if not self.servi:
            gc.set_threshold(
                10_000, 20, 100
            )  # le rendu fait peu de cycles : les chercher sept cents objets à la fois coûtait 6 % de plus
        erreurs = [str(anomalie) for anomalie in borner(maison.erreurs, Fichier.ANOMALIES_EN_TROP)]
        return (None if erreurs else Crochets(maison, self.servi)), erreurs

    def _recharger(self, racine: Path) -> None:
        """Importe à neuf la maison si un de ses fichiers a changé ; en cas d'échec, l'ancienne reste entière."""
        fichiers = (f for f in (racine / "macros").rglob("*.*") if f.suffix != ".pyc")
        sources = {f: (s.st_mtime_ns, s.st_size) for f in fichiers for s in [f.stat()]}
        changes = {f for f, _ in sources.items() ^ self.sources.items()} if self.sources else set()
        self.au_depart = self.au_depart or sources
        if changes:
            self.compiles.clear()
            self.retenues.clear()
            for fichier in changes:
                # Deux états d'un fichier, de même taille et de la même seconde, ont un même fichier compilé aux yeux de Python.
                Path(importlib.util.cache_from_source(str(fichier))).unlink(missing_ok=True)
            anciens = {nom: sys.modules.pop(nom) for nom in list(sys.modules) if nom.split(".")[0] == "macros"}
            importlib.invalidate_caches()
            try:
                importlib.import_module("macros.site.crochets")
            except BaseException:
                sys.modules.update(anciens)
                raise
        self.sources = sources

    def _perime(self, racine: Path) -> list[str]:
        """Rend l'avis que ce module-ci a changé : lui seul ne se recharge pas."""
        ici = racine / ICI
        return [PERIME] if self.sources.get(ici) != self.au_depart.get(ici) else []

    @event_priority(-100)
    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """En servant, retient tout ce qui s'écrirait."""
        if self.servi:
            self.chantier = Chantier(config, files, nav)

    @event_priority(100)  # avant les ancres, qui rendent des pages
    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> None:
        """Retient le moteur de gabarits de la construction ; un gabarit qui n'a pas changé ne se recompile pas."""
        if self.chantier:
            self.chantier.env = env
            env.bytecode_cache = self.crochets.maison.gabarits.env.bytecode_cache = self.compiles

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Ouvre le chantier."""
        if self.chantier:
            self.chantier.ouvrir()
            self.suivis = self.suivis or _etats(config)

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., Any]) -> LiveReloadServer:
        """Répond à la place du serveur de MkDocs, qui reste celui qui lit le fichier écrit et recharge le navigateur."""
        if self.servi:
            server.builder = lambda: self._sous_verrou(lambda: self._refaire(builder))
            erreur = server.error_handler
            server.error_handler = lambda code: self._sous_verrou(lambda: self._page_d_erreur(code, erreur))
            server.set_app(lambda environ, repondre: self._repondre(server, environ, repondre))
        return server

    def _refaire(self, builder: Callable[..., Any]) -> None:
        """Reconstruit ; quand seules des feuilles et des modules du thème ont changé, les redonne sans rien relire d'autre."""
        avant, self.suivis = self.suivis, _etats(self.chantier.config) if self.chantier else {}
        changes = {chemin for chemin, _ in avant.items() ^ self.suivis.items()}
        servis = {f.abs_src_path: f for f in self.chantier.files} if self.chantier else {}
        if changes and all("assets" in Path(c).parts and c in servis for c in changes):
            self.chantier.attendus |= {servis[c].dest_uri: servis[c] for c in changes}  # type: ignore[union-attr]  # des fichiers servis : il y a un chantier
        else:
            builder()

    def _sous_verrou(self, faire: Callable[[], Any]) -> Any:
        with self.verrou:
            return faire()

    def _page_d_erreur(self, code: int, rendre: Callable[[int], bytes | None]) -> bytes | None:
        if self.chantier:
            self.chantier.produire(f"{code}.html")
        return rendre(code)

    def _repondre(self, server: LiveReloadServer, environ: Any, repondre: Callable[..., Any]) -> Iterable[bytes]:
        """Produit ce qui est demandé, puis laisse MkDocs le servir ; recommence si une construction l'a effacé entre-temps."""
        chemin = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        while True:
            with self.verrou:
                chantier = self.chantier
                try:
                    if chantier:
                        chantier.produire(chemin.removeprefix(server.mount_path))
                except Exception:
                    repondre("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
                    return [traceback.format_exc().encode()]
            entetes: list[Any] = []
            corps = server.serve_request(environ, lambda statut, champs, dits=entetes: dits.extend((statut, champs)))
            if chantier is self.chantier or entetes[0].startswith("2"):
                repondre(*entetes)
                return corps
