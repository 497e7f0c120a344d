"""« Mes marchés » : déposer ses fichiers, voir ce qui est à corriger, à renouveler, compté ; rien ne part de l'appareil."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import expect

from tests.fabrique.marches import ENVIRONNEMENT, RIEN_DU_TOUT, en_json, marche
from tests.navigateur.test_accessibilite_axe import juger, ouvrir_tout
from tests.navigateur.visite import Retenue


def fichier(nom: str, contenu: str) -> dict[str, object]:
    return {"name": nom, "mimeType": "", "buffer": contenu.encode()}


def test_deposer_ses_fichiers(visiter, axe: str) -> None:
    """Le bon est lu à côté du mauvais ; la liste, le calendrier et le cas sont prêts ; un second dépôt remplace le premier."""
    visite = visiter("mes-marches/", avant=axe)
    page, depot, racine = visite.page, visite.page.locator("[data-deposer]"), visite.page.locator("[data-marches]")
    hier = date.today() - timedelta(days=400)
    dates = {"dateNotification": str(hier), "datePublicationDonnees": str(hier)}
    faux = marche(
        "J-02",
        objet='=HYPERLINK("x") <b>',
        dureeMois="NC",
        **{ENVIRONNEMENT: [RIEN_DU_TOUT, "Clause environnementale"]},
    )
    bons = en_json(marche("J-01", techniques=["Accord-cadre"], **dates), faux)
    depot.set_input_files([fichier("vide.json", ""), fichier("a.json", bons), fichier("x.docm", "PK\x03\x04")])
    page.wait_for_selector("[data-resultat]")
    lu = json.loads(racine.get_attribute("data-resultat") or "")
    assert (lu["contrats"], lu["ecartes"], len(lu["a_renouveler"])) == (2, 1, 1)
    assert {e["regle"] for e in lu["a_corriger"]} == {"les-deux-reponses", "duree-impossible"}
    expect(page.locator("[data-refus]")).to_have_count(2)
    page.locator("[data-renouveler] summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-obligations-dues] li")).not_to_have_count(0)
    cas = page.get_by_role("link", name="Ouvrir ce cas").get_attribute("href") or ""
    assert "famille=nettoyage" in cas and "contrat=accord-cadre" in cas and "montant=60000" in cas
    page.get_by_label("Vous êtes").select_option("etat")
    expect(page.get_by_role("link", name="Ouvrir ce cas")).to_have_attribute(
        "href", cas.replace("collectivites", "etat")
    )
    with page.expect_download() as venue:
        page.get_by_role("button", name="Télécharger la liste").click()
    liste = Path(venue.value.path()).read_text("utf-8-sig")
    assert "\"'=HYPERLINK" in liste and liste.count("\n") == 2
    with page.expect_download() as venue:
        page.get_by_role("button", name="Ses dates").click()
    assert Path(venue.value.path()).read_text("utf-8").count("BEGIN:VEVENT") == 3
    chiffres = page.locator("[aria-labelledby=mes-chiffres]")
    expect(chiffres.get_by_role("img").first).to_have_accessible_description(
        re.compile("social, 0 oui .*, 1 déclaré non")
    )
    with page.expect_download() as venue:
        chiffres.get_by_role("button", name="Enregistrer l’image").first.press("Enter")
    assert Path(venue.value.path()).read_bytes().startswith(b"\x89PNG")
    ouvrir_tout(page)
    assert not juger(page, "mes marchés, lus")
    depot.set_input_files([fichier("t.csv", "rien")])
    expect(page.locator("[data-etat]")).to_have_text("Aucun contrat n’a été lu.")
    assert racine.get_attribute("data-resultat") is None


def test_de_deux_depots_le_dernier_reste(visiter) -> None:
    """Le second vient avant que le premier ait ses familles : un seul fil naît, le sien."""
    page = visiter("mes-marches/").page
    fils = []
    page.on("worker", lambda fil: fils.append(fil))
    familles = Retenue(page, "**/familles.json")
    for rang, nom in enumerate(("premier.json", "second.json")):
        page.locator("[data-deposer]").set_input_files([fichier(nom, en_json(marche("J-01")))])
        familles.attendre(rang)
    for retenue in reversed(familles.retenues):
        with page.expect_response("**/familles.json"):
            retenue.continue_()
        page.wait_for_timeout(300)
    expect(page.locator("[data-fichiers]")).to_contain_text("second.json")
    assert len(fils) == 1


def test_remplir_ou_deposer_sa_declaration_agec(visiter, axe: str) -> None:
    """Au clavier : qui n'est pas tenu l'apprend, une famille s'ajoute, se juge, s'emporte, revient après la visite ; un fichier la remplace."""
    page = visiter("mes-marches/agec/", avant=axe).page
    page.get_by_label("Vous êtes").select_option("sante")
    expect(page.get_by_text("Pas tenu, à la lettre du texte")).to_be_visible()
    emporter = page.get_by_role("button", name="Télécharger le fichier")
    emporter.press("Enter")
    expect(page.get_by_text("Ajoutez d’abord une famille.")).to_be_visible()
    page.get_by_label("Famille à ajouter").select_option("Mobilier et aménagement d'intérieur")
    page.get_by_role("button", name="Ajouter cette famille").press("Enter")
    for montant in ("1000", "150", "0", "90"):
        page.keyboard.type(montant)
        page.keyboard.press("Tab")
    expect(page.locator("[data-parts]")).to_contain_text(
        "Réemploi : 15 %, pour 20 % dus : il manque 50 €. Recyclé : 9 %, pour 15 % dus : il manque 60 €."
    )
    emporter.press("Enter")
    expect(page.get_by_label("SIRET de l’acheteur")).to_be_focused()
    ouvrir_tout(page)
    assert not juger(page, "déclaration AGEC, à corriger")
    page.get_by_label("SIRET de l’acheteur").fill("21310000000017")
    page.get_by_label("Nom de l’acheteur").fill("Ville")
    page.reload()
    with page.expect_download() as venue:
        emporter.press("Enter")
    ecrit = Path(venue.value.path()).read_text("utf-8")
    assert ecrit.endswith(",21310000000017,Ville,Mobilier et aménagement d'intérieur,1000,150,0,90,")
    page.locator("[data-deposer]").set_input_files([fichier("autre.csv", ecrit.replace(",150,", ",1500,"))])
    expect(page.get_by_text("1 point à corriger")).to_be_visible()
    page.get_by_role("button", name="Y revenir").press("Enter")
    expect(page.locator("[data-parts]")).to_contain_text("il manque 50 €")
    page.locator("[data-deposer]").set_input_files([fichier("page.html", "<!doctype html>")])
    expect(page.locator("[data-etat]")).to_contain_text("ses colonnes sont inconnues")
    page.get_by_role("button", name="Tout effacer").press("Enter")
    expect(page.locator("[data-ligne]")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('ma-declaration-agec')") is None


def test_construire_son_spaser(visiter, axe: str) -> None:
    """Au clavier : huit réponses, la valeur présente tirée des fichiers d'un acheteur, un second acheteur ; tout revient, la délibération s'emporte."""
    page = visiter("spaser/construire/", avant=axe).page
    reponses = ("Ville", "62 000 000", "2025", "2027", "2", "L’adjointe", "La cheffe des achats", "Bourg")
    suivi = page.locator("[data-indicateur=spaser-achats-esus]").first.get_by_label("Suivi par")
    suivi.fill("Le contrôleur")
    page.get_by_label("Quel acheteur ?").focus()
    for reponse in reponses:
        page.keyboard.press("Control+A")
        page.keyboard.type(reponse)
        page.keyboard.press("Tab")
    expect(page.get_by_text("le schéma est dû")).to_be_visible()
    expect(page.get_by_role("heading", name="Cibles : Bourg")).to_be_visible()
    expect(suivi).to_have_value("Le contrôleur")
    bons = en_json(marche("J-01", considerationsSociales=["Clause sociale"]), marche("J-02"))
    page.locator("[data-deposer]").first.set_input_files([fichier("a.json", bons), fichier("vide.json", "")])
    expect(page.get_by_text("50 % de 2 contrats")).to_be_visible()
    expect(page.locator("[data-refus]")).to_contain_text("est vide")
    social = page.locator("[data-indicateur=spaser-achats-sociaux-nombre]").first
    social.get_by_label("Cible 2028").fill("101")
    page.get_by_role("button", name="La délibération").press("Enter")
    expect(social.get_by_label("Cible 2028")).to_be_focused()
    ouvrir_tout(page)
    assert not juger(page, "SPASER, une cible à corriger")
    social.get_by_label("Cible 2028").fill("60")
    page.reload()
    ecrits = {}
    for geste in ("La délibération", "Le tableau"):
        with page.expect_download() as venue:
            page.get_by_role("button", name=geste).press("Enter")
        with ZipFile(venue.value.path()) as archive:
            ecrits[geste] = archive.read("word/document.xml").decode()
    assert ecrits["La délibération"].count('w:val="Heading1"') == 8
    for mot in (
        "62\u202f000\u202f000 euros",
        "commun à Ville et Bourg",
        "2027 à 2028",
        "en 2025, calculé",
        "L’adjointe",
        "Cible 2028",
        "50\xa0%",
        "60\xa0%",
    ):
        assert mot in ecrits["La délibération"], mot
    assert not re.search(
        r"\[(?:Nom de la coll|première année|dernière année|année mesurée|montant des)", ecrits["La délibération"]
    )
    assert "60\xa0%" in ecrits["Le tableau"] and "DÉCIDE" not in ecrits["Le tableau"]
    page.get_by_role("button", name="Tout effacer").press("Enter")
    expect(page.get_by_label("Quel acheteur ?")).to_have_value("")
    assert page.evaluate("localStorage.getItem('mon-spaser')") is None
