"""Les relectures : qui a lu chaque clause en entier, quel jour, et si c'était le texte d'aujourd'hui."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from markupsafe import Markup

from macros.base.macro import macro
from macros.fiches.clause.appuis import Relecture
from macros.fiches.clause.dossier import de_clause
from macros.sorties.html.contexte import Contexte


class Etat(StrEnum):
    """Où en est la lecture d'une clause, la moins sûre d'abord, et les mots qui le disent."""

    JAMAIS = "jamais relue en entier"
    AVANT = "relue dans une version d’avant"
    INCONNUE = "relue dans une version inconnue"
    A_JOUR = "relue dans la version d’aujourd’hui"


def etat_de(relecture: Relecture, version: str) -> Etat:
    """Rend ce que vaut une relecture pour la ``version`` de la clause, celle que le dossier calcule."""
    if relecture.version is None:
        return Etat.INCONNUE
    return Etat.A_JOUR if relecture.version == version else Etat.AVANT


@macro()
def liste_relectures(ctx: Contexte) -> Markup:
    """Rend les clauses, les moins relues d'abord : la version d'aujourd'hui, et chaque relecture, la plus récente d'abord."""
    c, ordre = ctx.c, list(Etat)
    par_etat: dict[Etat, list[Any]] = {etat: [] for etat in ordre}
    for fiche in c.visibles("clauses"):
        version = de_clause(c, fiche)["version"]
        relectures = sorted(fiche.contenu.relectures, key=lambda lue: lue.le, reverse=True)
        dites = [(relecture, etat_de(relecture, version)) for relecture in relectures]
        etat = max((etat for _, etat in dites), key=ordre.index, default=Etat.JAMAIS)
        par_etat[etat].append((fiche, version, dites))
    return ctx.fragment("clause/relectures", par_etat=par_etat)
