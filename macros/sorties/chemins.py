"""Tous les fichiers produits hors des pages, et leur chemin : ce vers quoi une page peut faire un lien."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from macros.base.consultation import Consultation
from macros.base.registre import VIDE, Registre
from macros.sorties.calendrier import calendriers
from macros.sorties.donnees import ecriture
from macros.sorties.donnees.formulaires import formulaires
from macros.sorties.donnees.schemas import schemas
from macros.sorties.flux import flux
from macros.sorties.word.produits import documents_word


def fichiers(c: Consultation, ctx: Any = None, parus: Registre = VIDE) -> dict[str, Callable[[], bytes]]:
    """Rend chemin → ce qui en écrit les octets, les données à part.

    ``ctx``, aux adresses absolues, rend les articles des flux ; ``parus`` dit ceux qui en sont déjà sortis.
    """
    return {**flux(c, ctx, parus), **calendriers(c), **schemas(c), **formulaires(c), **documents_word(c)}


def produits(c: Consultation) -> frozenset[str]:
    """Rend les chemins, relatifs à la racine du site ; rien n'est écrit."""
    return frozenset((*fichiers(c), *ecriture.chemins(c)))
