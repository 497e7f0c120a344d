"""Les fiches en formes réutilisables : schémas JSON, référence des champs, fiche vierge commentée."""

from .docx import documents_word
from .schemas import champs, schemas
from .vierge import entree_vierge, fiche_vierge

__all__ = ["champs", "documents_word", "entree_vierge", "fiche_vierge", "schemas"]
