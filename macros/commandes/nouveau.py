"""Écrire une fiche vierge, commentée, de n'importe quel genre qu'un contributeur écrit."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from macros.base.consultation import Consultation
from macros.base.genre import Genre
from macros.base.types import SLUG
from macros.sorties.donnees.schemas import publics
from macros.sorties.donnees.vierge import vierge


def genres_a_ecrire(c: Consultation) -> dict[str, Genre]:
    """Rend nom de schéma → genre, pour ceux qui ont un fichier par fiche."""
    return {genre.schema: genre for genre in publics(c) if genre.dossier}


def commande_nouveau(racine: Path, c: Consultation, nom_de_genre: str, slug: str) -> int:
    """Écrit la fiche vierge ; n'en écrase jamais une ; rend 2 quand le nom ne va pas."""
    genre = genres_a_ecrire(c)[nom_de_genre]
    if not SLUG.fullmatch(slug):
        print(f"« {slug} » ne peut pas devenir une adresse.")
        print("    → Minuscules sans accent, chiffres et tirets : tri-des-dechets.")
        return 2
    if genre.par_annee and (defaut := _defaut_de_date(slug, c.jour)):
        print(f"« {slug} » : {defaut}\n    → AAAA-MM-JJ-sujet, au jour de l'événement.")
        return 2
    nom = genre.chemin_de(slug)
    chemin = racine / nom
    if chemin.exists():
        print(f"{nom} existe déjà.\n    → Ouvrez-le, ou choisissez un autre nom.")
        return 2
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_text(vierge(genre, c, c.jour, slug), encoding="utf-8")
    print(f"{nom} est prêt : complétez-le, puis lancez « make verifier ».")
    return 0


def _defaut_de_date(slug: str, aujourdhui: date) -> str:
    """Rend ce qui ne va pas dans la date d'un nom d'entrée, ou une chaîne vide."""
    try:
        jour = date.fromisoformat(slug[:10])
    except ValueError:
        return "le nom ne commence pas par une date."
    if not re.fullmatch(r"-.+", slug[10:]):
        return "le sujet manque après la date."
    return "cette date n'est pas encore passée." if jour > aujourdhui else ""
