"""Les données ouvertes : toutes les fiches en JSON et en CSV, avec leurs schémas et leur licence."""

from .ecriture import Ouvrir, ecrire_donnees
from .jeux import VERSION, Identite, Jeu, contenu_publie, en_markdown, nom_public

__all__ = [
    "VERSION",
    "Identite",
    "Jeu",
    "Ouvrir",
    "contenu_publie",
    "ecrire_donnees",
    "en_markdown",
    "nom_public",
]
