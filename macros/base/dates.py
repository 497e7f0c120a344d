"""Ce qui vient et ce qui est récent : les dates d'effet, les nouvelles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.promesses import Jalon

MOIS_PASSES = 1
"""Un calendrier garde les dates du dernier mois, et toutes celles à venir."""


@une_fois
def tous_les_jalons(c: Consultation) -> list[Jalon]:
    """Rend toutes les dates d'effet que les genres annoncent, par date, sans doublon."""
    return sorted({j for genre in c.genres.values() if genre.jalons for j in genre.jalons(c)})


def jalons(c: Consultation, debut: date, fin: date) -> list[Jalon]:
    """Rend les dates d'effet de ``debut`` à ``fin`` inclus, par date."""
    return [j for j in tous_les_jalons(c) if debut <= j.le <= fin]


def recentes(c: Consultation, jours: int, *genres: str) -> list[tuple[date, str, Fiche[Any]]]:
    """Rend (jour, genre, fiche) des fiches de ces genres nouvelles depuis ``jours`` jours, les plus récentes d'abord."""
    debut = c.jour - timedelta(days=jours)
    trouvees = [(c.genres[genre].jour_de(f), genre, f) for genre in genres for f in c.visibles(genre)]
    return sorted((t for t in trouvees if debut <= t[0] <= c.jour), key=lambda t: (t[0], t[2].id), reverse=True)
