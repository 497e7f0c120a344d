"""Le lexique de la recherche : des groupes d'expressions qui disent la même chose pour qui cherche."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.base.types import Libelle, Reutilisable


class Synonymes(Reutilisable):
    """``data/vocabulaires/synonymes.yml``, fichier unique."""

    intitule: Annotated[Libelle, Field(description="Nom du lexique.")]
    groupes: Annotated[
        list[Annotated[list[Libelle], Field(min_length=2, description="Expressions équivalentes, deux au moins.")]],
        Field(min_length=1, description="Un groupe par ligne ; une expression n'est que dans un groupe."),
    ]
    lieux: Annotated[
        list[Libelle],
        Field(description="Lieux d'un achat : à côté d'un autre mot, ils ne décident pas de la recherche."),
    ] = []
    entourage: Annotated[
        list[Libelle], Field(description="Mots qui, à côté d'un autre, ne décident pas non plus : pour qui, avec quoi.")
    ] = []
