"""Le kit d'animation : de quoi tenir une réunion, un atelier ou une rencontre, à imprimer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.base.types import (
    Dates,
    Libelle,
    Modele,
    Phrase,
    Profil,
    RefDroit,
    RefPratique,
    Sources,
    Taille,
    Texte,
    Titre,
)


class Temps(Modele):
    """Un temps du déroulé."""

    minutes: Annotated[int, Field(ge=1, le=180, description="Durée, en minutes.")]
    titre: Annotated[Libelle, Field(description="Nom du temps.")]
    quoi: Annotated[Phrase, Field(description="Ce que l'animateur fait et ce que font les participants.")]


class Role(Modele):
    """Une fiche de rôle, à découper."""

    nom: Annotated[Libelle, Field(description="Nom du rôle : animateur, acheteur, fournisseur…")]
    consigne: Annotated[Texte, Field(description="Ce qu'il fait, à la deuxième personne, sur une carte.")]


class Annexe(Modele):
    """Un document à remettre, à afficher ou à remplir pendant la séance."""

    titre: Annotated[Libelle, Field(description="Nom du document.")]
    texte: Annotated[Texte, Field(description="Le document même, blancs entre crochets.")]


class Appreciation(Modele):
    """Une question de la feuille d'évaluation."""

    question: Annotated[Phrase, Field(description="La question posée au participant.")]
    reponse: Annotated[
        Literal["echelle", "oui-non", "libre"],
        Field(description="echelle : de 1 à 4 ; oui-non ; libre : deux lignes à remplir."),
    ]


class Kit(Dates):
    """Un format d'animation et tout ce qu'il faut pour le tenir."""

    titre: Annotated[Titre, Field(description="Nom du format, et ce qu'on y fait.")]
    resume: Annotated[Phrase, Field(description="Ce que c'est, et ce que l'on en retire.")]
    ordre: Annotated[int, Field(ge=1, le=99, description="Rang d'affichage.")]
    publics: Annotated[list[Profil], Field(min_length=1, description="Métiers auxquels il s'adresse.")]
    tailles: Annotated[list[Taille], Field(min_length=1, description="Tailles d'acheteur auxquelles il convient.")]
    effectif: Annotated[Libelle, Field(description="Nombre de participants : « 6 à 12 personnes ».")]
    duree: Annotated[int, Field(ge=10, le=480, description="Durée en minutes : la somme de celles du déroulé.")]
    origine: Annotated[
        Phrase, Field(description="Ce que des sources disent du format, et ce qui est notre proposition.")
    ]
    objectifs: Annotated[list[Phrase], Field(min_length=1, max_length=5, description="Ce que l'on veut obtenir.")]
    deroule: Annotated[list[Temps], Field(min_length=3, description="Déroulé, dans l'ordre.")]
    materiel: Annotated[list[Phrase], Field(min_length=1, description="Ce qu'il faut préparer ou apporter.")]
    precautions: Annotated[
        list[Phrase], Field(min_length=1, description="Ce qu'il faut respecter pour rester dans le droit.")
    ]
    invitation: Annotated[Texte, Field(description="Modèle d'invitation, blancs entre crochets.")]
    roles: Annotated[list[Role], Field(min_length=1, description="Fiches de rôle.")]
    annexes: Annotated[
        list[Annexe], Field(description="Documents cités par le kit : à remettre, afficher, remplir.")
    ] = []
    trace: Annotated[
        list[Libelle], Field(min_length=3, description="Lignes du compte rendu à garder : date, présents, échanges…")
    ]
    evaluation: Annotated[list[Appreciation], Field(min_length=3, max_length=8, description="Feuille d'évaluation.")]
    apres: Annotated[list[Phrase], Field(min_length=1, description="Ce que l'on fait dans les quinze jours.")]
    pratiques: Annotated[list[RefPratique], Field(description="Bonnes pratiques liées.")] = []
    fondements: Annotated[list[RefDroit], Field(min_length=1, description="Base légale.")]
    sources: Annotated[Sources, Field(description="Sources publiques.")]

    @property
    def horaire(self) -> list[tuple[int, int, Temps]]:
        """Rend (début, fin, temps) : minutes depuis le début de la réunion."""
        debut, lignes = 0, []
        for temps in self.deroule:
            lignes.append((debut, debut + temps.minutes, temps))
            debut += temps.minutes
        return lignes
