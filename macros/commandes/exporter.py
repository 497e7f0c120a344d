"""Écrire les données ouvertes dans un dossier, pour un réseau voisin."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from macros.commandes.annonces import adresse_a_fixer, annoncer
from macros.site.lancer import maison_publiee
from macros.sorties.donnees.ecriture import ecrire_donnees
from macros.sorties.donnees.schemas import schemas


def commande_exporter(racine: Path, dossier: Path) -> int:
    """Écrit les données ouvertes et leurs schémas dans ``dossier`` ; rend 1, sans rien écrire, si une fiche est en faute.

    Chaque fiche porte l'adresse de ce site : qui la reprend la citerait sous une adresse réservée, qui n'existe pas.
    """
    maison = maison_publiee(racine)
    if raison := adresse_a_fixer(maison.c):
        print(raison)
        return 1
    if maison.erreurs:
        annoncer(maison.erreurs)
        return 1

    def ouvrir(chemin: str) -> BinaryIO:
        cible = dossier / chemin
        cible.parent.mkdir(parents=True, exist_ok=True)
        print(cible)
        return cible.open("wb")

    for chemin, produire in schemas(maison.c).items():
        with ouvrir(chemin) as fichier:
            fichier.write(produire())
    ecrire_donnees(maison.c, ouvrir)
    return 0
