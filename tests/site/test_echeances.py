"""Le calendrier des dates d'effet : toutes, une fois chacune, avec des identifiants qui ne bougent pas."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from textwrap import shorten
from typing import NamedTuple

import pytest

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.fiches.agenda.modele import Evenement
from macros.fiches.droit.modele import Echeance
from macros.fiches.droit.seuil import Seuil, Seuils, ValeurDeSeuil
from macros.texte.dates import plus_mois
from tests.fabrique.bases import avec, changee
from tests.fabrique.questions import fiches_de, jalons_de, seuils_de
from tests.site.calendriers import AGENDA, ECHEANCES, evenements, lire_par_ical

A_CONFIRMER = "À confirmer : "
ENTREE = "docs/veille/2026/2026-11-20-essai.md"
TEXTE = "data/droit/textes/loi-2020-105.yml"


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
            dues.append(({f"veille/{entree.id}"} | porteurs[c.texte], c.en_vigueur_le))
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
        f"veille/{e.id}/effet"
        for e in fiches_de(base, "veille").values()
        if (e.contenu.texte, e.contenu.en_vigueur_le) in registre
    }
    assert repetees and repetees & {e.cle for e in echeances.lues} == set()


def test_aucune_date_inventee(echeances: Echeances) -> None:
    base, debut, lues = echeances
    dues = {(effet.le, attendu(texte.contenu.titre, effet.objet)) for texte, effet in effets(base)}
    for e in fiches_de(base, "veille").values():
        dues.add((e.contenu.en_vigueur_le, e.contenu.titre))
        if g := e.contenu.a_faire_avant:
            dues.add((g.le, attendu(f"À faire avant : {g.faire}", g.raison, g.certitude == "incertain")))
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
    annonces = {e.titre for e in lues if e.titre.startswith(A_CONFIRMER) and not e.cle.endswith("/avant")}
    assert annonces <= {titre for _, titre in attendus}


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
    assert [e.cle for e in du_seuil(base)] == ["droit/seuils/essai-1/0"]


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


# --- Le dernier jour d'un seuil ---


def qui_finit(jour: date) -> ValeurDeSeuil:
    return ValeurDeSeuil(montant=90_000, depuis=date(2019, 4, 1), jusqu_au=jour)


@pytest.mark.parametrize(("nombre", "titre"), [(1, "Dernier jour d’un seuil : "), (3, "Dernier jour de 3 seuils : ")])
def test_le_dernier_jour_de_seuils(base_du_site: Base, nombre: int, titre: str) -> None:
    """Des seuils qui finissent le même jour font un seul événement, qui les nomme tous."""
    fin = base_du_site.jour + timedelta(days=40)
    (evenement,) = du_seuil(avec_seuil(base_du_site, qui_finit(fin), nombre=nombre))
    assert (evenement.cle, evenement.debut) == ("droit/seuils/fin/essai-1", fin) and evenement.titre.startswith(titre)
    assert [rang for rang in range(1, nombre + 1) if f"Seuil d’essai {rang}" not in evenement.description] == []


@pytest.mark.parametrize("confiance", ["confirmee", "a-confirmer"])
def test_pas_de_dernier_jour_quand_la_suite_est_annoncee(base_du_site: Base, confiance: str) -> None:
    fin = base_du_site.jour + timedelta(days=40)
    suite = ValeurDeSeuil(montant=100_000, depuis=fin + timedelta(days=1), confiance=confiance)
    base = avec_seuil(base_du_site, qui_finit(fin), suite)
    assert [e.cle for e in du_seuil(base)] == ["droit/seuils/essai-1/1"]


# --- Textes, projets, abrogations ---


def test_aucun_evenement_d_un_projet(echeances: Echeances) -> None:
    base = echeances.base
    projets = {f"droit/{t.id}/" for t in fiches_de(base, "textes").values() if t.contenu.nature == "projet"}
    projets |= {
        f"veille/{e.id}/" for e in fiches_de(base, "veille").values() if e.contenu.evenement in ("projet", "etude")
    }
    assert projets and [e for e in echeances.lues if e.uid.startswith(tuple(projets))] == []


@pytest.mark.parametrize("chemin", [ECHEANCES, AGENDA])
def test_uid_stables_quand_un_titre_change(base_du_site: Base, chemin: str) -> None:
    """Tous les titres changent, et leur ordre avec eux : chaque identifiant garde sa date."""

    def retitrer(fiches: dict[str, Fiche]) -> dict[str, Fiche]:
        return {nom: changee(f, titre=f.contenu.titre[::-1]) for nom, f in fiches.items()}

    genres = ("textes", "veille", "evenements")
    autre = avec(base_du_site, **{genre: retitrer(fiches_de(base_du_site, genre)) for genre in genres})
    avant, apres = evenements(base_du_site, chemin), evenements(autre, chemin)
    assert avant and [(e.uid, e.debut) for e in avant] == [(e.uid, e.debut) for e in apres]
