"""Rendre les fichiers que l'on emporte : Word, données ouvertes, schémas, fiche vierge."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, BinaryIO

from macros.base.base import Base
from macros.fiches.liste import GENRES
from macros.sorties.donnees.ecriture import ecrire_donnees
from macros.sorties.donnees.schemas import champs, schemas
from macros.sorties.donnees.vierge import vierge
from macros.sorties.word.produits import documents_word
from tests.fabrique.questions import consulter
from tests.fabrique.reperes import JOUR


def word_de(base: Base, **reseau: Any) -> dict[str, bytes]:
    """Rend chemin → octets des documents Word."""
    return {chemin: produire() for chemin, produire in documents_word(consulter(base, **reseau)).items()}


def schemas_de(base: Base) -> dict[str, bytes]:
    """Rend chemin → octets des schémas."""
    return {chemin: produire() for chemin, produire in schemas(consulter(base)).items()}


def champs_de(base: Base, schema: str) -> list[Any]:
    """Rend les champs que la référence décrit, pour un schéma."""
    return champs(next(g for g in GENRES if g.donnees.schema == schema), consulter(base))


def vierge_de(base: Base, genre: str, nom: str = "", jour: date = JOUR, **reseau: Any) -> str:
    """Rend la fiche vierge et commentée d'un genre."""
    c = consulter(base, **reseau)
    return vierge(c.genres[genre], c, str(jour), nom)


def donnees_de(base: Base, **reseau: Any) -> dict[str, bytes]:
    """Rend chemin → octets des données ouvertes, telles que ce réseau les publie."""
    sorties: dict[str, bytes] = {}

    @contextmanager
    def ouvrir(chemin: str) -> Iterator[BinaryIO]:
        octets = io.BytesIO()
        yield octets
        sorties[chemin] = octets.getvalue()

    ecrire_donnees(consulter(base, **reseau), ouvrir)
    return sorties
