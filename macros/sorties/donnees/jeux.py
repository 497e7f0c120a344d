"""Ce que l'on publie : les genres, leurs noms publics, et une fiche telle qu'elle paraît."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.forme import champs_en_ordre
from macros.base.genre import Calcul, Genre
from macros.base.types import LICENCES, Suivie

VERSION = 1
"""Version du format : elle change dès qu'un champ s'ajoute, disparaît, change de nom, de sens ou de forme."""
LICENCE, LICENCE_URL = next(iter(LICENCES.items()))
DOSSIER = "donnees"
MODIFIE_LE = Calcul(
    "modifie_le",
    {"type": "string", "format": "date", "description": "Jour du dernier changement de fond, sinon de la publication."},
    lambda c, fiche: fiche.contenu.modifie_le.isoformat(),
)


@dataclass
class JeuPublie:
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


def contenu_publie(c: Consultation, genre: Genre, fiche: Fiche[Any]) -> dict[str, Any]:
    """Rend une fiche telle qu'elle est publiée : identité, adresse, tous ses champs, ceux qui se calculent, et son corps s'il y en a un."""
    valeurs = fiche.contenu.model_dump(mode="json")
    page = genre.adresse_de(fiche.id) or genre.lisible
    tete = {"id": fiche.id, "adresse": f"{c.reseau.site_url}{page}" if page else None}
    corps = {"corps": fiche.corps} if genre.en_markdown else {}
    calcules = {calcul.nom: calcul.valeur(c, fiche) for calcul in calculs(genre)}
    return {**tete, **{nom: valeurs[nom] for nom in champs_publies(genre)}, **calcules, **corps}


def calculs(genre: Genre) -> tuple[Calcul, ...]:
    """Rend les champs publiés qui se calculent, et qu'une reprise recalcule."""
    communs = (MODIFIE_LE,) if issubclass(genre.modele, Suivie) else ()
    return (*communs, *genre.jeu.calculs) if genre.jeu else ()


def champs_publies(genre: Genre) -> list[str]:
    """Rend les champs d'une fiche dans l'ordre où on les lit : les siens, puis l'origine et les dates."""
    return champs_en_ordre(genre.modele)
