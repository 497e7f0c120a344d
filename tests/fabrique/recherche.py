"""Rendre ce que la recherche connaît, son index et ce qu'on attend d'elle."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from macros.base.base import Base
from macros.base.promesses import Document
from macros.commandes.essayer.modele import AttentesLues
from macros.commandes.essayer.recherche import Recherche, recherches
from macros.sorties.recherche import index
from macros.sorties.recherche.documents import documents
from macros.sorties.recherche.index import Index
from macros.sorties.recherche.synonymes import Synonymes
from macros.texte.langue import mots, racine
from tests.fabrique.questions import consulter


def documents_de(base: Base) -> list[Document]:
    """Rend ce que la recherche connaît."""
    return list(documents(consulter(base)))


def index_de(base: Base, tranche: int = index.TRANCHE) -> Index:
    """Rend l'index de la recherche ; ``tranche`` : octets d'un fichier de termes."""
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(index, "TRANCHE", tranche)
        return Index(consulter(base))


def index_des(choisis: Iterable[Document], base: Base, tranche: int = index.TRANCHE) -> Index:
    """Rend l'index de ces seuls documents, avec le lexique de la base."""
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(index, "TRANCHE", tranche)
        rustine.setattr(index, "documents", lambda _: iter(list(choisis)))
        return Index(consulter(base))


def groupes_touches(base: Base) -> Callable[[str], list[int]]:
    """Rend ce qui dit, d'un texte, le rang des groupes de synonymes qu'il touche."""
    synonymes = Synonymes(consulter(base))
    return lambda texte: synonymes.groupes_de([racine(m) for m in mots(texte)])


def recherches_de(racine: Path, base: Base) -> list[Recherche]:
    """Rend les recherches que ce projet attend, chaque bonne réponse sous son adresse d'aujourd'hui."""
    return recherches(consulter(base), AttentesLues(racine))
