"""axe sur chaque genre de page, clair et sombre, étroit et large, et dans les états absents au chargement."""

from collections.abc import Callable

from lxml import html
from playwright.sync_api import Page

from tests.libreoffice import RECETTE
from tests.navigateur.adresses import ADRESSES

GENRES = [*ADRESSES]
ECRANS = [(390, "dark"), (390, "light"), (1280, "dark"), (1280, "light")]
"""Largeur et thème ; le thème change de l'un à l'autre des deux jugés : on l'attend."""
JUGES = ECRANS if RECETTE else ECRANS[::3]
"""Le premier et le dernier voient chaque largeur et chaque thème ; « make recette » juge aussi les autres."""
FAMILLE = "clauses/segments/restauration-collective/"
JUGER = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ['violations'], preload: false });
    return violations.map((v) => `${v.id} (${v.impact}) : ` + v.nodes.slice(0, 4).map((n) => `${n.target} ${
        (n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? ''}`).join(' ; ') + ` [${v.nodes.length}]`);
}"""

SANS_PLEIN_ECRAN = "Element.prototype.requestFullscreen = undefined;"
"""En plein écran, la fenêtre ne change plus de taille ; refusé, la projection l'emplit et se juge comme une page."""
DEBORD = """() => {
    const largeur = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= largeur) return null;
    return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > largeur + 1
        && !e.closest('.defilable, .invisible, pre')).slice(0, 3)
        .map((e) => `${e.tagName}.${e.className}`).join(' ') || 'cause inconnue';
}"""


def juger(page: Page, etat: str, preparer: Callable[[], object] | None = None) -> list[str]:
    """Rend les violations de la page et ce qui en déborde, d'un écran à l'autre comme quand on tourne l'appareil.

    La page a été ouverte avec ``avant=axe``. ``preparer`` remet à chaque écran ce que tourner l'appareil défait.
    """
    violations = []
    for largeur, theme in JUGES:
        page.set_viewport_size({"width": largeur, "height": 900})
        page.emulate_media(color_scheme=theme)
        page.wait_for_selector(f"body[data-md-color-scheme={'slate' if theme == 'dark' else 'default'}]")
        if preparer:
            preparer()
        debord = page.evaluate(DEBORD)
        vues = [*page.evaluate(JUGER), *([f"déborde, {debord}"] if debord else [])]
        violations += [f"{etat} à {largeur} px, {theme} : {vue}" for vue in vues]
    return violations


def ouvrir_tout(page: Page, replis: str = "main details") -> None:
    """Ouvre ces volets de la page."""
    page.locator(replis).evaluate_all("l => l.forEach((e) => (e.open = true))")


def ouvrir_la_note(page: Page, lien: str) -> None:
    """Donne le focus à un lien, qui montre sa note."""
    page.locator(lien).first.blur()
    page.locator(lien).first.focus()
    page.locator(".note-renvoi:visible").wait_for()


def test_pages(visiter, pages, site, axe: str) -> None:
    """Aucune violation sur aucun genre de page, et rien n'en déborde jusqu'à 320 px, menu et filtres ouverts compris."""
    visite = visiter(None, avant=axe)
    visite.erreurs_attendues = True  # la page absente répond 404
    page, violations = visite.page, []
    for genre in GENRES:
        visite.aller(site + getattr(pages, genre))
        violations += juger(page, genre)
        for largeur, etat in ((320, ""), (320, ", volets ouverts"), (390, ", volets ouverts")):
            page.set_viewport_size({"width": largeur, "height": 900})
            if etat:
                ouvrir_tout(page, "details")
            if debord := page.evaluate(DEBORD):
                violations.append(f"{genre} à {largeur} px{etat} : déborde, {debord}")
    assert not violations, "\n".join(violations)


def test_etats(visiter, pages, site, axe: str) -> None:
    """Aucune violation menu, sous-menu et facettes ouverts, liste triée ou vide, valeur hors bornes, après copie."""
    visite = visiter(f"{FAMILLE}?tri=-titre", largeur=390, avant=axe, permissions=["clipboard-read", "clipboard-write"])
    page = visite.page
    page.locator("button.menu-bouton").click()
    page.locator("details.sous-menu > summary").first.click()
    violations = juger(page, "sous-menu ouvert, trié")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator("input[name=theme]:enabled").first.check()
    violations += juger(page, "facettes ouvertes", lambda: ouvrir_tout(page, ".facettes-volet"))
    page.locator("#q-clauses").fill("zzzz")
    page.locator(".tableau-vide button").first.wait_for()
    violations += juger(page, "tableau vide", lambda: ouvrir_tout(page, ".facettes-volet"))

    visite.aller(site + pages.clause)
    page.locator("details.completer > summary").click()
    page.locator('input[data-variable="taux"]').fill("1")

    def copier() -> None:
        page.locator("button[data-copier]").first.click()
        page.locator("button[data-copier] + .retour", has_text="Copié").first.wait_for()

    def corriger() -> None:
        if not page.locator("form.corriger:visible").count():  # au second thème, il est déjà ouvert
            page.locator("[data-corriger]").first.click()
        page.locator("form.corriger").wait_for()

    violations += juger(page, "valeur hors bornes et copie", copier)
    violations += juger(page, "un mot à corriger", corriger)
    assert not violations, "\n".join(violations)


def test_veille_et_droit(visiter, site, site_construit, axe: str) -> None:
    """Aucune violation sur une édition, l'échéancier, les seuils, tous volets ouverts ; flux cochés ; note ouverte."""
    editions = site_construit.glob("veille/20??-??/index.html")
    edition = max(editions, key=lambda chemin: chemin.read_text("utf-8").count("renvoi-droit"))
    visite = visiter(None, avant=axe)
    page, violations = visite.page, []
    for adresse in ("veille/echeancier/", "droit/seuils/", f"veille/{edition.parent.name}/"):
        visite.aller(site + adresse)
        ouvrir_tout(page)
        violations += juger(page, adresse)
    violations += juger(page, "note ouverte", lambda: ouvrir_la_note(page, "a.renvoi-droit"))

    cases = html.parse(site_construit / "flux/index.html").xpath("//*[@data-choix-flux]//input/@value")
    visite.aller(f"{site}flux/?flux={cases[0]}&flux={cases[-1]}")
    assert page.locator("[data-choix-resultat] [data-flux]").count() == 2
    violations += juger(page, "flux cochés")
    assert not violations, "\n".join(violations)


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
