"""Ce qu'est une clause, un texte de droit, une entrée de veille, une bonne pratique."""

from .base import FICHIERS_UNIQUES, GENRES, Base, Genre
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
    Reperes,
    tous_les_textes,
)
from .decp import valeurs_decp
from .droit import Article, CodeDroit, TexteDroit
from .fraicheur import Cause, Fraicheur, Motif, plus_mois
from .francais import cle_de_tri
from .page import EnTetePage, Page
from .pratique import BonnePratique
from .publies import Publies
from .reference import Citation, References, RefResolue
from .seance import Seance
from .seuil import Seuil, Seuils, ValeurDeSeuil
from .veille import EntreeVeille, minutes
from .vocabulaire import Valeur, Vocabulaire

__all__ = [
    "FICHIERS_UNIQUES",
    "GENRES",
    "SLUG",
    "VARIABLE",
    "Adresse",
    "Anomalie",
    "Article",
    "Balise",
    "Base",
    "BonnePratique",
    "Cause",
    "Chemin",
    "Citation",
    "Clause",
    "Code",
    "CodeDroit",
    "Disposition",
    "EnTetePage",
    "EntreeVeille",
    "Fiche",
    "Fraicheur",
    "Genre",
    "Gravite",
    "Modele",
    "Motif",
    "Page",
    "Publies",
    "RefResolue",
    "References",
    "Renvoi",
    "RenvoiDroit",
    "Reperes",
    "Seance",
    "Seuil",
    "Seuils",
    "TexteDroit",
    "Valeur",
    "ValeurDeSeuil",
    "Variable",
    "Vocabulaire",
    "cle_de_tri",
    "minutes",
    "plus_mois",
    "tous_les_textes",
    "valeurs_decp",
]
