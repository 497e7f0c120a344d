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
    """Des jalons rangés par date, et la bande qui les dessine ; les abscisses sont en pour cent de la largeur.

    ``situe`` : la bande montre aujourd'hui à sa place, et la page qui la porte change chaque jour. Sinon la frise dit ce qui
    est atteint et ce qui vient, et ne change que le jour où un jalon l'est.
    """

    jalons: tuple[Jalon, ...]
    jour: date
    situe: bool = False

    @classmethod
    def de(cls, jalons: Iterable[Jalon], jour: date, situe: bool = False) -> Frise:
        """Rend la frise des jalons, doublons retirés."""
        return cls(tuple(sorted(set(jalons))), jour, situe)

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
        """Rend le premier et le dernier jour de la bande : aujourd'hui compris si elle le situe, sinon des années entières."""
        jours = [j.le for j in self.jalons] or [self.jour]
        if self.situe:
            return min(*jours, self.jour), max(*jours, self.jour)
        return date(min(jours).year, 1, 1), date(max(jours).year + 1, 1, 1)

    @property
    def atteint(self) -> date:
        """Rend le jour jusqu'où la bande est passée : aujourd'hui si elle le situe, sinon le dernier jalon atteint."""
        if self.situe:
            return self.jour
        return self.passes[0].le if self.passes else self.bornes[0]

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
