"""La frise : des jalons datés, leur place sur une bande."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from macros.base.promesses import Jalon

MARGE = 4.0
"""Part de la bande laissée libre de chaque côté, en pour cent."""
GRADUATIONS = 6


@dataclass(frozen=True)
class Frise:
    """Des jalons rangés par date, et la bande qui les dessine ; les abscisses sont en pour cent de la largeur."""

    jalons: tuple[Jalon, ...]
    jour: date

    @classmethod
    def de(cls, jalons: Iterable[Jalon], jour: date) -> Frise:
        """Rend la frise des jalons, doublons retirés."""
        return cls(tuple(sorted(set(jalons))), jour)

    @property
    def passes(self) -> list[Jalon]:
        """Rend les jalons atteints, du plus récent au plus ancien."""
        return [j for j in reversed(self.jalons) if j.le <= self.jour]

    @property
    def futurs(self) -> list[Jalon]:
        """Rend les jalons à venir, du plus proche au plus lointain."""
        return [j for j in self.jalons if j.le > self.jour]

    @cached_property
    def bornes(self) -> tuple[date, date]:
        """Rend le premier et le dernier jour de la bande, aujourd'hui compris."""
        jours = [j.le for j in self.jalons] + [self.jour]
        return min(jours), max(jours)

    def abscisse(self, jour: date) -> str:
        """Rend la place du jour sur la bande, « 42.5% »."""
        debut, fin = self.bornes
        etendue = max(1, (fin - debut).days)
        return f"{MARGE + (100 - 2 * MARGE) * (jour - debut).days / etendue:.1f}%"

    def graduations(self) -> list[tuple[str, str]]:
        """Rend (abscisse, année) de quelques premiers janvier, assez espacés pour se lire."""
        debut, fin = self.bornes
        annees = [a for a in range(debut.year, fin.year + 1) if debut <= date(a, 1, 1) <= fin]
        pas = max(1, -(-len(annees) // GRADUATIONS))
        return [(self.abscisse(date(a, 1, 1)), str(a)) for a in annees if a % pas == 0]
