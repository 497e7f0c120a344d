"""Un calendrier relu par deux bibliothèques sans lien entre elles."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from macros.base.base import Base
from tests.fabrique.flux import calendriers_de

ECHEANCES, AGENDA = "flux/echeances.ics", "flux/agenda.ics"

PARIS = ZoneInfo("Europe/Paris")


class Evenement(NamedTuple):
    """Un événement, tel qu'une bibliothèque le lit."""

    uid: str
    debut: date | datetime
    titre: str
    description: str

    @property
    def cle(self) -> str:
        """Rend l'identifiant sans l'autorité."""
        return self.uid.partition("@")[0]

    @property
    def source(self) -> str:
        """Rend ce qui annonce la date : « droit/<texte> », « veille/<nom> » ou « droit/seuils/<nom> »."""
        return self.cle.rpartition("/")[0]


def lire_par_icalendar(octets: bytes) -> list[Evenement]:
    lus = Calendar.from_ical(octets.decode()).walk("VEVENT")
    return sorted(Evenement(str(e["uid"]), e["dtstart"].dt, str(e["summary"]), str(e["description"])) for e in lus)


def lire_par_ical(octets: bytes) -> list[Evenement]:
    lus = IcsCalendarStream.calendar_from_ics(octets.decode()).events
    return sorted(Evenement(e.uid, e.dtstart, e.summary, e.description) for e in lus)


LECTEURS: dict[str, Callable[[bytes], list[Evenement]]] = {"icalendar": lire_par_icalendar, "ical": lire_par_ical}


def evenements(base: Base, chemin: str) -> list[Evenement]:
    """Rend les événements du calendrier d'une base."""
    return lire_par_icalendar(calendriers_de(base)[chemin])
