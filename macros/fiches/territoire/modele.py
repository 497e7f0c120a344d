"""Qui aide un acheteur, ici et ailleurs ; ce qu'est chaque sorte de structure de l'économie sociale et solidaire."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from macros.base.types import (
    Code,
    Dates,
    Departement,
    Libelle,
    Lien,
    Phrase,
    RefClause,
    RefDroit,
    Segment,
    Sources,
    Titre,
)

ANS_D_UNE_INFORMATION = 3
"""À partir de combien d'années une information sur un organisme se dit ancienne."""


class Structure(Dates):
    """Un organisme qui aide les acheteurs : réseau, guichet, facilitateur, annuaire."""

    titre: Annotated[Libelle, Field(description="Nom de l'organisme.")]
    sigle: Annotated[str, Field(max_length=20, description="Son sigle.")] = ""
    resume: Annotated[Phrase, Field(description="Ce qu'il fait, en une ou deux phrases.")]
    famille: Annotated[str, Code("familles-structures"), Field(description="Sorte d'organisme.")]
    portee: Annotated[
        Literal["nationale", "regionale", "departementale"], Field(description="Sur quel territoire il agit.")
    ]
    region: Annotated[str, Field(max_length=160, description="Région, pour une portée régionale.")] = ""
    departements: Annotated[
        list[Departement], Field(description="Départements où il agit ; vide pour une portée nationale.")
    ] = []
    aide: Annotated[list[Phrase], Field(min_length=1, description="Ce qu'un acheteur peut lui demander.")]
    site: Annotated[Lien, Field(description="Site de l'organisme ou page officielle ; à défaut, un article de presse.")]
    nature_site: Annotated[
        Literal["officiel", "presse"], Field(description="presse : un article, faute d'un site officiel trouvé.")
    ] = "officiel"
    infos_de: Annotated[
        int | None,
        Field(ge=2000, le=2100, description="Année de la source la plus récente ; absente si aucune n'est datée."),
    ] = None
    courriel: Annotated[
        str,
        Field(
            pattern=r"^([a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+)?$",
            max_length=120,
            description="Adresse de fonction, jamais celle d'une personne : contact@…",
        ),
    ] = ""
    sources: Annotated[Sources, Field(description="Sources publiques.")]

    def anciennete(self, jour: date) -> str:
        """Rend ce qu'il faut savoir de l'âge des informations : vide si la source la plus récente a moins de trois ans."""
        if self.infos_de is None:
            return "Informations non datées : vérifiez avant de vous y fier."
        if jour.year - self.infos_de < ANS_D_UNE_INFORMATION:
            return ""
        return f"Informations de {self.infos_de}, trois ans ou plus : vérifiez avant de vous y fier."


class TypeDeStructure(Dates):
    """Une sorte de structure à qui acheter : ESAT, entreprise d'insertion, SCIC…"""

    titre: Annotated[Libelle, Field(description="Nom complet.")]
    sigle: Annotated[str, Field(max_length=20, description="Son sigle.")] = ""
    resume: Annotated[Phrase, Field(description="Ce que c'est, en une phrase.")]
    ordre: Annotated[int, Field(ge=1, le=99, description="Rang d'affichage.")]
    famille: Annotated[
        Literal["handicap", "insertion", "cooperative", "autre"],
        Field(description="handicap, insertion, cooperative ou autre."),
    ]
    definition: Annotated[list[Phrase], Field(min_length=1, max_length=4, description="Ce que dit le droit.")]
    fondements: Annotated[list[RefDroit], Field(min_length=1, description="Article qui la définit.")]
    vend: Annotated[list[Phrase], Field(min_length=1, max_length=6, description="Ce qu'elle vend le plus souvent.")]
    reserve: Annotated[
        Literal["handicap", "insertion", "ess", "aucune"],
        Field(
            description="Marché réservé possible : handicap (L2113-12), insertion (L2113-13), ess (L2113-15) ou aucune."
        ),
    ]
    acheter: Annotated[
        list[Phrase], Field(min_length=2, max_length=6, description="Comment lui acheter, dans le droit.")
    ]
    limites: Annotated[list[Phrase], Field(min_length=1, max_length=5, description="Ce que l'on ne peut pas faire.")]
    segments: Annotated[list[Segment], Field(description="Familles d'achat où on la trouve.")] = []
    clauses: Annotated[list[RefClause], Field(description="Clauses à employer.")] = []
    sources: Annotated[Sources, Field(description="Sources publiques.")]


class Rencontre(Dates):
    """Dix questions pour une première rencontre avec un fournisseur de l'économie sociale et solidaire."""

    titre: Annotated[Titre, Field(description="Famille d'achat, et ce que l'on veut savoir.")]
    segment: Annotated[Segment, Field(description="Famille d'achat.")]
    questions: Annotated[list[Phrase], Field(min_length=10, max_length=10, description="Dix questions.")]
    a_montrer: Annotated[Phrase, Field(description="Ce que l'acheteur apporte : volumes, calendrier, lieux.")]
    clauses: Annotated[list[RefClause], Field(description="Clauses liées.")] = []

    @property
    def resume(self) -> str:
        """Rend ce que l'acheteur apporte : ce qu'une liste montre sous le titre."""
        return self.a_montrer
