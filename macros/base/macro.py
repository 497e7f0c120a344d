"""Une macro ouverte aux pages : déclarée une fois, par un décorateur qui dit ses arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Macro:
    """Ce qu'une page peut appeler. ``rendre`` reçoit le contexte de la page, puis les arguments.

    ``arguments`` : nom → vocabulaire de ses valeurs, ``entier`` (1 à 400), ``annee``,
    ``seuil``, ou un genre : l'identifiant de sa fiche ; ``exige`` : l'argument sans lequel elle ne veut rien dire ; ``en_phrase`` : elle rend un mot, non un bloc.
    """

    nom: str
    rendre: Callable[..., str]
    arguments: Mapping[str, str]
    exige: str = ""
    en_phrase: bool = False


def macro(exige: str = "", en_phrase: bool = False, **arguments: str) -> Callable[[Callable[..., Any]], Macro]:
    """Fait d'une fonction (contexte, arguments) la macro du même nom ; ``arguments`` : nom → valeurs admises."""
    return lambda fonction: Macro(fonction.__name__, fonction, arguments, exige, en_phrase)
