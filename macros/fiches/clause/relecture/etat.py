"""Où en est la lecture d'une clause : qui l'a lue en entier, quel jour, et si c'était le texte d'aujourd'hui."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from markupsafe import Markup

from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.macro import macro
from macros.base.types import Relecture
from macros.fiches.clause.dossier import de_clause
from macros.fiches.clause.modele import Clause
from macros.sorties.html.contexte import Contexte


class Etat(StrEnum):
    """Où en est la lecture d'une clause, la moins sûre d'abord, et les mots qui le disent."""

    JAMAIS = "jamais relue en entier"
    AVANT = "relue dans une version antérieure"
    INCONNUE = "relue dans une version inconnue"
    A_JOUR = "relue dans la version d’aujourd’hui"


DEPUIS = {
    Etat.AVANT: "le texte a changé depuis",
    Etat.INCONNUE: "le texte a pu changer depuis",
    Etat.A_JOUR: "celle d’aujourd’hui",
}
"""Ce que la page de la clause dit après la version lue."""


@une_fois
def version_de(c: Consultation, fiche: Fiche[Clause]) -> str:
    """Rend la version d'aujourd'hui, celle que le dossier calcule : elle change avec un texte, une valeur ou une phrase commune."""
    version: str = de_clause(c, fiche)["version"]
    return version


def lectures(c: Consultation, fiche: Fiche[Clause]) -> list[tuple[Relecture, Etat]]:
    """Rend chaque lecture, la plus récente d'abord, et ce qu'elle vaut pour le texte d'aujourd'hui."""
    recentes = sorted(fiche.contenu.relectures, key=lambda lue: lue.le, reverse=True)
    return [(lue, _etat(c, fiche, lue)) for lue in recentes]


def etat_de(c: Consultation, fiche: Fiche[Clause]) -> Etat:
    """Rend l'état de sa meilleure lecture."""
    return max((etat for _, etat in lectures(c, fiche)), key=list(Etat).index, default=Etat.JAMAIS)


def _etat(c: Consultation, fiche: Fiche[Clause], lue: Relecture) -> Etat:
    if lue.version is None:
        return Etat.INCONNUE
    return Etat.A_JOUR if lue.version == version_de(c, fiche) else Etat.AVANT


@macro()
def liste_relectures(ctx: Contexte) -> Markup:
    """Rend les clauses, les moins relues d'abord : la version d'aujourd'hui, et chaque relecture, la plus récente d'abord."""
    c = ctx.c
    par_etat: dict[Etat, list[Any]] = {etat: [] for etat in Etat}
    for fiche in c.visibles("clauses"):
        par_etat[etat_de(c, fiche)].append((fiche, version_de(c, fiche), lectures(c, fiche)))
    return ctx.fragment("clause/relectures", par_etat=par_etat)
