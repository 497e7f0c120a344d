"""« Que dois-je mettre ? » : les lots, ce qui est hors du champ, l'achat gardé sur l'appareil, et de l'accueil à l'archive."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Locator, expect

from tests.navigateur.test_obligations import COMPLET
from tests.navigateur.visite import Retenue, Visite

LOTS = COMPLET.replace("95000", "300000").replace("lots=1", "lots=3")
CLICS_MAX, TOUCHES_MAX = 15, 30


def test_chaque_lot_a_sa_famille_et_sa_voie(visiter: Callable[..., Visite]) -> None:
    """L'ensemble passe le seuil ; les petits lots suivent une voie plus simple tant qu'ils font 20 % au plus ; l'adresse les garde."""
    page = visiter(f"{LOTS}&lot=nettoyage:245000&lot=espaces-verts:30000&lot=restauration-collective:20000").page
    voies = page.locator("[data-voie]")
    expect(voies).to_have_count(3)
    expect(page.locator("[data-lots] .message")).to_contain_text("Les lots font")
    expect(page.locator("[data-lot='1'] [data-voie]")).to_have_attribute("data-voie", "ensemble")
    expect(page.locator("[data-lot='2'] [data-voie]")).to_have_attribute("data-voie", "dispense")
    page.locator("[data-lot='3'] summary").click()
    expect(page.locator("[data-lot='3'] li a[href$='#egalim-parts']")).to_be_visible()
    expect(page.locator("[data-lot='1'] li a[href$='#egalim-parts']")).to_have_count(0)
    montant = page.locator("#lot-2-montant")
    montant.fill("70000")
    expect(montant).to_be_focused()
    expect(page.locator("[data-lot='2'] [data-voie]")).to_have_attribute("data-voie", "ensemble")
    expect(page.locator("[data-lot='2'] [data-voie]")).to_contain_text("n’en choisissez que pour 60")
    assert "lot=restauration-collective%3A70000" in page.url


def test_les_lots_changent_de_nombre_pendant_l_attente(visiter: Callable[..., Visite]) -> None:
    """Le dernier achat l'emporte. Un lot tu, ou au-delà de ceux que la page compare, empêche de conclure de l'ensemble."""
    page = visiter(f"{LOTS.replace('lots=3', 'lots=2')}&lot=nettoyage:270000&lot=nettoyage:30000").page
    retenue = Retenue(page, "**/regles/espaces-verts.json")
    page.locator("#lot-1-famille").select_option("espaces-verts")
    retenue.attendre()
    page.locator("[data-questions] > summary").click()
    page.locator("[data-precisions] > summary").click()
    page.locator("#cas-lots").fill("3")
    expect(page.locator("[data-lot]")).to_have_count(3)
    retenue.rendre()
    voies = page.locator("[data-voie]")
    expect(voies).to_have_count(3)
    expect(voies.nth(1)).to_contain_text("si tous les petits lots")
    page.locator("#lot-2-montant").fill("20000")
    expect(voies.nth(1)).to_have_attribute("data-voie", "dispense")
    expect(page.locator("[data-lots]")).not_to_contain_text("false")
    bilan = page.locator("[data-lots] .message")
    expect(bilan).to_contain_text("corrigez l’un ou l’autre")
    page.locator("#cas-lots").fill("21")
    expect(page.locator("#vos-lots")).to_contain_text("20 de vos 21 lots")
    for rang in range(20):
        page.locator(f"#lot-{rang}-montant").fill("2000")
    expect(page.locator("[data-voie=ensemble]")).to_have_count(20)
    expect(bilan).to_have_text("Cette page ne compare que 20 lots : additionnez vous-même les autres.")


def test_hors_du_champ_la_page_dit_ou_regarder(visiter: Callable[..., Visite]) -> None:
    page = visiter(COMPLET.replace("ordinaire", "concession")).page
    expect(page.locator("[data-lots]")).to_be_hidden()
    page.locator("#hors-concession").get_by_role("link", name="Une concession").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("concession")


def test_l_achat_revient_par_le_menu_et_s_efface(visiter: Callable[..., Visite]) -> None:
    visite = visiter(COMPLET)
    page = visite.page
    page.locator("[data-questions] > summary").click()
    page.get_by_label("Durée").fill("24")
    visite.aller(page.url.split("#")[0])
    expect(page.locator("[data-retour]")).to_contain_text("revenu")
    expect(page.locator("[data-reponse]")).to_have_count(4)
    assert "duree=24" in page.url
    page.locator("[data-questions] > summary").click()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator("[data-retour]")).to_contain_text("effacées")
    visite.aller(page.url.split("#")[0])
    expect(page.locator("[data-reponse]")).to_have_count(0)


def test_de_l_accueil_a_l_archive_de_la_cantine(visiter: Callable[..., Visite], tmp_path: Path) -> None:
    """Une cantine de 120 000 € par an : quinze clics et trente touches au plus, un choix dans une liste comptant pour deux clics."""
    page = visiter("").page
    clics = touches = 0

    def cliquer(cible: Locator) -> None:
        nonlocal clics
        clics += 1
        cible.click()

    def choisir(nom: str, valeur: str) -> None:
        nonlocal clics
        clics += 2
        page.locator(f"#cas-{nom}").select_option(valeur)

    def taper(texte: str) -> None:
        nonlocal touches
        touches += len(texte)
        page.keyboard.type(texte)

    cliquer(page.get_by_role("link", name="Je prépare un achat"))
    choisir("acheteur", "collectivites")
    choisir("famille", "restauration-collective")
    choisir("marche", "services")
    cliquer(page.locator("#cas-montant"))
    taper("120000")
    choisir("rythme", "an")
    cliquer(page.locator("#cas-duree"))
    taper("48")
    page.keyboard.press("Enter")
    touches += 1
    question = page.locator("[data-question=service-social]")
    expect(question).to_contain_text("livrer des repas")
    cliquer(question.get_by_role("button", name="Oui"))
    expect(page.locator("[data-reponses] > .note", has_text="compté en tout")).to_have_count(0)
    cliquer(page.locator("[data-geste=composer]"))
    with page.expect_download() as attente:
        cliquer(page.locator("[data-exporter=archive]"))
    attente.value.save_as(tmp_path / "archive.zip")
    assert {"RC.docx", "CCAP.docx", "CCTP.docx"} <= {*ZipFile(tmp_path / "archive.zip").namelist()}
    assert clics <= CLICS_MAX and touches <= TOUCHES_MAX, (clics, touches)
