"""axe sur chaque genre de page, clair et sombre, étroit et large, et dans les états absents au chargement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from itertools import product

import pytest
from lxml import html
from playwright.sync_api import Page

from tests.navigateur.conftest import Pages

GENRES = [champ.name for champ in fields(Pages)]
LARGEURS = [390, 1280]
FAMILLE = "clauses/segments/restauration-collective/"
COULEURS = ["color-contrast", "link-in-text-block"]
"""Les règles d'axe qui dépendent du thème ; les autres jugent la même page en clair et en sombre."""
JUGER = """async (regles) => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'], ...(regles && { runOnly: regles }) });
    return violations.map((v) => `${v.id} (${v.impact}) : ` + v.nodes.slice(0, 4).map((n) => `${n.target} ${
        (n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? ''}`).join(' ; ') + ` [${v.nodes.length}]`);
}"""

DEBORD = """() => {
    const largeur = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= largeur) return null;
    return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > largeur + 1
        && !e.closest('.defilable, .invisible, pre')).slice(0, 3)
        .map((e) => `${e.tagName}.${e.className}`).join(' ') || 'cause inconnue';
}"""


def juger(page: Page, axe: str, etat: str, regles: list[str] | None = None) -> list[str]:
    """Rend les violations de la page ; de toutes les règles, sauf si on en nomme."""
    page.evaluate(axe)
    return [f"{etat} : {violation}" for violation in page.evaluate(JUGER, regles)]


@pytest.mark.parametrize("largeur", LARGEURS)
def test_pages(visiter, pages, site, axe: str, largeur: int) -> None:
    """Aucune violation sur aucun genre de page, en clair puis en sombre."""
    visite = visiter(None, largeur=largeur)
    visite.erreurs_attendues = True  # la page absente répond 404
    violations = []
    for genre in GENRES:
        visite.aller(site + getattr(pages, genre))
        violations += juger_clair_et_sombre(visite.page, axe, genre)
    assert not violations, "\n".join(violations)


@pytest.mark.parametrize("sombre", [False, True], ids=["clair", "sombre"])
def test_etats(visiter, pages, site, axe: str, sombre: bool) -> None:
    """Aucune violation menu et sous-menu ouverts, facettes ouvertes, liste triée ou vide, valeur hors bornes, après copie."""
    violations = []
    visite = visiter(FAMILLE, largeur=390, sombre=sombre)
    page = visite.page
    page.locator("button.menu-bouton").click()
    page.locator("details.sous-menu > summary").first.click()
    violations += juger(page, axe, "menu et sous-menu ouverts, étroit")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator("details.facettes-volet > summary").click()
    page.locator("input[name=theme]:enabled").first.check()
    violations += juger(page, axe, "facettes ouvertes, étroit")
    page.locator("select[name=tri]").select_option("titre")
    page.locator("#q-clauses").fill("zzzz")
    page.locator(".tableau-vide button").first.wait_for()
    violations += juger(page, axe, "tableau vide, étroit")

    visite = visiter(f"{FAMILLE}?tri=-titre", sombre=sombre)
    visite.page.locator("details.sous-menu > summary").last.click()
    violations += juger(visite.page, axe, "sous-menu ouvert, facettes ouvertes, trié, large")
    visite.page.locator("#q-clauses").fill("zzzz")
    visite.page.locator(".tableau-vide button").first.wait_for()
    violations += juger(visite.page, axe, "tableau vide, large")

    for largeur in LARGEURS:
        page = visiter(
            pages.clause, largeur=largeur, sombre=sombre, permissions=["clipboard-read", "clipboard-write"]
        ).page
        page.locator("details.completer > summary").click()
        page.locator('input[data-variable="taux"]').fill("1")
        page.locator("button[data-copier]").first.click()
        page.locator("button[data-copier] + .retour", has_text="Copié").first.wait_for()
        violations += juger(page, axe, f"valeur hors bornes et copie, {largeur} px")
    assert not violations, "\n".join(violations)


def juger_clair_et_sombre(page: Page, axe: str, etat: str, preparer: Callable[[], None] = lambda: None) -> list[str]:
    """Juge la page dans le thème clair, puis dans le sombre ; ``preparer`` remet l'état que la bascule défait."""
    violations = []
    for theme in ("clair", "sombre"):
        preparer()
        violations += juger(page, axe, f"{etat}, {theme}", COULEURS if theme == "sombre" else None)
        page.locator("[data-theme-bascule]").click()
    return violations


@pytest.mark.parametrize("largeur", LARGEURS)
def test_veille_et_droit(visiter, site, site_construit, axe: str, largeur: int) -> None:
    """Aucune violation sur une édition, l'échéancier, les seuils, tous volets ouverts ; flux cochés ; note ouverte."""
    editions = site_construit.glob("veille/20??-??/index.html")
    edition = max(editions, key=lambda chemin: chemin.read_text("utf-8").count("renvoi-droit"))
    visite = visiter(None, largeur=largeur)
    page, violations = visite.page, []
    for adresse in (f"veille/{edition.parent.name}/", "veille/echeancier/", "droit/seuils/"):
        visite.aller(site + adresse)
        page.evaluate("document.querySelectorAll('main details').forEach((d) => (d.open = true))")
        violations += juger_clair_et_sombre(page, axe, adresse)

    cases = html.parse(site_construit / "flux/index.html").xpath("//*[@data-choix-flux]//input/@value")
    visite.aller(f"{site}flux/?flux={cases[0]}&flux={cases[-1]}")
    assert page.locator("[data-choix-resultat] [data-flux]").count() == 2
    violations += juger_clair_et_sombre(page, axe, "flux cochés")

    def ouvrir_la_note() -> None:
        page.locator("a.renvoi-droit").first.focus()
        page.locator(".note-renvoi:visible").wait_for()

    visite.aller(f"{site}veille/{edition.parent.name}/")
    violations += juger_clair_et_sombre(page, axe, "note ouverte", ouvrir_la_note)
    assert not violations, "\n".join(violations)


@pytest.mark.parametrize("largeur", [320, 390])
def test_pas_de_defilement_horizontal(visiter, pages, site, largeur: int) -> None:
    """Rien ne déborde d'un petit écran, même menu et filtres ouverts."""
    visite = visiter(None, largeur=largeur)
    visite.erreurs_attendues = True
    debords = []
    for genre in GENRES:
        visite.aller(site + getattr(pages, genre))
        for etat in ("", ", volets ouverts"):
            if etat:
                visite.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
            if debord := visite.page.evaluate(DEBORD):
                debords.append(f"{genre}{etat} : {debord}")
    assert not debords, "\n".join(debords)


def test_tout_se_voit_au_clavier(visiter, pages, site) -> None:
    """Chaque arrêt de Tab a un contour visible, à 320 px et à 1280 px."""
    caches = []
    for largeur, genre in product((320, 1280), ("accueil", "clause", "veille", "flux")):
        page = visiter(getattr(pages, genre), largeur=largeur).page
        for _ in range(60):
            page.keyboard.press("Tab")
            vu = page.evaluate("""() => { const e = document.activeElement;
                if (!e || e === document.body) return null;
                const s = getComputedStyle(e), r = e.getBoundingClientRect();
                const contour = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
                const visible = (contour || s.boxShadow !== 'none')
                    && r.width > 1 && r.height > 1;
                return visible ? '' : e.outerHTML.slice(0, 120); }""")
            if vu is None:
                break
            if vu and f"{genre} {largeur} : {vu}" not in caches:
                caches.append(f"{genre} {largeur} : {vu}")
    assert not caches, "\n".join(caches)
