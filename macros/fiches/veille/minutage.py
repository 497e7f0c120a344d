"""Le minutage d'une séance du « 30-30 » : trente minutes pour l'édition d'un mois, complétée quand elle est courte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from macros.base.fiche import Fiche
from macros.base.fraicheur import Motif
from macros.base.promesses import Jalon
from macros.fiches.veille.modele import EntreeVeille

DUREE = 30
"""Minutes d'une séance, au plus : c'est la promesse du format."""
OUVERTURE, CLOTURE = 5, 3
DECISION_MIN, DECISION_MAX = 3, 7
"""Le temps que la lecture laisse va aux décisions, jusqu'à sept minutes ; au-delà, on complète la séance."""
CALME = 10
"""Un mois est calme quand ses entrées se lisent en moins de minutes."""
MINUTES_DATE, DATES_MAX = 1, 6
MINUTES_CLAUSE, CLAUSES_MAX = 2, 2
PRATIQUE_MIN = 2
"""Une minute par date, deux par clause ; la bonne pratique prend le reste, si elle a deux minutes."""


Sorte = Literal["ouverture", "entree", "dates", "clauses", "pratique", "decision", "cloture"]
"""Ce à quoi sert un temps de la séance."""


@dataclass(frozen=True)
class Relecture:
    """Une clause à relire en séance, et pourquoi : ``motif`` si elle est à revoir, sinon l'``entree`` qui la touche."""

    clause: Fiche[EntreeVeille]
    motif: Motif | None = None
    entree: Fiche[EntreeVeille] | None = None


@dataclass(frozen=True)
class Complement:
    """De quoi compléter un mois court, dans cet ordre : des dates à venir, des clauses à relire, une bonne pratique."""

    dates: tuple[Jalon, ...] = ()
    clauses: tuple[Relecture, ...] = ()
    pratique: Fiche[EntreeVeille] | None = None


@dataclass(frozen=True)
class Sequence30:
    """Un temps de la séance. ``debut`` et ``fin`` sont des minutes depuis le début ; ``entree`` quand on lit une entrée."""

    debut: int
    fin: int
    sorte: Sorte
    entree: Fiche[EntreeVeille] | None = None


@dataclass(frozen=True)
class Minutage:
    """Le plan d'une séance, les entrées qui n'y tiennent pas, et ce qui complète un mois court."""

    sequences: tuple[Sequence30, ...]
    a_lire_apres: tuple[Fiche[EntreeVeille], ...]
    complement: Complement = field(default_factory=Complement)

    @property
    def duree(self) -> int:
        """Rend la durée de la séance, en minutes."""
        return self.sequences[-1].fin

    @property
    def lecture(self) -> int:
        """Rend les minutes que prennent les entrées du mois."""
        return sum(s.fin - s.debut for s in self.sequences if s.sorte == "entree")

    @property
    def calme(self) -> bool:
        """Dit si le mois a peu à lire."""
        return self.lecture < CALME

    def debut_de(self, sorte: str) -> int:
        """Rend la minute où commence ce temps de la séance."""
        return next(s.debut for s in self.sequences if s.sorte == sorte)


def minuter(
    entrees: Sequence[Fiche[EntreeVeille]], impacts: Sequence[str], possible: Complement | None = None
) -> Minutage:
    """Rend le minutage d'une édition : les entrées par impact, dans l'ordre donné, chacune son temps de lecture.

    ``impacts`` va du plus fort au plus faible. Une entrée qui ne tient plus dans le temps est à lire après, et la suivante
    est essayée. Un mois court prend dans ``possible`` de quoi remplir trente minutes.
    """
    place = DUREE - OUVERTURE - CLOTURE - DECISION_MIN
    temps: list[tuple[int, Sorte, Fiche[EntreeVeille] | None]] = []
    apres = []
    for entree in sorted(entrees, key=lambda e: impacts.index(e.contenu.impact)):
        minutes = entree.contenu.minutes_lecture(entree.corps)
        if minutes <= place:
            place -= minutes
            temps.append((minutes, "entree", entree))
        else:
            apres.append(entree)
    decision = min(place + DECISION_MIN, DECISION_MAX)
    complement, ajoutes = _completer(place + DECISION_MIN - decision, possible or Complement())
    temps += [(minutes, sorte, None) for sorte, minutes in ajoutes]
    temps = [(OUVERTURE, "ouverture", None), *temps, (decision, "decision", None), (CLOTURE, "cloture", None)]
    sequences, debut = [], 0
    for minutes, sorte, lue in temps:
        sequences.append(Sequence30(debut, debut + minutes, sorte, lue))
        debut += minutes
    return Minutage(tuple(sequences), tuple(apres), complement)


def _completer(manque: int, possible: Complement) -> tuple[Complement, list[tuple[Sorte, int]]]:
    """Rend ce qui est retenu pour ``manque`` minutes, et (temps de la séance, minutes) ; le dernier prend le reste."""
    dates = possible.dates[: min(manque // MINUTES_DATE, DATES_MAX)]
    reste = manque - len(dates) * MINUTES_DATE
    clauses = possible.clauses[: min(reste // MINUTES_CLAUSE, CLAUSES_MAX)]
    reste -= len(clauses) * MINUTES_CLAUSE
    pratique = possible.pratique if reste >= PRATIQUE_MIN else None
    durees: dict[Sorte, int] = {"dates": len(dates) * MINUTES_DATE, "clauses": len(clauses) * MINUTES_CLAUSE}
    if pratique:
        durees["pratique"] = reste
    tenues = [(sorte, minutes) for sorte, minutes in durees.items() if minutes]
    if tenues and not pratique and reste < PRATIQUE_MIN:
        tenues[-1] = (tenues[-1][0], tenues[-1][1] + reste)
    return Complement(dates, clauses, pratique), tenues
