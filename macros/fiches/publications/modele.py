"""Le registre des identifiants de flux publiés : un identifiant publié garde son sens et son titre."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.base.types import Modele, Phrase

Identifiant = Annotated[
    str,
    Field(
        description="veille/AAAA/nom, veille/AAAA-MM, clauses/nom/AAAA-MM-JJ, agenda/nom/AAAA-MM-JJ ou flux/…",
        pattern=r"^(veille/\d{4}/[a-z0-9-]+|veille/\d{4}-\d{2}|(clauses|agenda)/[a-z0-9-]+/\d{4}-\d{2}-\d{2}|flux/[a-z0-9/-]+)$",
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
