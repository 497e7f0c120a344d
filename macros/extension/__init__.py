"""L'adaptateur mkdocs-macros : les macros ouvertes aux pages.

Un appel laisse un jeton dans le Markdown ; le moteur l'exécute à sa place, dans l'ordre de la page, et rien ne repasse
sur notre HTML.
"""

from __future__ import annotations

from functools import partial

from macros.regles.macros import MACROS, jeton

from . import accueil, listes, tableaux
from .etat import ETAT

__all__ = ["ECRITES", "ETAT", "appeler", "declarer"]

ECRITES = {
    nom: fonction for module in (accueil, listes, tableaux) for nom, fonction in vars(module).items() if nom in MACROS
}
"""Nom → fonction de chaque macro."""


def declarer(env) -> None:
    """Enregistre les macros ; refuse de partir si la liste admise et les macros diffèrent."""
    if absentes := set(MACROS) - set(ECRITES):
        raise RuntimeError(f"macros annoncées et non écrites : {absentes}")
    for nom, fonction in ECRITES.items():
        env.macro(_differer(nom, fonction), nom)


def _differer(nom, fonction):
    def macro(*arguments, **options):
        ETAT.appels.append(partial(fonction, *arguments, **options))
        return jeton(nom, len(ETAT.appels) - 1)

    return macro


def appeler(rang: int) -> str:
    """Exécute l'appel de ce rang dans la page en cours : rend son fragment, ou son mot."""
    return str(ETAT.appels[rang]())
