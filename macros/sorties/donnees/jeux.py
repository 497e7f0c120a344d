"""Ce que l'on publie : les genres, leurs noms publics, et une fiche telle qu'elle paraît."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from macros.base.base import Base
from macros.base.genres import ADRESSES, Genre
from macros.base.types import LICENCES, Fiche

VERSION = 1
"""Version du format : elle change dès qu'un champ s'ajoute, disparaît, change de nom, de sens ou de forme."""
LICENCE, LICENCE_URL = next(iter(LICENCES.items()))
DOSSIER = "donnees"
PUBLICATIONS = {
    "clauses": ("clauses", "Clauses modèles"),
    "pratiques": ("bonnes-pratiques", "Bonnes pratiques"),
    "veille": ("veille", "Veille « 30-30 »"),
    "textes": ("textes", "Textes de droit et décisions"),
    "codes": ("codes", "Articles de codes cités"),
    "seuils": ("seuils", "Seuils"),
    "indicateurs": ("indicateurs", "Indicateurs"),
    "feuilles": ("feuilles-de-route", "Feuilles de route"),
    "modeles": ("modeles", "Modèles de documents"),
    "parcours": ("parcours", "Parcours de formation"),
    "kits": ("kits", "Kits d’animation"),
    "termes": ("lexique", "Lexique"),
    "structures": ("structures", "Structures qui aident les acheteurs"),
    "ess": ("types-de-structures", "Sortes de structures à qui acheter"),
    "rencontres": ("rencontres", "Premières rencontres de fournisseurs"),
    "evenements": ("agenda", "Événements de l’agenda"),
    "vocabulaires": ("vocabulaires", "Vocabulaires"),
    "synonymes": ("synonymes", "Synonymes de la recherche"),
    "sigles": ("sigles", "Sigles admis sans explication"),
}
"""Genre → (nom public de ses fichiers, titre). Un nom publié ne change plus."""


class Identite(Protocol):
    """Ce que les fichiers disent du réseau qui les publie."""

    nom: str
    site_url: str


@dataclass
class Jeu:
    """Un genre publié : ses fichiers, relatifs à la racine du site, et la taille en octets des deux premiers."""

    nom: str
    titre: str
    nombre: int
    taille_json: int = 0
    taille_csv: int = 0

    @property
    def json(self) -> str:
        """Rend le chemin du fichier JSON."""
        return f"{DOSSIER}/{self.nom}.json"

    @property
    def csv(self) -> str:
        """Rend le chemin du fichier CSV."""
        return f"{DOSSIER}/{self.nom}.csv"

    @property
    def schema(self) -> str:
        """Rend le chemin du schéma du fichier JSON."""
        return f"{DOSSIER}/schemas/fichiers/{self.nom}.json"

    @property
    def table_schema(self) -> str:
        """Rend le chemin du schéma du fichier CSV."""
        return f"{DOSSIER}/{self.nom}.table-schema.json"


def nom_public(genre: Genre) -> str:
    """Rend le nom des fichiers d'un genre."""
    return PUBLICATIONS[genre.nom][0]


def contenu_publie(base: Base, genre: Genre, fiche: Fiche, site: str) -> dict[str, Any]:
    """Rend une fiche telle qu'elle est publiée : identité, adresse, tous ses champs, et son corps s'il y en a un."""
    valeurs = fiche.contenu.model_dump(mode="json")
    tete = {"id": fiche.id, "adresse": _adresse(base, genre, fiche.id, site)}
    corps = {"corps": fiche.corps} if en_markdown(genre) else {}
    return {**tete, **{nom: valeurs[nom] for nom in genre.modele.champs()}, **corps}


def en_markdown(genre: Genre) -> bool:
    """Dit si les fiches du genre ont un corps, sous leurs champs."""
    return genre.dossier.startswith("docs/")


def _adresse(base: Base, genre: Genre, fiche_id: str, site: str) -> str | None:
    if genre.nom == "seuils":
        return f"{site}droit/seuils/"
    lisible = genre.nom in ADRESSES or genre.nom in ("veille", "termes")
    return f"{site}{base.adresse(genre.nom, fiche_id)}" if lisible else None
