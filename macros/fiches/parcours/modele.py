"""Le parcours : des pages courtes, dans un ordre, pour un métier ; trois questions pour se vérifier."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.base.types import Dates, Modele, Phrase, Profil, RefDroit, Titre


class EtapeDeParcours(Modele):
    """Une étape : une page à lire."""

    page: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*$",
            description="Adresse de la page dans le site, sans barre au début ni à la fin : parcours/etapes/definir-le-besoin.",
        ),
    ]
    minutes: Annotated[int, Field(ge=1, le=30, description="Temps à y passer, en minutes.")]
    partie: Annotated[str, Field(max_length=160, description="Partie du parcours, quand il en a plusieurs.")] = ""
    retenir: Annotated[Phrase, Field(description="La phrase à retenir.")]


class Question(Modele):
    """Une question pour se vérifier, sa bonne réponse et la règle qui la donne."""

    question: Annotated[Phrase, Field(description="La question, sur un cas concret.")]
    choix: Annotated[list[Phrase], Field(min_length=2, max_length=4, description="Réponses proposées.")]
    juste: Annotated[int, Field(ge=1, description="Rang de la bonne réponse : 1 pour la première.")]
    explication: Annotated[Phrase, Field(description="Pourquoi c'est la bonne, et ce qui rend les autres fausses.")]
    fondements: Annotated[list[RefDroit], Field(min_length=1, description="Base légale de la réponse.")]


class Parcours(Dates):
    """Un chemin de lecture pour un métier, du début aux questions de la fin."""

    titre: Annotated[Titre, Field(description="Pour qui, et ce que l'on saura faire.")]
    resume: Annotated[Phrase, Field(description="Ce que l'on y gagne, en une ou deux phrases.")]
    ordre: Annotated[int, Field(ge=1, le=99, description="Rang d'affichage.")]
    profils: Annotated[list[Profil], Field(min_length=1, description="Métiers auxquels il s'adresse.")]
    duree: Annotated[int, Field(ge=1, le=240, description="Durée en minutes : la somme de celles des étapes.")]
    acquis: Annotated[list[Phrase], Field(min_length=2, max_length=6, description="Ce que l'on saura faire à la fin.")]
    etapes: Annotated[list[EtapeDeParcours], Field(min_length=2, max_length=20, description="Étapes, dans l'ordre.")]
    questions: Annotated[list[Question], Field(min_length=3, max_length=3, description="Trois questions de fin.")]
    suite: Annotated[list[Phrase], Field(min_length=1, max_length=4, description="Que faire ensuite, avec des liens.")]
