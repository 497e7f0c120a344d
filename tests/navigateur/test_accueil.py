"""L'accueil et le menu : une recherche, six portes, les familles comptées, trois dates, ce qui a changé ; six entrées."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from macros.base.base import Base
from tests.fabrique.questions import fiches_de, visibles_de
from tests.navigateur.test_parcours_acheteur import Clavier

ENTREES = "#menu-principal > ul:first-child > li"
COURANTES = ".entete [aria-current]"


@pytest.mark.parametrize("largeur", [390, 1280])
def test_une_recherche_et_six_portes(visiter, largeur: int) -> None:
    """Un seul champ, avant tout le reste ; six portes, chacune un lien qui mène à une page."""
    page = visiter("", largeur=largeur).page
    expect(page.locator("input:visible")).to_have_count(1)
    assert page.locator("#recherche-entete").bounding_box()["y"] < 500
    portes = page.locator("#qui-etes-vous + ul > li")
    expect(portes).to_have_count(6)
    adresses = portes.locator("a").evaluate_all("l => l.map(e => e.href)")
    assert len(set(adresses)) == 6
    for adresse in adresses:
        assert page.request.get(adresse).ok, adresse
    # Toute la carte mène où mène son lien.
    portes.nth(5).scroll_into_view_if_needed()
    boite = portes.nth(5).bounding_box()
    page.mouse.click(boite["x"] + boite["width"] - 8, boite["y"] + boite["height"] - 8)
    expect(page).to_have_url(re.compile("/entreprises/$"))


@pytest.mark.parametrize("largeur", [390, 1280])
def test_les_reponses_passent_devant_la_page(visiter, largeur: int) -> None:
    """Le panneau des réponses n'est ni coupé ni caché par ce qui suit la recherche."""
    page = visiter("", largeur=largeur).page
    page.locator("#recherche-entete").fill("cantine")
    dernier = page.locator("#panneau-recherche li[data-resultat] a").last
    expect(dernier).to_be_visible()
    dernier.scroll_into_view_if_needed()
    assert dernier.evaluate("""e => { const b = e.getBoundingClientRect();
        return document.elementFromPoint(b.x + 5, b.y + b.height / 2)?.closest('.panneau-recherche') !== null; }""")


def test_les_familles_et_leur_nombre(visiter, fiches) -> None:
    """Toutes les familles qui ont une clause, leur nombre, les plus fournies d'abord ; un dessin à nous par domaine."""
    page = visiter("").page
    attendus = Counter(code for fiche in fiches for code in fiche["segment"])
    liens = page.locator(".domaine a").evaluate_all(
        "l => l.map(e => [e.href.split('/').at(-2), parseInt(e.querySelector('.compte').textContent, 10)])"
    )
    assert dict(liens) == attendus and len(liens) == len(attendus)
    dessins = page.locator(".domaine > svg.picto")
    expect(dessins).to_have_count(page.locator(".domaine").count())
    traces = dessins.evaluate_all("l => l.map(e => e.innerHTML)")
    assert len(set(traces)) == len(traces) and all(d.get_attribute("aria-hidden") == "true" for d in dessins.all())
    for domaine in page.locator(".domaine").all():
        nombres = domaine.locator(".compte").evaluate_all("l => l.map(e => parseInt(e.textContent, 10))")
        assert nombres == sorted(nombres, reverse=True)


def test_trois_dates_et_un_30_30(visiter) -> None:
    """Trois dates à venir, la plus proche d'abord ; une édition, avec de quoi la lire."""
    page = visiter("").page
    dates = page.locator(".dates time").evaluate_all("l => l.map(e => e.dateTime)")
    assert len(dates) == 3 and dates == sorted(dates) and dates[0] >= "2026-11-26"
    expect(page.locator("section[aria-labelledby=dernier-30-30] .bouton").first).to_have_attribute(
        "href", re.compile(r"^veille/\d{4}-\d\d/$")
    )


def test_ce_qui_a_change_par_importance(visiter, base_du_site: Base) -> None:
    """L'impact le plus fort d'abord, puis la date de l'événement ; jamais la date du fichier."""
    page = visiter("").page
    lues = page.locator(".changements > li").evaluate_all(
        "l => l.map(e => [e.querySelector('a').href.split('/').at(-2), e.querySelector('time').dateTime])"
    )
    veille = fiches_de(base_du_site, "veille")
    rangs = ["fort", "moyen", "faible"]
    ordre = [(rangs.index(veille[nom].contenu.impact), jour) for nom, jour in lues if nom in veille]
    assert len(lues) > 3 and all(veille[nom].contenu.date.isoformat() == jour for nom, jour in lues if nom in veille)
    assert [rang for rang, _ in ordre] == sorted(rang for rang, _ in ordre)
    for rang in rangs:
        jours = [jour for r, jour in ordre if rangs[r] == rang]
        assert jours == sorted(jours, reverse=True)


def test_six_entrees_et_une_courante(visiter, site: str, pages, base_du_site: Base) -> None:
    """Six entrées, les liens rapides qui ont de quoi lire ; sur une page du menu, une courante, la plus précise ; ailleurs, une au plus."""
    visite = visiter("")
    page = visite.page
    expect(page.locator(ENTREES)).to_have_count(6)
    annonces = ["Agenda"] if visibles_de(base_du_site, "evenements") else []
    assert page.locator(".liens-rapides a").all_text_contents() == ["S’abonner", *annonces]
    expect(page.locator(COURANTES)).to_have_count(0)
    for adresse in page.locator("#menu-principal a").evaluate_all("l => l.map(e => e.href)"):
        visite.aller(adresse)
        courantes = page.locator(COURANTES)
        assert courantes.evaluate_all("l => l.map(e => [e.href, e.ariaCurrent])") == [[adresse, "page"]]
    for chemin, courante in ((pages.clause, "clauses/"), (pages.entree, "veille/"), (pages.questions, "parcours/")):
        visite.aller(site + chemin)
        assert page.locator(COURANTES).evaluate_all("l => l.map(e => [e.href, e.ariaCurrent])") == [
            [site + courante, "true"]
        ]


@pytest.mark.parametrize("largeur", [390, 1280])
def test_sous_menu_au_clavier(visiter, pages, largeur: int) -> None:
    """Entrée l'ouvre, Tab y entre, Échap le referme sans fermer le menu ; un seul ouvert ; aller ailleurs le referme."""
    page = visiter(pages.clause, largeur=largeur).page
    clavier = Clavier(page)
    if largeur < 700:
        clavier.activer(page.locator("button.menu-bouton"))
    premier, second = page.locator("details.sous-menu").nth(0), page.locator("details.sous-menu").nth(1)
    clavier.activer(premier.locator("summary"))
    expect(premier.locator("a").first).to_be_visible()
    clavier.aller(premier.locator("a").nth(1))
    page.keyboard.press("Escape")
    expect(premier.locator("a").first).to_be_hidden()
    expect(premier.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    clavier.activer(second.locator("summary"))
    expect(premier.locator("a").first).to_be_hidden()
    clavier.activer(second.locator("a").first)
    expect(page).to_have_url(re.compile("/parcours/$"))


def test_sans_script_le_menu_s_ouvre(visiter) -> None:
    """Sans script, un sous-menu s'ouvre et mène à sa page : le 30-30 en deux gestes."""
    page = visiter("", java_script_enabled=False).page
    page.locator("summary", has_text="Se former et animer").click()
    page.get_by_role("link", name="Tenir un 30-30").click()
    expect(page.locator("h1")).to_have_text("Tenir un 30-30")
