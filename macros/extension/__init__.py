"""L'adaptateur mkdocs-macros : les macros ouvertes aux pages.

Une macro rend un jeton, que ``pages`` remplace après Markdown par le fragment : aucun moteur ne repasse sur notre HTML.
"""

from __future__ import annotations

from macros.regles.macros import MACROS
from macros.regles.pages import DANS_LA_PHRASE, JETON, PARAGRAPHE

from . import accueil, listes, tableaux
from .etat import ETAT

__all__ = ["ECRITES", "ETAT", "declarer", "restituer"]

ECRITES = {
    nom: fonction for module in (accueil, listes, tableaux) for nom, fonction in vars(module).items() if nom in MACROS
}
"""Nom → fonction de chaque macro."""


def declarer(env) -> None:
    """Enregistre les macros ; refuse de partir si la liste admise et les macros diffèrent."""
    if absentes := set(MACROS) - set(ECRITES):
        raise RuntimeError(f"macros annoncées et non écrites : {absentes}")
    for nom, fonction in ECRITES.items():
        env.macro(fonction if nom in DANS_LA_PHRASE else _jeton(fonction), nom)


def _jeton(fonction):
    def macro(*arguments, **options):
        ETAT.fragments.append(str(fonction(*arguments, **options)))
        return f"\n\n{JETON.format(len(ETAT.fragments) - 1)}\n\n"

    return macro


def restituer(html: str) -> str:
    """Rend le HTML d'une page où chaque jeton de macro a repris son fragment."""
    fragments, ETAT.fragments = ETAT.fragments, []
    return PARAGRAPHE.sub(lambda trouve: fragments[int(trouve[1])], html)
