"""Les jours, les mois et les heures, à la française."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def date_longue(jour: date) -> str:
    """Rend le jour, avec des espaces insécables.

    >>> print(date_longue(date(2026, 3, 1)))
    1er mars 2026
    """
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme}\u00a0{MOIS[jour.month - 1]}\u00a0{jour.year}"


def jour_long(jour: date) -> str:
    """Rend « jeudi 3 décembre 2026 »."""
    return f"{JOURS[jour.weekday()]} {date_longue(jour)}"


def mois_long(mois: str) -> str:
    """Rend « novembre 2026 » pour « 2026-11 »."""
    return f"{MOIS[int(mois[5:]) - 1]}\u00a0{mois[:4]}"


def heure(instant: datetime) -> str:
    """Rend « 9 h » ou « 12 h 30 », espaces insécables."""
    return f"{instant.hour}\u00a0h\u00a0{instant.minute:02d}" if instant.minute else f"{instant.hour}\u00a0h"


def duree_en_mots(minutes: int) -> str:
    """Rend des minutes, en heures dès soixante.

    >>> print(*map(duree_en_mots, (45, 120, 90)), sep=", ")
    45 min, 2 h, 1 h 30
    """
    heures, reste = divmod(minutes, 60)
    if not heures:
        return f"{reste}\u00a0min"
    return f"{heures}\u00a0h" + (f"\u00a0{reste:02d}" if reste else "")


JOUR_ECRIT = re.compile(rf"\b(1er|[12]?\d|3[01])\s+({'|'.join(MOIS)})\s+(20\d\d)\b")


def jours_ecrits(texte: str) -> Iterator[date]:
    """Rend les jours qu'une phrase écrit en toutes lettres ; un jour qui n'existe pas est passé.

    >>> [str(jour) for jour in jours_ecrits("Du 1er janvier 2027 au 31 février 2027.")]
    ['2027-01-01']
    """
    for quantieme, mois, annee in JOUR_ECRIT.findall(texte):
        rang, jour = MOIS.index(mois) + 1, int(quantieme.removesuffix("er"))
        if 1 <= jour <= monthrange(int(annee), rang)[1]:
            yield date(int(annee), rang, jour)


def plus_mois(jour: date, mois: int) -> date:
    """Rend le même quantième ``mois`` mois plus tard, ramené au dernier jour quand le mois est plus court.

    >>> print(plus_mois(date(2026, 8, 31), 6), plus_mois(date(2026, 8, 31), -18))
    2027-02-28 2025-02-28
    """
    return jour + relativedelta(months=mois)


def premier_du_mois(mois: str) -> date:
    """Rend le premier jour de « 2026-11 »."""
    return date.fromisoformat(f"{mois}-01")


FERIES = {(1, 1), (1, 5), (8, 5), (14, 7), (15, 8), (1, 11), (11, 11), (25, 12)}
"""(jour, mois) des fêtes à date fixe (code du travail, article L. 3133-1)."""
FERIES_APRES_PAQUES = {1, 39, 50}
"""Jours après Pâques : le lundi, l'Ascension, le lundi de Pentecôte (même article)."""


def feries(annee: int) -> list[date]:
    """Rend les jours fériés d'une année, dans l'ordre.

    >>> print(*feries(2027)[:3])
    2027-01-01 2027-03-29 2027-05-01
    """
    mobiles = [easter(annee) + timedelta(days=apres) for apres in FERIES_APRES_PAQUES]
    return sorted([*(date(annee, mois, jour) for jour, mois in FERIES), *mobiles])


def ouvre(jour: date) -> bool:
    """Dit si l'on travaille ce jour-là : ni samedi, ni dimanche, ni jour férié.

    >>> print(*(ouvre(date(2026, mois, jour)) for jour, mois in ((14, 7), (25, 5), (13, 7), (28, 11))))
    False False True False
    """
    return jour.weekday() < 5 and jour not in feries(jour.year)


def premier_jour_ouvre(premier: date) -> date:
    """Rend le premier jour ouvré à partir du premier du mois.

    Le 1er novembre 2026 est un dimanche ; le 1er mai 2026, férié, un vendredi ; le 1er avril 2029, Pâques.

    >>> print(*(premier_jour_ouvre(date(annee, mois, 1)) for annee, mois in ((2026, 11), (2026, 5), (2029, 4))))
    2026-11-02 2026-05-04 2029-04-03
    """
    jour = premier
    while not ouvre(jour):
        jour += timedelta(days=1)
    return jour
