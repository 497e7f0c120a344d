"""La bonne pratique : une méthode, des étapes, un indicateur."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.base.types import Code, Dates, Phrase, Profil, RefClause, RefDroit, Segment, Sources, Taille, Theme, Titre


class BonnePratique(Dates):
    """Une façon de faire, éprouvée ou proposée, qu'un acheteur peut reprendre."""

    titre: Annotated[Titre, Field(description="Ce que l'on fait, en une ligne.")]
    resume: Annotated[Phrase, Field(description="Ce que l'on y gagne, en une ou deux phrases.")]
    themes: Annotated[list[Theme], Field(min_length=1, description="Thèmes.")]
    segments: Annotated[list[Segment], Field(description="Familles d'achat, si la pratique en vise.")] = []
    profils: Annotated[list[Profil], Field(min_length=1, description="Métiers qui la mènent.")]
    tailles: Annotated[list[Taille], Field(min_length=1, description="Tailles d'acheteur auxquelles elle convient.")]
    territoires: Annotated[
        list[Annotated[str, Code("territoires")]], Field(description="Territoires, si elle en vise.")
    ] = []
    effort: Annotated[str, Code("efforts"), Field(description="Effort à fournir.")]
    etapes: Annotated[list[Phrase], Field(min_length=2, max_length=10, description="Étapes, dans l'ordre.")]
    indicateur: Annotated[Phrase, Field(description="Comment on sait que cela marche.")]
    clauses: Annotated[list[RefClause], Field(description="Clauses liées.")] = []
    fondements: Annotated[list[RefDroit], Field(description="Base légale.")] = []
    sources: Annotated[Sources, Field(description="Sources publiques.")]
