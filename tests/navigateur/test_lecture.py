"""La page se lit : longueur des lignes, sommaire, corps des tableaux, texte agrandi, couleurs forcées, sans script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from macros.base.base import Base
from tests.fabrique.questions import fiches_de
from tests.navigateur.test_accessibilite_axe import DEBORD, ouvrir_tout

TROP_LONGUE = 90
"""Signes par ligne, en moyenne dans un paragraphe : la feuille de style vise 65 à 80, une phrase aux lettres étroites en a plus."""
LIGNES = r"""() => [...document.querySelectorAll('.page-contenu :is(p, li, dd)')]
    .filter((e) => e.getClientRects().length && !e.closest('.tableau, .resultats') && !e.querySelector('p, li, dd, table, ul, ol, div'))
    .map((e) => {
        const lignes = new Map(), noeuds = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), etendue = document.createRange();
        while (noeuds.nextNode()) {
            const texte = noeuds.currentNode;
            if (texte.parentElement.closest('.invisible')) continue;
            for (const mot of texte.data.matchAll(/\S+\s*/g)) {
                etendue.setStart(texte, mot.index);
                etendue.setEnd(texte, mot.index + mot[0].length);
                const [boite] = etendue.getClientRects();
                if (!boite) continue;
                const y = Math.round(boite.top / 10);
                lignes.set(y, (lignes.get(y) || 0) + mot[0].length);
            }
        }
        const pleines = [...lignes.values()].slice(0, -1);
        return pleines.length < 2 ? null : [Math.round(pleines.reduce((a, b) => a + b) / pleines.length), e.innerText.slice(0, 50)];
    }).filter(Boolean)"""


CORPS = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def test_une_ligne_se_lit_d_un_regard_et_en_grand(visiter: Callable, pages, site: str) -> None:
    """Aucune ligne trop longue ; en moyenne, de 65 à 80 signes. À 390 px, le corps par défaut doublé, rien ne déborde, volets ouverts."""
    visite, fautes = visiter(None), []
    visite.erreurs_attendues = True
    page, reglage = visite.page, visite.contexte.new_cdp_session(visite.page)
    for adresse in [*vars(pages).values(), "droit/seuils/", "obligations/"]:
        page.set_viewport_size({"width": 1280, "height": 900})
        reglage.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
        visite.aller(site + adresse)
        mesures, ordinaire = page.evaluate(LIGNES), page.evaluate(CORPS)
        fautes += [f"{adresse} : {n} signes, « {debut} »" for n, debut in mesures if n > TROP_LONGUE]
        if adresse in (pages.etape, pages.petite_commune, pages.spaser):
            moyenne = sum(n for n, _ in mesures) / len(mesures)
            assert 65 <= moyenne <= 80, (adresse, moyenne)
        page.set_viewport_size({"width": 390, "height": 800})
        reglage.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        assert page.evaluate(CORPS) == 2 * ordinaire
        ouvrir_tout(page)
        if debord := page.evaluate(DEBORD):
            fautes.append(f"{adresse} : déborde, {debord}")
    assert page.locator("#recherche-entete").bounding_box()["width"] > 150
    assert not fautes, "\n".join(fautes)


def test_le_sommaire_tient_dans_la_colonne_vide(visiter: Callable, pages, site: str) -> None:
    """Visible et collant à 1 280 px, près du texte ; replié sous le titre à 1 000 px ; absent sous des filtres et à l'accueil."""
    visite = visiter(pages.spaser)
    page = visite.page
    sommaire = page.get_by_role("navigation", name="Sur cette page")
    texte = page.locator(".page-contenu > p").first.bounding_box()
    assert 0 < sommaire.bounding_box()["x"] - texte["x"] - texte["width"] < 300
    lien = sommaire.get_by_role("link").last
    lien.click()
    assert page.url.endswith(lien.get_attribute("href"))
    expect(sommaire.get_by_text("Sur cette page")).to_be_in_viewport()
    page.set_viewport_size({"width": 1000, "height": 900})
    expect(lien).to_be_hidden()
    sommaire.get_by_text("Sur cette page").click()
    lien.click()
    assert page.url.endswith(lien.get_attribute("href"))
    page.set_viewport_size({"width": 1280, "height": 900})
    for adresse in (pages.accueil, pages.pratiques, pages.territoire):
        visite.aller(site + adresse)
        expect(sommaire).to_be_hidden()


@pytest.mark.parametrize("largeur", [390, 1280])
def test_un_tableau_a_le_corps_du_texte(visiter: Callable, pages, site: str, largeur: int) -> None:
    visite = visiter(None, largeur=largeur)
    for adresse in (pages.petite_commune, pages.spaser, "droit/seuils/", pages.kit):
        visite.aller(site + adresse)
        corps = visite.page.evaluate(
            "() => [...document.querySelectorAll('.page-contenu, .page-contenu td')].filter((e) => e.getClientRects().length)"
            ".map((e) => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert len(corps) > 5 and min(corps) >= 0.9 * corps[0], (adresse, min(corps))


def test_une_clause_se_lit_en_trois_ecrans(visiter: Callable, pages) -> None:
    """Le premier texte ouvert, les autres et ce qui se consulte repliés ; un lien ouvre son pli ; une pénalité dit sa somme, pliée ; le papier montre tout."""
    page = visiter(pages.clause_longue).page
    textes = page.locator("section[data-texte]:visible .texte-pli")
    assert textes.evaluate_all("l => l.map((e) => e.open)") == [True] + [False] * (textes.count() - 1)
    penalite = page.locator("section[data-texte=penalite]:visible .engage")
    expect(penalite).to_contain_text("plafond")
    base = page.locator("details:has(> summary #base-legale)")
    expect(base.locator("li").first).to_be_hidden()
    base.locator("summary").click()
    expect(base.locator("li").first).to_be_visible()
    page.locator("[data-tout-ouvrir]").click()
    expect(textes.last.locator(".texte-a-inserer").first).to_be_visible()
    page = visiter(f"{pages.clause_longue}#vigilance", largeur=390).page
    expect(page.locator("details:has(> summary #vigilance) li").first).to_be_in_viewport()
    page = visiter(pages.clause_longue).page
    page.emulate_media(media="print")
    expect(page.locator("details:has(> summary #vigilance) li").first).to_be_visible()
    expect(textes.last.locator(".texte-a-inserer").first).to_be_visible()


def test_le_lexique_montre_ses_termes_puis_leur_definition(visiter: Callable, pages) -> None:
    """Tous les termes à l'écran, chaque lettre repliée ; toucher un terme ouvre sa lettre, et un lien d'ailleurs aussi."""
    page = visiter(pages.lexique, largeur=390).page
    assert page.evaluate("document.documentElement.scrollHeight") < 8_000
    terme = page.locator(".termes a").nth(5)
    definition = page.locator(terme.get_attribute("href") or "")
    expect(definition).to_be_hidden()
    terme.click()
    expect(definition).to_be_in_viewport()
    page = visiter(pages.lexique, largeur=390, java_script_enabled=False).page
    page.locator(".lexique summary").first.click()
    expect(page.locator(".entree-de-lexique").first).to_be_visible()


def test_les_couleurs_forcees_gardent_la_page_courante(visiter: Callable, pages) -> None:
    """Seule l'entrée courante du menu est entourée ; le champ de l'en-tête a un bord."""
    page = visiter(pages.spaser, forced_colors="active").page
    traits = page.locator(".menu a").evaluate_all(
        "(liens) => liens.map((l) => [l.hasAttribute('aria-current'), getComputedStyle(l).outlineStyle])"
    )
    courants, autres = ({trait for oui, trait in traits if oui is voulu} for voulu in (True, False))
    assert (courants, autres) == ({"solid"}, {"none"})
    assert page.locator(".recherche-entete").evaluate("(e) => getComputedStyle(e).borderTopWidth") != "0px"


def test_la_plus_longue_clause_tient_en_trois_ecrans(visiter: Callable, base_du_site: Base) -> None:
    """À 1280 px, au premier pas : 2 700 pixels pliée, 5 000 quand chacun de ses textes est ouvert ; ouverte en entier, rien ne manque."""
    clauses = fiches_de(base_du_site, "clauses")
    longue = max(
        clauses, key=lambda nom: sum(len(d.texte) for d in clauses[nom].contenu.dispositions if d.niveau == "base")
    )
    page = visiter(f"clauses/{longue}/").page
    page.locator("[data-niveaux] input:checked").wait_for()
    hauteurs = page.evaluate(
        """() => ['.sans-rien', 'section[data-texte]:not([hidden]) > details'].map((ouverts) => {
            for (const d of document.querySelectorAll('details')) d.open = d.matches(ouverts);
            return document.documentElement.scrollHeight;
        })"""
    )
    assert hauteurs[0] <= 2700 and hauteurs[1] <= 5000, hauteurs
    suites = page.locator("section[data-texte]:not([hidden]) .texte-a-inserer > details")
    assert suites.count() and not suites.last.locator("p").last.is_visible()
    page.get_by_role("button", name="Tout ouvrir").click()
    assert suites.last.locator("p").last.is_visible()
