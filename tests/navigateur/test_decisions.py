"""« Nos décisions » : remplir, recharger, le mois suivant, copier, effacer, stockage refusé ; axe dans chaque état."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.test_accessibilite_axe import SANS_PLEIN_ECRAN, juger
from tests.navigateur.visite import Visite, lire_copie

MOIS, SUIVANT = "veille/2026-07/", "veille/2026-08/"
LIGNE = ("Relire le modèle de CCTP\nde la cantine", "Achats", "avant le 15")
REFUSER = """for (const nom of ['getItem', 'setItem', 'removeItem']) Storage.prototype[nom] = () => { throw new DOMException('non'); };"""
SANS_PLACE = "Storage.prototype.setItem = () => { throw new DOMException('plein', 'QuotaExceededError'); };"
GARDE = re.compile("^Gardé dans ce navigateur")
REFUS = re.compile("^Ce navigateur refuse de garder")


def champ(page: Page, nom: str, rang: int = 1):
    return page.get_by_label(f"{nom}, ligne {rang}")


def remplir(page: Page, rang: int = 1, ligne: tuple[str, str, str] = LIGNE) -> None:
    for nom, texte in zip(("Décision", "Qui", "Pour quand"), ligne, strict=True):
        champ(page, nom, rang).fill(texte)


def relire(page: Page, rang: int = 1) -> tuple[str, ...]:
    return tuple(champ(page, nom, rang).input_value() for nom in ("Décision", "Qui", "Pour quand"))


def recharger(page: Page) -> None:
    page.reload()
    page.wait_for_selector("html[data-pret=oui]", state="attached")


def gardees(page: Page) -> dict:
    return json.loads(page.evaluate("localStorage.getItem('decisions-30-30')") or "{}")


def bouton(page: Page, nom: str):
    return page.get_by_role("button", name=nom)


def test_remplir_et_recharger(visiter) -> None:
    page = visiter(MOIS).page
    expect(page.locator("[data-decisions-note]")).to_have_text(GARDE)
    remplir(page)
    recharger(page)
    assert relire(page) == LIGNE
    assert list(gardees(page)) == ["2026-07"] and len(gardees(page)["2026-07"]) == 1


def test_au_clavier(visiter) -> None:
    """D'un champ à l'autre par Tab, en français comme on l'écrit ; une ligne de plus reçoit le focus."""
    page = visiter(MOIS).page
    champ(page, "Décision").focus()
    for texte in LIGNE[1:]:
        page.keyboard.type(texte)
        page.keyboard.press("Tab")
    assert relire(page)[:2] == LIGNE[1:]
    bouton(page, "Ajouter une ligne").focus()
    page.keyboard.press("Enter")
    expect(champ(page, "Décision", 5)).to_be_focused()


def test_le_mois_suivant(visiter, site: str) -> None:
    """Ce qui était décidé se relit, se coche, et ce qui reste se reprend une seule fois."""
    visite: Visite = visiter(MOIS)
    page = visite.page
    expect(page.locator("[data-decisions-passees]")).to_be_hidden()
    remplir(page)
    remplir(page, 2, ("Prévenir l’école", "Marie", ""))
    visite.aller(site + SUIVANT)
    passees = page.locator("[data-decisions-passees]")
    expect(passees).to_contain_text("Décisions du mois dernier")
    expect(passees.locator("li")).to_have_count(2)
    passees.get_by_role("checkbox").first.check()
    recharger(page)
    expect(passees.get_by_role("checkbox").first).to_be_checked()
    for _ in range(2):
        bouton(page, "Reprendre celles qui restent").click()
    assert relire(page) == ("Prévenir l’école", "Marie", "") and relire(page, 2) == ("", "", "")
    visite.aller(f"{site}veille/2026-10/")
    expect(passees).to_contain_text("Décisions de la dernière séance (août 2026)")
    visite.aller(f"{site}veille/2026-06/")
    expect(passees).to_be_hidden()


def test_reprendre_ce_qui_est_a_faire(visiter) -> None:
    page = visiter(SUIVANT).page
    attendue = page.locator("[data-decisions-proposees] > li").first.text_content().strip()
    bouton(page, "Reprendre « À faire ce mois-ci »").click()
    assert relire(page) == (attendue, "", "")
    bouton(page, "Reprendre « À faire ce mois-ci »").click()
    expect(page.locator("[data-decisions]").get_by_role("status").last).to_have_text("Tout y est déjà.")


def test_copier(visiter, site: str) -> None:
    """Un tableau pour un courriel, du texte pour le reste : les décisions, puis ce que sont devenues celles d'avant."""
    visite = visiter(MOIS, permissions=["clipboard-read", "clipboard-write"])
    page = visite.page
    bouton(page, "Copier le relevé").click()
    expect(page.locator("[data-decisions] .retour")).to_have_text(re.compile("^Rien à copier"))
    remplir(page, 1, ("Corriger <le> modèle", "Achats", "15/12"))
    visite.aller(site + SUIVANT)
    remplir(page)
    bouton(page, "Copier le relevé").click()
    expect(page.locator("[data-decisions] .retour")).to_have_text("Copié.")
    html, texte = lire_copie(page)
    assert texte.startswith("30-30 d’août\xa02026 : nos décisions")
    assert "Relire le modèle de CCTP de la cantine | Achats | avant le 15" in texte
    assert "Décisions du mois dernier" in texte and "Reste : Corriger <le> modèle · Achats · 15/12" in texte
    assert "<table>" in html and "Corriger &lt;le&gt; modèle" in html


def test_effacer(visiter, site: str) -> None:
    """Un mois, puis tous ; une erreur s'annule."""
    visite = visiter(MOIS)
    page = visite.page
    remplir(page)
    expect(bouton(page, "Effacer tous les mois")).to_be_hidden()
    bouton(page, "Effacer ce mois").click()
    assert relire(page) == ("", "", "") and gardees(page) == {}
    expect(bouton(page, "Annuler l’effacement")).to_be_focused()
    page.keyboard.press("Enter")
    assert relire(page) == LIGNE and list(gardees(page)) == ["2026-07"]
    visite.aller(site + SUIVANT)
    remplir(page)
    bouton(page, "Effacer tous les mois").click()
    assert page.evaluate("localStorage.getItem('decisions-30-30')") is None
    expect(page.locator("[data-decisions-passees]")).to_be_hidden()


@pytest.mark.parametrize("refus", [REFUSER, SANS_PLACE], ids=["refusé", "plein"])
def test_stockage_refuse(visiter, refus: str) -> None:
    """La page le dit, et le relevé se remplit et se copie quand même."""
    page = visiter(MOIS, avant=refus, permissions=["clipboard-read", "clipboard-write"]).page
    remplir(page)
    expect(page.locator("[data-decisions-note]")).to_have_text(REFUS)
    bouton(page, "Ajouter une ligne").click()
    assert relire(page) == LIGNE
    bouton(page, "Copier le relevé").click()
    expect(page.locator("[data-decisions] .retour")).to_have_text("Copié.")


ABIMES = ["{", "[]", "7", '{"2026-07": 3, "2026-06": [null, {"quoi": 4}], "<b>": [{"quoi": "x"}]}']


@pytest.mark.parametrize("abime", ABIMES)
def test_un_carnet_abime_ne_casse_rien(visiter, abime: str) -> None:
    avant = f"if (!sessionStorage.vu) {{ sessionStorage.vu = 1; localStorage.setItem('decisions-30-30', {json.dumps(abime)}); }}"
    page = visiter(MOIS, avant=avant).page
    remplir(page)
    recharger(page)
    assert relire(page) == LIGNE and set(gardees(page)) <= {"2026-06", "2026-07"}


def test_la_projection_et_l_edition_partagent_le_releve(visiter, site: str) -> None:
    """En projection, les touches écrivent dans le champ ; Échap rend la main, puis quitte."""
    visite = visiter(f"{SUIVANT}projection/")
    page = visite.page
    page.locator("[data-projeter]").click()
    while not champ(page, "Décision").is_visible():
        page.keyboard.press("ArrowRight")
    place = page.locator(".projection-place").text_content()
    champ(page, "Décision").focus()
    page.keyboard.type("Passer à P")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    expect(page.locator(".projection-place")).to_have_text(place)
    page.keyboard.press("Escape")
    expect(page.locator(".diapositive:visible h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-projeter]")).to_be_focused()
    visite.aller(site + SUIVANT)
    assert relire(page)[0] == "Passer à P"


def test_rien_n_est_charge_ailleurs(visiter, site: str) -> None:
    visite = visiter("veille/")
    assert not [u for u in visite.requetes if "/lib/seance-" in u and u.endswith(".js")]
    visite.aller(site + MOIS)
    assert [u for u in visite.requetes if "/lib/seance-" in u and u.endswith(".js")]


def test_sans_script_des_lignes_a_remplir(visiter) -> None:
    """Sur le papier : quatre lignes vides assez hautes pour écrire, et aucun bouton."""
    page = visiter(MOIS, java_script_enabled=False).page
    expect(page.locator("[data-decisions-note]")).to_contain_text("à la main")
    page.emulate_media(media="print")
    hauteurs = page.locator(".decisions tbody tr").evaluate_all("l => l.map((tr) => tr.getBoundingClientRect().height)")
    assert len(hauteurs) == 4 and min(hauteurs) > 35
    expect(page.locator("[data-decisions] button")).to_have_count(0)


def test_le_releve_rempli_s_imprime(visiter) -> None:
    page = visiter(MOIS).page
    remplir(page)
    page.emulate_media(media="print")
    expect(champ(page, "Décision")).to_be_visible()
    for cache in ("[data-decisions] button", "[data-decisions-note]"):
        expect(page.locator(cache).first).to_be_hidden()


def test_axe_et_rien_ne_deborde(visiter, site: str, axe: str) -> None:
    """Vide, remplie, avec le mois dernier ; page et projection."""
    visite = visiter(MOIS, avant=axe + SANS_PLEIN_ECRAN)
    page, violations = visite.page, []
    remplir(page)
    for adresse in (SUIVANT, f"{SUIVANT}projection/"):
        visite.aller(site + adresse)
        remplir(page, 2)
        violations += juger(page, adresse)
    page.locator("[data-projeter]").click()
    violations += juger(page, "ouverture projetée")
    while not champ(page, "Décision").is_visible():
        page.keyboard.press("ArrowRight")
    violations += juger(page, "décisions projetées")
    assert not violations, "\n".join(violations)
