"""Les fiches en formes réutilisables : schémas JSON, référence des champs, fiche vierge commentée."""

from .schemas import champs, schemas
from .vierge import fiche_vierge

__all__ = ["champs", "fiche_vierge", "schemas"]
