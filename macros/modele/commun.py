"""Ce que toutes les fiches partagent : types, repères vers le fichier source, anomalies.

Ce paquet ne connaît ni fichier, ni HTML, ni MkDocs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
Chemin = tuple[str | int, ...]


class Gravite(StrEnum):
    """``erreur`` arrête la construction ; ``alerte`` annote, un relecteur décide."""

    ERREUR = "erreur"
    ALERTE = "alerte"


@dataclass(frozen=True, order=True)
class Anomalie:
    """Un défaut, à sa place dans le fichier, avec la façon de le réparer.

    ``ligne`` et ``colonne`` partent de 1. ``chemin`` est le champ visé dans la fiche, quand il y en a un.
    """

    fichier: str
    ligne: int
    colonne: int
    code: str
    message: str
    conseil: str = ""
    gravite: Gravite = Gravite.ERREUR
    chemin: Chemin = field(default=(), compare=False)

    def __str__(self) -> str:
        nature = "" if self.gravite is Gravite.ERREUR else " (alerte)"
        tete = f"{self.fichier}:{self.ligne}:{self.colonne}: {self.code}{nature}: {self.message}"
        return f"{tete}\n    → {self.conseil}" if self.conseil else tete


class Modele(BaseModel):
    """Base des modèles : un champ inconnu est refusé, une fiche lue ne change plus."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True)
class Code:
    """Marque un champ dont la valeur appartient au vocabulaire nommé (``data/vocabulaires``)."""

    vocabulaire: str

    def __get_pydantic_json_schema__(self, noyau: Any, suivant: Any) -> dict[str, Any]:
        """Nomme le vocabulaire dans le schéma JSON ; ``exports`` le remplace par la liste des codes."""
        return {**suivant(noyau), "vocabulaire": self.vocabulaire}


@dataclass(frozen=True)
class Renvoi:
    """Marque un champ qui nomme une autre fiche : ``clauses``, ``textes``, ``pratiques``, ``veille``."""

    genre: str


@dataclass(frozen=True)
class RenvoiDroit:
    """Marque une référence juridique : « CCP L2112-2 », « LOI-2020-105 art. 58 », « CE-417580 »."""


@dataclass(frozen=True)
class Balise:
    """Marque un texte à balisage léger : listes, emphases, liens."""


@dataclass(frozen=True)
class Adresse:
    """Marque une adresse web."""


Titre = Annotated[str, StringConstraints(min_length=8, max_length=110)]
Phrase = Annotated[str, StringConstraints(min_length=12, max_length=420)]
Texte = Annotated[str, StringConstraints(min_length=12, max_length=12_000), Balise()]
Libelle = Annotated[str, StringConstraints(min_length=1, max_length=160)]
Lien = Annotated[str, StringConstraints(min_length=9, max_length=600), Adresse()]
RefDroit = Annotated[str, StringConstraints(min_length=3, max_length=80), RenvoiDroit()]
RefClause = Annotated[str, Renvoi("clauses")]
RefTexte = Annotated[str, Renvoi("textes")]

Theme = Annotated[str, Code("themes")]
Segment = Annotated[str, Code("segments")]
Taille = Annotated[str, Code("tailles")]
Profil = Annotated[str, Code("profils")]


class LienSource(Modele):
    """Une source publique qu'un lecteur peut ouvrir."""

    titre: Annotated[Libelle, Field(description="Nom de la source, tel qu'il aide à la retrouver.")]
    url: Annotated[Lien, Field(description="Adresse complète, en https.")]


T = TypeVar("T")


@dataclass(frozen=True)
class Fiche(Generic[T]):
    """Une fiche lue : son identité (le nom du fichier), son contenu typé, ses repères dans le fichier.

    ``reperes`` associe un chemin de champ à sa (ligne, colonne), à partir de 1.
    """

    id: str
    fichier: str
    contenu: T
    reperes: Mapping[Chemin, tuple[int, int]] = field(default_factory=dict, repr=False, compare=False)
    corps: str = ""
    ligne_corps: int = 1

    def position(self, chemin: Chemin = ()) -> tuple[int, int]:
        """Rend la (ligne, colonne) du champ, ou celle de son plus proche parent."""
        while chemin and chemin not in self.reperes:
            chemin = chemin[:-1]
        return self.reperes.get(chemin, (1, 1))

    def anomalie(self, chemin: Chemin, code: str, message: str, conseil: str = "",
                 gravite: Gravite = Gravite.ERREUR) -> Anomalie:
        """Rend l'anomalie placée sur le champ ``chemin`` de cette fiche."""
        ligne, colonne = self.position(chemin)
        return Anomalie(self.fichier, ligne, colonne, code, message, conseil, gravite, chemin)


def valeurs_marquees(objet: Any, marque: type) -> list[tuple[Chemin, Any, str]]:
    """Rend (chemin, marque, valeur) pour chaque texte de ``objet`` annoté par une ``marque``.

    Descend dans les modèles, listes et dictionnaires : une règle suffit pour tous les genres de fiches.
    """
    trouvees: list[tuple[Chemin, Any, str]] = []
    for nom, info in type(objet).model_fields.items():
        _descendre(getattr(objet, nom), info.annotation, tuple(info.metadata), (nom,), marque, trouvees)
    return trouvees


def tous_les_textes(objet: Any, chemin: Chemin = ()) -> list[tuple[Chemin, str]]:
    """Rend (chemin, texte) pour chaque texte de ``objet``, clés de dictionnaire exclues."""
    if isinstance(objet, str):
        return [(chemin, objet)]
    if isinstance(objet, BaseModel):
        elements = [(nom, getattr(objet, nom)) for nom in type(objet).model_fields]
    elif isinstance(objet, dict):
        elements = list(objet.items())
    elif isinstance(objet, (list, tuple)):
        elements = list(enumerate(objet))
    else:
        return []
    return [trouve for cle, valeur in elements for trouve in tous_les_textes(valeur, (*chemin, cle))]


def _descendre(valeur: Any, annotation: Any, marques: tuple, chemin: Chemin, marque: type, trouvees: list) -> None:
    if valeur is None:
        return
    if isinstance(valeur, str):
        for m in (*marques, *_marques(annotation)):
            if isinstance(m, marque):
                trouvees.append((chemin, m, valeur))
                return
    elif isinstance(valeur, BaseModel):
        trouvees.extend(((*chemin, *c), m, v) for c, m, v in valeurs_marquees(valeur, marque))
    elif isinstance(valeur, (list, tuple)):
        for rang, element in enumerate(valeur):
            _descendre(element, _argument(annotation, 0), (), (*chemin, rang), marque, trouvees)
    elif isinstance(valeur, dict):
        for cle, element in valeur.items():
            _descendre(element, _argument(annotation, 1), (), (*chemin, cle), marque, trouvees)


def _marques(annotation: Any) -> tuple:
    propres = tuple(getattr(annotation, "__metadata__", ()))
    for sous in getattr(annotation, "__args__", ()) or ():
        propres += tuple(getattr(sous, "__metadata__", ()))
    return propres


def _argument(annotation: Any, rang: int) -> Any:
    """Rend le type des éléments d'une collection, à travers ``Annotated`` et ``X | None``."""
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    arguments = [a for a in (getattr(annotation, "__args__", ()) or ()) if a is not type(None)]
    if len(arguments) == 1 and getattr(arguments[0], "__args__", None) and rang == 0 and annotation is not None:
        interieur = arguments[0]
        if getattr(annotation, "__origin__", None) not in (list, tuple, dict):
            return _argument(interieur, rang)
    return arguments[rang] if rang < len(arguments) else None


class Dates(Modele):
    """Les dates de la vie d'une fiche."""

    publie_le: Annotated[date, Field(description="Jour de première publication.")]
    modifie_le: Annotated[date, Field(description="Jour du dernier changement de fond.")]
    verifie_le: Annotated[date, Field(description="Jour où les sources ont été rouvertes pour la dernière fois.")]
