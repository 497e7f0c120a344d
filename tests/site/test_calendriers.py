"""Les calendriers : relus par deux bibliothèques, aux bonnes heures, avec des identifiants qui ne bougent pas."""

from __future__ import annotations

import dataclasses
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from macros.calendrier import calendriers
from macros.chargement import charger
from macros.modele import Base, Fiche, plus_mois
from macros.modele.seuil import Seuil, Seuils, ValeurDeSeuil
from macros.regles import verifier
from tests.conftest import SITE_URL
from tests.site.test_flux import rendre

ECHEANCES, AGENDA = "flux/echeances.ics", "flux/agenda.ics"
A_CONFIRMER = "À confirmer : "
ENTREE = "docs/veille/2026/2026-11-20-essai.md"
TEXTE = "data/droit/textes/loi-2020-105.yml"
SEANCE = """\
titre: Le 30-30 en direct
le: {le}
debut: "12:30"
fin: "13:00"
lien: https://exemple.test/salle
description: Le mois de droit en trente minutes, puis vos questions.
"""


class Evenement(NamedTuple):
    """Un événement, tel qu'une bibliothèque le lit."""

    uid: str
    debut: date | datetime
    titre: str


def lire_par_icalendar(octets: bytes) -> list[Evenement]:
    lus = Calendar.from_ical(octets.decode()).walk("VEVENT")
    return sorted(Evenement(str(e["uid"]), e["dtstart"].dt, str(e["summary"])) for e in lus)


def lire_par_ical(octets: bytes) -> list[Evenement]:
    lus = IcsCalendarStream.calendar_from_ics(octets.decode()).events
    return sorted(Evenement(e.uid, e.dtstart, e.summary) for e in lus)


LECTEURS: dict[str, Callable[[bytes], list[Evenement]]] = {"icalendar": lire_par_icalendar, "ical": lire_par_ical}


def evenements(base: Base, chemin: str) -> list[Evenement]:
    """Rend les événements du calendrier d'une base."""
    return lire_par_icalendar(calendriers(rendre(base))[chemin])


@pytest.fixture(scope="module", params=[ECHEANCES, AGENDA])
def octets(request: pytest.FixtureRequest, site_construit: Path) -> bytes:
    """Rend les octets d'un calendrier du site."""
    return (site_construit / request.param).read_bytes()


@pytest.fixture(scope="module")
def echeances(site_construit: Path) -> list[Evenement]:
    """Rend les dates d'effet du site."""
    return lire_par_ical((site_construit / ECHEANCES).read_bytes())


def petite_base(racine: Path) -> Base:
    """Rend la base d'un petit projet, qui doit être sans anomalie."""
    base, anomalies = charger(racine)
    assert [str(a) for a in (*anomalies, *verifier(base))] == []
    return base


def textes_adoptes(base: Base) -> list[Fiche]:
    """Rend les textes du registre, hors projets."""
    return [t for t in base.textes.values() if t.contenu.nature != "projet"]


def avec_seuil(base: Base, *valeurs: ValeurDeSeuil) -> Base:
    """Rend la base avec un seul seuil, qui a ces valeurs."""
    modele = next(iter(base.seuils["seuils"].contenu.seuils.values()))
    seuils = {"essai": Seuil(**{**dict(modele), "libelle": "Seuil d’essai", "valeurs": list(valeurs)})}
    contenu = Seuils(verifie_le=base.jour, seuils=seuils)
    return dataclasses.replace(base, seuils={"seuils": Fiche("seuils", "data/droit/seuils.yml", contenu)})


# --- La forme -----------------------------------------------------------------------------------------------------------


def test_deux_bibliotheques_lisent_la_meme_chose(octets: bytes) -> None:
    lus = lire_par_icalendar(octets)
    assert lus and lus == lire_par_ical(octets)


def test_fins_de_ligne(octets: bytes) -> None:
    """Chaque ligne, la dernière comprise, finit par CRLF."""
    assert octets.endswith(b"END:VCALENDAR\r\n")
    assert octets.count(b"\n") == octets.count(b"\r") == octets.count(b"\r\n")


def test_lignes_de_75_octets(octets: bytes) -> None:
    assert [ligne for ligne in octets.split(b"\r\n") if len(ligne) > 75] == []


def test_un_pli_ne_coupe_pas_un_caractere(octets: bytes) -> None:
    for ligne in octets.split(b"\r\n"):
        ligne.decode()


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
    sorties = calendriers(rendre(petite_base(projet)))
    assert {chemin: LECTEURS[lecteur](octets) for chemin, octets in sorties.items()} == {ECHEANCES: [], AGENDA: []}


def test_deux_appels_memes_octets(base_reelle: Base) -> None:
    assert calendriers(rendre(base_reelle)) == calendriers(rendre(base_reelle))


# --- Ce qu'ils contiennent ----------------------------------------------------------------------------------------------


def test_toutes_les_dates_d_effet(echeances: list[Evenement], base_reelle: Base) -> None:
    """Chaque date d'un texte ou de la veille est dite, par lui ou par le texte qu'il change : douze mois, et l'avenir."""
    debut = plus_mois(base_reelle.jour, -12)
    dites = {(e.uid.partition("@")[0].rpartition(f"/{e.debut}")[0], e.debut) for e in echeances}
    porteurs = {nom: {f"droit/{nom}"} for nom in base_reelle.textes} | {None: set()}
    for texte in base_reelle.textes.values():
        for change in texte.contenu.modifie_par:
            porteurs[change.par].add(f"droit/{texte.id}")
    dues = [(porteurs[t.id], e.le) for t in textes_adoptes(base_reelle) for e in t.contenu.en_vigueur]
    for entree in base_reelle.veille.values():
        c = entree.contenu
        if c.en_vigueur_le and c.evenement not in ("projet", "etude"):
            dues.append(({base_reelle.adresse("veille", entree.id)[:-1]} | porteurs[c.texte], c.en_vigueur_le))
    dues = [(sources, jour) for sources, jour in dues if jour >= debut]
    assert dues and [d for d in dues if not any((source, d[1]) in dites for source in d[0])] == []


def test_aucune_date_inventee(echeances: list[Evenement], base_reelle: Base) -> None:
    dues = {(e.le, t.contenu.titre) for t in textes_adoptes(base_reelle) for e in t.contenu.en_vigueur}
    dues |= {(e.contenu.en_vigueur_le, e.contenu.titre) for e in base_reelle.veille.values()}
    debut = plus_mois(base_reelle.jour, -12)
    lues = {(e.debut, e.titre) for e in echeances if not e.uid.startswith("droit/seuils/")}
    assert lues - {due for due in dues if due[0] and due[0] >= debut} == set()


def test_les_seuils_a_venir(echeances: list[Evenement], base_reelle: Base) -> None:
    """Chaque valeur annoncée est au calendrier ; incertaine, son titre le dit, et lui seul."""
    attendus = {
        (v.depuis, f"{'' if v.confiance == 'confirmee' else A_CONFIRMER}{s.libelle} : {s.ecrire(v)}")
        for s in base_reelle.seuils["seuils"].contenu.seuils.values()
        for v in s.valeurs
        if v.depuis > base_reelle.jour
    }
    lus = {(e.debut, e.titre) for e in echeances if e.uid.startswith("droit/seuils/") and e.debut > base_reelle.jour}
    assert lus == attendus
    assert {e.titre for e in echeances if e.titre.startswith(A_CONFIRMER)} <= {titre for _, titre in attendus}


@pytest.mark.parametrize("confiance", ["confirmee", "a-confirmer"])
def test_une_date_incertaine_le_dit(base_reelle: Base, confiance: str) -> None:
    demain = base_reelle.jour + timedelta(days=1)
    base = avec_seuil(base_reelle, ValeurDeSeuil(montant=100_000, depuis=demain, confiance=confiance))
    (titre,) = (e.titre for e in evenements(base, ECHEANCES) if "Seuil d’essai" in e.titre)
    assert titre.startswith(A_CONFIRMER) == (confiance == "a-confirmer")


def test_une_date_atteinte_reste_douze_mois(base_reelle: Base) -> None:
    """Le lendemain d'une date d'effet, l'événement est encore dans l'agenda des abonnés ; un an après, il en sort."""
    effet = base_reelle.jour + timedelta(days=1)
    base = avec_seuil(base_reelle, ValeurDeSeuil(montant=100_000, depuis=effet))
    vus = {}
    for jour in (base.jour, effet, effet + timedelta(days=1), plus_mois(effet, 13)):
        lus = evenements(dataclasses.replace(base, jour=jour), ECHEANCES)
        vus[jour] = [e.debut for e in lus if "Seuil d’essai" in e.titre]
    assert list(vus.values()) == [[effet], [effet], [effet], []]


def test_aucun_evenement_d_un_projet(echeances: list[Evenement], base_reelle: Base) -> None:
    projets = {f"droit/{t.id}/" for t in base_reelle.textes.values() if t.contenu.nature == "projet"}
    projets |= {
        base_reelle.adresse("veille", e.id)
        for e in base_reelle.veille.values()
        if e.contenu.evenement in ("projet", "etude")
    }
    assert projets and [e for e in echeances if e.uid.startswith(tuple(projets))] == []


@pytest.mark.parametrize(
    ("nature", "evenement", "attendus"),
    [
        ("loi", "publication", ["droit/loi-2020-105/2027-01-01", "veille/2026/2026-11-20-essai/2027-02-01"]),
        ("projet", "publication", ["veille/2026/2026-11-20-essai/2027-02-01"]),
        ("loi", "projet", ["droit/loi-2020-105/2027-01-01"]),
        ("loi", "etude", ["droit/loi-2020-105/2027-01-01"]),
    ],
)
def test_un_projet_ou_une_etude_n_oblige_pas(projet: Path, nature: str, evenement: str, attendus: list[str]) -> None:
    texte = (projet / TEXTE).read_text("utf-8").replace("nature: loi", f"nature: {nature}")
    effet = "en_vigueur: [{le: 2027-01-01, objet: Une règle d’essai s’applique.}]"
    (projet / TEXTE).write_text(f"{texte}{effet}\n", "utf-8")
    entree = (projet / ENTREE).read_text("utf-8")
    assert "evenement: publication" in entree
    entree = entree.replace("evenement: publication", f"evenement: {evenement}\nen_vigueur_le: 2027-02-01")
    (projet / ENTREE).write_text(entree, "utf-8")
    assert [e.uid.partition("@")[0] for e in evenements(petite_base(projet), ECHEANCES)] == attendus


def test_deux_regles_le_meme_jour_ont_chacune_leur_uid(projet: Path) -> None:
    texte = (projet / TEXTE).read_text("utf-8")
    regles = ", ".join(f"{{le: 2027-01-01, objet: Une règle {nom} s’applique.}}" for nom in ("d’essai", "de plus"))
    (projet / TEXTE).write_text(f"{texte}en_vigueur: [{regles}]\n", "utf-8")
    assert len({e.uid for e in evenements(petite_base(projet), ECHEANCES)}) == 2


@pytest.mark.parametrize("chemin", [ECHEANCES, AGENDA])
def test_uid_stables_quand_un_titre_change(base_reelle: Base, chemin: str) -> None:
    """Tous les titres changent, et leur ordre avec eux : chaque identifiant garde sa date."""

    def retitrer(fiches: dict[str, Fiche]) -> dict[str, Fiche]:
        return {
            nom: dataclasses.replace(f, contenu=f.contenu.model_copy(update={"titre": f.contenu.titre[::-1]}))
            for nom, f in fiches.items()
        }

    genres = ("textes", "veille", "seances")
    autre = dataclasses.replace(base_reelle, **{genre: retitrer(getattr(base_reelle, genre)) for genre in genres})
    avant, apres = evenements(base_reelle, chemin), evenements(autre, chemin)
    assert avant and [(e.uid, e.debut) for e in avant] == [(e.uid, e.debut) for e in apres]


def test_une_parution_par_mois(site_construit: Path, base_reelle: Base) -> None:
    """Le premier du mois, l'édition du mois fini ; la prochaine est déjà annoncée."""
    jour, attendus = plus_mois(base_reelle.jour, -12), []
    while jour <= base_reelle.jour:
        jour = plus_mois(jour.replace(day=1), 1)
        attendus.append(jour)
    lus = lire_par_ical((site_construit / AGENDA).read_bytes())
    assert sorted(e.debut for e in lus if e.uid.startswith("veille/")) == attendus


@pytest.mark.parametrize("lecteur", LECTEURS)
@pytest.mark.parametrize(
    ("le", "heure_utc"), [("2027-01-12", 11), ("2027-07-06", 10), ("2027-03-28", 10), ("2027-10-31", 11)]
)
def test_une_seance_a_l_heure_de_paris(projet: Path, le: str, heure_utc: int, lecteur: str) -> None:
    """Douze heures trente à Paris : une heure de décalage l'hiver, deux l'été, jours de bascule compris."""
    (projet / "data/agenda").mkdir()
    (projet / "data/agenda/seance.yml").write_text(SEANCE.format(le=le), "utf-8")
    sorties = calendriers(rendre(petite_base(projet)))
    (seance,) = (e for e in LECTEURS[lecteur](sorties[AGENDA]) if e.uid.startswith("agenda/seance@"))
    attendu = datetime.fromisoformat(le).replace(hour=heure_utc, minute=30, tzinfo=UTC)
    assert (seance.debut.astimezone(UTC), seance.titre) == (attendu, "Le 30-30 en direct")


def test_une_seance_dure_le_temps_dit(projet: Path) -> None:
    (projet / "data/agenda").mkdir()
    (projet / "data/agenda/seance.yml").write_text(SEANCE.format(le="2027-07-06"), "utf-8")
    octets = calendriers(rendre(petite_base(projet)))[AGENDA]
    assert b"\r\nDTSTART:20270706T103000Z\r\n" in octets and b"\r\nDTEND:20270706T110000Z\r\n" in octets
