"""Le chemin de tous les fichiers produits hors des pages : ce vers quoi une page peut faire un lien."""

from __future__ import annotations

from macros.base.consultation import Consultation
from macros.sorties.calendrier import calendriers
from macros.sorties.donnees import ecriture
from macros.sorties.donnees.schemas import schemas
from macros.sorties.flux import TOUS, canaux
from macros.sorties.word.produits import documents_word


def produits(c: Consultation) -> frozenset[str]:
    """Rend les chemins, relatifs à la racine du site ; rien n'est écrit."""
    flux = (chemin for canal in canaux(c) for chemin, _ in canal.fichiers)
    return frozenset((*flux, TOUS, *calendriers(c), *schemas(c), *documents_word(c), *ecriture.chemins(c)))
