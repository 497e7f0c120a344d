"""La page de recherche : toute la base en une liste ; nom, besoin, filtre, rien, mot vide, clavier, sans script, axe."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.test_accessibilite_axe import DEBORD, juger, ouvrir_tout
from tests.navigateur.test_parcours_acheteur import Clavier
from tests.navigateur.test_recherche_entete import adresse
from tests.navigateur.test_trouveur_hostile import SAISIES, TEMOIN, Index
from tests.navigateur.visite import Visite

CHAMP = "#q-recherche"
COMPTE = "[data-recherche] .tableau-compte"
REPONSES = "[data-recherche] li[data-resultat]"
INTACTE = "() => !window.touche && !document.querySelector('[data-recherche] :is(img, script, svg)') && document.title !== '1'"


def genres(page: Page) -> list[str]:
    return page.locator(f"{REPONSES} .resultat-genre").all_text_contents()


def test_un_nom_mene_a_sa_page(visiter, site: str) -> None:
    """La page demandée vient la première, et s'ouvre."""
    visite = visiter(None)
    for requete, attendue in {
        "seuils": "droit/seuils/",
        "agenda": "agenda/",
        "élu": "parcours/elu/",
        "s’abonner": "flux/",
        "PNAD": "lexique/#pnad",
    }.items():
        visite.aller(f"{site}recherche/?q={requete}")
        premiere = visite.page.locator(f"{REPONSES} a").first
        expect(premiere).to_be_visible()
        assert adresse(premiere, site) == attendue
        premiere.click()
        visite.page.wait_for_url(site + attendue)
        expect(visite.page.locator("h1")).to_be_visible()


def test_nettoyer_la_mairie_mene_a_sa_lettre_en_deux_gestes(visiter) -> None:
    """De l'accueil, au téléphone : chercher, ouvrir la lettre parmi les trois premières réponses ; ses champs sont là, son texte suit."""
    page = visiter("", largeur=390).page
    page.locator("input[data-recherche-site]:visible").fill("nettoyer la mairie")
    page.keyboard.press("Enter")
    lettre = page.locator(f"{REPONSES}:nth-child(-n + 3)").get_by_role("link", name="Lettre prête : faire le ménage")
    lettre.click()
    expect(page.locator("#document")).to_contain_text("Le ménage se fait en journée")
    assert page.locator("[data-lettre] input").first.bounding_box()["y"] < 844


def test_chaque_reponse_dit_son_genre_et_se_filtre(visiter, site: str) -> None:
    """Cinq réponses d'abord, chacune avec genre, titre et résumé ; un genre coché reste dans l'adresse, retour compris."""
    page = visiter("recherche/?q=cantine").page
    expect(page.locator(REPONSES)).to_have_count(5)
    assert len(set(genres(page))) > 1 and genres(page)[0] == "Clause"
    assert (
        page.locator(f"{REPONSES} .resultat-titre a").count() == 5 and page.locator(f"{REPONSES} .resume").count() > 3
    )
    page.locator("input[name=genre][value=droit]").check()
    expect(page).to_have_url(re.compile(r"\?q=cantine&genre=droit$"))
    expect(page.locator(COMPTE)).to_have_text(re.compile(r"^\d+ réponses? sur \d+$"))
    assert set(genres(page)) <= {"Texte de droit", "Article"}
    page.go_back()
    expect(page.locator(REPONSES)).to_have_count(5)
    page.get_by_role("button", name=re.compile("^Afficher la suite")).click()
    expect(page.locator(f"{REPONSES} a").nth(5)).to_be_focused()


def test_au_clavier(visiter, site: str) -> None:
    """On tape, le compte se dit, Tab mène à la première réponse, Entrée l'ouvre ; Échap vide le champ."""
    page = visiter("recherche/", largeur=390).page
    clavier = Clavier(page)
    clavier.saisir(page.locator(CHAMP), "délibération")
    expect(page.locator(COMPTE)).to_have_text(re.compile(r"^\d+ réponses$"))
    expect(page).to_have_url(re.compile("q=d%C3%A9lib%C3%A9ration"))
    clavier.aller(page.locator(f"{REPONSES} a").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}modeles/deliberation-feuille-de-route/")
    page.go_back()
    expect(page.locator(REPONSES).first).to_be_visible()
    page.locator(CHAMP).press("Escape")
    expect(page.locator(REPONSES)).to_have_count(0)
    expect(page.locator(".recherche-repos")).to_be_visible()


def test_rien_faute_et_mot_vide(visiter, site: str) -> None:
    """Une faute se lit et se dit ; rien propose des mots proches ; un mot trop courant est dit tel ; un filtre vide se lève."""
    page = visiter("recherche/?q=agneda").page
    expect(page.locator(COMPTE)).to_have_text(re.compile("réponses, en lisant « agenda »"))
    assert adresse(page.locator(f"{REPONSES} a").first, site) == "agenda/"
    page.locator(CHAMP).fill("arrozajeur")
    expect(page.locator(COMPTE)).to_have_text("Rien ne répond à « arrozajeur ».")
    page.get_by_role("button", name=re.compile("^Chercher « arros")).first.click()
    expect(page.locator(REPONSES).first).to_be_visible()
    expect(page.locator(CHAMP)).to_be_focused()
    page.locator(CHAMP).fill("de la")
    expect(page.locator(COMPTE)).to_contain_text("« de la » est trop courant")
    visite: Visite = visiter("recherche/?q=agenda&genre=clauses&genre=lexique")
    visite.page.goto(f"{site}recherche/?q=projeter+le+30-30&genre=lexique")
    expect(visite.page.locator(COMPTE)).to_contain_text("avec ce filtre")
    visite.page.get_by_role("button", name=re.compile("^Sans le filtre")).click()
    expect(visite.page.locator(REPONSES).first).to_be_visible()


@pytest.mark.parametrize("depuis", ["accueil", "clause"])
def test_sans_javascript(visiter, pages, depuis: str) -> None:
    """Sans script, l'en-tête mène à la page, qui le dit et propose les familles d'achat ; pas de champ qui ne servirait à rien."""
    page = visiter(getattr(pages, depuis), java_script_enabled=False, largeur=390).page
    page.locator("#recherche-entete").fill("cantine bio")
    page.locator("#recherche-entete").press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche/\?q=cantine\+bio$"))
    expect(page.locator("#contenu")).to_contain_text("La recherche demande JavaScript.")
    expect(page.locator(CHAMP)).to_be_hidden()
    expect(page.locator(".recherche-repos")).to_be_hidden()
    page.locator("#contenu a[href*='clauses/segments/']").first.click()
    expect(page).to_have_url(re.compile("/clauses/segments/"))


def test_saisies_hostiles(visiter) -> None:
    """Rien de saisi n'est exécuté, ni ne déborde, ni ne passe pour une panne."""
    page = visiter("recherche/", largeur=390, avant=TEMOIN).page
    au_repos = page.locator(COMPTE).text_content()
    for sorte, saisie in SAISIES.items():
        page.locator(CHAMP).fill("")
        expect(page.locator(COMPTE), sorte).to_have_text(au_repos)
        page.locator(CHAMP).fill(saisie)
        expect(page.locator(COMPTE), sorte).to_have_text(re.compile("réponse|Rien ne répond|trop courant"))
        assert page.evaluate(INTACTE), sorte
        assert page.evaluate(DEBORD) is None, sorte
        assert len(page.url) < 3_000, sorte


@pytest.mark.parametrize("panne", ["absent", "tronqué", "coupé"])
def test_panne(visiter, site: str, panne: str) -> None:
    """Sans index, la page le dit et offre de réessayer ; quand il revient, un clic suffit."""
    visite = visiter(None)
    page, index = visite.page, Index(visite, site)
    index.panne = panne
    visite.aller(f"{site}recherche/?q=cantine")
    expect(page.locator(COMPTE)).to_contain_text("La recherche n’a pas pu se charger")
    index.panne = ""
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator(REPONSES).first).to_be_visible()
    expect(page.locator(CHAMP)).to_be_focused()


def test_axe(visiter, site: str, axe: str) -> None:
    """Aucune violation ni débord : au repos, réponses, référence, correction, rien, mot vide, filtre, panne."""
    visite: Visite = visiter(None, avant=axe)
    page, violations = visite.page, []
    for requete in (
        "",
        "?q=cantine",
        "?q=L2112-2",
        "?q=agneda",
        "?q=arrozajeur",
        "?q=de+la",
        "?q=cantine&genre=lexique",
    ):
        visite.aller(f"{site}recherche/{requete}")
        attendu = "^$" if not requete else "réponse|Rien|trop courant"
        expect(page.locator(COMPTE)).to_have_text(re.compile(attendu))
        violations += juger(page, requete, lambda: ouvrir_tout(page, ".facettes-volet"))
    Index(visite, site).panne = "absent"
    visite.aller(f"{site}recherche/?q=cantine")
    expect(page.locator(COMPTE)).to_contain_text("n’a pas pu")
    violations += juger(page, "panne")
    assert not violations, "\n".join(violations)
