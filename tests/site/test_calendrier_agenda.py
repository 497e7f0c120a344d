"""Le calendrier de l'agenda : parutions, événements et rendez-vous mensuel, aux bonnes heures."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from macros.base.base import Base
from macros.fiches.agenda.modele import Evenement
from macros.fiches.agenda.rendez_vous import RendezVous
from macros.texte.dates import plus_mois
from tests.fabrique.bases import avec
from tests.fabrique.flux import calendriers_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.reperes import SITE_URL
from tests.site.calendriers import AGENDA, LECTEURS, PARIS, evenements, lire_par_ical, lire_par_icalendar

RENCONTRE = """\
titre: Une matinale d’essai
resume: Lire **trois clauses**, et repartir avec [la sienne](/contribuer/).
type: matinale
debut: {le} 12:30
fin: {le} 13:00
fuseau: {fuseau}
lien: https://exemple.test/salle
publics: [acheteur]
organisateur: Un réseau d’essai
sources: [{{titre: Annonce, url: "https://exemple.test/annonce"}}]
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
REGLE = RendezVous(actif=True, jour="jeudi", rang=1, debut="12:30", duree=30, lien="https://exemple.test/30-30")


def parutions(lus: list[Evenement]) -> list[tuple[str, date]]:
    """Rend (édition, jour de parution)."""
    return [(e.cle, e.debut) for e in lus if e.cle.startswith("veille/")]


def parutions_au(base: Base, jour: date) -> list[tuple[str, date]]:
    return parutions(evenements(avec(base, jour=jour), AGENDA))


def test_une_parution_par_mois(site_construit: Path, base_du_site: Base) -> None:
    """L'édition du mois fini, et la prochaine, déjà annoncée ; chacune dans les trois jours qui suivent son mois."""
    suivant = plus_mois(base_du_site.jour.replace(day=1), 1)
    lues = dict(parutions(lire_par_ical((site_construit / AGENDA).read_bytes())))
    assert f"veille/{base_du_site.jour:%Y-%m}" in lues and len(lues) <= 2
    for edition, jour in lues.items():
        assert jour.day <= 4 and edition == f"veille/{plus_mois(jour.replace(day=1), -1):%Y-%m}"
    assert suivant <= max(lues.values())


@pytest.mark.parametrize(
    ("edition", "attendue"),
    [
        ("2026-11", date(2026, 12, 1)),  # un mardi
        ("2026-10", date(2026, 11, 2)),  # un dimanche
        ("2027-10", date(2027, 11, 2)),  # la Toussaint, un lundi
        ("2029-03", date(2029, 4, 3)),  # un dimanche, Pâques, et son lundi
        ("2031-05", date(2031, 6, 3)),  # un dimanche, la Pentecôte, et son lundi
        ("2036-05", date(2036, 6, 3)),  # de même
        ("2079-05", date(2079, 6, 2)),  # l'Ascension, un jeudi
        ("2028-03", date(2028, 4, 3)),  # un samedi ; Pâques vient plus tard
        ("2026-12", date(2027, 1, 4)),  # le jour de l'an, un vendredi
        ("2027-04", date(2027, 5, 3)),  # la fête du travail, un samedi
        ("2028-04", date(2028, 5, 2)),  # la fête du travail, un lundi
        ("2027-07", date(2027, 8, 2)),  # un dimanche
        ("2028-12", date(2029, 1, 2)),  # le jour de l'an, un lundi
        ("2030-05", date(2030, 6, 3)),  # un samedi
    ],
)
def test_une_edition_parait_le_premier_jour_ouvre(base_du_site: Base, edition: str, attendue: date) -> None:
    parues = dict(parutions_au(base_du_site, date.fromisoformat(f"{edition}-15")))
    assert parues[f"veille/{edition}"] == attendue


def test_une_parution_passee_reste_un_mois(base_du_site: Base) -> None:
    """Le mois se compte du jour de parution : l'édition de juillet 2027 paraît le 2 août, faute de jour ouvré avant."""
    vus = [
        ("veille/2027-07", date(2027, 8, 2)) in parutions_au(base_du_site, date(2027, 9, jour)) for jour in (1, 2, 3)
    ]
    assert vus == [True, True, False]


# --- L'agenda ---


def annoncer(projet: Path, le: str, fuseau: str = "Europe/Paris") -> Base:
    """Ajoute un événement au petit projet ; rend sa base."""
    (projet / "data/reseau/agenda").mkdir(exist_ok=True)
    (projet / "data/reseau/agenda/essai.yml").write_text(RENCONTRE.format(le=le, fuseau=fuseau), "utf-8")
    return base_saine(projet)


def avec_regle(base: Base, jour: date, regle: RendezVous = REGLE) -> bytes:
    """Rend l'agenda de la base ce jour-là, le rendez-vous mensuel allumé."""
    return calendriers_de(avec(base, jour=jour), rendez_vous=regle)[AGENDA]


@pytest.mark.parametrize("lecteur", LECTEURS)
@pytest.mark.parametrize(
    ("le", "fuseau", "heure_utc"),
    [
        ("2027-01-12", "Europe/Paris", 11),
        ("2027-07-06", "Europe/Paris", 10),
        ("2027-03-28", "Europe/Paris", 10),
        ("2027-10-31", "Europe/Paris", 11),
        ("2027-07-06", "Indian/Reunion", 8),
        ("2027-07-06", "America/Guadeloupe", 16),
    ],
)
def test_un_evenement_a_l_heure_de_son_fuseau(projet: Path, le: str, fuseau: str, heure_utc: int, lecteur: str) -> None:
    """À Paris, une heure de décalage l'hiver, deux l'été, jours de bascule compris ; seul ou dans l'agenda, le même."""
    sorties = calendriers_de(annoncer(projet, le, fuseau))
    (lu,) = (e for e in LECTEURS[lecteur](sorties[AGENDA]) if e.cle == "agenda/essai")
    debut = datetime.fromisoformat(le).replace(hour=heure_utc, minute=30, tzinfo=UTC)
    assert (lu.debut.astimezone(UTC), lu.titre) == (debut, "Une matinale d’essai")
    assert LECTEURS[lecteur](sorties["agenda/essai.ics"]) == [lu]


def test_l_ics_d_un_evenement(projet: Path) -> None:
    """Un seul événement, sans nom de calendrier : il s'ajoute à celui du lecteur ; aucun balisage."""
    octets = calendriers_de(annoncer(projet, "2027-07-06"))["agenda/essai.ics"]
    assert b"\r\nDTSTART:20270706T103000Z\r\n" in octets and b"\r\nDTEND:20270706T110000Z\r\n" in octets
    assert b"X-WR-" not in octets and octets.count(b"BEGIN:VEVENT") == 1
    (evenement,) = Calendar.from_ical(octets.decode()).walk("VEVENT")
    assert str(evenement["description"]).splitlines() == [
        "Lire trois clauses, et repartir avec la sienne.",
        "https://exemple.test/salle",
        f"{SITE_URL}agenda/essai/",
    ]
    assert (str(evenement["location"]), str(evenement["url"])) == (
        "https://exemple.test/salle",
        f"{SITE_URL}agenda/essai/",
    )


@pytest.mark.parametrize(
    ("jour", "present"),
    [("2026-11-26", True), ("2026-12-03", True), ("2027-01-03", True), ("2027-01-04", False)],
    ids=["avant", "le jour", "un mois après", "plus d'un mois après"],
)
def test_un_evenement_passe_reste_un_mois(projet: Path, jour: str, present: bool) -> None:
    """L'agenda le garde un mois ; son propre fichier reste."""
    base = avec(annoncer(projet, "2026-12-03"), jour=date.fromisoformat(jour))
    sorties = calendriers_de(base)
    assert ("agenda/essai" in {e.cle for e in lire_par_icalendar(sorties[AGENDA])}) == present
    assert "agenda/essai.ics" in sorties


# --- Le rendez-vous mensuel ---


def seances(octets: bytes, fin: date) -> list[datetime]:
    """Rend les débuts jusqu'à ``fin`` : la règle suivie par dateutil, sur le fuseau décrit dans le fichier."""
    calendrier = Calendar.from_ical(octets.decode())
    (fuseau,) = (z.to_tz(lookup_tzid=False) for z in calendrier.walk("VTIMEZONE"))
    (evenement,) = (e for e in calendrier.walk("VEVENT") if "rrule" in e)
    depart = evenement["dtstart"].dt.replace(tzinfo=None)
    sautees = evenement.get("exdate")
    sautees = {d.dt for e in (sautees if isinstance(sautees, list) else [sautees] if sautees else []) for d in e.dts}
    suite = rrulestr(evenement["rrule"].to_ical().decode(), dtstart=depart)
    locales = suite.between(depart, datetime.combine(fin, datetime.max.time()), inc=True)
    instants = [local.replace(tzinfo=fuseau) for local in locales]
    return [i.astimezone(UTC) for i in instants if i.astimezone(UTC) not in {s.astimezone(UTC) for s in sautees}]


def test_le_rendez_vous_suit_l_heure_d_ete(projet: Path) -> None:
    """Le premier jeudi, à midi et demi à Paris : 11 h 30 en temps universel l'hiver, 10 h 30 l'été ; une date sautée l'est."""
    regle = REGLE.model_copy(update={"sauf": [date(2027, 5, 6)]})
    octets = avec_regle(base_saine(projet), date(2027, 2, 5), regle)
    jours = [
        "2027-03-04",
        "2027-04-01",
        "2027-06-03",
        "2027-07-01",
        "2027-08-05",
        "2027-09-02",
        "2027-10-07",
        "2027-11-04",
    ]
    heures = [11, 10, 10, 10, 10, 10, 10, 11]
    attendus = [
        datetime.fromisoformat(j).replace(hour=h, minute=30, tzinfo=UTC) for j, h in zip(jours, heures, strict=True)
    ]
    assert seances(octets, date(2027, 11, 30)) == attendus


@pytest.mark.parametrize("rang", [1, 2, 3, 4])
@pytest.mark.parametrize("jour", ["lundi", "jeudi", "dimanche"])
def test_le_calendrier_dit_les_dates_de_la_page(projet: Path, jour: str, rang: int) -> None:
    aujourdhui = date(2026, 11, 26)
    regle = REGLE.model_copy(update={"jour": jour, "rang": rang})
    octets = avec_regle(base_saine(projet), aujourdhui, regle)
    annoncees = regle.prochaines(aujourdhui)
    while len(annoncees) < 24:
        annoncees += regle.prochaines(annoncees[-1] + timedelta(days=1))
    assert [i.astimezone(PARIS).date() for i in seances(octets, annoncees[-1])] == annoncees


def test_le_rendez_vous_dit_par_deux_bibliotheques(projet: Path) -> None:
    octets = avec_regle(base_saine(projet), date(2026, 11, 26))
    lus = lire_par_icalendar(octets)
    assert lus == lire_par_ical(octets) and [e.cle for e in lus if e.titre.startswith("Le 30-30")] == ["30-30"]
    assert [ligne for ligne in octets.split(b"\r\n") if len(ligne) > 75] == []
    (evenement,) = (e for e in Calendar.from_ical(octets.decode()).walk("VEVENT") if "rrule" in e)
    assert evenement["dtend"].dt - evenement["dtstart"].dt == timedelta(minutes=30)
    assert {evenement[champ].params["tzid"] for champ in ("dtstart", "dtend")} == {"Europe/Paris"}
    assert str(evenement["location"]) == "https://exemple.test/30-30"


def test_eteint_le_rendez_vous_n_est_nulle_part(site_construit: Path) -> None:
    octets = (site_construit / AGENDA).read_bytes()
    assert b"RRULE" not in octets and b"VTIMEZONE" not in octets
