"""La feuille de route : des étapes datées, qui les mène, avec quelles clauses et quel indicateur."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.base.types import (
    Dates,
    Libelle,
    Modele,
    Phrase,
    Profil,
    RefClause,
    RefDroit,
    RefPratique,
    Renvoi,
    Sources,
    Taille,
    Titre,
)

RefIndicateur = Annotated[str, Renvoi("indicateurs")]


class EtapeDeRoute(Modele):
    """Une étape : une ligne du tableau."""

    quand: Annotated[Libelle, Field(description="Période : « Mois 1 », « Avant le vote du budget »…")]
    quoi: Annotated[Phrase, Field(description="Ce que l'on fait.")]
    qui: Annotated[list[Profil], Field(min_length=1, description="Métiers qui la mènent.")]
    livrable: Annotated[Phrase, Field(description="Ce qui existe à la fin : la preuve que c'est fait.")]
    clauses: Annotated[list[RefClause], Field(description="Clauses employées.")] = []
    pratiques: Annotated[list[RefPratique], Field(description="Bonnes pratiques suivies.")] = []
    indicateurs: Annotated[list[RefIndicateur], Field(description="Indicateurs suivis.")] = []
    fondements: Annotated[list[RefDroit], Field(description="Base légale de l'étape.")] = []


class FeuilleDeRoute(Dates):
    """Une feuille de route prête à adapter et à voter."""

    titre: Annotated[Titre, Field(description="Nom de la feuille de route.")]
    resume: Annotated[Phrase, Field(description="Pour qui, et ce que l'on obtient.")]
    ordre: Annotated[int, Field(ge=1, le=99, description="Rang d'affichage, de la plus simple à la plus complète.")]
    tailles: Annotated[list[Taille], Field(min_length=1, description="Tailles d'acheteur auxquelles elle convient.")]
    duree: Annotated[Libelle, Field(description="Durée d'ensemble.")]
    moyens: Annotated[Phrase, Field(description="Temps et personnes qu'il faut, dits franchement.")]
    engagements: Annotated[list[Phrase], Field(min_length=1, description="Ce que l'organe délibérant vote.")]
    etapes: Annotated[list[EtapeDeRoute], Field(min_length=3, description="Étapes, dans l'ordre.")]
    vigilance: Annotated[list[Phrase], Field(description="Ce qui fait échouer, et comment l'éviter.")] = []
    fondements: Annotated[list[RefDroit], Field(min_length=1, description="Base légale.")]
    sources: Annotated[Sources, Field(description="Sources publiques.")]
