"""L'adaptateur mkdocs-macros : les macros ouvertes aux pages.

Une macro rend un jeton, que ``pages`` remplace après Markdown par le fragment : aucun moteur ne repasse sur notre HTML.
"""

from __future__ import annotations

from macros.extension import accueil, listes, tableaux
from macros.extension.etat import ETAT
from macros.regles.macros import MACROS

__all__ = ["ECRITES", "ETAT", "declarer", "restituer"]

ECRITES = {
    nom: fonction for module in (accueil, listes, tableaux) for nom, fonction in vars(module).items() if nom in MACROS
}
"""Nom → fonction de chaque macro."""
DANS_LA_PHRASE = {"nom_reseau", "seuil"}
"""Macros qui rendent un mot de la phrase, et non un bloc."""


def declarer(env) -> None:
    """Enregistre les macros ; refuse de partir si la liste admise et les macros diffèrent."""
    if absentes := set(MACROS) - set(ECRITES):
        raise RuntimeError(f"macros annoncées et non écrites : {absentes}")
    for nom, fonction in ECRITES.items():
        env.macro(fonction if nom in DANS_LA_PHRASE else _jeton(fonction), nom)


def _jeton(fonction):
    def macro(*arguments, **options):
        cle = f"fragment-{len(ETAT.fragments)}"
        ETAT.fragments[cle] = str(fonction(*arguments, **options))
        return f'\n\n<div id="{cle}"></div>\n\n'

    return macro


def restituer(html: str) -> str:
    """Rend le HTML d'une page où chaque jeton de macro a repris son fragment."""
    for cle, fragment in ETAT.fragments.items():
        html = html.replace(f'<div id="{cle}"></div>', fragment)
    ETAT.fragments.clear()
    return html
