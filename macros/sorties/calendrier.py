"""Les calendriers .ics : dates d'effet du droit, agenda. Mêmes fiches, mêmes identifiants, mêmes octets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from textwrap import shorten

from icalendar import Calendar, Component, Event, Timezone

from macros.base.fraicheur import plus_mois
from macros.base.types import Fiche
from macros.fiches.agenda.modele import Evenement
from macros.fiches.agenda.rendez_vous import JOURS
from macros.rendu.agenda import en_clair
from macros.rendu.fiches import Rendu
from macros.rendu.veille import titre_d_edition

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
MOIS_PASSES = 1
"""Un calendrier garde les dates du dernier mois, et toutes celles à venir."""
FERIES_DU_PREMIER = {1, 5, 11}
"""Mois dont le premier jour est férié (travail, article L. 3133-1 du code du travail)."""


@dataclass(frozen=True)
class Calendrier:
    """Un calendrier du site. ``chemin`` est relatif à la racine."""

    chemin: str
    titre: str
    description: str


CALENDRIERS = (
    Calendrier("flux/echeances.ics", "Dates d’effet", "Le jour où chaque texte s’applique, et pour qui."),
    Calendrier(
        "flux/agenda.ics",
        "Agenda",
        "Les rencontres, formations et webinaires annoncés, et l’édition du 30-30 le jour où elle paraît.",
    ),
)


def calendriers(rendu: Rendu) -> dict[str, bytes]:
    """Rend ``{chemin: octets}`` des calendriers, et de chaque événement seul."""
    echeances, agenda = CALENDRIERS
    rencontres = rendu.base.evenements.values()
    return {
        echeances.chemin: _ecrire(rendu, _dates_d_effet(rendu), echeances),
        agenda.chemin: _ecrire(rendu, [*_rendez_vous(rendu), *_parutions(rendu), *_rencontres(rendu)], agenda),
        **{f"agenda/{fiche.id}.ics": _ecrire(rendu, [_rencontre(rendu, fiche)]) for fiche in rencontres},
    }


def _ecrire(rendu: Rendu, composants: Iterable[Component], calendrier: Calendrier | None = None) -> bytes:
    """Rend un fichier .ics ; sans ``calendrier``, il s'ajoute à celui du lecteur au lieu d'en créer un."""
    document = Calendar()
    document.add("prodid", f"-//{rendu.reseau.nom}//Base des achats responsables//FR")
    document.add("version", "2.0")
    if calendrier:
        document.add("x-wr-calname", f"{calendrier.titre}, {rendu.reseau.nom}")
        document.add("x-wr-caldesc", calendrier.description)
        document.add("x-published-ttl", "P1D")
    for composant in composants:
        document.add_component(composant)
    return document.to_ical()


def _evenement(rendu: Rendu, identifiant: str, titre: str, description: str, adresse: str) -> Event:
    evenement = Event()
    evenement.add("uid", f"{identifiant}@{rendu.reseau.autorite_flux.replace(',', '.')}")
    evenement.add("dtstamp", datetime.combine(rendu.base.jour, time(6), UTC))
    evenement.add("summary", titre)
    evenement.add("description", description)
    evenement.add("url", adresse)
    return evenement


def _journee(evenement: Event, jour: date) -> Event:
    evenement.add("dtstart", jour)
    evenement.add("dtend", jour + timedelta(days=1))
    evenement.add("transp", "TRANSPARENT")
    return evenement


def _dates_d_effet(rendu: Rendu) -> Iterator[Event]:
    for jalon in rendu.echeances(plus_mois(rendu.base.jour, -MOIS_PASSES), date.max):
        effet = f" : {shorten(jalon.objet, 90, placeholder='…')}" if jalon.objet else ""
        titre = f"{'À confirmer : ' if jalon.incertain else ''}{jalon.libelle}{effet}"
        adresse = f"{rendu.reseau.site_url}{jalon.adresse}"
        yield _journee(_evenement(rendu, jalon.cle, titre, f"{jalon.objet}\n{adresse}".strip(), adresse), jalon.le)


def _parutions(rendu: Rendu) -> Iterator[Event]:
    """Le premier jour ouvré du mois : l'édition du mois fini est en ligne, trente minutes au plus."""
    limite = plus_mois(rendu.base.jour, -MOIS_PASSES)
    for mois in reversed(rendu.base.mois_de_veille):
        parution = _ouvre(plus_mois(date(int(mois[:4]), int(mois[5:]), 1), 1))
        if parution < limite or not rendu.base.veille:
            continue
        adresse = f"{rendu.reseau.site_url}veille/{mois}/"
        titre = f"Lire le {titre_d_edition(mois)}".replace("\u00a0", " ")
        description = f"Le droit des achats responsables du mois, en trente minutes au plus.\n{adresse}"
        yield _journee(_evenement(rendu, f"veille/{mois}", titre, description, adresse), parution)


def _ouvre(premier: date) -> date:
    """Rend le premier jour ouvré à partir du premier du mois."""
    jour = premier
    while jour.weekday() >= 5 or (jour.day == 1 and jour.month in FERIES_DU_PREMIER):
        jour += timedelta(days=1)
    return jour


def _rencontres(rendu: Rendu) -> Iterator[Event]:
    limite = plus_mois(rendu.base.jour, -MOIS_PASSES)
    for fiche in sorted(rendu.base.evenements.values(), key=lambda f: (f.contenu.commence, f.id)):
        if not fiche.contenu.est_passe(limite):
            yield _rencontre(rendu, fiche)


def _rencontre(rendu: Rendu, fiche: Fiche[Evenement]) -> Event:
    """Un événement, en temps universel : la même heure pour tous, quel que soit son fuseau."""
    c = fiche.contenu
    adresse = f"{rendu.reseau.site_url}{rendu.base.adresse('evenements', fiche.id)}"
    description = "\n".join(filter(None, (en_clair(rendu.phrase(c.resume, "")), c.lien, adresse)))
    evenement = _evenement(rendu, f"agenda/{fiche.id}", c.titre, description, adresse)
    evenement.add("location", c.lieu or c.lien)
    evenement.add("dtstart", c.commence.astimezone(UTC))
    evenement.add("dtend", c.finit.astimezone(UTC))
    return evenement


def _rendez_vous(rendu: Rendu) -> Iterator[Component]:
    """La règle du rendez-vous mensuel, dès sa prochaine date, à l'heure de Paris : l'été comme l'hiver."""
    regle = rendu.base.rendez_vous
    if not regle:
        return
    yield Timezone.from_ical(HEURE_DE_PARIS)
    prochaine, *_ = regle.prochaines(rendu.base.jour)
    adresse = f"{rendu.reseau.site_url}agenda/"
    description = "\n".join(filter(None, ("Nous lisons ensemble ce qui a changé dans le droit.", regle.lien, adresse)))
    evenement = _evenement(rendu, "30-30", f"Le 30-30, {rendu.reseau.nom}", description, adresse)
    if regle.lien:
        evenement.add("location", regle.lien)
    evenement.add("dtstart", regle.commence(prochaine))
    evenement.add("dtend", regle.finit(prochaine))
    evenement.add("rrule", {"freq": "monthly", "byday": f"{regle.rang}{JOURS_ICAL[JOURS.index(regle.jour)]}"})
    for date_sautee in sorted(d for d in regle.sauf if d > prochaine):
        evenement.add("exdate", regle.commence(date_sautee))
    yield evenement
