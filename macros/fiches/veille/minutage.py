"""Le minutage d'une séance du « 30-30 » : trente minutes pour l'édition d'un mois."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from macros.base.fiche import Fiche

DUREE = 30
"""Minutes d'une séance, au plus : c'est la promesse du format."""
OUVERTURE, CLOTURE = 5, 3
DECISION_MIN, DECISION_MAX = 3, 7
"""Le temps que la lecture laisse va aux décisions, jusqu'à sept minutes ; au-delà, la séance finit plus tôt : on ne meuble pas."""


@dataclass(frozen=True)
class Sequence30:
    """Un temps de la séance. ``debut`` et ``fin`` sont des minutes depuis le début ; ``entree`` quand on lit une entrée."""

    debut: int
    fin: int
    sorte: Literal["ouverture", "entree", "decision", "cloture"]
    entree: Fiche | None = None


@dataclass(frozen=True)
class Minutage:
    """Le plan d'une séance, et les entrées qui n'y tiennent pas."""

    sequences: tuple[Sequence30, ...]
    a_lire_apres: tuple[Fiche, ...]

    @property
    def duree(self) -> int:
        """Rend la durée de la séance, en minutes."""
        return self.sequences[-1].fin


def minuter(entrees: Sequence[Fiche], impacts: Sequence[str]) -> Minutage:
    """Rend le minutage d'une édition : les entrées par impact, dans l'ordre donné, chacune son temps de lecture.

    ``impacts`` va du plus fort au plus faible. Une entrée qui ne tient plus dans le temps est à lire après, et la suivante
    est essayée.
    """
    place = DUREE - OUVERTURE - CLOTURE - DECISION_MIN
    retenues, apres = [], []
    for entree in sorted(entrees, key=lambda e: impacts.index(e.contenu.impact)):
        minutes = entree.contenu.minutes_lecture(entree.corps)
        if minutes <= place:
            place -= minutes
            retenues.append((minutes, entree))
        else:
            apres.append(entree)
    sequences, debut = [Sequence30(0, OUVERTURE, "ouverture")], OUVERTURE
    for minutes, entree in retenues:
        sequences.append(Sequence30(debut, debut + minutes, "entree", entree))
        debut += minutes
    decision = min(place + DECISION_MIN, DECISION_MAX)
    sequences.append(Sequence30(debut, debut + decision, "decision"))
    debut += decision
    sequences.append(Sequence30(debut, debut + CLOTURE, "cloture"))
    return Minutage(tuple(sequences), tuple(apres))
