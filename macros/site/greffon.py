"""Le greffon MkDocs du moteur : ce qu'il impose au réglage d'un réseau, ce qu'il en refuse, et le service qui lit et rend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.config_options import PathSpec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.utils.yaml import yaml_load

from macros.base.theme import PAQUET, theme
from macros.lecture.environnement import environnement
from macros.site.servir import Service

ADMIS = ("site_name", "site_description", "site_url", "repo_url", "copyright", "theme", "plugins", "nav")
"""Ce qu'un réseau règle : noms, adresses et menu. Le reste changerait ce que le contrôle a jugé."""
GREFFONS = ("macros", "base-achats")
PLACES = ([0, 1, 1, 1], [0, 2, 1, 1])
"""Les niveaux des entrées du menu, que les gabarits placent : l'accueil, puis en haut, à côté de la recherche, en bas."""
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
STYLES = [
    "assets/reseau/couleurs.css",
    *(f"assets/{nom}.css" for nom in ("reseau", "accueil", "trouveur", "formation")),
]


class Greffon(Service, BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Ce que MkDocs charge par son nom, « base-achats »."""

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse un réglage qui n'est pas à un réseau, pose ceux du moteur, puis lit et contrôle tout."""
        racine = Path(config.config_file_path).parent
        if refus := [*map(str, environnement(racine)), *(f"mkdocs.yml:1:1: {dit}" for dit in refuses(config))]:
            print(*refus, sep="\n")
            raise Abort(f"{len(refus)} réglage(s) refusé(s) : rien n'est publié.")
        imposer(config)
        return super().on_config(config)

    @event_priority(-100)  # après les pages des fiches
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Arrête la construction si le menu nomme une page qui n'existe pas."""
        if absentes := [page for page in _pages(config.nav) if ":" not in page and not files.get_file_from_path(page)]:
            print(
                *(
                    f"mkdocs.yml:1:1: le menu mène à « {page} », qui n'existe pas → Corrigez, ou retirez la ligne."
                    for page in absentes
                ),
                sep="\n",
            )
            raise Abort("Le menu a des pages absentes : rien n'est publié.")
        return files


def refuses(config: MkDocsConfig) -> Iterator[str]:
    """Rend, en une phrase chacune, ce que ``mkdocs.yml`` dit et qu'un réseau ne règle pas."""
    with Path(config.config_file_path).open("rb") as fichier:
        ecrit = yaml_load(fichier)
    for nom in ecrit.keys() - set(ADMIS):
        yield f"« {nom} » n'est pas un réglage admis → Retirez-le ; réglages admis : {', '.join(ADMIS)}."
    racine, voulu = Path(config.config_file_path).parent, ecrit.get("theme")
    siens = voulu if isinstance(voulu, dict) else {"name": voulu}
    place = siens.get("custom_dir")
    if (
        siens.get("name") != "material"
        or siens.keys() - {"name", "custom_dir"}
        or (place and racine / place != theme())
    ):
        yield "le thème n'est pas celui du moteur → Écrivez theme: {name: material}, sans rien d'autre."
    if sorted(config.plugins) != sorted(GREFFONS):
        yield f"les greffons ne sont pas ceux du moteur → Écrivez plugins: [{', '.join(GREFFONS)}]."
    for nom in ("macros", "macros.py"):
        if (racine / nom).exists() and racine != PAQUET.parent:
            yield f"« {nom} », dans ce dossier, passerait pour le moteur → Retirez-le : le code vient de la roue."
    if [_niveaux(entree) for entree in config.nav or ()] not in PLACES:
        yield (
            "le menu n'a pas ses quatre entrées → Écrivez, dans cet ordre : l'accueil, le menu principal (deux niveaux au plus),"
            " les liens rapides et le pied de page."
        )
    for nom in ("site_name", "site_description", "copyright"):
        if "<" in (texte := str(config[nom] or "")) or not texte.strip():
            yield f"« {nom} » est vide, ou contient du HTML → Écrivez un texte simple."


def _niveaux(entree: object) -> int:
    """Rend combien de niveaux une entrée du menu ouvre : aucun pour une page."""
    suite = next(iter(entree.values())) if isinstance(entree, dict) else entree
    return 1 + max(map(_niveaux, suite), default=0) if isinstance(suite, list) else 0


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
    config.extra_css = list(STYLES)
    config.plugins["macros"].config.update(MACROS)
    # Une page se lit par celles qui la nomment : le menu n'a pas à la connaître.
    config.not_in_nav = PathSpec().validate("/**")
    config.watch = [str(racine / "data"), *(map(str, (PAQUET, code)) if racine == PAQUET.parent else ())]
