"""L'entrée de veille « 30-30 »."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from macros.base.types import (
    Code,
    Libelle,
    Modele,
    Phrase,
    Profil,
    RefClause,
    RefDroit,
    RefTexte,
    Renvoi,
    Segment,
    Sources,
    Suivie,
    Taille,
    Texte,
    Theme,
    Titre,
)
from macros.base.vocabulaire import TOUTES_FAMILLES
from macros.texte.nombres import minutes

SITES = (
    *("gouv.fr", "europa.eu", "vie-publique.fr", "service-public.fr", "ademe.fr", "ccomptes.fr"),
    *(
        "assemblee-nationale.fr",
        "senat.fr",
        "conseil-constitutionnel.fr",
        "conseil-etat.fr",
        "tribunal-administratif.fr",
        "courdecassation.fr",
        "autoritedelaconcurrence.fr",
        "cnil.fr",
        "justice.fr",
    ),
)
"""Domaines des institutions qui écrivent ou publient le droit."""
OFFICIELLE = rf"^https://([\w-]+\.)*({'|'.join(SITES).replace('.', chr(92) + '.')})(?=[/?#:]|$)"
"""L'adresse d'une page d'un de ces domaines, ou d'un de leurs sous-domaines."""
AVEC_ADRESSE: JsonDict = {"type": "object", "required": ["url"]}
URL: JsonDict = {"url": {"type": "string", "pattern": OFFICIELLE}}
SANS_OFFICIELLE: JsonDict = {
    "required": ["sources"],
    "not": {"required": ["texte"]},
    "properties": {
        "sources": {"type": "array", "contains": AVEC_ADRESSE, "not": {"contains": {**AVEC_ADRESSE, "properties": URL}}}
    },
}
"""Ce que le schéma voit d'une entrée sans adresse officielle : celle de son texte, s'il en a un, est au registre."""


class Pour(Modele):
    """Les acheteurs et les métiers qu'un changement concerne."""

    tailles: Annotated[
        list[Taille],
        Field(min_length=1, description="Tailles d'acheteur concernées.", examples=["[petite, moyenne, grande]"]),
    ]
    profils: Annotated[list[Profil], Field(min_length=1, description="Métiers concernés.", examples=["[acheteur]"])]
    organismes: Annotated[
        list[Annotated[str, Code("organismes")]],
        Field(description="Natures d'acheteur concernées ; sans ce champ, toutes."),
    ] = []


class Geste(Modele):
    """Ce qui se fait dans ses documents, et avant quel jour."""

    le: Annotated[dt.date, Field(description="Jour avant lequel le faire.")]
    faire: Annotated[
        Libelle, Field(min_length=12, description="Le geste, en une phrase qui se lit seule : « Remplacez … par … ».")
    ]
    documents: Annotated[
        list[Annotated[str, Code("pieces")]], Field(description="Documents où il se fait ; vide : hors des documents.")
    ] = []
    certitude: Annotated[
        Literal["sur", "incertain"], Field(description="incertain : la règle, ou son jour, n'est pas établie.")
    ]
    raison: Annotated[
        Phrase, Field(description="D'où vient ce jour : ce que dit le droit, ou la marge que l'on prend.")
    ]


def _si(condition: JsonDict, exige: str) -> JsonDict:
    return {"if": condition, "then": {"required": [exige]}}


class EntreeVeille(Suivie):
    """Un changement du droit : ce qui change, depuis quand, pour qui, que faire."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                _si({"properties": {"evenement": {"const": "echeance"}}, "required": ["evenement"]}, "obligations"),
                _si({"properties": {"impact": {"const": "fort"}}, "required": ["impact"]}, "a_faire"),
                _si(SANS_OFFICIELLE, "sans_adresse"),
            ]
        }
    )

    titre: Annotated[Titre, Field(description="La nouvelle, en une ligne.", examples=['"La nouvelle, en une ligne"'])]
    date: Annotated[
        dt.date,
        Field(
            description="Jour de l'événement, déjà passé : publication, décision ou échéance ; pour un rappel, le jour où la base le dit. Une échéance à venir s'écrit au texte de droit."
        ),
    ]
    evenement: Annotated[
        Literal["publication", "decision", "echeance", "doctrine", "etude", "projet", "rappel"],
        Field(
            description="Genre d'événement. Un projet n'oblige à rien ; un rappel dit une règle déjà en vigueur que la base taisait."
        ),
    ]
    texte: Annotated[RefTexte | None, Field(description="Texte du registre dont il s'agit.")] = None
    themes: Annotated[list[Theme], Field(min_length=1, description="Thèmes.", examples=["[procedure]"])]
    segments: Annotated[
        list[Segment], Field(description="Familles d'achat, si le texte en vise.", examples=["[toutes-familles]"])
    ] = []
    impact: Annotated[str, Code("impacts"), Field(description="fort, moyen ou faible.", examples=["faible"])]
    pour: Annotated[Pour, Field(description="Qui est concerné.")]
    en_vigueur_le: Annotated[dt.date | None, Field(description="Jour d'effet, s'il y en a un.")] = None
    change: Annotated[
        Texte,
        Field(
            description="Ce qui change, en deux ou trois phrases.",
            examples=["|\nCe qui change, depuis quand et pour qui, en deux ou trois phrases simples."],
        ),
    ]
    a_faire: Annotated[
        list[Phrase],
        Field(
            description="Ce qu'un acheteur doit faire.",
            examples=["- Ce qu’un acheteur fait, dans l’ordre, un verbe par ligne."],
        ),
    ] = []
    a_faire_avant: Annotated[
        Geste | None,
        Field(description="Le geste principal et son jour, à côté de celui du droit. Seulement si ce jour se déduit."),
    ] = None
    articles: Annotated[
        list[RefDroit], Field(description="Articles modifiés ou éclairés.", examples=["[CCP L2112-2]"])
    ] = []
    obligations: Annotated[
        list[Annotated[str, Renvoi("obligations")]] | None,
        Field(
            description="Obligations que l'événement crée, change ou rappelle. Une échéance en nomme, ou dit"
            " « Aucune » ([] dans le fichier)."
        ),
    ] = None
    clauses: Annotated[list[RefClause], Field(description="Clauses touchées.", examples=["[]"])] = []
    pratiques: Annotated[
        list[Annotated[str, Renvoi("pratiques")]], Field(description="Bonnes pratiques touchées.")
    ] = []
    fait_suite_a: Annotated[
        str | None,
        Renvoi("veille"),
        Field(description="Entrée que celle-ci met à jour : un changement de fond est une nouvelle entrée."),
    ] = None
    sans_adresse: Annotated[
        Phrase | None,
        Field(
            description="Pourquoi ni ses sources ni son texte n'ont d'adresse officielle. Vous en avez une ? Mettez-la plutôt aux sources."
        ),
    ] = None
    publie_le: Annotated[dt.date, Field(description="Jour de mise en ligne de l'entrée.")]
    sources: Annotated[
        Sources,
        Field(
            description="Sources publiques, dont une officielle : Légifrance, EUR-Lex, un ministère, une juridiction.",
            examples=[
                "- titre: Code de la commande publique, Légifrance\n  url: https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019/"
            ],
        ),
    ]

    @property
    def mois(self) -> str:
        """Rend le mois d'édition, ``AAAA-MM``."""
        return self.date.isoformat()[:7]

    @property
    def limite(self) -> dt.date | None:
        """Rend le jour avant lequel agir : celui du geste, sinon le jour d'effet."""
        return self.a_faire_avant.le if self.a_faire_avant else self.en_vigueur_le

    @property
    def actions(self) -> list[str]:
        """Rend ce qu'il faut faire d'abord : le geste daté, seul, sinon les actions dans leur ordre."""
        return [self.a_faire_avant.faire] if self.a_faire_avant else self.a_faire

    def concerne(self, segment: str) -> bool:
        """Dit si l'entrée vaut pour la famille d'achat : elle la nomme, vaut pour toutes, ou n'en vise aucune."""
        return not self.segments or segment in self.segments or TOUTES_FAMILLES in self.segments

    @property
    def oblige(self) -> bool:
        """Dit si l'événement change le droit : ni un projet, ni une étude, ni un rappel."""
        return self.evenement not in ("projet", "etude", "rappel")

    @property
    def suivi(self) -> bool:
        """Dit si l'entrée n'est qu'à suivre : un projet, ou rien à faire. Elle n'occupe pas les minutes d'une séance."""
        return self.evenement == "projet" or not self.a_faire

    def mots(self, corps: str) -> int:
        """Rend le nombre de mots à lire, corps compris."""
        return len(self.change.split()) + len(corps.split()) + sum(len(a.split()) for a in self.a_faire)

    def minutes_lecture(self, corps: str) -> int:
        """Rend le temps de lecture en minutes entières, corps compris (au moins 1)."""
        return minutes(self.mots(corps))
