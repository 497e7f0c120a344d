"""Les fiches en formes réutilisables : données ouvertes, schémas JSON, référence des champs, fiche vierge commentée."""

from .docx import documents_word
from .donnees import ecrire_donnees
from .schemas import champs, schemas
from .vierge import entree_vierge, fiche_vierge

__all__ = ["champs", "documents_word", "ecrire_donnees", "entree_vierge", "fiche_vierge", "schemas"]
