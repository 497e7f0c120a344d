"""Le rendez-vous qui revient chaque mois : le « 30-30 », réglé dans l'identité du réseau (``trente_trente``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from macros.base.types import Modele
from macros.fiches.agenda.modele import PARIS
from macros.texte.dates import JOURS, plus_mois

ANNONCEES = 3
"""Dates annoncées d'avance."""


class RendezVous(Modele):
    """Une règle : « le premier jeudi du mois, à 12:30 », à l'heure de Paris."""

    actif: Annotated[bool, Field(description="true pour annoncer le rendez-vous, false pour le taire.")]
    jour: Annotated[Literal[*JOURS], Field(description="Jour de la semaine : jeudi.")]  # type: ignore[valid-type]  # l'union suit la table
    rang: Annotated[int, Field(ge=1, le=4, description="Rang de ce jour dans le mois, de 1 à 4.")]
    debut: Annotated[
        str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description='Heure de début, entre guillemets : "12:30".')
    ]
    duree: Annotated[int, Field(ge=10, le=240, description="Durée en minutes, de 10 à 240.")]
    lien: Annotated[
        str,
        Field(pattern=r"^(https://[^\s<>\"]+)?$", description='Page où l\'on se connecte, en https ; "" sans lien.'),
    ]
    sauf: Annotated[list[dt.date], Field(description="Dates sautées : [2027-05-06].")] = []

    def prochaines(self, jour: dt.date) -> list[dt.date]:
        """Rend les prochaines dates, celle du jour comprise."""
        return list(islice((d for d in self._dates(jour, 1) if d >= jour), ANNONCEES))

    def annonce_le(self, date: dt.date) -> dt.date:
        """Rend le jour où cette date est entrée dans celles qu'on annonce : le lendemain de celle qu'elle remplace."""
        avant = (d for d in self._dates(date, -1) if d < date)
        return next(islice(avant, ANNONCEES - 1, None)) + dt.timedelta(days=1)

    def commence(self, date: dt.date) -> dt.datetime:
        """Rend l'instant du début, ce jour-là."""
        return dt.datetime.combine(date, dt.time.fromisoformat(self.debut), ZoneInfo(PARIS))

    def finit(self, date: dt.date) -> dt.datetime:
        """Rend l'instant de la fin, ce jour-là."""
        return self.commence(date) + dt.timedelta(minutes=self.duree)

    def _dates(self, depart: dt.date, pas: int) -> Iterator[dt.date]:
        """Rend sans fin les dates qui ne sont pas sautées, de mois en mois, depuis celui de ``depart``."""
        premier = depart.replace(day=1)
        while True:
            decalage = (JOURS.index(self.jour) - premier.weekday()) % 7 + 7 * (self.rang - 1)
            date = premier + dt.timedelta(days=decalage)
            if date not in self.sauf:
                yield date
            premier = plus_mois(premier, pas)
