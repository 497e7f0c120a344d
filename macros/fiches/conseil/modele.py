"""Le dossier conseillé : pour une famille d'achat et une forme, les clauses qui vont ensemble et leurs critères, jusqu'à 100 %."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.base.types import Code, Dates, Libelle, Modele, Phrase, Positif, RefClause, Renvoi, Segment, Taille, Titre

NomDeFait = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
Identifiant = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]
Nombre = Annotated[float, Field(ge=0)]
FORMES = {"lettre": "Petit achat, par une lettre", "adaptee": "Procédure adaptée", "formalisee": "Procédure formalisée"}
"""Forme de la consultation → ce qui s'affiche."""
MONTANTS = 3


class ClausePrise(Modele):
    """Une clause du dossier, à un niveau, moins les textes qu'elle laisse."""

    clause: Annotated[RefClause, Field(description="La clause.")]
    niveau: Annotated[
        Literal["lettre", "base", "avance", "exemplaire"],
        Field(description="Niveau pris ; lettre, et lui seul, dans un dossier de cette forme."),
    ] = "base"
    sans: Annotated[list[Identifiant], Field(description="Textes de ce niveau que le dossier laisse.")] = []
    valeurs: Annotated[
        dict[Identifiant, float | str], Field(description="Variable de la clause → sa valeur dans ce dossier.")
    ] = {}
    pourquoi: Annotated[Phrase, Field(description="Ce qu'elle apporte à ce dossier.")]


class QuestionNotee(Modele):
    """Une question du contrat court au candidat, et ce qui la note."""

    question: Annotated[Phrase, Field(description="La question.")]
    points: Annotated[Positif, Field(description="Ses points, sur les 100 du critère.")]
    bareme: Annotated[
        Phrase | None, Field(description="Comment un nombre se note ; absent, la réponse se note en trois marches.")
    ] = None
    piece: Annotated[Phrase, Field(description="Pièce de l'offre qui montre la réponse.")]


class CritereAutre(Modele):
    """Un critère que nulle clause n'écrit : le prix, la valeur technique."""

    nom: Annotated[Libelle, Field(description="Son nom, tel que le règlement l'annonce.")]
    poids: Annotated[Positif, Field(description="Son poids, en pour cent.")]
    pourquoi: Annotated[Phrase | None, Field(description="Ce qui le justifie, s'il faut le dire.")] = None
    cadre: Annotated[
        list[QuestionNotee], Field(description="Questions du contrat court au candidat ; 100 points en tout.")
    ] = []

    @property
    def est_le_prix(self) -> bool:
        """Dit si c'est le prix, ou le coût : il prend ce que les autres laissent."""
        return self.nom.lower().startswith(("prix", "coût"))


class LotPris(Modele):
    """Un lot d'une opération de travaux : les clauses et les critères qui ne valent que pour lui, en plus de ceux de l'opération."""

    code: Annotated[int, Field(ge=1, le=99, description="Son numéro.")]
    nom: Annotated[Libelle, Field(description="Ce qu'il construit, tel que les documents le nomment.")]
    famille: Annotated[Segment, Field(description="Famille d'achat de ce lot.")]
    part: Annotated[Positif, Field(description="Sa part du montant de l'opération, en pour cent.")]
    clauses: Annotated[
        list[ClausePrise],
        Field(
            max_length=6,
            description="Clauses de ce lot ; reprise à l'identique dans un autre, une clause vaut pour les deux.",
        ),
    ] = []
    criteres: Annotated[
        list[CritereAutre],
        Field(description="Critères de ce lot hors clauses ; avec ceux de l'opération et de ses clauses, 100 %."),
    ] = []


class Ecart(Modele):
    """Une clause qu'un bon acheteur laisserait ici."""

    clause: Annotated[RefClause, Field(description="La clause laissée.")]
    pourquoi: Annotated[Phrase, Field(description="Pourquoi.")]


class Depassement(Modele):
    """Le seul point du budget que ce dossier dépasse."""

    quoi: Annotated[Identifiant, Field(description="Clé du bilan : prix, environnement, mots, documents_par_an…")]
    valeur: Annotated[Nombre, Field(description="Valeur atteinte.")]
    pourquoi: Annotated[Phrase, Field(description="Ce qui l'oblige, avec son article s'il y en a un.")]


class Conseil(Dates):
    """Un dossier conseillé : de la pratique, non du droit ; ni le code ni personne ne fixe de poids minimal."""

    titre: Annotated[Titre, Field(description="L'achat et sa forme.")]
    resume: Annotated[Phrase, Field(description="Ce que le dossier tient, en une ou deux phrases.")]
    famille: Annotated[Segment, Field(description="Famille d'achat.")]
    marche: Annotated[str, Code("marches"), Field(description="Nature du marché : travaux, fournitures, services.")]
    forme: Annotated[Literal["lettre", "adaptee", "formalisee"], Field(description="Forme de la consultation.")]
    acheteur: Annotated[Taille | None, Field(description="Taille d'acheteur à qui il va le mieux.")] = None
    achats: Annotated[list[Annotated[str, Code("achats")]], Field(description="Formes d'achat.")] = []
    ccag: Annotated[str, Field(description="CCAG visé, ou « aucun ».")] = "aucun"
    montants: Annotated[
        list[Annotated[int, Field(ge=1)]],
        Field(
            min_length=MONTANTS,
            max_length=MONTANTS,
            description="Trois montants hors taxes, pour toute la durée, auxquels il est jugé.",
        ),
    ]
    duree: Annotated[int, Field(ge=1, le=240, description="Durée en mois, reconductions comprises.")]
    clauses: Annotated[
        list[ClausePrise],
        Field(
            min_length=1, max_length=12, description="Clauses, dans l'ordre ; d'une opération, celles de tous les lots."
        ),
    ]
    criteres: Annotated[
        list[CritereAutre], Field(description="Critères hors clauses ; avec ceux des clauses, 100 % en tout.")
    ] = []
    lots: Annotated[
        list[LotPris],
        Field(max_length=12, description="Lots d'une opération de travaux, deux au moins ; absents : un seul marché."),
    ] = []
    socle: Annotated[list[Annotated[str, Renvoi("socle")]], Field(description="Phrases communes ajoutées.")] = []
    ecrit: Annotated[
        list[Annotated[str, Renvoi("obligations")]],
        Field(description="Obligations incertaines dont il prend le texte, par prudence."),
    ] = []
    faits: Annotated[
        dict[NomDeFait, float | str],
        Field(description="Réponses aux questions de « Que dois-je mettre ? » que cette famille pose."),
    ] = {}
    ecarte: Annotated[list[Ecart], Field(description="Clauses voisines laissées, et pourquoi.")] = []
    depasse: Annotated[Depassement | None, Field(description="Le point du budget dépassé, s'il y en a un.")] = None

    @property
    def procedure(self) -> str:
        """Rend sa procédure, telle qu'elle s'affiche : un service social ne quitte pas l'adaptée (CCP R2123-1)."""
        social = self.forme == "formalisee" and self.faits.get("service-social") == "oui"
        return "Procédure adaptée, dès le seuil européen" if social else FORMES[self.forme]

    @property
    def familles(self) -> list[str]:
        """Rend les familles d'achat qu'il sert : la sienne, puis celles de ses lots."""
        return list(dict.fromkeys([self.famille, *(lot.famille for lot in self.lots)]))

    @property
    def prises(self) -> list[ClausePrise]:
        """Rend toutes les clauses prises : celles de tous, puis celles de chaque lot."""
        return [*self.clauses, *(prise for lot in self.lots for prise in lot.clauses)]
