"""Les documents Word faits à la construction : un par fiche des genres qui en ont."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from macros.base.consultation import Consultation, statut
from macros.sorties.word.redaction import Redaction


def documents_word(c: Consultation) -> dict[str, Callable[[], bytes]]:
    """Rend chemin → ce qui en écrit les octets : un .docx à côté de la page de chaque fiche."""
    plume = Redaction(c)
    return {
        f"{genre.adresse_de(fiche.id)[:-1]}.docx": partial(genre.word, plume, fiche)
        for genre, fiche in c.par_genre()
        if genre.word and statut(fiche) != "brouillon"
    }
