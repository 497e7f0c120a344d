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
from .decp import CONSIDERATIONS, valeurs_decp
from .document import ModeleDeDocument
from .droit import Article, CodeDroit, TexteDroit
from .feuille import FeuilleDeRoute
from .fraicheur import Cause, Fraicheur, Motif, plus_mois
from .francais import cle_de_tri
from .indicateur import Indicateur
from .indicateur import noms as noms_de_formule
from .page import EnTetePage, Page
from .pratique import BonnePratique
from .publies import Publies
from .reference import Citation, References, RefResolue
from .seance import Seance
from .seuil import Seuil, Seuils, ValeurDeSeuil
from .veille import EntreeVeille, minutes
from .vocabulaire import Valeur, Vocabulaire

__all__ = [
    "CONSIDERATIONS",
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
    "FeuilleDeRoute",
    "Fiche",
    "Fraicheur",
    "Genre",
    "Gravite",
    "Indicateur",
    "Modele",
    "ModeleDeDocument",
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
    "noms_de_formule",
    "plus_mois",
    "tous_les_textes",
    "valeurs_decp",
]
