"""L'identité du réseau : ce qu'un réseau frère change, en un seul endroit (``data/reseau/identite.yml``)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.base.types import Code, Libelle, Lien, Modele
from macros.fiches.agenda.rendez_vous import RendezVous
from macros.fiches.reseau.couleurs import Couleurs


class Identite(Modele):
    """Le nom du réseau, son territoire, ses couleurs, son contact et l'autorité de ses flux."""

    nom: Annotated[Libelle, Field(description="Nom court, tel que le site l'affiche.")]
    nom_long: Annotated[Libelle, Field(description="Ce qu'est le réseau, en quelques mots.")]
    region: Annotated[Libelle, Field(description="Région.")]
    departements: Annotated[
        list[Annotated[str, Code("departements")]],
        Field(min_length=1, description="Codes des départements, entre guillemets : la carte du territoire en vient."),
    ]
    couleurs: Annotated[Couleurs, Field(description="Couleurs de l'en-tête, des boutons et des liens.")]
    contact: Annotated[
        str, Field(pattern=r"^[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$", description="Adresse de fonction du réseau.")
    ]
    inscription: Annotated[
        Lien | None,
        Field(
            description="Adresse du formulaire d'inscription à la lettre, chez l'outil d'envoi du réseau ; elle reçoit"
            " « familles=code,code », les familles choisies. Sans elle, on écrit au réseau."
        ),
    ] = None
    hebergeur: Annotated[Libelle, Field(description="Hébergeur du site, pour les mentions légales.")]
    autorite_flux: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+,\d{4}$",
            description="Domaine et année (RFC 4151) des identifiants de flux ; ne plus jamais la changer.",
        ),
    ]
    forge: Annotated[
        Literal["github", "gitlab", "forgejo"] | None,
        Field(
            description="Sorte de forge du dépôt, si son adresse ne la dit pas : les liens de modification la suivent."
        ),
    ] = None
    trente_trente: Annotated[
        RendezVous | None,
        Field(description='Le 30-30 : {actif: false, jour: jeudi, rang: 1, debut: "12:30", duree: 30, lien: ""}.'),
    ] = None
