"""Le registre des identifiants de flux publiés : un identifiant publié garde son sens et son titre."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.base.types import Modele, Phrase

Identifiant = Annotated[
    str,
    Field(
        description="Adresse de ce que l'article annonce, suivie du jour quand la fiche peut changer ; ou flux/…",
        pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)+$",
    ),
]


class Publies(Modele):
    """Écrit par ``make enregistrer``, jamais à la main, sauf ``retires``."""

    retires: Annotated[
        dict[Identifiant, Phrase], Field(description="Identifiant retiré exprès → la raison, en une phrase.")
    ] = {}
    nombre: Annotated[int, Field(ge=0, description="Nombre de lignes de « publies » : une ligne perdue se voit.")]
    publies: Annotated[
        dict[Identifiant, str], Field(description="Identifiant → titre, tel que les abonnés l'ont reçu.")
    ]
