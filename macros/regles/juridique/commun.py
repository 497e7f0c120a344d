"""Le parcours des textes à insérer."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.base import Base
from macros.base.types import Fiche
from macros.fiches.clause.modele import Clause, Disposition


def dispositions(base: Base, *natures: str) -> Iterator[tuple[Fiche[Clause], tuple, Disposition]]:
    """Rend (clause, chemin, disposition) pour les natures demandées, ou pour toutes."""
    for fiche in base.clauses.values():
        for rang, disposition in enumerate(fiche.contenu.dispositions):
            if not natures or disposition.nature in natures:
                yield fiche, ("dispositions", rang), disposition
