"""Les calendriers .ics : dates d'effet du droit, agenda. Mêmes fiches, mêmes identifiants, mêmes octets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING

from macros.base.consultation import Consultation
from macros.base.dates import MOIS_PASSES, jalons
from macros.base.promesses import Canal, Jalon, Moment
from macros.sorties.flux import canaux
from macros.texte.dates import plus_mois

if TYPE_CHECKING:
    from icalendar import Component, Event

# icalendar ne se charge que pour écrire : le contrôle nomme les calendriers sans en lire un.

JOURS_ICAL = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HEURE_DE_PARIS = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19970330T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""
"""Le changement d'heure en vigueur depuis 1996 : derniers dimanches de mars et d'octobre."""


@dataclass(frozen=True)
class Calendrier:
    """Un calendrier du site. ``chemin`` est relatif à la racine."""

    chemin: str
    titre: str
    description: str


CALENDRIERS = (
    Calendrier(
        "flux/echeances.ics", "Dates d’effet", "Le jour où chaque texte s’applique, pour qui, et ce qui se fait avant."
    ),
    Calendrier(
        "flux/agenda.ics",
        "Agenda",
        "Les rencontres, formations et webinaires annoncés, et l’édition du 30-30 le jour où elle paraît.",
    ),
)


def calendriers(c: Consultation) -> dict[str, Callable[[], bytes]]:
    """Rend chemin → ce qui en écrit les octets : les calendriers, ceux d'un choix, et chaque événement qui paraît seul."""
    echeances, agenda = CALENDRIERS
    choisis = [canal for canal in canaux(c) if canal.garde]
    moments = [m for genre in c.genres.values() if genre.suivi.agenda for m in genre.suivi.agenda(c)]
    return {
        echeances.chemin: lambda: _ecrire(c, _dates_d_effet(c), echeances),
        **{canal.calendrier: partial(_choisi, c, canal) for canal in choisis},
        agenda.chemin: lambda: _ecrire(c, _moments(c, [m for m in moments if not m.passe]), agenda),
        **{seul: partial(lambda m: _ecrire(c, [_moment(c, m)]), m) for m in moments for seul in m.seuls},
    }


def _choisi(c: Consultation, canal: Canal) -> bytes:
    """Rend les dates d'effet d'un choix : sa famille, sa forme de contrat, un thème, les clauses sociales."""
    calendrier = Calendrier(
        canal.calendrier, canal.titre, "Le jour où chaque texte s’applique, et ce qui se fait avant."
    )
    return _ecrire(c, _dates_d_effet(c, canal.garde or bool), calendrier)


def _ecrire(c: Consultation, composants: Iterable[Component], calendrier: Calendrier | None = None) -> bytes:
    """Rend un fichier .ics ; sans ``calendrier``, il s'ajoute à celui du lecteur au lieu d'en créer un."""
    from icalendar import Calendar

    document = Calendar()
    document.add("prodid", f"-//{c.reseau.nom}//Base des achats responsables//FR")
    document.add("version", "2.0")
    if calendrier:
        for nom in ("name", "x-wr-calname"):  # la norme, et ce qu'on lisait avant elle
            document.add(nom, f"{calendrier.titre}, {c.reseau.nom}")
        document.add("x-wr-caldesc", calendrier.description)
        document.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
        document.add("x-published-ttl", "P1D")
    for composant in composants:
        document.add_component(composant)
    return bytes(document.to_ical())


def _evenement(
    c: Consultation, identifiant: str, titre: str, description: str, adresse: str, a_jour: date, changements: int = 0
) -> Event:
    """Rend un événement ; ``adresse`` est relative à la racine du site, et finit sa description.

    Ses dates d'écriture viennent de la fiche : le fichier ne change que si elle change. Sa version compte les jours
    depuis 2000 et les changements : elle croît à chacun, même le jour de la mise en ligne.
    """
    from icalendar import Event

    url = f"{c.reseau.site_url}{adresse}"
    evenement = Event()
    evenement.add("uid", f"{identifiant}@{c.reseau.autorite_flux.replace(',', '.')}")
    ecrit = datetime.combine(a_jour, time(6), UTC)
    evenement.add("dtstamp", ecrit)
    evenement.add("last-modified", ecrit)
    evenement.add("sequence", max(0, (a_jour - date(2000, 1, 1)).days) + changements)
    evenement.add("summary", titre)
    evenement.add("description", f"{description}\n{url}".strip())
    evenement.add("url", url)
    return evenement


def _journee(evenement: Event, jour: date) -> Event:
    evenement.add("dtstart", jour)
    evenement.add("dtend", jour + timedelta(days=1))
    evenement.add("transp", "TRANSPARENT")
    return evenement


def _dates_d_effet(c: Consultation, garde: Callable[[Jalon], bool] = bool) -> Iterator[Event]:
    for jalon in filter(garde, jalons(c, plus_mois(c.jour, -MOIS_PASSES), date.max)):
        effet = f" : {shorten(jalon.objet, 90, placeholder='…')}" if jalon.objet else ""
        titre = f"{'À confirmer : ' if jalon.incertain else ''}{jalon.libelle}{effet}"
        yield _journee(_evenement(c, jalon.cle, titre, jalon.objet, jalon.adresse, jalon.a_jour), jalon.le)


def _moments(c: Consultation, moments: list[Moment]) -> Iterator[Component]:
    from icalendar import Timezone

    if any(m.chaque_mois for m in moments):
        yield Timezone.from_ical(HEURE_DE_PARIS)
    for moment in moments:
        yield _moment(c, moment)


def _moment(c: Consultation, m: Moment) -> Event:
    """Un rendez-vous mensuel garde l'heure de Paris, l'été comme l'hiver ; un événement seul s'écrit en temps universel."""
    evenement = _evenement(c, m.cle, m.titre, m.description, m.adresse, m.a_jour, m.changements)
    evenement.add("status", "CANCELLED" if m.annule else "CONFIRMED")
    if not isinstance(m.debut, datetime):
        return _journee(evenement, m.debut)
    if m.lieu:
        evenement.add("location", m.lieu)
    fin = m.fin or m.debut
    evenement.add("dtstart", m.debut if m.chaque_mois else m.debut.astimezone(UTC))
    evenement.add("dtend", fin if m.chaque_mois else fin.astimezone(UTC))
    if m.chaque_mois:
        rang, jour = m.chaque_mois
        evenement.add("rrule", {"freq": "monthly", "byday": f"{rang}{JOURS_ICAL[jour]}"})
    for sautee in m.sauf:
        evenement.add("exdate", sautee)
    return evenement
