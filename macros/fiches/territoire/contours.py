"""Les contours des départements : de quoi dessiner la carte d'un réseau, sans service extérieur."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.base.types import LienSource, Modele

Point = Annotated[str, Field(pattern=r"^\d{1,5},\d{1,5}$", description="« x,y », en unités entières.")]
Anneau = Annotated[
    str,
    Field(
        pattern=r"^\d{1,5},\d{1,5}(?: \d{1,5},\d{1,5}){2,}$",
        description="Contour fermé : « x,y » de point en point, trois au moins, sans répéter le premier.",
    ),
]


class Contour(Modele):
    """Le contour d'un département."""

    etiquette: Annotated[Point, Field(description="Où écrire le code du département.")]
    anneaux: Annotated[list[Anneau], Field(min_length=1, description="Ses contours : le plus grand d'abord.")]


class Contours(Modele):
    """Tous les contours, dans un seul fichier : ``data/territoire/contours.yml``."""

    millesime: Annotated[int, Field(ge=2000, le=2100, description="Année des limites.")]
    source: Annotated[LienSource, Field(description="D'où viennent les contours.")]
    licence: Annotated[LienSource, Field(description="Licence de la source.")]
    departements: Annotated[
        dict[Annotated[str, Field(pattern=r"^[0-9][0-9AB][0-9]?$")], Contour],
        Field(min_length=1, description="Code du département → son contour."),
    ]
