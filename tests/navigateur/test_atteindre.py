"""Atteindre et lire, sur un exemple de chaque genre de page : au doigt, au clavier, et la longueur des lignes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.navigateur.adresses import ADRESSES
from tests.navigateur.test_accessibilite_axe import ouvrir_tout

TOUCHE_MIN, LIGNE_MAX, TOUCHES_MAX = 44, 90, 19
PREMIERS = {
    "": "main .portes a, .heros input",
    "clauses/": ".tableau-repos summary",
    "recherche/?q=cantine": "[data-resultat] a",
    "bonnes-pratiques/": "[data-resultat] a",
    "obligations/": "[data-questions] select",
    "dossier/": "main .dossier select",
    "clauses/*/": "[data-copier]",
}
"""Ce que l'on vient chercher, par page : une réponse, la première question, « Copier »."""
PETITS = """min => [...document.querySelectorAll(
    'button, select, summary, textarea, .bouton, input, :is(.ariane, .pied, .sommaire-repli) a')].filter((e) => {
    const cible = e.matches('[type=checkbox], [type=radio]') ? e.closest('label') ?? e.labels[0] : e;
    const { width, height } = cible.getBoundingClientRect();
    return e.checkVisibility({ visibilityProperty: true }) && !cible.closest('.invisible')
        && width > 1 && (height < min - 0.5 || width < min - 0.5);
}).slice(0, 4).map((e) => e.outerHTML.slice(0, 120))"""
SANS_COULEUR = """() => {
    const marques = ['--marque', '--lien'].map((nom) => {
        const essai = document.body.appendChild(document.createElement('i'));
        essai.style.color = `var(${nom})`;
        return getComputedStyle(essai).color;
    });
    return [...document.querySelectorAll('[type=checkbox], [type=radio], progress, [type=range]')].filter(
        (e) => !marques.includes(getComputedStyle(e).accentColor)).slice(0, 4).map((e) => e.outerHTML.slice(0, 120));
}"""
LONGUES = """max => [...document.querySelectorAll('main :is(p, li, dd, dt, td, th, label, figcaption, blockquote), .pied p')]
    .filter((bloc) => !bloc.closest('.invisible, pre, svg')).flatMap((bloc) => {
    const lignes = new Map();
    const textes = document.createTreeWalker(bloc, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (n) =>
        n.nodeType === 3 ? 1 : n.matches('.invisible') || !getComputedStyle(n).display.startsWith('inline') ? 2 : 3);
    while (textes.nextNode()) for (const { index, 0: mot } of textes.currentNode.data.matchAll(/\\S+\\s?/g)) {
        const place = document.createRange();
        place.setStart(textes.currentNode, index);
        place.setEnd(textes.currentNode, index + mot.trimEnd().length);
        const { top, width } = place.getBoundingClientRect();
        if (width > 1) lignes.set(Math.round(top / 6), (lignes.get(Math.round(top / 6)) ?? '') + mot);
    }
    return [...lignes.values()].filter((ligne) => ligne.trim().length > max);
}).slice(0, 4)"""


def trop_petits(page: Page) -> list[str]:
    return page.evaluate(PETITS, TOUCHE_MIN)


def sans_couleur(page: Page) -> list[str]:
    return page.evaluate(SANS_COULEUR)


def lignes_longues(page: Page) -> list[str]:
    ouvrir_tout(page)
    return page.evaluate(LONGUES, LIGNE_MAX)


@pytest.mark.parametrize(
    ("mesurer", "largeur", "options"),
    [(trop_petits, 390, {"has_touch": True, "is_mobile": True}), (sans_couleur, 390, {}), (lignes_longues, 1280, {})],
)
def test_chaque_genre_de_page(
    visiter, pages, site: str, mesurer: Callable[[Page], list[str]], largeur: int, options: dict[str, bool]
) -> None:
    """44 pixels au doigt, cases et jauges aux couleurs du site, 90 signes par ligne au plus."""
    visite = visiter(None, largeur=largeur, **options)
    visite.erreurs_attendues = True  # la page absente répond 404
    fautes = {}
    for genre in [*ADRESSES]:
        visite.aller(site + getattr(pages, genre))
        if vues := mesurer(visite.page):
            fautes[genre] = vues
    assert not fautes


@pytest.mark.parametrize("adresse", PREMIERS)
def test_le_premier_resultat_en_moins_de_vingt_touches(visiter, pages, adresse: str) -> None:
    """Depuis le haut d'un écran large, sans lien d'évitement."""
    page = visiter(pages.clause_longue if "*" in adresse else adresse, largeur=1280).page
    page.locator(PREMIERS[adresse]).first.wait_for()
    for _ in range(TOUCHES_MAX):
        page.keyboard.press("Tab")
        if page.evaluate("quoi => document.activeElement.matches(quoi)", PREMIERS[adresse]):
            return
    raise AssertionError(f"{TOUCHES_MAX} touches, et aucun résultat")
