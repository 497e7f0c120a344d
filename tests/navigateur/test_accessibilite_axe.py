"""axe sur chaque genre de page, clair et sombre, étroit et large, et dans les états absents au chargement."""

from __future__ import annotations

from dataclasses import fields

import pytest
from lxml import html
from playwright.sync_api import Page

from tests.libreoffice import RECETTE
from tests.navigateur.conftest import Pages

GENRES = [champ.name for champ in fields(Pages)]
ECRANS = [(390, True), (1280, False), (390, False), (1280, True)]
"""Largeur, thème sombre. Les deux premiers voient chaque largeur et chaque thème ; « make recette » juge aussi les autres."""
FAMILLE = "clauses/segments/restauration-collective/"
JUGER = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'], preload: false });
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


JUGES = ECRANS if RECETTE else ECRANS[:2]
chaque_ecran = pytest.mark.parametrize(
    ("largeur", "sombre"),
    JUGES,
    ids=lambda valeur: {True: "sombre", False: "clair"}.get(valeur, str(valeur)),
)


def juger(page: Page, axe: str, etat: str) -> list[str]:
    """Rend les violations de la page, et ce qui en déborde."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(axe)
    violations = [f"{etat} : {violation}" for violation in page.evaluate(JUGER)]
    debord = page.evaluate(DEBORD)
    return [*violations, f"{etat} : déborde, {debord}"] if debord else violations


def test_pages(visiter, pages, site, axe: str) -> None:
    """Aucune violation sur aucun genre de page ; ouverte une fois, elle passe d'un écran à l'autre comme quand on tourne l'appareil."""
    visite = visiter(None)
    visite.erreurs_attendues = True  # la page absente répond 404
    violations = []
    for genre in GENRES:
        visite.aller(site + getattr(pages, genre))
        for largeur, sombre in JUGES:
            visite.page.set_viewport_size({"width": largeur, "height": 900})
            visite.page.emulate_media(color_scheme="dark" if sombre else "light")
            visite.page.wait_for_selector(f"body[data-md-color-scheme={'slate' if sombre else 'default'}]")
            violations += juger(visite.page, axe, f"{genre} à {largeur} px{', sombre' if sombre else ''}")
    assert not violations, "\n".join(violations)


@chaque_ecran
def test_etats(visiter, pages, site, axe: str, largeur: int, sombre: bool) -> None:
    """Aucune violation menu, sous-menu et facettes ouverts, liste triée ou vide, valeur hors bornes, après copie."""
    visite = visiter(f"{FAMILLE}?tri=-titre", largeur=largeur, sombre=sombre)
    page, violations = visite.page, []
    if largeur == 390:
        page.locator("button.menu-bouton").click()
    page.locator("details.sous-menu > summary").first.click()
    violations += juger(page, axe, "sous-menu ouvert, trié")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    if largeur == 390:
        page.locator("details.facettes-volet > summary").click()
    page.locator("input[name=theme]:enabled").first.check()
    violations += juger(page, axe, "facettes ouvertes")
    page.locator("#q-clauses").fill("zzzz")
    page.locator(".tableau-vide button").first.wait_for()
    violations += juger(page, axe, "tableau vide")

    page = visiter(pages.clause, largeur=largeur, sombre=sombre, permissions=["clipboard-read", "clipboard-write"]).page
    page.locator("details.completer > summary").click()
    page.locator('input[data-variable="taux"]').fill("1")
    page.locator("button[data-copier]").first.click()
    page.locator("button[data-copier] + .retour", has_text="Copié").first.wait_for()
    violations += juger(page, axe, "valeur hors bornes et copie")
    assert not violations, "\n".join(violations)


@chaque_ecran
def test_veille_et_droit(visiter, site, site_construit, axe: str, largeur: int, sombre: bool) -> None:
    """Aucune violation sur une édition, l'échéancier, les seuils, tous volets ouverts ; flux cochés ; note ouverte."""
    editions = site_construit.glob("veille/20??-??/index.html")
    edition = max(editions, key=lambda chemin: chemin.read_text("utf-8").count("renvoi-droit"))
    visite = visiter(None, largeur=largeur, sombre=sombre)
    page, violations = visite.page, []
    for adresse in (f"veille/{edition.parent.name}/", "veille/echeancier/", "droit/seuils/"):
        visite.aller(site + adresse)
        page.evaluate("document.querySelectorAll('main details').forEach((d) => (d.open = true))")
        violations += juger(page, axe, adresse)

    cases = html.parse(site_construit / "flux/index.html").xpath("//*[@data-choix-flux]//input/@value")
    visite.aller(f"{site}flux/?flux={cases[0]}&flux={cases[-1]}")
    assert page.locator("[data-choix-resultat] [data-flux]").count() == 2
    violations += juger(page, axe, "flux cochés")

    visite.aller(f"{site}veille/{edition.parent.name}/")
    page.locator("a.renvoi-droit").first.focus()
    page.locator(".note-renvoi:visible").wait_for()
    violations += juger(page, axe, "note ouverte")
    assert not violations, "\n".join(violations)


def test_pas_de_defilement_horizontal(visiter, pages, site) -> None:
    """Rien ne déborde d'un petit écran, même menu et filtres ouverts."""
    visite = visiter(None, largeur=320)
    visite.erreurs_attendues = True
    debords = []
    for genre in GENRES:
        visite.aller(site + getattr(pages, genre))
        for etat in ("", ", volets ouverts"):
            if etat:
                visite.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
            for largeur in (390, 320):
                visite.page.set_viewport_size({"width": largeur, "height": 900})
                if debord := visite.page.evaluate(DEBORD):
                    debords.append(f"{genre} à {largeur} px{etat} : {debord}")
    assert not debords, "\n".join(debords)


def test_tout_se_voit_au_clavier(visiter, pages, site) -> None:
    """Chaque arrêt de Tab a un contour visible, à 320 px et à 1280 px."""
    caches = []
    for largeur, genre in zip((320, 1280) * 2, ("accueil", "clause", "veille", "flux"), strict=True):
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
