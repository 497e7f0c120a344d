"""Frises, échéancier, seuils : les mêmes dates partout, et rien qui déborde."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from macros.base.base import Base
from tests.fabrique.questions import jalons_de, seuils_de
from tests.navigateur.lecture import Edition, plat
from tests.navigateur.test_accessibilite_axe import DEBORD


def avec_frise(site_construit: Path, nom: str) -> str:
    """Rend l'adresse de l'échéancier, ou du texte ou de l'article dont la bande a le plus de points."""
    if nom == "échéancier":
        return "veille/echeancier/"
    chemins = site_construit.glob("droit/*-*/index.html" if nom == "texte" else "droit/*/*/index.html")
    frise = max(chemins, key=lambda chemin: chemin.read_text("utf-8").count("<circle"))
    return f"{frise.parent.relative_to(site_construit).as_posix()}/"


def test_rien_ne_deborde(visiter, site: str, site_construit: Path, edition: Edition) -> None:
    """À 320, 390 et 1280 px, volets fermés ou ouverts, clair ou sombre."""
    visite = visiter(None)
    droit = [avec_frise(site_construit, nom) for nom in ("texte", "article")]
    debords = []
    for adresse in ("veille/echeancier/", "droit/seuils/", "contribuer/a-revoir/", edition.chemin, *droit):
        visite.aller(site + adresse)
        for ouvert, theme, largeur in product((False, True), ("default", "slate"), (320, 390, 1280)):
            visite.page.evaluate("(o) => document.querySelectorAll('details').forEach((d) => (d.open = o))", ouvert)
            visite.page.evaluate("(theme) => (document.body.dataset.mdColorScheme = theme)", theme)
            visite.page.set_viewport_size({"width": largeur, "height": 900})
            if debord := visite.page.evaluate(DEBORD):
                debords.append(f"{adresse} à {largeur} px, {theme} : {debord}")
    assert not debords, "\n".join(debords)


# Une ligne par jour ; un paragraphe par effet.
JOURS = """l => l.map(e => [e.querySelector('time').dateTime, e.querySelectorAll('p').length])"""


def jours_de(page: Page, selecteur: str) -> list[tuple[date, int]]:
    """Rend (jour, nombre d'effets) de chaque ligne d'une liste de dates."""
    lignes = page.locator(f"{selecteur} .jalon:not(.jalon-aujourdhui)").evaluate_all(JOURS)
    return [(date.fromisoformat(jour), effets) for jour, effets in lignes]


@pytest.mark.parametrize("nom", ["échéancier", "texte", "article"])
def test_bande_et_liste_disent_les_memes_dates(visiter, site_construit: Path, base_du_site: Base, nom: str) -> None:
    """Un point par effet de la liste, à sa place sur l'axe du temps, creux quand il est à venir ; deux ans au plus."""
    page = visiter(avec_frise(site_construit, nom)).page
    aujourdhui = base_du_site.jour
    debut_de_bande = date(aujourdhui.year - 2, 1, 1) if nom == "échéancier" else date.min
    jours = sorted(jour for jour, effets in jours_de(page, "main") for _ in range(effets) if jour >= debut_de_bande)
    points = page.locator("circle.frise-point").evaluate_all(
        "l => l.map(e => [e.getAttribute('cx'), e.classList.contains('frise-avenir')])"
    )
    if nom == "échéancier":  # aujourd'hui y a sa place ; ailleurs, des années entières
        debut, fin = min(*jours, aujourdhui), max(*jours, aujourdhui)
    else:
        debut, fin = date(jours[0].year, 1, 1), date(jours[-1].year + 1, 1, 1)
    places = [float(cx.removesuffix("%")) for cx, _ in points]
    attendues = [4 + 92 * (jour - debut).days / (fin - debut).days for jour in jours]
    assert len(points) > 1 and places == pytest.approx(attendues, abs=0.1)
    assert [creux for _, creux in points] == [jour > aujourdhui for jour in jours]


@pytest.fixture
def echeancier(visiter, une_fois) -> dict[str, list[tuple[date, int]]]:
    """Rend section de l'échéancier → ses jours, tels que la page les liste."""
    return une_fois("échéancier", lambda: lire_sections(visiter("veille/echeancier/").page))


def lire_sections(page: Page) -> dict[str, list[tuple[date, int]]]:
    sections = page.evaluate("""() => [...document.querySelectorAll('main h2')].map((h) => {
        const suite = [];
        for (let e = h.nextElementSibling; e && e.tagName !== 'H2'; e = e.nextElementSibling) suite.push(e);
        return [h.textContent.trim(), suite.flatMap((e) => [...e.querySelectorAll('.jalon')]).map((j) =>
            [j.querySelector('time').dateTime, j.querySelectorAll('p').length])];
    })""")
    return {titre: [(date.fromisoformat(jour), effets) for jour, effets in lignes] for titre, lignes in sections}


def test_echeancier_en_trois_sections(echeancier, base_du_site: Base) -> None:
    """Chaque effet connu est dans sa section : six mois, plus tard, déjà en vigueur."""
    aujourdhui = base_du_site.jour
    proche = aujourdhui + timedelta(days=183)
    attendues = {"Dans les six mois": [], "Plus tard": [], "Déjà en vigueur": []}
    for jalon in jalons_de(base_du_site):
        passe = "Déjà en vigueur" if jalon.le <= aujourdhui else None
        attendues[passe or ("Dans les six mois" if jalon.le <= proche else "Plus tard")].append(jalon.le)
    lues = {titre: sorted(j for j, effets in jours for _ in range(effets)) for titre, jours in echeancier.items()}
    assert list(echeancier) == list(attendues) and all(attendues.values()) and lues == attendues


def test_echeancier_une_ligne_par_jour(echeancier) -> None:
    """Plusieurs effets le même jour se lisent sous une seule date : de la plus proche à la plus lointaine d'aujourd'hui."""
    for titre, lignes in echeancier.items():
        jours = [jour for jour, _ in lignes]
        assert jours == sorted(set(jours), reverse=titre == "Déjà en vigueur")
    assert max(effets for lignes in echeancier.values() for _, effets in lignes) > 1


def test_echeancier_replie_les_annees(visiter) -> None:
    """Les six mois qui viennent se lisent ; le reste s'ouvre par année, ou d'un lien vers son intertitre."""
    page = visiter("veille/echeancier/", largeur=390).page
    expect(page.locator("#six-mois + .frise time").first).to_be_visible()
    expect(page.locator("main details")).not_to_have_count(0)
    expect(page.locator("main details[open]")).to_have_count(0)
    dites = page.locator("#six-mois + .frise > li p").count()
    assert page.evaluate("document.documentElement.scrollHeight") < 2_000 + 260 * dites
    page = visiter("veille/echeancier/#passees", largeur=390).page
    expect(page.locator("#passees + details[open] time").first).to_be_visible()


# Seuils


def test_seuils_en_un_coup_d_oeil(visiter, base_du_site: Base) -> None:
    """Une ligne par seuil, avec sa valeur du jour, avant les fiches, repliée par sujet : la page se parcourt."""
    page = visiter("droit/seuils/").page
    expect(page.get_by_role("heading", name="Toutes les valeurs du jour")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") < 12_000
    lignes = page.locator("table.tableau-seuils tbody tr").evaluate_all(
        "l => l.map(e => [e.querySelector('a').hash.slice(1), e.querySelector('strong').textContent])"
    )
    jour = base_du_site.jour
    seuils = seuils_de(base_du_site)
    assert {nom: plat(valeur) for nom, valeur in lignes} == {n: plat(s.affichage(jour)) for n, s in seuils.items()}
    assert len(lignes) == len(seuils)


def test_seuils_replies(visiter, base_du_site: Base) -> None:
    """Chaque fiche dit sa valeur et son effet ; le détail s'ouvre à la demande."""
    page = visiter("droit/seuils/").page
    nombre = len(seuils_de(base_du_site))
    expect(page.locator("section.seuil > details")).to_have_count(nombre)
    expect(page.locator("section.seuil > details[open]")).to_have_count(0)
    premiere = page.locator("section.seuil").first
    expect(premiere).to_be_hidden()
    page.locator("details.groupe-seuils > summary").first.click()
    expect(premiere.locator(".seuil-valeur")).to_be_visible()
    expect(premiere.locator("dl")).to_be_hidden()
    premiere.locator("summary").click()
    expect(premiere.locator("dl")).to_be_visible()


def test_le_tableau_mene_a_la_fiche(visiter) -> None:
    page = visiter("droit/seuils/").page
    lien = page.locator("table.tableau-seuils tbody a").last
    titre = lien.text_content()
    page.locator("details:has(> table.tableau-seuils) > summary").last.click()
    lien.click()
    cible = page.locator("section.seuil:target")
    expect(cible.locator("h3")).to_have_text(titre)
    expect(cible).to_be_in_viewport()
