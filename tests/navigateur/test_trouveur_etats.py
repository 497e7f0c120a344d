"""Le trouveur de clauses sans réponse, au clavier, avant ses modules, sans eux."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.test_parcours_acheteur import Clavier
from tests.navigateur.test_trouveur import CARTES, CHAMP, GROUPE, LIGNES, attendre_le_compte, facette_large, trouvees
from tests.navigateur.visite import Retenue


def essais(page: Page) -> list[str]:
    return page.locator(".vide-essais button").all_text_contents()


def test_vide_propose_des_mots_proches(visiter) -> None:
    """Un mot trop déformé ramène vers les mots proches, et vers qui peut aider."""
    page = visiter("clauses/?q=arrozajeur").page
    expect(page.locator(".vide-titre")).to_have_text("Aucune clause ne répond à « arrozajeur ».")
    attendre_le_compte(page, "^0 clause sur")
    for lien in ("proposez une clause", "les familles d’achat"):
        adresse = page.locator(".tableau-vide").get_by_role("link", name=lien).evaluate("e => e.href")
        assert page.request.get(adresse).ok, adresse
    page.get_by_role("button", name="Chercher « arroseur »").click()
    expect(page.locator(CARTES).first).to_be_visible()
    expect(page.locator(CHAMP)).to_have_value("arroseur")
    expect(page.locator(CHAMP)).to_be_focused()
    expect(page.locator(".tableau-vide")).to_have_count(0)
    page.go_back()
    expect(page.locator(".vide-titre")).to_contain_text("arrozajeur")


def test_vide_propose_de_lever_les_filtres(visiter) -> None:
    """Quand seuls les filtres écartent tout, on propose de lever chacun, avec le nombre de réponses promis."""
    page = visiter("clauses/?q=contenants&segment=energie&theme=dechets").page
    expect(page.locator(".tableau-vide")).to_be_visible()
    proposes = essais(page)
    assert any(e.startswith("Sans le filtre « Famille d’achat »") for e in proposes), proposes
    assert any(e.startswith("Sans aucun filtre") for e in proposes), proposes
    nombre = int(re.search(r"\((\d+)", proposes[0])[1])
    page.locator(".vide-essais button").first.click()
    attendre_le_compte(page, rf"^{nombre} clauses? sur")
    expect(page.locator(CHAMP)).to_have_value("contenants")
    assert "theme=dechets" in page.url and "segment" not in page.url


def test_vide_ne_propose_pas_deux_fois_la_meme_chose(visiter) -> None:
    """Un seul filtre coché : une seule façon de le lever."""
    page = visiter("clauses/?q=contenants&segment=energie").page
    expect(page.locator(".tableau-vide")).to_be_visible()
    assert len(essais(page)) == 1, essais(page)


# Clavier, chargement, sans JavaScript


@pytest.mark.parametrize("largeur", [390, 1280])
def test_tout_au_clavier(visiter, fiches, largeur: int) -> None:
    """Champ, Échap, filtre, suite, carte et issue d'une recherche vide s'atteignent et se voient au clavier."""
    page = visiter("clauses/", largeur=largeur).page
    clavier, champ = Clavier(page), page.locator(CHAMP)
    clavier.saisir(champ, "repas")
    expect(page.locator(CARTES).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(champ).to_have_value("")
    expect(page.locator(GROUPE).first).to_be_visible()
    assert "?" not in page.url
    if not page.locator("details.facettes-volet").evaluate("e => e.open"):
        clavier.activer(page.locator("details.facettes-volet > summary"))
    nom, valeur, _ = facette_large(fiches)
    clavier.activer(page.locator(f"details.facette:has(> fieldset[data-facette={nom}]) > summary"))
    clavier.activer(page.locator(f"input[name={nom}][value={valeur}]"))
    expect(page.locator(CARTES)).to_have_count(20)
    clavier.activer(page.get_by_role("button", name="Afficher la suite"))
    expect(page.locator(f"{CARTES} a").nth(20)).to_be_focused()
    identite = trouvees(page)[20]
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/clauses/{identite}/$"))
    page.go_back()
    expect(page.locator(CARTES)).to_have_count(20)
    clavier.saisir(champ, "arrozajeur")
    clavier.activer(page.get_by_role("button", name="Chercher « arroseur »"))
    expect(champ).to_be_focused()


def test_saisie_avant_le_module(visiter, site: str) -> None:
    """Ce qui est tapé pendant que le trouveur arrive n'est pas perdu."""
    page = visiter(None).page
    trouveur = Retenue(page, "**/lib/listes-*.js")
    page.goto(site + "clauses/", wait_until="domcontentloaded")
    page.locator(CHAMP).fill("contenants")
    trouveur.rendre()
    expect(page.locator(CARTES).first).to_have_attribute("data-resultat", "contenants-reemployables-repas")
    expect(page.locator(CHAMP)).to_have_value("contenants")
    assert page.url.endswith("?q=contenants")


def test_le_module_qui_arrive_n_ote_pas_le_focus(visiter, site: str) -> None:
    """Un lien de la liste atteint au clavier avant le trouveur garde le focus."""
    page = visiter(None).page
    trouveur = Retenue(page, "**/lib/listes-*.js")
    page.goto(site + "clauses/", wait_until="domcontentloaded")
    page.locator(f"{GROUPE} > summary").first.click()
    lien = page.locator(LIGNES).first.locator("a").first
    lien.focus()
    trouveur.rendre()
    page.wait_for_selector("html[data-pret=oui]", state="attached")
    expect(lien).to_be_focused()


@pytest.mark.parametrize("suivante", ["repas", ""])
def test_des_fiches_en_retard_ne_remplacent_pas_la_recherche_suivante(visiter, suivante: str) -> None:
    """Les fiches d'une recherche abandonnée, arrivées après coup, ne changent pas l'écran."""
    attendues = []
    if suivante:
        seule = visiter(f"clauses/?q={suivante}").page
        expect(seule.locator(CARTES).first).to_be_visible()
        attendues = trouvees(seule)
    page = visiter("clauses/").page
    lentes = Retenue(page, "**/fiches/*.json")
    page.locator(CHAMP).fill("nettoyage")
    lentes.attendre()
    page.locator(CHAMP).fill(suivante)
    page.wait_for_timeout(500)
    lentes.rendre()
    if suivante:
        expect(page.locator(CARTES)).to_have_count(len(attendues))
    page.wait_for_timeout(500)
    assert trouvees(page) == attendues


@pytest.mark.parametrize("genre", ["accueil", "clauses", "clause"])
def test_rien_ne_se_charge_avant_de_chercher(visiter, pages, site: str, genre: str) -> None:
    """Ni l'index ni le moteur à l'ouverture d'une page ; ils viennent dès que le champ a le focus."""
    visite = visiter(getattr(pages, genre))
    visite.page.wait_for_load_state("networkidle")

    def venus() -> list[str]:
        return [u for u in visite.requetes if u.startswith(f"{site}recherche/") or "/lib/tout-" in u]

    assert not venus()
    with visite.page.expect_response("**/index.json"):
        visite.page.locator(CHAMP if genre == "clauses" else "#recherche-entete").focus()
    assert any("/lib/tout-" in u for u in venus())
    assert not any("/termes/" in u or "/fiches/" in u for u in venus()), "une tranche chargée avant la première lettre"
