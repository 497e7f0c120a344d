"""Le modèle de document : une lettre, une délibération, à compléter, imprimer ou ouvrir dans un traitement de texte."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.base.types import Code, Dates, Libelle, Modele, Phrase, Profil, RefClause, RefDroit, Sources, Taille, Titre


class TexteRepris(Modele):
    """Un texte d'une clause, que le document reprend tel que sa fiche l'écrit."""

    clause: Annotated[RefClause, Field(description="Nom de la clause.")]
    texte: Annotated[str, Field(description="Nom du texte dans la clause (son id).", max_length=60)]


class Engagement(TexteRepris):
    """Un texte repris qui engage l'entreprise, et de quoi le vérifier sans rien demander de plus que lui."""

    titre: Annotated[Libelle, Field(description="L'engagement, en quelques mots.")]
    preuve: Annotated[Phrase, Field(description="Ce que l'on regarde à la réception, et que la lettre demande.")]


class Lettre(Modele):
    """Ce qu'une lettre de consultation propose pour deux des six blancs que sa page fait remplir, et les achats qu'elle sert."""

    familles: Annotated[
        list[Annotated[str, Code("segments")]],
        Field(description="Familles d'achat qu'elle sert ; aucune : celles qu'aucune autre lettre ne sert."),
    ] = []
    objet: Annotated[
        Libelle | None, Field(description="Ce qui s'achète, dans l'objet de la lettre ; rien : à dire.")
    ] = None
    besoin: Annotated[Libelle, Field(description="Ce qu'il faut dire du besoin : quantité, lieu, dates.")]


class ModeleDeDocument(Dates):
    """Un document à reprendre ; son corps est le document même, les blancs entre crochets."""

    titre: Annotated[Titre, Field(description="Nom du document.")]
    resume: Annotated[Phrase, Field(description="À quoi il sert, en une ou deux phrases.")]
    profils: Annotated[list[Profil], Field(min_length=1, description="Métiers qui l'emploient.")]
    tailles: Annotated[list[Taille], Field(min_length=1, description="Tailles d'acheteur auxquelles il convient.")]
    moment: Annotated[str, Code("moments"), Field(description="Moment de l'achat où il sert.")]
    mode_d_emploi: Annotated[list[Phrase], Field(min_length=1, description="Avant de l'envoyer ou de le voter.")]
    clauses: Annotated[list[RefClause], Field(description="Clauses qu'il reprend.")] = []
    achat: Annotated[Libelle | None, Field(description="Pour une lettre prête : la suite de « Je veux acheter ».")] = (
        None
    )
    lettre: Annotated[
        Lettre | None,
        Field(description="Pour une lettre : ses six blancs sont dans le corps, de « [acheteur] » à « [signataire] »."),
    ] = None
    engagements: Annotated[
        list[Engagement],
        Field(
            description="Textes de clauses mis à la place de « [engagements] » ; « [constat] » : leurs lignes à cocher."
        ),
    ] = []
    critere: Annotated[TexteRepris | None, Field(description="Texte de clause mis à la place de « [critère] ».")] = None
    fondements: Annotated[list[RefDroit], Field(min_length=1, description="Base légale.")]
    sources: Annotated[Sources, Field(description="Sources publiques.")]
