"""Le droit comme contrôle : ce qu'un juge ou un concurrent évincé verrait dans une clause."""

from .champs import critere_complet, exigence_prouvee, insertion_complete, penalite_complete, penalite_sans_plafond
from .levees import lever
from .mots import derogation_nommee, politique_generale, preference_locale, signe_sans_equivalent

__all__ = [
    "critere_complet",
    "derogation_nommee",
    "exigence_prouvee",
    "insertion_complete",
    "lever",
    "penalite_complete",
    "penalite_sans_plafond",
    "politique_generale",
    "preference_locale",
    "signe_sans_equivalent",
]
