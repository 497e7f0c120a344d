"""Écrire une fiche vierge, commentée, de n'importe quel genre qu'un contributeur écrit."""

from __future__ import annotations

import gc
import re
from datetime import date
from pathlib import Path

from macros.base.bornes import NOM_MAX
from macros.base.consultation import Consultation
from macros.base.types import nom_admis
from macros.commandes.analyseur import inconnu
from macros.commandes.editeur import ecrire_les_schemas
from macros.commandes.passage import poser
from macros.lecture.anomalie import montrable
from macros.site.lancer import maison_lue
from macros.sorties.donnees.vierge import genres_a_ecrire, vierge

NOM_ATTENDU = (
    f"Minuscules sans accent, chiffres et tirets, {NOM_MAX} signes au plus, hors des noms que Windows garde pour lui :"
    " tri-des-dechets."
)


def commande_nouveau(racine: Path, nom_de_genre: str, slug: str) -> int:
    """Écrit la fiche vierge d'après la base de ce dossier, lue et non jugée, et le schéma qu'elle nomme à l'éditeur."""
    gc.disable()  # comme « verifier » : elle coûte la lecture de toutes les autres
    c = maison_lue(racine).c
    if code := ecrire_une_vierge(racine, c, nom_de_genre, slug):
        return code
    ecrire_les_schemas(racine, c, [genres_a_ecrire(c)[nom_de_genre]])
    return 0


def ecrire_une_vierge(racine: Path, c: Consultation, nom_de_genre: str, slug: str) -> int:
    """Écrit la fiche vierge ; n'en écrase jamais une ; rend 2 quand le genre ou le nom ne va pas."""
    admis = genres_a_ecrire(c)
    if (genre := admis.get(nom_de_genre)) is None:
        print(inconnu(montrable(nom_de_genre), "un genre de fiche", admis))
        return 2
    if not nom_admis(slug):
        print(f"« {montrable(slug)[:NOM_MAX]} » ne peut pas devenir une adresse.")
        print(f"    → {NOM_ATTENDU}")
        return 2
    if genre.est_reserve(slug):
        print(f"« {slug} » est une adresse réservée du site.\n    → Choisissez un autre nom.")
        return 2
    if genre.par_annee and (defaut := _defaut_de_date(slug, c.jour)):
        print(f"« {slug} » : {defaut}\n    → AAAA-MM-JJ-sujet, au jour de l'événement.")
        return 2
    nom = genre.chemin_de(slug)
    chemin = racine / nom
    if chemin.exists():
        print(f"{nom} existe déjà.\n    → Ouvrez-le, ou choisissez un autre nom.")
        return 2
    poser(racine, nom, vierge(genre, c, c.jour.isoformat(), slug).encode())
    print(f"{nom} est prêt : complétez-le, puis lancez « base verifier ».")
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
