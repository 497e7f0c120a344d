"""Les vocabulaires : code → libellé et définition."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from macros.base.avis import CodeDeTheme
from macros.base.types import Code, Libelle, Modele, Phrase, Renvoi, Reutilisable

Pilier = Literal["environnement", "social", "economie"]
Role = Literal["exigence", "critere", "document", "refaction", "penalite"]
"""Ce qu'un texte fait de son objet : il l'exige, le note, en demande un document, en réduit le prix, en punit le manquement."""
PILIERS = {"environnement": "Environnement", "social": "Social", "economie": "Économie et procédure"}
"""Pilier d'un thème → intitulé."""
TOUTES_FAMILLES = "toutes-familles"
"""La valeur des segments qui n'est pas une famille : ce qui vaut pour tout achat."""


class Ensemble(Modele):
    """Deux clauses qui exigent chacune quelque chose d'un même objet, et dont les exigences se complètent."""

    clauses: Annotated[
        list[Annotated[str, Renvoi("clauses")]], Field(min_length=2, max_length=2, description="Les deux clauses.")
    ]
    raison: Annotated[Phrase, Field(description="Pourquoi leurs textes vont ensemble dans un même marché.")]


class Valeur(Modele):
    """Une valeur de vocabulaire."""

    libelle: Annotated[Libelle, Field(description="Ce qui s'affiche.")]
    court: Annotated[Libelle | None, Field(description="Ce qui s'affiche où la place manque : « RC », « Lettre ».")] = (
        None
    )
    definition: Annotated[Phrase, Field(description="Ce que la valeur recouvre.")]
    mots: Annotated[
        list[Libelle],
        Field(
            description="Mots d'acheteurs qui doivent aussi trouver cette valeur ; ou formes d'un mot écarté d'un contrat."
        ),
    ] = []
    moment: Annotated[
        str | None,
        Code("moments"),
        Field(description="Pour un type de clause ou un document : moment de l'achat où il sert."),
    ] = None
    domaine: Annotated[
        str | None, Code("domaines"), Field(description="Pour une famille d'achat : le domaine où elle se range.")
    ] = None
    critere: Annotated[
        str | None,
        Renvoi("clauses"),
        Field(description="Pour une famille ou un domaine : la clause qui donne son critère environnemental court."),
    ] = None
    type: Annotated[
        str | None, Field(description="Pour une valeur partagée entre clauses : pourcentage, montant, duree…")
    ] = None
    unite: Annotated[Libelle | None, Field(description="Pour une valeur partagée : son unité.")] = None
    defaut: Annotated[int | None, Field(description="Pour une valeur partagée : ce que chaque clause propose.")] = None
    min: Annotated[int | None, Field(description="Pour une valeur partagée : sa plus petite valeur.")] = None
    max: Annotated[int | None, Field(description="Pour une valeur partagée : sa plus grande valeur.")] = None
    piece: Annotated[str | None, Code("pieces"), Field(description="Pour un article de plan : sa pièce.")] = None
    pieces: Annotated[
        list[Annotated[str, Code("pieces")]],
        Field(description="Pour un mot écarté d'un contrat : les seuls documents où il l'est ; vide, tous."),
    ] = []
    natures: Annotated[
        list[Annotated[str, Code("natures")]],
        Field(description="Pour un article de plan : les types de clause qui s'y rangent sans qu'on le dise."),
    ] = []
    pilier: Annotated[Pilier | None, Field(description="Pour un thème : pilier dont il relève.")] = None
    avis: Annotated[
        list[CodeDeTheme],
        Field(description="Pour un thème : ce qu'il promeut, en codes de l'avis européen (BT-774, BT-775)."),
    ] = []
    role: Annotated[
        Role | None, Field(description="Pour un type de clause : ce que ses textes font de leur objet.")
    ] = None
    question: Annotated[
        Phrase | None, Field(description="Pour une forme d'achat : la question à laquelle elle répond.")
    ] = None
    ordre: Annotated[
        list[Annotated[str, Renvoi("clauses")]],
        Field(
            description="Pour un objet : les clauses qui en traitent, celle qui reste d'abord, celles qui cèdent ensuite."
        ),
    ] = []
    ensemble: Annotated[
        list[Ensemble], Field(description="Pour un objet : les paires dont les exigences peuvent rester ensemble.")
    ] = []
    seule: Annotated[Phrase | None, Field(description="Pour un objet dont une seule clause traite : pourquoi.")] = None


class Vocabulaire(Reutilisable):
    """Une liste de mots admis, et ce que chacun veut dire."""

    titre: Annotated[Libelle, Field(description="Nom du vocabulaire, au pluriel.")]
    valeurs: Annotated[
        dict[Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")], Valeur],
        Field(min_length=1, description="Code → valeur, dans l'ordre d'affichage."),
    ]
