"""Ce qu'est une clause, un texte de droit, une entrée de veille, une bonne pratique."""

from .base import Base
from .clause import Clause, Disposition, Variable
from .commun import (
    LICENCES,
    SLUG,
    Adresse,
    Anomalie,
    Balise,
    Chemin,
    Code,
    Dates,
    Fiche,
    Gravite,
    Modele,
    Origine,
    Renvoi,
    RenvoiDroit,
    Reperes,
    Reutilisable,
    tous_les_textes,
)
from .couleurs import CONTRASTE_TEXTE, CONTRASTE_TRAIT, Couleurs, contraste
from .decp import CONSIDERATIONS, valeurs_decp
from .document import ModeleDeDocument
from .droit import Article, CodeDroit, TexteDroit
from .evenement import FUSEAUX, Evenement
from .feuille import FeuilleDeRoute
from .fraicheur import Cause, Fraicheur, Motif, plus_mois
from .francais import cle_de_tri, duree_en_mots
from .genres import ADRESSES, FICHIERS_UNIQUES, GENRES, GENRES_A_SEUILS, Genre
from .identite import Identite
from .indicateur import Indicateur
from .indicateur import noms as noms_de_formule
from .kit import Kit
from .lexique import Lexique, cle_d_ecriture, sigles
from .page import EnTetePage, Page
from .parcours import Parcours
from .pratique import BonnePratique
from .publies import Publies
from .reference import Citation, References, RefResolue
from .rendez_vous import JOURS, RendezVous
from .seuil import Seuil, Seuils, ValeurDeSeuil
from .terme import Terme
from .trente import Minutage, minuter
from .veille import EntreeVeille, minutes
from .vocabulaire import Valeur, Vocabulaire

__all__ = [
    "ADRESSES",
    "CONSIDERATIONS",
    "CONTRASTE_TEXTE",
    "CONTRASTE_TRAIT",
    "FICHIERS_UNIQUES",
    "FUSEAUX",
    "GENRES",
    "GENRES_A_SEUILS",
    "JOURS",
    "LICENCES",
    "SLUG",
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
    "Couleurs",
    "Dates",
    "Disposition",
    "EnTetePage",
    "EntreeVeille",
    "Evenement",
    "FeuilleDeRoute",
    "Fiche",
    "Fraicheur",
    "Genre",
    "Gravite",
    "Identite",
    "Indicateur",
    "Kit",
    "Lexique",
    "Minutage",
    "Modele",
    "ModeleDeDocument",
    "Motif",
    "Origine",
    "Page",
    "Parcours",
    "Publies",
    "RefResolue",
    "References",
    "RendezVous",
    "Renvoi",
    "RenvoiDroit",
    "Reperes",
    "Reutilisable",
    "Seuil",
    "Seuils",
    "Terme",
    "TexteDroit",
    "Valeur",
    "ValeurDeSeuil",
    "Variable",
    "Vocabulaire",
    "cle_d_ecriture",
    "cle_de_tri",
    "contraste",
    "duree_en_mots",
    "minuter",
    "minutes",
    "noms_de_formule",
    "plus_mois",
    "sigles",
    "tous_les_textes",
    "valeurs_decp",
]
