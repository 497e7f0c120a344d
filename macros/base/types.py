"""Ce que toutes les fiches partagent : types, repères vers le fichier source, dates, origine.

Ce paquet ne connaît ni fichier, ni HTML, ni MkDocs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from macros.base.bornes import NomBorne
from macros.lecture.anomalie import Anomalie, Chemin, Gravite

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Modele(BaseModel):
    """Base des modèles : un champ inconnu est refusé, une fiche lue ne change plus."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True)
class Code(NomBorne):
    """Marque un champ dont la valeur appartient au vocabulaire nommé (``data/vocabulaires``)."""

    vocabulaire: str

    def __get_pydantic_json_schema__(self, noyau: Any, suivant: Any) -> dict[str, Any]:
        """Nomme le vocabulaire dans le schéma JSON ; ``exports`` le remplace par la liste des codes."""
        return {**suivant(noyau), "vocabulaire": self.vocabulaire}


@dataclass(frozen=True)
class Renvoi(NomBorne):
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
Phrase = Annotated[str, StringConstraints(min_length=12, max_length=420), Balise()]
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
Reperes = Mapping[Chemin, tuple[int, int]]


@dataclass(frozen=True)
class Fiche(Generic[T]):
    """Une fiche lue : son identité (le nom du fichier), son contenu typé, ses repères dans le fichier.

    ``lire_reperes`` rend chemin de champ → (ligne, colonne), à partir de 1 : ils sont relus du fichier quand une anomalie
    les demande, car ceux de dix mille fiches prendraient la moitié de la mémoire. ``seuils`` associe un chemin (``()``
    pour le corps) aux valeurs que la lecture y a posées à la place de ``{{ seuil("nom") }}``.
    """

    id: str
    fichier: str
    contenu: T
    lire_reperes: Callable[[], Reperes] = field(default=dict, repr=False, compare=False)
    corps: str = ""
    ligne_corps: int = 1
    seuils: Mapping[Chemin, set[str]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _reperes(self) -> Reperes:
        return self.lire_reperes()

    def oublier(self) -> None:
        """Oublie ce que les contrôles ont calculé et que le rendu ne relit qu'une fois : la place de plusieurs pages."""
        for calcul in ("textes", "_marquees", "_reperes"):
            self.__dict__.pop(calcul, None)

    @cached_property
    def textes(self) -> list[tuple[Chemin, str]]:
        """Rend (chemin, texte) pour chaque texte de la fiche."""
        return tous_les_textes(self.contenu)

    @cached_property
    def _marquees(self) -> Marquees:
        return valeurs_marquees(self.contenu)

    def marques(self, marque: type) -> list[tuple[Chemin, Any, str]]:
        """Rend (chemin, marque, valeur) pour chaque texte de la fiche qui porte une ``marque``."""
        return self._marquees.get(marque, [])

    def position(self, chemin: Chemin = ()) -> tuple[int, int]:
        """Rend la (ligne, colonne) du champ, ou celle de son plus proche parent."""
        while chemin and chemin not in self._reperes:
            chemin = chemin[:-1]
        return self._reperes.get(chemin, (1, 1))

    def anomalie(
        self, chemin: Chemin, code: str, message: str, conseil: str = "", gravite: Gravite = Gravite.ERREUR
    ) -> Anomalie:
        """Rend l'anomalie placée sur le champ ``chemin`` de cette fiche."""
        ligne, colonne = self.position(chemin)
        return Anomalie(self.fichier, ligne, colonne, code, message, conseil, gravite, chemin)


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


Marquees = dict[type, list[tuple[Chemin, Any, str]]]


def valeurs_marquees(objet: Modele) -> Marquees:
    """Rend, pour chaque genre de marque, les (chemin, marque, valeur) des textes de ``objet`` qui la portent.

    Descend dans les modèles, listes et dictionnaires : une règle suffit pour tous les genres de fiches.
    """
    trouvees: Marquees = {}
    _suivre(_plan_du_modele(type(objet)), objet, (), trouvees)
    return trouvees


@cache
def _plan_du_modele(modele: type[Modele]) -> tuple:
    """Rend ce qu'il faut visiter dans un modèle : (champ, plan), sans les champs où rien n'est marqué."""
    plans = [(nom, _plan(info.annotation, tuple(info.metadata))) for nom, info in modele.model_fields.items()]
    return ("modele", tuple((nom, plan) for nom, plan in plans if plan))


def _plan(annotation: Any, marques: tuple = ()) -> tuple | None:
    while hasattr(annotation, "__metadata__"):
        marques, annotation = (*marques, *annotation.__metadata__), annotation.__origin__
    if annotation is str:
        utiles = tuple(m for m in marques if isinstance(m, (Code, Renvoi, RenvoiDroit, Balise, Adresse)))
        return ("texte", utiles) if utiles else None
    if isinstance(annotation, type) and issubclass(annotation, Modele):
        plan = _plan_du_modele(annotation)
        return plan if plan[1] else None
    arguments = get_args(annotation)
    if get_origin(annotation) in (list, dict):
        interieur = _plan(arguments[-1])
        return ("suite", interieur) if interieur else None
    plans = [plan for argument in arguments if (plan := _plan(argument, marques))]
    return plans[0] if plans else None


def _suivre(plan: tuple, valeur: Any, chemin: Chemin, trouvees: Marquees) -> None:
    if valeur is None:
        return
    genre, detail = plan
    if genre == "texte":
        if isinstance(valeur, str):
            for marque in detail:
                trouvees.setdefault(type(marque), []).append((chemin, marque, valeur))
    elif genre == "modele":
        for nom, interieur in detail:
            _suivre(interieur, getattr(valeur, nom), (*chemin, nom), trouvees)
    else:
        for cle, element in valeur.items() if isinstance(valeur, dict) else enumerate(valeur):
            _suivre(detail, element, (*chemin, cle), trouvees)


LICENCES = {
    "Licence Ouverte 2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
}
"""Licences sous lesquelles une fiche peut être reprise : nom → texte. La première est celle de la base."""


class Origine(Modele):
    """D'où vient une fiche reprise d'un autre réseau."""

    reseau: Annotated[Libelle, Field(description="Réseau qui a écrit la fiche.")]
    licence: Annotated[
        Literal["Licence Ouverte 2.0", "CC0 1.0", "CC BY 4.0"], Field(description="Licence de la fiche reprise.")
    ]
    url: Annotated[Lien, Field(description="Page d'où elle vient, ou site du réseau.")]
    importe_le: Annotated[date, Field(description="Jour de la reprise.")]


class Reutilisable(Modele):
    """Ce qu'une fiche publiée en données ouvertes peut porter, quel que soit son genre."""

    reprise_de: Annotated[
        Origine | None, Field(description="Réseau dont la fiche est reprise ; la commande importer l'écrit.")
    ] = None

    @classmethod
    def champs(cls) -> list[str]:
        """Rend ses champs dans l'ordre où on les lit : les siens, puis l'origine et les dates."""
        return sorted(cls.model_fields, key=lambda nom: nom in Dates.model_fields)


class Dates(Reutilisable):
    """Les dates de la vie d'une fiche."""

    publie_le: Annotated[date, Field(description="Jour de première publication.")]
    modifie_le: Annotated[date, Field(description="Jour du dernier changement de fond.")]
    verifie_le: Annotated[date, Field(description="Jour où les sources ont été rouvertes pour la dernière fois.")]
