"""Une secrétaire seule, au clavier, sur un petit écran : de l'accueil à un modèle utilisable en trois gestes."""

from playwright.sync_api import Page, expect

from tests.navigateur.visite import tabuler

NOMME = "nom => (document.activeElement.innerText?.trim() ?? '').startsWith(nom)"


def aller_au_clavier(page: Page, nom: str) -> None:
    """Avance par tabulation jusqu'au lien de ce nom, puis le suit."""
    tabuler(page, NOMME, nom)
    page.keyboard.press("Enter")


def test_trois_gestes_jusqu_au_modele(visiter) -> None:
    page = visiter("", largeur=390).page
    aller_au_clavier(page, "Je suis seul en mairie")
    expect(page.locator("h1")).to_contain_text("Petite commune")
    aller_au_clavier(page, "lettre de consultation")
    expect(page.locator("#document")).to_be_visible()
    with page.expect_download() as recu:
        aller_au_clavier(page, "Télécharger en Word")
    assert recu.value.suggested_filename.endswith(".docx")


def test_un_modele_s_imprime_seul(visiter) -> None:
    """Une lettre ou une délibération part sans l'habillage du site ; une feuille de route garde son titre."""
    for modele in ("deliberation-feuille-de-route", "lettre-menage"):
        page = visiter(f"modeles/{modele}/").page
        page.emulate_media(media="print")
        imprime = page.evaluate("document.body.innerText.replace(/\\s+/g, ' ').trim()")
        assert imprime == page.evaluate("document.getElementById('document').innerText.replace(/\\s+/g, ' ').trim()")
    page = visiter("spaser/feuilles-de-route/premiers-pas/").page
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible() and page.locator(".tableau-etapes").is_visible()
    assert not page.locator(".actions").is_visible()
