"""Les fonds de la DILA : ce que leur index nomme, ce que le journal en a déjà lu, ce qui reste à lire, et ce qui manque."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel, ValidationError

from macros.lecture.droit import Droit, Refus
from macros.sentinelle.sources import INSTANT
from macros.texte.dates import date_longue, ouvre

JOURNAL, RELEVE = "data/droit/journal.json", "data/droit/releve.json"
"""Ce qu'une semaine laisse à la suivante ; ni l'un ni l'autre n'est une fiche."""
SILENCE = 3
"""Jours ouvrés sans incrément, au-delà desquels la source est tenue pour arrêtée."""


class Journal(BaseModel):
    """Ce qui est lu. ``lus`` : fonds → archives, datées par leur nom, que la source nomme encore ; ``socle`` : la dernière base entière parue.

    ``sans`` : jours ouvrés où la LEGI n'a rien publié, dits par une personne ; ``actes`` : acte de l'Union suivi → actes liés.
    """

    lus: dict[str, list[str]] = {}
    socle: str = ""
    sans: list[dt.date] = []
    actes: dict[str, list[str]] = {}

    def octets(self) -> bytes:
        """Rend le fichier JSON."""
        return (self.model_dump_json(indent=1) + "\n").encode()


def relire(fichier: Path) -> Journal:
    """Rend le journal ; vide s'il n'existe pas. Lève ``Refus`` sur un autre fichier."""
    try:
        return Journal.model_validate_json(fichier.read_bytes()) if fichier.exists() else Journal()
    except ValidationError:
        raise Refus(fichier.name, Droit.JOURNAL_ILLISIBLE()) from None


class Index:
    """Ce que l'index d'un fonds nomme, du plus ancien au plus récent : ``socles``, bases entières, et ``increments``."""

    def __init__(self, fonds: str, octets: bytes) -> None:
        html = octets.decode("latin-1")
        dates = r"\d{8}-\d{6}\.tar\.gz"
        self.fonds = fonds
        self.socles = sorted({*re.findall(rf'href="(Freemium_{fonds.lower()}_global_{dates})"', html)})
        self.increments = sorted({*re.findall(rf'href="({fonds}_{dates})"', html)})
        if not self.increments:
            raise Refus(fonds, Droit.INDEX_MUET())

    def depuis_le_socle(self) -> list[str]:
        """Rend la dernière base entière et tous les incréments qui la suivent."""
        if not self.socles:
            raise Refus(self.fonds, Droit.INDEX_MUET())
        return [self.socles[-1], *(i for i in self.increments if instant(i) > instant(self.socles[-1]))]

    def depuis(self, jour: date) -> list[str]:
        """Rend les incréments parus après ce jour."""
        return [i for i in self.increments if jour_de(i) > jour]

    def suite(self, lus: Collection[str]) -> list[str]:
        """Rend les incréments qui suivent le dernier lu ; lève ``Refus`` si l'un a pu échapper."""
        dernier, premier = max(lus, key=instant), min(lus, key=instant)
        for tardif in self.increments:
            if instant(premier) < instant(tardif) < instant(dernier) and tardif not in lus:
                raise Refus(self.fonds, Droit.INCREMENT_TARDIF(archive=tardif))
        if dernier not in (*self.increments, *self.socles):
            raise Refus(self.fonds, Droit.INCREMENTS_PURGES(archive=dernier))
        return [i for i in self.increments if instant(i) > instant(dernier)]

    def socle_neuf(self, connu: str) -> Iterator[str]:
        """Dit la base entière parue depuis celle que l'on connaît."""
        if self.socles and self.socles[-1] > connu:
            jour = date_longue(jour_de(self.socles[-1]))
            yield f"Une base entière de la {self.fonds} a paru le {jour}. Pour repartir d’elle, retirez `{JOURNAL}` et relancez."

    def vivant(self, jour: date) -> None:
        """Lève ``Refus`` si la source s'est tue trop de jours ouvrés, la veille comprise."""
        dernier = jour_de(self.increments[-1])
        muets = [n for n in range(1, (jour - dernier).days) if ouvre(dernier + timedelta(n))]
        if len(muets) >= SILENCE:
            raise Refus(self.fonds, Droit.INCREMENTS_ARRETES(jour=date_longue(dernier)))


def instant(archive: str) -> str:
    """Rend AAAAMMJJHHMMSS, d'après le nom."""
    trouve = INSTANT.search(archive)
    assert trouve and trouve[2]
    return trouve[1] + trouve[2]


def jour_de(archive: str) -> date:
    """Rend le jour de parution, d'après le nom."""
    return date.fromisoformat(instant(archive)[:8])


def sans_increment(archives: list[str], dernier: date | None, dits: Collection[date]) -> frozenset[date]:
    """Rend les jours sans incrément qui ne sont pas un trou : ceux qu'on chôme, et ceux que ``dits`` nomme.

    Au premier passage (``dernier`` vide), tous ceux que l'index saute : rien n'a pu en être retiré depuis la base entière.
    """
    parus = {jour_de(a) for a in archives}
    debut = dernier or min(parus)
    jours = {debut + timedelta(n) for n in range(1, (max(parus) - debut).days)}
    return frozenset(jour for jour in jours - parus if dernier is None or jour in dits or not ouvre(jour))
