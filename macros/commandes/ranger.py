"""Récrire chaque fiche dans la forme du projet : un changement s'y lit alors comme un changement."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from macros.base.chargement import dans_l_ordre, lire_champs, lire_source
from macros.base.forme import en_markdown, forme_de
from macros.base.genre import Genre
from macros.commandes.annonces import annoncer
from macros.commandes.passage import poser
from macros.fiches.liste import GENRES
from macros.lecture.anomalie import Anomalie
from macros.lecture.fichiers import a_lire
from macros.lecture.rangement import ranger


def ranger_fiches(racine: Path, genres: Sequence[Genre]) -> tuple[list[str], list[Anomalie]]:
    """Récrit les fiches qui ne sont pas rangées ; rend leurs fichiers, et les anomalies de celles qui ne se lisent pas.

    Seule l'écriture change, jamais une valeur, un commentaire, ni le corps d'une fiche Markdown. Une fiche illisible reste
    telle quelle.
    """
    rangees: list[str] = []
    anomalies: list[Anomalie] = []
    for fichier, genre in dans_l_ordre(a_lire(racine, anomalies), genres):
        if genre is None:
            continue
        champs, corps, _, defauts = lire_source((racine / fichier).read_bytes(), fichier, genre)
        if not defauts:
            _, _, defauts = lire_champs(champs, fichier, genre)
        if defauts:
            anomalies += defauts
            continue
        texte = ranger(champs, forme_de(genre.modele))
        octets = (en_markdown(texte, corps) if genre.en_markdown else texte).encode()
        if octets != (racine / fichier).read_bytes():
            poser(racine, fichier, octets)
            rangees.append(fichier)
    return rangees, sorted(anomalies)


def commande_ranger(racine: Path) -> int:
    """Récrit les fiches qui ne sont pas rangées et les nomme ; rend 1 si l'une d'elles ne se lit pas."""
    rangees, anomalies = ranger_fiches(racine, GENRES)
    for fichier in rangees:
        print(f"  {fichier}")
    annoncer(anomalies)
    print(f"{len(rangees)} fiche(s) rangée(s).")
    return 1 if anomalies else 0
