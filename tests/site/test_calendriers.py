"""Les calendriers : relus par deux bibliothèques, aux bonnes heures, avec des identifiants qui ne bougent pas."""

from __future__ import annotations

import dataclasses
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from tests.fabrique import (
    SITE_URL,
    Base,
    Echeance,
    Fiche,
    RendezVous,
    Seuil,
    Seuils,
    ValeurDeSeuil,
    adresse_de,
    avec,
    base_saine,
    calendriers_de,
    fiches_de,
    jalons_de,
    plus_mois,
    seuils_de,
)

ECHEANCES, AGENDA = "flux/echeances.ics", "flux/agenda.ics"
A_CONFIRMER = "À confirmer : "
ENTREE = "docs/veille/2026/2026-11-20-essai.md"
TEXTE = "data/droit/textes/loi-2020-105.yml"
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
modifie_le: 2026-11-20
verifie_le: 2026-11-20
"""
REGLE = RendezVous(actif=True, jour="jeudi", rang=1, debut="12:30", duree=30, lien="https://exemple.test/30-30")
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
        """Rend ce qui annonce la date : « droit/<texte> », « veille/<année>/<nom> » ou « droit/seuils/<nom> »."""
        return self.cle.rpartition(f"/{self.debut}")[0]


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


@pytest.fixture(scope="module", params=[ECHEANCES, AGENDA])
def octets(request: pytest.FixtureRequest, site_construit: Path) -> bytes:
    """Rend les octets d'un calendrier du site."""
    return (site_construit / request.param).read_bytes()


class Echeances(NamedTuple):
    """Les dates d'effet d'une base, et le premier jour qu'elles couvrent."""

    base: Base
    debut: date
    lues: list[Evenement]


@pytest.fixture(scope="module", params=["le site", "toutes les dates du registre"])
def echeances(request: pytest.FixtureRequest, site_construit: Path, base_du_site: Base) -> Echeances:
    """Rend les dates d'effet du site ; puis celles d'un jour si ancien que toutes les dates sont encore à venir."""
    if request.param == "le site":
        lues = lire_par_ical((site_construit / ECHEANCES).read_bytes())
        return Echeances(base_du_site, plus_mois(base_du_site.jour, -1), lues)
    base = avec(base_du_site, jour=date(1950, 1, 1))
    return Echeances(base, plus_mois(base.jour, -1), evenements(base, ECHEANCES))


def effets(base: Base) -> list[tuple[Fiche, Echeance]]:
    """Rend (texte, échéance) de ce que le registre met en vigueur : ni projet, ni effet d'un texte déjà abrogé."""
    return [
        (texte, effet)
        for texte in fiches_de(base, "textes").values()
        if texte.contenu.nature != "projet"
        for effet in texte.contenu.en_vigueur
        if not texte.contenu.abroge_le or effet.le < texte.contenu.abroge_le
    ]


def attendu(libelle: str, objet: str | None = None, incertain: bool = False) -> str:
    """Rend le titre d'un événement : « [À confirmer : ]libellé[ : effet abrégé] »."""
    effet = f" : {shorten(objet, 90, placeholder='…')}" if objet else ""
    return f"{A_CONFIRMER if incertain else ''}{libelle}{effet}"


ANCIENNE = ValeurDeSeuil(montant=90_000, depuis=date(2019, 4, 1))


def avec_seuil(base: Base, *valeurs: ValeurDeSeuil, nombre: int = 1) -> Base:
    """Rend la base avec un seul seuil, qui a ces valeurs ; ou plusieurs, tous pareils."""
    modele = next(iter(seuils_de(base).values()))
    libelles = {f"essai-{rang}": f"Seuil d’essai {rang}" for rang in range(1, nombre + 1)}
    seuils = {
        nom: Seuil(**{**dict(modele), "libelle": libelle, "valeurs": list(valeurs)})
        for nom, libelle in libelles.items()
    }
    contenu = Seuils(verifie_le=base.jour, seuils=seuils)
    return avec(base, seuils={"seuils": Fiche("seuils", "data/droit/seuils.yml", contenu)})


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
    sorties = calendriers_de(base_saine(projet))
    assert {chemin: LECTEURS[lecteur](octets) for chemin, octets in sorties.items()} == {ECHEANCES: [], AGENDA: []}


def test_deux_appels_memes_octets(base_du_site: Base) -> None:
    assert calendriers_de(base_du_site) == calendriers_de(base_du_site)


# --- Ce qu'ils contiennent ----------------------------------------------------------------------------------------------


def test_toutes_les_dates_d_effet(echeances: Echeances) -> None:
    """Chaque date d'un texte ou de la veille est dite, par lui ou par le texte qu'il change : un mois, et l'avenir."""
    base, debut, lues = echeances
    dites = {(e.source, e.debut) for e in lues}
    porteurs = {nom: {f"droit/{nom}"} for nom in fiches_de(base, "textes")} | {None: set()}
    for texte in fiches_de(base, "textes").values():
        for change in texte.contenu.modifie_par:
            porteurs[change.par].add(f"droit/{texte.id}")
    dues = [(porteurs[texte.id], effet.le) for texte, effet in effets(base)]
    for entree in fiches_de(base, "veille").values():
        c = entree.contenu
        if c.en_vigueur_le and c.evenement not in ("projet", "etude"):
            dues.append(({adresse_de(base, "veille", entree.id)[:-1]} | porteurs[c.texte], c.en_vigueur_le))
    dues = [(sources, jour) for sources, jour in dues if jour >= debut]
    assert dues and [d for d in dues if not any((source, d[1]) in dites for source in d[0])] == []


def test_un_evenement_par_effet(echeances: Echeances) -> None:
    """Un texte a autant d'événements que d'effets ce jour-là."""
    dus = Counter(
        (f"droit/{texte.id}", effet.le) for texte, effet in effets(echeances.base) if effet.le >= echeances.debut
    )
    lus = Counter((e.source, e.debut) for e in echeances.lues if e.source in {source for source, _ in dus})
    assert dus and lus == dus


def test_une_date_dite_par_le_registre_n_est_pas_repetee_par_la_veille(echeances: Echeances) -> None:
    base = echeances.base
    registre = {(texte.id, effet.le) for texte, effet in effets(base)}
    repetees = {
        f"{adresse_de(base, 'veille', e.id)}{e.contenu.en_vigueur_le}"
        for e in fiches_de(base, "veille").values()
        if (e.contenu.texte, e.contenu.en_vigueur_le) in registre
    }
    assert repetees and repetees & {e.cle for e in echeances.lues} == set()


def test_aucune_date_inventee(echeances: Echeances) -> None:
    base, debut, lues = echeances
    dues = {(effet.le, attendu(texte.contenu.titre, effet.objet)) for texte, effet in effets(base)}
    dues |= {(e.contenu.en_vigueur_le, e.contenu.titre) for e in fiches_de(base, "veille").values()}
    lus = {(e.debut, e.titre) for e in lues if not e.cle.startswith("droit/seuils/")}
    assert lus and lus - {due for due in dues if due[0] and due[0] >= debut} == set()


def test_les_seuils_a_venir(echeances: Echeances) -> None:
    """Chaque valeur annoncée est au calendrier ; incertaine, son titre le dit, et lui seul."""
    base, debut, lues = echeances
    attendus = {
        (v.depuis, attendu(f"{s.libelle} : {s.ecrire(v)}", v.note, v.confiance != "confirmee"))
        for s in seuils_de(base).values()
        for rang, v in enumerate(s.valeurs)
        if (rang or v.depuis >= plus_mois(base.jour, -1)) and v.depuis >= debut
    }
    valeurs = [e for e in lues if e.source.startswith("droit/seuils/") and e.source != "droit/seuils/fin"]
    assert attendus and {(e.debut, e.titre) for e in valeurs} == attendus
    assert {e.titre for e in lues if e.titre.startswith(A_CONFIRMER)} <= {titre for _, titre in attendus}


def du_seuil(base: Base) -> list[Evenement]:
    """Rend les événements du seuil d'essai : ses valeurs et sa fin."""
    return [e for e in evenements(base, ECHEANCES) if e.cle.startswith(("droit/seuils/essai-", "droit/seuils/fin/"))]


@pytest.mark.parametrize("confiance", ["confirmee", "a-confirmer"])
def test_une_date_incertaine_le_dit(base_du_site: Base, confiance: str) -> None:
    demain = base_du_site.jour + timedelta(days=1)
    base = avec_seuil(base_du_site, ANCIENNE, ValeurDeSeuil(montant=100_000, depuis=demain, confiance=confiance))
    (evenement,) = du_seuil(base)
    assert evenement.titre.startswith(A_CONFIRMER) == (confiance == "a-confirmer")


def test_un_seuil_nouveau_est_annonce(base_du_site: Base) -> None:
    """Un seuil qu'une loi crée n'a qu'une valeur, à venir : sa date est une date d'effet."""
    demain = base_du_site.jour + timedelta(days=1)
    base = avec_seuil(base_du_site, ValeurDeSeuil(montant=100_000, depuis=demain))
    assert [e.cle for e in du_seuil(base)] == [f"droit/seuils/essai-1/{demain}"]


def test_la_premiere_valeur_connue_n_est_pas_un_evenement(base_du_site: Base) -> None:
    """L'état de départ du registre n'est pas un changement : sa date peut n'être que celle du code."""
    jalons = jalons_de(avec_seuil(base_du_site, ANCIENNE))
    assert jalons and [j for j in jalons if j.cle.startswith("droit/seuils/")] == []


def suivre(base: Base, *jours: date) -> list[list[date]]:
    """Rend, pour chaque jour, les dates que l'abonné voit."""
    return [[e.debut for e in du_seuil(avec(base, jour=jour))] for jour in jours]


def test_une_date_atteinte_reste_un_mois(base_du_site: Base) -> None:
    """Le lendemain d'une date d'effet, l'événement est encore dans l'agenda des abonnés ; passé un mois, il en sort."""
    effet = base_du_site.jour + timedelta(days=1)
    base = avec_seuil(base_du_site, ANCIENNE, ValeurDeSeuil(montant=100_000, depuis=effet))
    jours = (base.jour, effet, effet + timedelta(days=1), plus_mois(effet, 1), plus_mois(effet, 1) + timedelta(days=1))
    assert suivre(base, *jours) == [[effet], [effet], [effet], [effet], []]


def test_une_date_lointaine_est_deja_la(base_du_site: Base) -> None:
    effet = plus_mois(base_du_site.jour, 240)
    base = avec_seuil(base_du_site, ANCIENNE, ValeurDeSeuil(montant=100_000, depuis=effet))
    assert suivre(base, base.jour) == [[effet]]


# --- Le dernier jour d'un seuil ---


def qui_finit(jour: date) -> ValeurDeSeuil:
    return ValeurDeSeuil(montant=90_000, depuis=date(2019, 4, 1), jusqu_au=jour)


@pytest.mark.parametrize(("nombre", "titre"), [(1, "Dernier jour d’un seuil : "), (3, "Dernier jour de 3 seuils : ")])
def test_le_dernier_jour_de_seuils(base_du_site: Base, nombre: int, titre: str) -> None:
    """Des seuils qui finissent le même jour font un seul événement, qui les nomme tous."""
    fin = base_du_site.jour + timedelta(days=40)
    (evenement,) = du_seuil(avec_seuil(base_du_site, qui_finit(fin), nombre=nombre))
    assert (evenement.cle, evenement.debut) == (f"droit/seuils/fin/{fin}", fin) and evenement.titre.startswith(titre)
    assert [rang for rang in range(1, nombre + 1) if f"Seuil d’essai {rang}" not in evenement.description] == []


@pytest.mark.parametrize("confiance", ["confirmee", "a-confirmer"])
def test_pas_de_dernier_jour_quand_la_suite_est_annoncee(base_du_site: Base, confiance: str) -> None:
    fin = base_du_site.jour + timedelta(days=40)
    suite = ValeurDeSeuil(montant=100_000, depuis=fin + timedelta(days=1), confiance=confiance)
    base = avec_seuil(base_du_site, qui_finit(fin), suite)
    assert [e.cle for e in du_seuil(base)] == [f"droit/seuils/essai-1/{suite.depuis}"]


def test_un_dernier_jour_atteint_reste_un_mois(base_du_site: Base) -> None:
    """Comme toute date : le lendemain, l'abonné le voit encore."""
    fin = base_du_site.jour + timedelta(days=1)
    jours = (base_du_site.jour, fin, fin + timedelta(days=1), plus_mois(fin, 1) + timedelta(days=1))
    assert suivre(avec_seuil(base_du_site, qui_finit(fin)), *jours) == [[fin], [fin], [fin], []]


# --- Textes, projets, abrogations ---


def test_aucun_evenement_d_un_projet(echeances: Echeances) -> None:
    base = echeances.base
    projets = {f"droit/{t.id}/" for t in fiches_de(base, "textes").values() if t.contenu.nature == "projet"}
    projets |= {
        adresse_de(base, "veille", e.id)
        for e in fiches_de(base, "veille").values()
        if e.contenu.evenement in ("projet", "etude")
    }
    assert projets and [e for e in echeances.lues if e.uid.startswith(tuple(projets))] == []


def ecrire_effets(projet: Path, *effets: tuple[str, str]) -> str:
    """Ajoute ces effets (jour, objet) au texte du petit projet ; rend la fiche."""
    lignes = ", ".join(f'{{le: {le}, objet: "{objet}"}}' for le, objet in effets)
    texte = f"{(projet / TEXTE).read_text('utf-8')}en_vigueur: [{lignes}]\n"
    (projet / TEXTE).write_text(texte, "utf-8")
    return texte


def cles(projet: Path) -> list[str]:
    """Rend les identifiants des dates d'effet du petit projet, sans l'autorité."""
    return [e.cle for e in evenements(base_saine(projet), ECHEANCES)]


@pytest.mark.parametrize(
    ("nature", "evenement", "attendus"),
    [
        ("loi", "publication", ["droit/loi-2020-105/2027-01-01/1", "veille/2026/2026-11-20-essai/2027-02-01"]),
        ("projet", "publication", ["veille/2026/2026-11-20-essai/2027-02-01"]),
        ("loi", "projet", ["droit/loi-2020-105/2027-01-01/1"]),
        ("loi", "etude", ["droit/loi-2020-105/2027-01-01/1"]),
    ],
)
def test_un_projet_ou_une_etude_n_oblige_pas(projet: Path, nature: str, evenement: str, attendus: list[str]) -> None:
    texte = ecrire_effets(projet, ("2027-01-01", "Une règle d’essai s’applique."))
    (projet / TEXTE).write_text(texte.replace("nature: loi", f"nature: {nature}"), "utf-8")
    entree = (projet / ENTREE).read_text("utf-8")
    assert "evenement: publication" in entree
    entree = entree.replace("evenement: publication", f"evenement: {evenement}\nen_vigueur_le: 2027-02-01")
    (projet / ENTREE).write_text(entree, "utf-8")
    assert cles(projet) == attendus


def test_un_effet_a_l_abrogation_n_a_pas_lieu(projet: Path) -> None:
    """Un texte abrogé avant son effet, ou ce jour-là, n'aura rien changé ; ce qui a pris effet avant reste."""
    jours = ("2027-01-01", "2027-06-01", "2028-01-01")
    texte = ecrire_effets(projet, *((jour, f"Une règle d’essai s’applique le {jour}.") for jour in jours))
    abrogeant = (projet / TEXTE).with_name("loi-2026-9.yml")
    abrogeant.write_text(texte.partition("en_vigueur:")[0].replace("2020-105", "2026-9"), "utf-8")
    (projet / TEXTE).write_text(f"{texte}abroge_le: 2027-06-01\nabroge_par: loi-2026-9\n", "utf-8")
    assert cles(projet) == ["droit/loi-2020-105/2027-01-01/1"]


DEUX = (("2027-01-01", "Une règle d’essai s’applique."), ("2027-01-01", "Une règle de plus s’applique."))
AVANT = ("2026-12-15", "Une règle plus tôt s’applique.")


@pytest.mark.parametrize(
    ("lignes", "rangs"),
    [
        (DEUX, {"d’essai": 1, "de plus": 2}),
        (DEUX[::-1], {"de plus": 1, "d’essai": 2}),
        ((AVANT, *DEUX), {"plus tôt": 1, "d’essai": 1, "de plus": 2}),
        ((DEUX[0], AVANT, DEUX[1]), {"plus tôt": 1, "d’essai": 1, "de plus": 2}),
    ],
    ids=["dans l'ordre", "ordre renversé", "une autre date d'abord", "une autre date entre les deux"],
)
def test_deux_regles_le_meme_jour_ont_chacune_leur_uid(
    projet: Path, lignes: tuple[tuple[str, str], ...], rangs: dict[str, int]
) -> None:
    """Le rang est celui de la fiche, pour cette date : ni l'alphabet ni une autre date ne le changent."""
    ecrire_effets(projet, *lignes)
    lus = {e.titre.partition("Une règle ")[2].partition(" s’")[0]: e for e in evenements(base_saine(projet), ECHEANCES)}
    assert {nom: int(e.cle.rpartition("/")[2]) for nom, e in lus.items()} == rangs


def test_uid_stables_quand_un_objet_change(projet: Path) -> None:
    """« Zone » rangeait la première règle après la seconde : son identifiant ne bouge pas pour autant."""
    ecrire_effets(projet, *DEUX)
    avant = {e.cle: e.titre for e in evenements(base_saine(projet), ECHEANCES)}
    fiche = (projet / TEXTE).read_text("utf-8")
    (projet / TEXTE).write_text(
        fiche.replace("Une règle d’essai s’applique", "Zone par zone, une règle change"), "utf-8"
    )
    apres = {e.cle: e.titre for e in evenements(base_saine(projet), ECHEANCES)}
    assert list(avant) == list(apres) == [f"droit/loi-2020-105/2027-01-01/{rang}" for rang in (1, 2)]
    assert [cle for cle in avant if avant[cle] != apres[cle]] == ["droit/loi-2020-105/2027-01-01/1"]


LONG = "Les acheteurs soumis au code publient chaque année la part de leurs achats réemployés, recyclés ou sobres."


@pytest.mark.parametrize(
    ("objet", "dit"),
    [
        ("Une règle d’essai s’applique.", "Une règle d’essai s’applique."),
        (LONG, "Les acheteurs soumis au code publient chaque année la part de leurs achats réemployés,…"),
    ],
    ids=["court", "long"],
)
def test_le_titre_dit_l_effet_en_bref(projet: Path, objet: str, dit: str) -> None:
    """Quatre-vingt-dix signes au plus, sans couper un mot ; la description le dit en entier."""
    ecrire_effets(projet, ("2027-01-01", objet))
    (evenement,) = evenements(base_saine(projet), ECHEANCES)
    assert len(dit) <= 90 and evenement.titre == f"Texte d’essai pour les contrôles : {dit}"
    assert evenement.description.splitlines() == [objet, f"{SITE_URL}droit/loi-2020-105/"]


@pytest.mark.parametrize("chemin", [ECHEANCES, AGENDA])
def test_uid_stables_quand_un_titre_change(base_du_site: Base, chemin: str) -> None:
    """Tous les titres changent, et leur ordre avec eux : chaque identifiant garde sa date."""

    def retitrer(fiches: dict[str, Fiche]) -> dict[str, Fiche]:
        return {
            nom: dataclasses.replace(f, contenu=f.contenu.model_copy(update={"titre": f.contenu.titre[::-1]}))
            for nom, f in fiches.items()
        }

    genres = ("textes", "veille", "evenements")
    autre = avec(base_du_site, **{genre: retitrer(fiches_de(base_du_site, genre)) for genre in genres})
    avant, apres = evenements(base_du_site, chemin), evenements(autre, chemin)
    assert avant and [(e.uid, e.debut) for e in avant] == [(e.uid, e.debut) for e in apres]


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


def seances_par_icalendar(octets: bytes, fin: date) -> list[datetime]:
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


def seances_par_ical(octets: bytes, fin: date) -> list[datetime]:
    """Rend les débuts jusqu'à ``fin``, tels que l'autre bibliothèque déroule la règle."""
    lu = IcsCalendarStream.calendar_from_ics(octets.decode())
    suite = takewhile(
        lambda e: e.dtstart.date() <= fin, (e for e in lu.timeline_tz(PARIS) if e.uid.startswith("30-30@"))
    )
    return [e.dtstart.astimezone(UTC) for e in suite]


@pytest.mark.parametrize("derouler", [seances_par_icalendar, seances_par_ical], ids=["icalendar", "ical"])
def test_le_rendez_vous_suit_l_heure_d_ete(projet: Path, derouler: Callable[[bytes, date], list[datetime]]) -> None:
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
    assert derouler(octets, date(2027, 11, 30)) == attendus


@pytest.mark.parametrize("derouler", [seances_par_icalendar, seances_par_ical], ids=["icalendar", "ical"])
@pytest.mark.parametrize("rang", [1, 2, 3, 4])
@pytest.mark.parametrize("jour", ["lundi", "jeudi", "dimanche"])
def test_le_calendrier_dit_les_dates_de_la_page(
    projet: Path, jour: str, rang: int, derouler: Callable[[bytes, date], list[datetime]]
) -> None:
    aujourdhui = date(2026, 11, 26)
    regle = REGLE.model_copy(update={"jour": jour, "rang": rang})
    octets = avec_regle(base_saine(projet), aujourdhui, regle)
    annoncees = regle.prochaines(aujourdhui, 24)
    assert [i.astimezone(PARIS).date() for i in derouler(octets, annoncees[-1])] == annoncees


def test_le_rendez_vous_dit_par_deux_bibliotheques(projet: Path) -> None:
    octets = avec_regle(base_saine(projet), date(2026, 11, 26))
    lus = lire_par_icalendar(octets)
    assert lus == lire_par_ical(octets) and [e.cle for e in lus if e.titre.startswith("Le 30-30")] == ["30-30"]
    assert [ligne for ligne in octets.split(b"\r\n") if len(ligne) > 75] == []
    (evenement,) = (e for e in Calendar.from_ical(octets.decode()).walk("VEVENT") if "rrule" in e)
    assert evenement["dtend"].dt - evenement["dtstart"].dt == timedelta(minutes=30)
    assert str(evenement["location"]) == "https://exemple.test/30-30"


def test_eteint_le_rendez_vous_n_est_nulle_part(site_construit: Path) -> None:
    octets = (site_construit / AGENDA).read_bytes()
    assert b"RRULE" not in octets and b"VTIMEZONE" not in octets
