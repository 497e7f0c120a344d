"""« Repartir de mon ancien dossier » : un vieux cahier des charges relu, et les mauvais fichiers ; rien ne part de l'appareil."""

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from playwright.sync_api import Page, expect

from tests.navigateur.test_accessibilite_axe import juger, ouvrir_tout

ACHAT = {"acheteur": "collectivites", "famille": "nettoyage", "marche": "services"}


def fichier(nom: str, octets: bytes) -> dict[str, Any]:
    return {"name": nom, "mimeType": "", "buffer": octets}


def en_docx(*phrases: str, le: datetime | None = None) -> bytes:
    """Rend un document Word de ces paragraphes, enregistré ce jour-là."""
    document, octets = Document(), BytesIO()
    for phrase in phrases:
        document.add_paragraph(phrase)
    document.core_properties.modified = le or datetime(2024, 3, 4)
    document.save(octets)
    return octets.getvalue()


def en_zip(**parties: bytes) -> bytes:
    octets = BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, partie in parties.items():
            archive.writestr(nom.replace("__", "/").replace("_xml", ".xml"), partie)
    return octets.getvalue()


def deposer(page: Page, nom: str, octets: bytes) -> None:
    page.locator("[data-deposer]").set_input_files([fichier(nom, octets)])


def test_un_vieux_cahier_des_charges(visiter, axe: str) -> None:
    """Les articles changés depuis, ce qui était dû, ce qui l'est en plus ; une date d'avant la base est dite ; tout au clavier."""
    visite = visiter("dossier/relire/", avant=axe)
    page = visite.page
    deposer(page, "CCTP.docx", en_docx("Vu l’article L. 2112-2 du code de la commande publique, et R. 999-9 du même."))
    expect(page.locator("[data-changes] li")).to_contain_text(["22 août 2026"])
    expect(page.locator("#cas-lancement")).to_have_value("2024-03-04")
    for nom, choix in ACHAT.items():
        page.locator(f"#cas-{nom}").select_option(choix)
    page.locator("#cas-montant").fill("300000")
    page.keyboard.press("Tab")
    expect(page.locator("[data-en-plus]")).to_contain_text("critère environnemental")
    expect(page.locator("[data-dues-alors] li")).not_to_have_count(0)
    liens = page.get_by_role("link", name="Ouvrir ce cas")
    assert "lancement=2024-03-04" in (liens.first.get_attribute("href") or "")
    violations = juger(page, "ancien dossier, relu", lambda: ouvrir_tout(page, "[data-relire] details"))
    page.locator("#cas-lancement").fill("2019-01-02")
    expect(page.locator("#ecart-lancement")).to_contain_text("depuis le 01/01/2024")
    expect(page.locator("[data-en-plus]")).to_have_count(0)
    page.locator("#coller").fill("L’article L. 230-5-1 du code rural.")
    page.locator("[data-geste=coller]").press("Enter")
    expect(page.locator("#les-articles + p")).to_contain_text("1 article ou texte reconnu")
    assert not violations, violations
    assert not [url for url in visite.requetes if "CCTP" in url]


BOMBE = en_zip(word__document_xml=b"<a>" + b" " * 70_000_000)
FAUTES = [
    ("vide.docx", b"", "est vide"),
    ("a.docm", b"PK", "des macros"),
    ("a.docx", en_zip(**{"[Content_Types]_xml": b'"application/vnd.ms-word.document.macroEnabled.main+xml"'}), "des macros"),
    ("bombe.docx", BOMBE, "pas un document Word lisible"),
    ("menteuse.docx", BOMBE.replace((70_000_003).to_bytes(4, "little"), (9).to_bytes(4, "little")), "pas un document Word lisible"),
    ("page.docx", b"<html><script>alert(1)</script>", "pas un document Word lisible"),
    ("page.html", b"<html>", "Une page web"),
    ("a.pdf", b"%PDF", "Un PDF ne se relit pas"),
    ("a.doc", b"\xd0\xcf\x11\xe0", "ancien format"),
    ("blanc.docx", en_docx(""), "n’a pas de texte"),
    ("casse.docx", en_zip(word__document_xml=b"<w:p"), "pas un document Word lisible"),
]  # fmt: skip


def test_de_mauvais_fichiers_laissent_la_page_vivante(visiter) -> None:
    visite = visiter("dossier/relire/")
    visite.erreurs_attendues = True  # d'un XML cassé, le navigateur fait un message en style, que la politique refuse
    page = visite.page
    for nom, octets, dit in FAUTES:
        deposer(page, nom, octets)
        expect(page.locator("[data-etat]")).to_contain_text(dit)
        expect(page.locator("[data-cas]")).to_be_hidden()
    deposer(page, "bon.docx", en_docx("L’article L. 2112-2."))
    expect(page.locator("#les-articles")).to_be_visible()
