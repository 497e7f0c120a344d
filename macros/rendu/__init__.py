"""Rend les fiches en HTML, par les fragments de ``overrides/fragments`` (échappement automatique)."""

from .commun import PageRendue, Reseau
from .fiches import Rendu
from .tableaux import SEUIL_LIGNES

__all__ = ["SEUIL_LIGNES", "PageRendue", "Rendu", "Reseau"]
