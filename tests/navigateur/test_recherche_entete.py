"""La recherche de l'en-tête : les premières réponses de toute la base sous le champ ; clavier, panne, entrées hostiles."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.navigateur.test_accessibilite_axe import DEBORD
from tests.navigateur.test_parcours_acheteur import Clavier
from tests.navigateur.test_trouveur_hostile import HTML, SAISIES, TEMOIN, Index
from tests.navigateur.visite import Retenue

CHAMP = "#recherche-entete"
PANNEAU = "#panneau-recherche"
LIENS = f"{PANNEAU} .panneau-contenu a"
ETAT = "form.recherche-entete > [role=status]"
MONTREES = 7
INTACTE = (
    f"() => !window.touche && !document.querySelector('{PANNEAU} :is(img, script, svg)') && document.title !== '1'"
)


def chercher(page: Page, requete: str) -> Locator:
    """Tape une requête et attend que le panneau y réponde ; rend le panneau."""
    page.locator(CHAMP).fill(requete)
    expect(page.locator(f"{PANNEAU} .panneau-pied a")).to_contain_text(f" « {requete} »")
    expect(page.locator(PANNEAU)).to_be_visible()
    return page.locator(PANNEAU)


def adresse(lien: Locator, site: str) -> str:
    return lien.evaluate("e => e.href").removeprefix(site)


@pytest.mark.parametrize("largeur", [390, 1280])
def test_premieres_reponses(visiter, pages, site: str, largeur: int) -> None:
    """« / » mène au champ ; les sept premières réponses viennent, chacune avec son genre, et leur nombre est annoncé."""
    page = visiter(pages.clause, largeur=largeur).page
    page.keyboard.press("/")
    champ = page.locator(CHAMP)
    expect(champ).to_be_focused()
    expect(champ).to_have_value("")
    panneau = chercher(page, "cantine")
    expect(champ).to_have_attribute("aria-expanded", "true")
    assert page.locator(f"#{champ.get_attribute('aria-controls')}").is_visible()
    reponses = panneau.locator("li[data-resultat]")
    expect(reponses).to_have_count(MONTREES)
    assert all(reponses.locator(".resultat-genre").all_text_contents())
    expect(reponses.first.locator(".resultat-genre")).to_have_text("Clause")
    nombre = re.fullmatch(r"(\d+) réponses", page.locator(ETAT).text_content())
    assert nombre and int(nombre[1]) > MONTREES
    expect(panneau.locator(".panneau-pied a")).to_have_text(f"Tout voir : {nombre[0]} pour « cantine »")
    for lien in panneau.locator("li a").all():
        assert page.request.get(lien.evaluate("e => e.href")).ok
    assert panneau.locator("mark").count() > 0
    assert page.evaluate(DEBORD) is None
    cadre = panneau.bounding_box()
    assert cadre["x"] >= 0 and cadre["x"] + cadre["width"] <= largeur


def test_reference_d_abord(visiter, pages, site: str) -> None:
    """Une référence, comme on l'écrit : le premier lien est la page de l'article ou du texte."""
    page = visiter(pages.accueil).page
    for requete, attendue in {
        "L. 2112-2": "droit/ccp/l2112-2/",
        "L2112-2": "droit/ccp/l2112-2/",
        "l 2112-2": "droit/ccp/l2112-2/",
        "art 2112-2": "droit/ccp/l2112-2/",
        "CCP art. L2112-2": "droit/ccp/l2112-2/",
        "article L. 2112‑2 du code de la commande publique": "droit/ccp/l2112-2/",
        "R2112-13": "droit/ccp/r2112-13/",
        "décret 2024-134": "droit/dec-2024-134/",
        "loi n° 2021-1104, art. 35": "droit/loi-2021-1104/",
    }.items():
        panneau = chercher(page, requete)
        expect(panneau.locator(".resultat-genre").first).to_have_text(re.compile("^(Article|Texte de droit)$"))
        assert adresse(page.locator(LIENS).first, site) == attendue, requete


def test_correction_et_absence(visiter, pages) -> None:
    """Une faute de frappe se lit quand même, et cela se dit ; sans réponse, on le dit aussi."""
    page = visiter(pages.accueil).page
    chercher(page, "cantne")
    expect(page.locator(ETAT)).to_have_text(re.compile(r"^\d+ réponses, en lisant « cantine »$"))
    panneau = chercher(page, "zzzzqqq")
    expect(page.locator(ETAT)).to_have_text("Rien ne répond à « zzzzqqq ».")
    expect(panneau.locator("a")).to_have_count(1)
    page.locator(CHAMP).fill("z")
    expect(panneau).to_be_hidden()


def test_fleches_et_echap(visiter, pages, site: str) -> None:
    """Les flèches parcourent champ et réponses en boucle ; Entrée ouvre ; Échap referme et rend le champ."""
    page = visiter(pages.accueil).page
    panneau, champ = chercher(page, "cantine"), page.locator(CHAMP)
    liens = page.locator(LIENS)
    page.keyboard.press("ArrowDown")
    expect(liens.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(liens.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(champ).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(liens.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(champ).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(panneau).to_be_hidden()
    expect(champ).to_be_focused()
    expect(champ).to_have_value("cantine")
    expect(champ).to_have_attribute("aria-expanded", "false")
    chercher(page, "cantine bio")
    page.keyboard.press("ArrowDown")
    visee = adresse(liens.first, site)
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + visee)


def test_dehors(visiter, pages) -> None:
    """Un clic dehors, ou Tab après le dernier lien, referme ; revenir au champ rouvre."""
    page = visiter(pages.accueil).page
    panneau, champ = chercher(page, "cantine"), page.locator(CHAMP)
    page.mouse.click(5, 700)
    expect(panneau).to_be_hidden()
    champ.focus()
    expect(panneau).to_be_visible()
    panneau.locator(".panneau-etat").click()
    expect(panneau).to_be_visible()
    page.locator(LIENS).last.focus()
    page.keyboard.press("Tab")
    expect(panneau).to_be_hidden()


TOUT_EST_LU = """async () => {
    const [paquet] = performance.getEntriesByType('resource').filter(({ name }) => /\\/lib\\/tout-/.test(name));
    const { moteurDuSite } = await import(paquet.name);
    const moteur = moteurDuSite();
    const { reponses } = await moteur.chercher('cantine');
    await moteur.fiches(reponses.map(({ numero }) => numero));
    await new Promise((fini) => setTimeout(fini));
}"""


def test_reponse_tardive(visiter, pages, site: str) -> None:
    """Une réponse qui arrive après que le visiteur est parti ailleurs n'ouvre pas le panneau."""
    page = visiter(pages.accueil).page
    index = Retenue(page, f"{site}recherche/**/termes/**")
    page.locator(CHAMP).fill("cantine")
    index.attendre()
    page.mouse.click(5, 700)
    index.rendre()
    page.evaluate(TOUT_EST_LU)
    expect(page.locator(PANNEAU)).to_be_hidden()


def test_vers_la_page(visiter, pages, site: str) -> None:
    """Le dernier lien et la touche Entrée mènent à la page de recherche avec la même requête, et la même première réponse."""
    page = visiter(pages.clause).page
    chercher(page, "café & thé")
    premiere = page.locator(f"{PANNEAU} [data-resultat]").first.get_attribute("data-resultat")
    page.locator(LIENS).last.click()
    expect(page).to_have_url(re.compile(r"/recherche/\?q="))
    assert parse_qs(urlsplit(page.url).query) == {"q": ["café & thé"]}
    expect(page.locator("#q-recherche")).to_have_value("café & thé")
    expect(page.locator("[data-recherche] [data-resultat]").first).to_have_attribute("data-resultat", premiere)
    chercher(page, "mobilier")
    page.locator(CHAMP).press("Enter")
    expect(page).to_have_url(f"{site}recherche/?q=mobilier")
    expect(page.locator("[data-recherche] [data-resultat]").first).to_be_visible()


@pytest.mark.parametrize("panne", ["absent", "tronqué", "coupé"])
def test_panne(visiter, pages, site: str, panne: str) -> None:
    """Sans index, le panneau le dit et mène encore à la page ; la frappe suivante suffit quand il revient."""
    visite = visiter(pages.accueil)
    page, index = visite.page, Index(visite, site)
    index.panne = panne
    panneau = chercher(page, "cantine")
    expect(page.locator(ETAT)).to_contain_text("La recherche n’a pas pu se charger")
    assert adresse(panneau.locator("a"), site) == "recherche/?q=cantine"
    index.panne = ""
    chercher(page, "cantine bio")
    expect(page.locator(ETAT)).to_have_text(re.compile(r"^\d+ réponses\b"))


def test_module_absent(visiter, pages, site: str) -> None:
    """Si le module ne vient pas, Entrée mène à la page de recherche."""
    visite = visiter(None)
    visite.erreurs_attendues = True
    page = visite.page
    page.route("**/lib/tout-*.js", lambda route: route.abort())
    visite.aller(site + pages.clause)
    Clavier(page).saisir(page.locator(CHAMP), "cantine")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}recherche/?q=cantine")


def test_saisies_hostiles(visiter, pages) -> None:
    """Rien de saisi n'est exécuté, ni ne déborde, ni ne passe pour une panne ; la recherche suivante marche."""
    page = visiter(pages.accueil, largeur=390, avant=TEMOIN).page
    for sorte, saisie in SAISIES.items():
        page.locator(CHAMP).fill("")
        expect(page.locator(PANNEAU), sorte).to_be_hidden()
        page.locator(CHAMP).fill(saisie)
        expect(page.locator(PANNEAU), sorte).to_be_visible()
        expect(page.locator(ETAT), sorte).to_have_text(re.compile("réponse|Rien ne répond"))
        assert page.evaluate(INTACTE), sorte
        assert page.evaluate(DEBORD) is None, sorte
        assert len(page.locator(LIENS).last.evaluate("e => e.href")) < 3_000, sorte
        chercher(page, "cantine")


def test_fiche_hostile(visiter, pages) -> None:
    """Du HTML dans l'index s'affiche comme du texte."""

    def abimer(route: Route) -> None:
        route.fulfill(json=[[genre, cle, lien, HTML, HTML] for genre, cle, lien, *_ in route.fetch().json()])

    page = visiter(pages.accueil, avant=TEMOIN).page
    page.route("**/fiches/*.json", abimer)
    chercher(page, "cantine")
    expect(page.locator(LIENS).first).to_have_text(HTML)
    assert page.evaluate(INTACTE)
