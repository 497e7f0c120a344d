"""Ce qui vient : les dates d'effet."""

from __future__ import annotations

from datetime import date

from macros.base.consultation import Consultation, une_fois
from macros.base.promesses import Jalon

MOIS_PASSES = 1
"""Un calendrier garde les dates du dernier mois, et toutes celles à venir."""


@une_fois
def tous_les_jalons(c: Consultation) -> list[Jalon]:
    """Rend toutes les dates d'effet que les genres annoncent, par date, sans doublon."""
    return sorted({j for genre in c.genres.values() if genre.suivi.jalons for j in genre.suivi.jalons(c)})


def jalons(c: Consultation, debut: date, fin: date) -> list[Jalon]:
    """Rend les dates d'effet de ``debut`` à ``fin`` inclus, par date."""
    return [j for j in tous_les_jalons(c) if debut <= j.le <= fin]
