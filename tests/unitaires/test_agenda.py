"""L'agenda : ce qui vient, ce qui est passé, le rendez-vous mensuel, ses flux."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.fiches.agenda.page import PEU, quand
from macros.fiches.agenda.rendez_vous import RendezVous
from tests.fabrique.bases import avec
from tests.fabrique.flux import articles_de, calendriers_de, identifiants_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.pages import macro_de, page_de, tableau_de
from tests.fabrique.questions import fiches_de, rendez_vous_de
from tests.fabrique.reperes import JOUR, SITE_URL
from tests.hostiles.cas.agenda import EVENEMENT, LA_REGLE, UN_EVENEMENT
from tests.hostiles.cas.agenda import REGLE as REGLE_DU_RESEAU

CHANGEMENT = "changements: [{le: 2026-11-24, quoi: La salle change.}]\n"
REGLE = RendezVous(actif=True, jour="jeudi", rang=1, debut="12:30", duree=30, lien="")


def lire(projet: Path, jour: date = JOUR, **textes: str) -> Base:
    """Rend la base du petit projet, avec ces événements, ce jour-là."""
    for nom, texte in textes.items():
        chemin = (projet / EVENEMENT).with_name(f"{nom.replace('_', '-')}.yml")
        chemin.parent.mkdir(exist_ok=True)
        chemin.write_text(texte, "utf-8")
    return base_saine(projet, jour)


def agenda(base: Base, rendez_vous: RendezVous | None = None) -> str:
    """Rend l'agenda, tel qu'une page l'appelle."""
    return macro_de(base, "agenda", reseau={"rendez_vous": rendez_vous})


def parties(html: str) -> tuple[list[str], list[str]]:
    """Rend les événements (à venir, passés) que montre l'agenda, dans l'ordre."""
    avant, _, apres = html.partition('class="repli archives-agenda"')
    return tuple(re.findall(r'href="\.\./agenda/([a-z0-9-]+)/"', p.partition("</details>")[0]) for p in (avant, apres))


# --- Ce qui vient, ce qui est passé ---

DEUX_JOURS = UN_EVENEMENT.replace("fin: 2026-12-03", "fin: 2026-12-04").replace("Une matinale", "Deux jours")
A_VENIR, PENDANT, PASSE = (["matinale"], []), (["matinale"], []), ([], ["matinale"])


@pytest.mark.parametrize(
    ("texte", "jour", "attendu", "avis"),
    [
        (UN_EVENEMENT, date(2026, 12, 2), A_VENIR, ""),
        (UN_EVENEMENT, date(2026, 12, 3), PENDANT, "aujourd’hui"),
        (UN_EVENEMENT, date(2026, 12, 4), PASSE, "Cet événement est passé"),
        (DEUX_JOURS, date(2026, 12, 2), A_VENIR, ""),
        (DEUX_JOURS, date(2026, 12, 4), PENDANT, "aujourd’hui"),
        (DEUX_JOURS, date(2026, 12, 5), PASSE, "Cet événement est passé"),
    ],
)
def test_avant_pendant_apres(
    projet: Path, texte: str, jour: date, attendu: tuple[list[str], list[str]], avis: str
) -> None:
    """Selon le jour de la construction ; passé, il n'y a plus ni inscription ni ajout au calendrier."""
    base = lire(projet, jour, matinale=texte)
    assert parties(agenda(base)) == attendu
    page = page_de(base, "evenements", fiches_de(base, "evenements")["matinale"]).html
    assert ("Ajouter à mon calendrier" in page) == ("contact@exemple.fr" in page) == (attendu != PASSE)
    assert avis in page and (avis or 'class="avis"' not in page)


def test_du_plus_proche_au_plus_lointain(projet: Path) -> None:
    """Ce qui vient, dans l'ordre ; les archives, à rebours ; le tableau, dans ce même ordre."""
    jours = {"a": "2026-12-20", "b": "2026-12-03", "c": "2026-10-01", "d": "2026-11-02"}
    textes = {
        nom: UN_EVENEMENT.replace("2026-12-03", jour).replace("matinale d", f"matinale {nom} d")
        for nom, jour in jours.items()
    }
    base = lire(projet, **textes)
    assert parties(agenda(base)) == (["b", "a"], ["d", "c"])
    assert re.findall(r'data-resultat="(\w)"', tableau_de(base, "evenements")) == ["b", "a", "d", "c"]
    assert re.findall(r'data-resultat="(\w)"', tableau_de(base, "evenements", {"periode": "passe"})) == ["d", "c"]


@pytest.mark.parametrize(("nombre", "present"), [(PEU, False), (PEU + 1, True)])
def test_le_tableau_vient_quand_la_liste_est_longue(projet: Path, nombre: int, present: bool) -> None:
    jours = [date(2026, 12, 1) + timedelta(days=n) for n in range(nombre)]
    textes = {f"e{n}": UN_EVENEMENT.replace("2026-12-03", str(jour)) for n, jour in enumerate(jours)}
    assert ("data-tableau" in agenda(lire(projet, **textes))) == present


def test_un_evenement_de_tous_les_departements_se_trouve_dans_chacun(projet: Path) -> None:
    base = lire(projet, matinale=UN_EVENEMENT.replace('["34"]', "[]"))
    for code in ("34", "30"):
        assert 'data-resultat="matinale"' in tableau_de(
            base, "evenements", {"departement": code}, departements=("34", "30")
        )


def test_un_agenda_vide_le_dit(projet: Path) -> None:
    html = agenda(lire(projet))
    assert "Rien n’est annoncé pour l’instant." in html and "archives-agenda" not in html and "data-tableau" not in html
    for attendu in (
        f"{SITE_URL}flux/agenda.ics",
        f"{SITE_URL}flux/agenda.rss",
        "mailto:c@exemple.test?",
        "contribuer/proposer/?genre=evenement",
    ):
        assert attendu in html


@pytest.mark.parametrize(
    ("change", "attendu"),
    [
        ({}, "jeudi 3 décembre 2026, de 9 h à 12 h 30"),
        ({"fin": "2026-12-04 16:05"}, "du jeudi 3 décembre 2026 à 9 h au vendredi 4 décembre 2026 à 16 h 05"),
        ({"fuseau": "Indian/Reunion"}, "jeudi 3 décembre 2026, de 9 h à 12 h 30 (heure de La Réunion)"),
    ],
)
def test_quand(projet: Path, change: dict[str, str], attendu: str) -> None:
    base = lire(projet, matinale=UN_EVENEMENT)
    assert (
        quand(fiches_de(base, "evenements")["matinale"].contenu.model_copy(update=change)).replace("\u00a0", " ")
        == attendu
    )


# --- Le rendez-vous mensuel ---


def test_les_trois_prochaines_dates(projet: Path) -> None:
    html = agenda(lire(projet), REGLE)
    assert re.findall(r'<time datetime="([\d-]+)">', html) == ["2026-12-03", "2027-01-07", "2027-02-04"]
    texte = html.striptags().replace("\u00a0", " ")
    assert "Le premier jeudi du mois, de 12 h 30 à 13 h," in texte and "Rien d’autre n’est annoncé" in texte


@pytest.mark.parametrize(
    ("jour", "attendues"),
    [
        (date(2026, 12, 2), ["2026-12-03", "2027-01-07", "2027-02-04"]),
        (date(2026, 12, 3), ["2026-12-03", "2027-01-07", "2027-02-04"]),  # le jour même, il est encore à venir
        (date(2026, 12, 4), ["2027-01-07", "2027-02-04", "2027-03-04"]),
    ],
)
def test_la_date_passee_laisse_la_place(jour: date, attendues: list[str]) -> None:
    assert [str(d) for d in REGLE.prochaines(jour)] == attendues


def test_une_date_sautee_n_est_pas_annoncee() -> None:
    regle = REGLE.model_copy(update={"sauf": [date(2026, 12, 3), date(2027, 2, 4)]})
    assert [str(d) for d in regle.prochaines(JOUR)] == ["2027-01-07", "2027-03-04", "2027-04-01"]


@pytest.mark.parametrize("sauf", [[], [date(2026, 12, 3)], [date(2027, 1, 7), date(2027, 2, 4)]])
def test_une_date_est_annoncee_un_jour_qui_ne_change_pas(sauf: list[date]) -> None:
    """Deux ans, jour après jour : une date entre dans l'annonce le jour qu'elle dit, ni avant ni après."""
    regle = REGLE.model_copy(update={"sauf": sauf})
    premiers: dict[date, date] = {}
    debut = date(2026, 6, 1)
    for n in range(730):
        for tenue in regle.prochaines(debut + timedelta(days=n)):
            premiers.setdefault(tenue, debut + timedelta(days=n))
    suivies = {tenue: vue for tenue, vue in premiers.items() if vue > debut}
    assert len(suivies) > 15 and {tenue: regle.annonce_le(tenue) for tenue in suivies} == suivies


@pytest.mark.parametrize(("actif", "jour"), [("true", "jeudi"), ("false", None)])
def test_la_regle_se_lit_dans_l_identite(projet: Path, actif: str, jour: str | None) -> None:
    (projet / REGLE_DU_RESEAU).write_text(LA_REGLE.replace("actif: true", f"actif: {actif}"), "utf-8")
    assert getattr(rendez_vous_de(lire(projet)), "jour", None) == jour


def test_sans_regle_pas_de_rendez_vous(projet: Path) -> None:
    assert rendez_vous_de(lire(projet)) is None


# --- Les flux ---


def articles(base: Base, rendez_vous: RendezVous | None = None) -> dict[str, str]:
    return {a.id: a.titre.replace("\u00a0", " ") for a in articles_de(base, "flux/agenda", rendez_vous=rendez_vous)}


def test_un_changement_est_un_nouvel_article(projet: Path) -> None:
    """L'annonce, puis son changement : les abonnés voient les deux, et le registre les garde."""
    annonce = lire(projet, matinale=UN_EVENEMENT)
    assert articles(annonce) == {"evenements/matinale": "Agenda : Une matinale d’essai, jeudi 3 décembre 2026"}
    change = lire(projet, matinale=UN_EVENEMENT + CHANGEMENT)
    assert articles(change) == {
        "evenements/matinale/2026-11-24": "Agenda, mis à jour : Une matinale d’essai, jeudi 3 décembre 2026"
    }
    assert set(articles(change)) <= set(identifiants_de(change))


STATUTS = {"annule": ("Annulé", "CANCELLED", PASSE), "reporte": ("Reporté", "CONFIRMED", A_VENIR)}


@pytest.mark.parametrize("statut", STATUTS)
def test_annule_ou_reporte_se_dit_partout(projet: Path, statut: str) -> None:
    """La page, la liste, le flux (un article neuf), le calendrier (même identifiant, version plus haute)."""
    mot, etat, tenu = STATUTS[statut]
    avant = lire(projet, matinale=UN_EVENEMENT)
    anciens = calendriers_de(avant)
    base = lire(projet, matinale=f"{UN_EVENEMENT}{CHANGEMENT}statut: {statut}\n")
    assert articles(base) == {"evenements/matinale/2026-11-24": f"{mot} : Une matinale d’essai, jeudi 3 décembre 2026"}
    html = page_de(base, "evenements", fiches_de(base, "evenements")["matinale"]).html
    assert f"<strong>{mot}.</strong> La salle change." in html and ("Nouvelle date" in html) == (statut == "reporte")
    assert ("contact@exemple.fr" in html) == ("Ajouter à mon calendrier" in html) == (tenu == A_VENIR)
    assert parties(agenda(base)) == A_VENIR and f"<strong>{mot}</strong>" in agenda(base)
    assert f"<strong>{mot}</strong>" in tableau_de(base, "evenements")
    for chemin in ("flux/agenda.ics", "agenda/matinale.ics"):
        neuf, vieux = (un_evenement(sorties[chemin]) for sorties in (calendriers_de(base), anciens))
        assert (str(neuf["status"]), str(vieux["status"])) == (etat, "CONFIRMED")
        assert neuf["uid"] == vieux["uid"] and neuf["sequence"] > vieux["sequence"]
        assert neuf["dtstamp"].dt > vieux["dtstamp"].dt
        assert str(neuf["summary"]) == f"{mot} : Une matinale d’essai" and "La salle change." in neuf["description"]


def test_publie_et_annule_le_meme_jour(projet: Path) -> None:
    """L'annulation est un article neuf, et une version plus haute pour les calendriers qui l'ont déjà."""
    annule = f"{UN_EVENEMENT}changements: [{{le: 2026-11-20, quoi: La salle ferme.}}]\nstatut: annule\n"
    avant, apres = lire(projet, matinale=UN_EVENEMENT), lire(projet, matinale=annule)
    assert [*articles(avant)] == ["evenements/matinale"] and [*articles(apres)] == ["evenements/matinale/2026-11-20"]
    vieux, neuf = (un_evenement(calendriers_de(base)["agenda/matinale.ics"]) for base in (avant, apres))
    assert str(neuf["status"]) == "CANCELLED" and neuf["sequence"] > vieux["sequence"]


def un_evenement(octets: bytes) -> Any:
    return next(e for e in Calendar.from_ical(octets.decode()).walk("VEVENT") if e["uid"].startswith("agenda/"))


def test_le_rendez_vous_est_dans_le_flux_et_pas_au_registre(projet: Path) -> None:
    """Ses dates se calculent : éteindre la règle ne fait pas disparaître une publication."""
    base = lire(projet)
    assert list(articles(base, REGLE)) == ["30-30/2026-12-03", "30-30/2027-01-07", "30-30/2027-02-04"]
    assert not any("30-30" in identifiant for identifiant in identifiants_de(base, rendez_vous=REGLE))
    assert articles(lire(projet)) == {}


def test_un_evenement_nomme_sa_structure(base_inventee: Base, projet: Path) -> None:
    """Avec « structure », la page mène à la fiche de l'organisateur."""
    c = fiches_de(lire(projet, matinale=UN_EVENEMENT), "evenements")["matinale"].contenu
    fiche = Fiche("essai", EVENEMENT, c.model_copy(update={"structure": "reseau-regional", "organisateur": None}))
    base = avec(base_inventee, evenements={"essai": fiche}, jour=JOUR)
    assert 'href="../../territoire/reseau-regional/"' in page_de(base, "evenements", fiche).html
