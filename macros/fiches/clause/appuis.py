"""Ce qui appuie une clause : ses preuves, son contrôle, ses chiffres."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.base.types import Libelle, LienSource, Modele, Phrase
from macros.fiches.clause.dispositions import Repere


class Preuve(Modele):
    """Une preuve demandée."""

    quoi: Annotated[Phrase, Field(description="Le document ou le relevé demandé, équivalents admis.")]
    qui: Annotated[Libelle, Field(description="Qui le fournit.")]
    quand: Annotated[Libelle, Field(description="À quel moment.")]
    suite: Annotated[
        Phrase | None, Field(description="Ce qui se passe si elle manque, quand ce n'est pas la suite du contrôle.")
    ] = None
    textes: Annotated[
        list[Repere],
        Field(description="Textes de la clause qui la demandent, un d'eux suffit ; absents : la clause entière."),
    ] = []


class Controle(Modele):
    """Le contrôle en cours d'exécution."""

    qui: Annotated[Libelle, Field(description="Qui contrôle, côté acheteur.")]
    comment: Annotated[Phrase, Field(description="Ce qui est regardé, et comment.")]
    frequence: Annotated[Libelle, Field(description="Quand et combien de fois.")]
    suite: Annotated[Phrase, Field(description="Ce qui se passe en cas d'écart.")]


class OrdreDeGrandeur(Modele):
    """Un chiffre qui aide à décider, et la source où il a été lu."""

    dit: Annotated[Phrase, Field(description="Le chiffre, ce qu'il mesure, où et quand : effet, coût ou offre.")]
    source: Annotated[LienSource, Field(description="La source où il a été lu.")]
