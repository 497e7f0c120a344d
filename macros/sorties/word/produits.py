"""Les documents Word faits à la construction : un par fiche des genres qui en ont."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from macros.base.consultation import Consultation, statut, une_fois
from macros.base.fiche import Fiche
from macros.base.genre import Genre


def documents_word(c: Consultation) -> dict[str, Callable[[], bytes]]:
    """Rend chemin → ce qui en écrit les octets : un .docx à côté de la page de chaque fiche."""
    return {
        f"{genre.adresse_de(fiche.id)[:-1]}.docx": partial(_ecrire, c, genre, fiche)
        for genre, fiche in c.par_genre()
        if genre.donnees.word and statut(fiche) != "brouillon"
    }


def _ecrire(c: Consultation, genre: Genre, fiche: Fiche[Any]) -> bytes:
    return genre.donnees.word(_plume(c), fiche) if genre.donnees.word else b""


@une_fois
def _plume(c: Consultation) -> Any:
    """Rend de quoi écrire ; python-docx, comme ce qui suit, ne se charge que pour écrire."""
    from macros.sorties.word.redaction import Redaction

    return Redaction(c)
