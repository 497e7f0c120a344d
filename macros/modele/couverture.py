"""La couverture : depuis quand la base publie, et jusqu'à quel jour les sources de la veille sont lues."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from .commun import Modele


class Couverture(Modele):
    """``data/couverture.yml``, fichier unique, le même pour tous les réseaux qui partagent les fiches."""

    premiere_publication: Annotated[date, Field(description="Jour où les premières fiches sont entrées dans la base.")]
    sources_lues_jusqu_au: Annotated[date, Field(description="Dernier jour dont les sources de la veille sont lues.")]


@dataclass(frozen=True)
class Lecture:
    """Ce qui est lu d'un mois de veille.

    ``dernier`` : dernier jour du mois ; ``jusqu_au`` : dernier jour du mois dont les sources sont lues, ``None`` si aucun.
    """

    mois: str
    dernier: date
    jusqu_au: date | None

    @property
    def complete(self) -> bool:
        """Dit si tout le mois est lu : alors seulement, un mois vide est un mois sans nouveauté."""
        return self.jusqu_au == self.dernier


def lecture_du_mois(mois: str, lu: date) -> Lecture:
    """Rend ce qui est lu du mois ``AAAA-MM`` quand les sources sont lues jusqu'au jour ``lu`` compris."""
    premier = date(int(mois[:4]), int(mois[5:]), 1)
    dernier = premier.replace(day=monthrange(premier.year, premier.month)[1])
    return Lecture(mois, dernier, min(lu, dernier) if lu >= premier else None)
