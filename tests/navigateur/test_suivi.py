"""« Suivre un marché signé » dans un navigateur : un marché de nettoyage, ses deux manquements, la clause lue dans le Word signé, axe."""

import json
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.navigateur.test_accessibilite_axe import juger, ouvrir_tout

COMPOSER = "dossier/#composer=nettoyage-insertion-formalisee&montant=690000&duree=36&procedure=formalisee"
LETTRE = {
    "acheteur": "Commune", "fait": "La liste n’est pas remise.", "preuve": "Courriel du 2 février 2025",
    "signataire": "Anne Martin", "qualite": "Maire", "correction": "15", "observations": "15",
}  # fmt: skip


def suivre(page: Page) -> None:
    """Suit le dossier de l'appareil, notifié le 10 janvier 2025 ; la page rechargée avant de quitter le champ, la date y est."""
    page.goto(page.url.split("dossier/")[0] + "suivi/")
    page.locator("[data-geste=dossier]").click()
    page.locator("#suivi-notification").fill("2025-01-10")
    page.reload()
    expect(page.locator("[data-tete]")).to_contain_text("9 janvier 2028")


def deposer(page: Page, bouton: str, *fichiers: Path) -> None:
    with page.expect_file_chooser() as choix:
        page.get_by_role("button", name=bouton).click()
    choix.value.set_files(fichiers)


def test_un_marche_de_nettoyage_suivi_jusqu_a_la_lettre(visiter, tmp_path: Path, axe: str) -> None:
    visite = visiter(COMPOSER, avant=axe, accept_downloads=True)
    page = visite.page
    page.get_by_label("Nom de l’acheteur").evaluate("e => { for (let d = e; d; d = d.parentElement) d.open = true; }")
    page.get_by_label("Nom de l’acheteur").fill("Ville de Nîmes")
    with page.expect_download() as archive:
        page.locator("[data-exporter=archive]").click()
    archive.value.save_as(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as zip_:
        zip_.extractall(tmp_path)
    suivre(page)
    expect(page.locator("[data-champ=acheteur]")).to_have_value("Ville de Nîmes")
    assert page.locator("[data-partie=voir] li").count() == 5
    premiere = page.locator("[data-partie=voir] li").first
    expect(premiere).to_contain_text("25 janvier 2025")

    # Cochée au clavier, l'échéance s'en va : le clavier passe à celle qui prend sa place. Son jour se corrige ; avant la notification, il est refusé.
    premiere.locator("input[type=checkbox]").press(" ")
    expect(premiere).not_to_contain_text("25 janvier 2025")
    expect(premiere.locator("input[type=checkbox]")).to_be_focused()
    expect(page.locator("[data-message]")).to_contain_text("Tenu : Recevoir")
    tenue = page.locator("[data-repli='groupe-Ce qui est tenu']")
    tenue.locator("> summary").press("Enter")
    tenue.locator("li summary").press("Enter")
    for jour, dit in (("2025-01-02", "avant la notification"), ("", "")):
        tenue.get_by_label("Tenu le").fill(jour)
        tenue.get_by_label("Tenu le").blur()
        expect(page.locator("[data-message]")).to_contain_text(dit)
    expect(premiere).to_contain_text("25 janvier 2025")

    # Une échéance à soi, puis ôtée.
    page.locator("[data-repli=ajout] > summary").press("Enter")
    page.locator("#ajout-quoi").fill("Refuser la liste")
    page.locator("#ajout-quoi").press("Enter")
    expect(page.locator("#ajout-jour")).to_be_focused()
    page.locator("#ajout-jour").fill("2025-01-20")
    page.locator("#ajout-jour").press("Enter")
    expect(premiere).to_contain_text("Refuser la liste")
    premiere.locator("summary").press("Enter")
    premiere.get_by_role("button", name="Ôter cette échéance").click()
    expect(premiere).to_contain_text("25 janvier 2025")

    # Un écart, tapé chiffre à chiffre : avant la notification, il est refusé ; daté, il ouvre les lettres.
    premiere.locator("summary").press("Enter")
    for tape, dit in (("12012024", "En retard"), ("02032025", "Écart")):
        premiere.get_by_label("Écart constaté le").press_sequentially(tape)
        premiere.get_by_label("Écart constaté le").blur()
        expect(page.locator("[data-message]")).to_contain_text("avant la notification")
        expect(premiere).to_contain_text(dit)
    premiere.locator("[data-lettre=mise-en-demeure]").press("Enter")
    page.get_by_role("button", name="Écrire la lettre").click()
    expect(page.locator("#lettre-clause")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#lettre-clause")).to_have_value("")

    # La clause vient du document signé, pas de la base.
    deposer(page, "Lire la clause dans le document signé", tmp_path / "RC.docx", tmp_path / "CCAP.docx")
    choix = page.locator("#lettre-textes")
    titre = choix.locator("option", has_text="Liste et relevé des produits").inner_text()
    assert titre[0].isdigit() and titre.endswith("(CCAP)")
    for _ in range(2):  # la même clause ne se cite pas deux fois
        choix.select_option(label=titre)
    expect(page.locator("#lettre-ou")).to_have_value("article " + titre.split(" ")[0] + " du CCAP")
    for nom, valeur in LETTRE.items():
        page.locator(f"#lettre-{nom}").fill(valeur)
    page.locator("#lettre-titulaire").fill("Propre SARL")
    page.get_by_role("button", name="Fermer", exact=True).click()
    premiere.locator("[data-lettre=mise-en-demeure]").click()
    expect(page.locator("#lettre-titulaire")).to_have_value("Propre SARL")
    page.get_by_role("button", name="Écrire la lettre").click()
    projet = page.locator("[data-lettre-ecrite]")
    for dit in ("Projet à faire relire", "article " + titre.split(" ")[0] + " du CCAP", "28 janvier 2025", "15 jours"):
        expect(projet).to_contain_text(dit)
    with page.expect_download() as word:
        page.get_by_role("button", name="Télécharger en Word").click()
    word.value.save_as(tmp_path / "lettre.docx")
    assert "Projet à faire relire" in zipfile.ZipFile(tmp_path / "lettre.docx").read("word/document.xml").decode()

    # Le bilan : ce qui a été obtenu, une année ; « Mes marchés » le réunit.
    page.locator("[data-repli=bilan] > summary").click()
    for terme, dit in (("realisees", "460"), ("dues", "500")):
        page.locator(f"#bilan-insertion-heures-realisees-heures_{terme}").fill(dit)
        page.keyboard.press("Tab")
    expect(page.locator("[data-indicateur=insertion-heures-realisees]")).to_contain_text("92\xa0%")
    expect(page.locator("#bilan-insertion-personnes-lien")).to_be_focused()
    page.locator("#bilan-annee").select_option("2025")
    expect(page.locator("[data-indicateur=pnad-considerations-sociales]")).to_contain_text("100\xa0%")
    violations = juger(page, "suivi, lettre ouverte", lambda: ouvrir_tout(page, "[data-suivi] details"))

    # Le fichier rend le même suivi ; autrement, il s'ouvre à côté.
    with page.expect_download() as suivi:
        page.get_by_role("button", name="Enregistrer le suivi").click()
    suivi.value.save_as(tmp_path / "suivi.json")
    garde = json.loads((tmp_path / "suivi.json").read_text("utf-8"))
    assert [lettre["genre"] for lettre in garde["lettres"]] == ["mise-en-demeure"]
    (tmp_path / "suivi.json").write_text(json.dumps(garde | {"titulaire": "<b>Autre</b>"}), "utf-8")
    expect(page.locator("#la-lettre")).to_be_visible()
    deposer(page, "Ouvrir un fichier", tmp_path / "suivi.json")
    expect(page.locator("[data-message]")).to_contain_text("rien n’est remplacé")
    expect(page.locator("#la-lettre")).to_have_count(0)  # une lettre ne passe pas d'un marché à l'autre
    expect(page.locator("[data-message]")).to_contain_text("rien ne s’exécute")
    expect(page.locator("[data-ouvert] option")).to_have_count(2)

    # Le dossier en fichier, ou le Word seul, dont les valeurs restent à lire dans le contrat.
    for fichier, nom, dit in (
        ("dossier.json", "Nettoyage des locaux", "ouvert"),
        ("CCAP.docx", "CCAP", "se lisent dans votre contrat"),
    ):
        page.locator("[data-repli=choix]").evaluate("e => (e.open = true)")
        deposer(page, "Ouvrir un fichier", tmp_path / fichier)
        expect(page.locator("[data-message]")).to_contain_text(dit)
        expect(page.locator("#le-marche")).to_contain_text(nom)
        for attendu in ("Attestation semestrielle", "Tableau sans nom du personnel à reprendre"):
            expect(page.locator("[data-partie=reste]")).to_contain_text(attendu)
    page.goto(page.url.split("suivi/")[0] + "mes-marches/")
    obtenu = page.locator("[data-obtenu] [data-indicateur=insertion-heures-realisees]")
    expect(obtenu).to_contain_text("92\xa0% (2 marchés)")
    assert not [*violations, *juger(page, "mes marchés, obtenu")]


def test_de_mauvais_fichiers_laissent_la_page_vivante(visiter, tmp_path: Path) -> None:
    """Une phrase chacun, et rien ne change ; le document d'un autre n'ouvre rien. L'appareil refuse : le suivi s'ouvre, et c'est dit."""
    page = visiter("suivi/").page
    for nom, contenu, dit in (
        ("a.json", b"{", "abîmé, ou coupé"),
        ("a.json", b'{"format":"mon-suivi","version":9,"attendus":[]}', "à la version 9"),
        ("a.docx", b"PK", "pas un document Word lisible"),
        ("a.docm", b"PK", "des macros"),
    ):
        (tmp_path / nom).write_bytes(contenu)
        deposer(page, "Ouvrir un fichier", tmp_path / nom)
        expect(page.locator("[data-message]")).to_contain_text(dit)
    expect(page.locator("[data-marche]")).to_be_hidden()
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('plein'); }; }")
    (tmp_path / "a.json").write_text('{"format":"mon-suivi","version":1,"attendus":[]}')
    deposer(page, "Ouvrir un fichier", tmp_path / "a.json")
    expect(page.locator("[data-message]")).to_contain_text("enregistrez-le dans un fichier")
    expect(page.locator("[data-marche]")).to_be_visible()
