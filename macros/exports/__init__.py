"""Les fiches en formes réutilisables : schémas JSON, référence des champs, fiche vierge commentée."""

from .schemas import champs, schemas
from .vierge import entree_vierge, fiche_vierge

__all__ = ["champs", "entree_vierge", "fiche_vierge", "schemas"]
