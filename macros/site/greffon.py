"""Le greffon MkDocs du moteur : ce qu'il impose au réglage d'un réseau, ce qu'il en refuse, et le service qui lit et rend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.config_options import PathSpec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from macros.base.theme import PAQUET, theme
from macros.lecture.reglage import du_reglage
from macros.site.servir import Service

MACROS = {
    "modules": ["macros"],
    "render_by_default": False,
    "on_error_fail": True,
    "on_undefined": "strict",
    "verbose": False,
}
THEME = {
    "language": "fr",
    "font": False,
    "favicon": "assets/reseau/logo.svg",
    "palette": {"scheme": "default", "primary": "custom", "accent": "custom"},
}


class Greffon(Service, BasePlugin):  # type: ignore[type-arg]  # il n'a pas d'option
    """Ce que MkDocs charge par son nom, « base-achats »."""

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse un réglage qui n'est pas à un réseau, pose ceux du moteur, puis lit et contrôle tout."""
        if refus := [*du_reglage(Path(config.config_file_path).parent)]:
            print(*refus, sep="\n")
            raise Abort(f"{len(refus)} réglage(s) refusé(s) : rien n'est publié.")
        imposer(config)
        return super().on_config(config)

    @event_priority(-100)  # après les pages des fiches
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Arrête la construction si le menu nomme une page qui n'existe pas."""
        if absentes := [page for page in _pages(config.nav) if ":" not in page and not files.get_file_from_path(page)]:
            conseil = "Corrigez le chemin, relatif à docs/, ou retirez la ligne."
            dits = [
                f"mkdocs.yml:1:1: menu-absent: le menu mène à « {page} », qui n'existe pas\n    → {conseil}"
                for page in absentes
            ]
            print(*dits, sep="\n")
            raise Abort("Le menu a des pages absentes : rien n'est publié.")
        return files


def _pages(entrees: object) -> Iterator[str]:
    """Rend les pages que nomme une partie du menu."""
    if isinstance(entrees, str):
        yield entrees
    for entree in entrees.values() if isinstance(entrees, dict) else entrees if isinstance(entrees, list) else ():
        yield from _pages(entree)


def imposer(config: MkDocsConfig) -> None:
    """Pose les réglages du moteur. Les pages passent par notre Markdown ; la recherche intégrée est coupée, faute d'être nommée."""
    racine, code = Path(config.config_file_path).parent, theme()
    if str(code) not in config.theme.dirs:
        config.theme.dirs.insert(0, str(code))
    for nom, valeur in THEME.items():
        config.theme[nom] = valeur
    config.edit_uri = ""
    config.plugins["macros"].config.update(MACROS)
    # Une page se lit par celles qui la nomment : le menu n'a pas à la connaître.
    config.not_in_nav = PathSpec().validate("/**")
    config.watch = [
        str(racine / "data"),
        *(map(str, (PAQUET, code)) if (racine / "macros").resolve() == PAQUET else ()),
    ]
