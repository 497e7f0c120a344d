"""Les calendriers .ics : dates d'effet du droit, rendez-vous du 30-30. Mêmes fiches, mêmes identifiants, mêmes octets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from textwrap import shorten
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from macros.modele import plus_mois
from macros.rendu import Rendu, titre_d_edition

PARIS = ZoneInfo("Europe/Paris")
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
        "Rendez-vous du 30-30",
        "Chaque mois, l’édition qui paraît ; et les séances en direct que le réseau annonce.",
    ),
)


def calendriers(rendu: Rendu) -> dict[str, bytes]:
    """Rend ``{chemin: octets}`` des calendriers."""
    echeances, agenda = CALENDRIERS
    return {
        echeances.chemin: _ecrire(rendu, echeances, _dates_d_effet(rendu)),
        agenda.chemin: _ecrire(rendu, agenda, [*_parutions(rendu), *_seances(rendu)]),
    }


def _ecrire(rendu: Rendu, calendrier: Calendrier, evenements) -> bytes:
    document = Calendar()
    document.add("prodid", f"-//{rendu.reseau.nom}//Base des achats responsables//FR")
    document.add("version", "2.0")
    document.add("x-wr-calname", f"{calendrier.titre}, {rendu.reseau.nom}")
    document.add("x-wr-caldesc", calendrier.description)
    document.add("x-published-ttl", "P1D")
    for evenement in evenements:
        document.add_component(evenement)
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


def _seances(rendu: Rendu) -> Iterator[Event]:
    for fiche in sorted(rendu.base.seances.values(), key=lambda f: (f.contenu.le, f.id)):
        seance = fiche.contenu
        adresse = seance.lien or f"{rendu.reseau.site_url}veille/"
        evenement = _evenement(rendu, f"agenda/{fiche.id}", seance.titre, f"{seance.description}\n{adresse}", adresse)
        for champ, heure in (("dtstart", seance.debut), ("dtend", seance.fin)):
            local = datetime.combine(seance.le, time.fromisoformat(heure), PARIS)
            evenement.add(champ, local.astimezone(UTC))
        yield evenement
