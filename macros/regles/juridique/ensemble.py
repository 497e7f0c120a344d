"""Le droit comme contrôle : ce qu'un juge ou un concurrent évincé verrait dans une clause."""

from macros.regles.juridique.champs import (
    critere_complet,
    exigence_prouvee,
    insertion_complete,
    penalite_complete,
    penalite_sans_plafond,
)
from macros.regles.juridique.levees import lever
from macros.regles.juridique.mots import derogation_nommee, politique_generale, preference_locale, signe_sans_equivalent

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
