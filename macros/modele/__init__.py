"""Ce qu'est une clause, un texte de droit, une entrée de veille, une bonne pratique."""

from .base import GENRES, Base, Genre, RefResolue, resoudre
from .clause import VARIABLE, Clause, Disposition, Variable
from .commun import (
    SLUG,
    Adresse,
    Anomalie,
    Balise,
    Chemin,
    Code,
    Fiche,
    Gravite,
    Modele,
    Renvoi,
    RenvoiDroit,
    cle_de_tri,
    tous_les_textes,
)
from .decp import valeurs_decp
from .droit import Article, CodeDroit, TexteDroit
from .page import EnTetePage, Page
from .pratique import BonnePratique
from .seuil import Seuil, Seuils, ValeurDeSeuil
from .veille import EntreeVeille
from .vocabulaire import Valeur, Vocabulaire

__all__ = [
    "GENRES",
    "SLUG",
    "VARIABLE",
    "Adresse",
    "Anomalie",
    "Article",
    "Balise",
    "Base",
    "BonnePratique",
    "Chemin",
    "Clause",
    "Code",
    "CodeDroit",
    "Disposition",
    "EnTetePage",
    "EntreeVeille",
    "Fiche",
    "Genre",
    "Gravite",
    "Modele",
    "Page",
    "RefResolue",
    "Renvoi",
    "RenvoiDroit",
    "Seuil",
    "Seuils",
    "TexteDroit",
    "Valeur",
    "ValeurDeSeuil",
    "Variable",
    "Vocabulaire",
    "cle_de_tri",
    "resoudre",
    "tous_les_textes",
    "valeurs_decp",
]
