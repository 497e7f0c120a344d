"""La forme des calendriers : relus par deux bibliothèques, pliés, complets, aux mêmes octets."""

import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from macros.base.base import Base
from tests.fabrique.bases import avec
from tests.fabrique.flux import calendriers_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.reperes import SITE_URL
from tests.site.calendriers import AGENDA, ECHEANCES, LECTEURS, lire_par_ical, lire_par_icalendar


@pytest.fixture(scope="module", params=[ECHEANCES, AGENDA])
def octets(request: pytest.FixtureRequest, site_construit: Path) -> bytes:
    """Rend les octets d'un calendrier du site."""
    return (site_construit / request.param).read_bytes()


def test_deux_bibliotheques_lisent_la_meme_chose(octets: bytes) -> None:
    lus = lire_par_icalendar(octets)
    assert lus and lus == lire_par_ical(octets)


def test_lignes(octets: bytes) -> None:
    """Chaque ligne, la dernière comprise, finit par CRLF ; elle a 75 octets au plus, et aucun caractère n'y est coupé."""
    assert octets.endswith(b"END:VCALENDAR\r\n")
    assert octets.count(b"\n") == octets.count(b"\r") == octets.count(b"\r\n")
    assert [
        ligne for ligne in octets.split(b"\r\n") if len(ligne) > 75 or "\ufffd" in ligne.decode("utf-8", "replace")
    ] == []


def test_champs_obligatoires(octets: bytes) -> None:
    """RFC 5545 : PRODID et VERSION au calendrier ; UID, DTSTAMP, DTSTART une fois par événement."""
    calendrier = Calendar.from_ical(octets.decode())
    assert calendrier["version"] == "2.0" and calendrier["prodid"]
    for evenement in calendrier.walk("VEVENT"):
        comptes = Counter(nom for nom, _ in evenement.property_items(recursive=False))
        assert all(comptes[nom] == 1 for nom in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY")), comptes


def test_une_date_d_effet_dure_la_journee(site_construit: Path) -> None:
    """Une date sans heure : la même partout, quel que soit le fuseau du lecteur."""
    for evenement in Calendar.from_ical((site_construit / ECHEANCES).read_text("utf-8")).walk("VEVENT"):
        debut, fin = evenement["dtstart"].dt, evenement["dtend"].dt
        assert type(debut) is date and fin == debut + timedelta(days=1)


def test_uid_uniques(site_construit: Path) -> None:
    uids = Counter(e.uid for nom in (ECHEANCES, AGENDA) for e in lire_par_ical((site_construit / nom).read_bytes()))
    assert [uid for uid, nombre in uids.items() if nombre > 1] == []


def test_l_adresse_mene_a_une_page(octets: bytes, site_construit: Path) -> None:
    for evenement in Calendar.from_ical(octets.decode()).walk("VEVENT"):
        adresse = str(evenement["url"])
        chemin = adresse.removeprefix(SITE_URL).split("#")[0]
        assert not adresse.startswith(SITE_URL) or (site_construit / chemin / "index.html").is_file(), adresse


@pytest.mark.parametrize("lecteur", LECTEURS)
def test_un_calendrier_vide_reste_lisible(projet: Path, lecteur: str) -> None:
    shutil.rmtree(projet / "docs/veille")
    sorties = calendriers_de(base_saine(projet))
    lus = {chemin: LECTEURS[lecteur](octets) for chemin, octets in sorties.items()}
    assert {ECHEANCES, AGENDA} < set(lus) and not any(lus.values())


def test_la_fiche_date_le_calendrier_pas_la_nuit(base_du_site: Base) -> None:
    """Le lendemain, sans rien de neuf, les mêmes octets ; un événement ne dit que les dates de sa fiche."""
    demain = avec(base_du_site, jour=base_du_site.jour + timedelta(days=1))
    assert calendriers_de(demain) == calendriers_de(base_du_site)


def test_champs_de_suivi(octets: bytes) -> None:
    """RFC 7986 : le nom et le rythme de relecture ; RFC 5545 : la version, qui suit le jour d'écriture."""
    calendrier = Calendar.from_ical(octets.decode())
    assert str(calendrier["name"]) == str(calendrier["x-wr-calname"])
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in octets
    for evenement in calendrier.walk("VEVENT"):
        ecrit = evenement["dtstamp"].dt
        assert evenement["last-modified"].dt == ecrit
        assert evenement["sequence"] == (ecrit.date() - date(2000, 1, 1)).days > 0
