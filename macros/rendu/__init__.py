"""Rend les fiches en HTML, par les fragments de ``overrides/fragments`` (échappement automatique)."""

from .agenda import en_clair, jour_long
from .commun import PageRendue, Racine, Reseau
from .fiches import Rendu
from .tableaux import SEUIL_LIGNES
from .veille import titre_d_edition

__all__ = ["SEUIL_LIGNES", "PageRendue", "Racine", "Rendu", "Reseau", "en_clair", "jour_long", "titre_d_edition"]
