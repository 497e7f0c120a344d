"""Écrire une fiche vierge, commentée, de n'importe quel genre qu'un contributeur écrit."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from macros.base.consultation import Consultation
from macros.base.types import SLUG
from macros.commandes.analyseur import inconnu
from macros.sorties.donnees.vierge import genres_a_ecrire, vierge


def commande_nouveau(racine: Path, c: Consultation, nom_de_genre: str, slug: str) -> int:
    """Écrit la fiche vierge ; n'en écrase jamais une ; rend 2 quand le genre ou le nom ne va pas."""
    admis = genres_a_ecrire(c)
    if (genre := admis.get(nom_de_genre)) is None:
        print(inconnu(nom_de_genre, "un genre de fiche", admis))
        return 2
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
