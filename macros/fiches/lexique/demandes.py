"""Ce que l'on tape pour demander une page par son nom ou par son rôle."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.base.types import Libelle, Reutilisable


class Demandes(Reutilisable):
    """``data/vocabulaires/demandes.yml``, fichier unique."""

    pages: Annotated[
        dict[str, Annotated[list[Libelle], Field(min_length=1, description="Ce que l'on tape, entier.")]],
        Field(description="Adresse d'une page, sans barre au début → ce que l'on tape pour la demander."),
    ]
