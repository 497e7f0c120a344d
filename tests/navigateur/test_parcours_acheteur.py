"""Le parcours d'un acheteur pressé, à la souris et au clavier : chercher, filtrer, compléter, copier, télécharger."""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from macros.sorties.word.styles import TABLE
from tests.navigateur.visite import lire_copie

TABULATIONS = 250
FOCUS_VISIBLE = """e => {
    const s = getComputedStyle(e);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== 'none';
}"""


class Main:
    """Agit à la souris."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def aller(self, cible: Locator) -> None:
        cible.click()

    def activer(self, cible: Locator) -> None:
        cible.click()

    def saisir(self, cible: Locator, texte: str) -> None:
        cible.fill(texte)


class Clavier(Main):
    """Agit avec Tab, Entrée, Espace et les lettres, et vérifie que le focus se voit."""

    def aller(self, cible: Locator) -> None:
        element = cible.first.element_handle()
        for _ in range(TABULATIONS):
            if not element.evaluate("e => e.isConnected"):  # la liste s'est redessinée
                element = cible.first.element_handle()
            if element.evaluate("e => e === document.activeElement"):
                break
            self.page.keyboard.press("Tab")
        else:
            pytest.fail(f"hors d'atteinte au clavier : {cible}")
        assert element.evaluate(FOCUS_VISIBLE), f"focus invisible : {cible}"

    def activer(self, cible: Locator) -> None:
        self.aller(cible)
        case = cible.first.evaluate("e => e.type === 'checkbox'")
        self.page.keyboard.press("Space" if case else "Enter")

    def saisir(self, cible: Locator, texte: str) -> None:
        self.aller(cible)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(texte)


@pytest.mark.parametrize("largeur", [390, 1280])
@pytest.mark.parametrize("agir", [Main, Clavier])
def test_parcours(visiter, pages, tmp_path: Path, agir: type[Main], largeur: int) -> None:
    """Des mots de l'acheteur au fichier Word relu."""
    visite = visiter("clauses/", largeur=largeur, permissions=["clipboard-read", "clipboard-write"])
    page, acteur = visite.page, agir(visite.page)

    acteur.saisir(page.locator("#q-clauses"), "Contenants reemployable")
    cartes = page.locator(".reponses > li[data-resultat]")
    expect(cartes.first).to_have_attribute("data-resultat", "contenants-reemployables-repas")
    expect(page.locator(".tableau-compte")).to_contain_text(re.compile(r"^\d+ clauses? (sur \d+$|avec tous vos mots)"))
    assert "q=Contenants+reemployable" in page.url

    volet = page.locator("details.facettes-volet")
    if not volet.evaluate("e => e.open"):
        acteur.activer(page.locator("details.facettes-volet > summary"))
    case = page.locator("input[name=segment][value=restauration-collective]")
    acteur.activer(case)
    expect(case).to_be_checked()
    expect(page).to_have_url(re.compile("segment=restauration-collective"))
    expect(cartes).to_have_count(int(page.locator("label", has=case).locator(".compte").text_content()))

    acteur.activer(page.locator('.reponses > li[data-resultat="contenants-reemployables-repas"] a'))
    expect(page.locator("h1")).to_contain_text("Contenants réemployables")

    taux = page.locator('input[data-variable="taux"]')
    if not taux.is_visible():
        acteur.activer(page.locator("details.completer > summary"))
    acteur.saisir(taux, "65")
    for valeur in page.locator('span.variable[data-variable="taux"]').all():
        assert valeur.text_content().replace("\u202f", "\u00a0") == "65\u00a0%"

    acteur.activer(page.locator('button[data-copier="#texte-1"]'))
    expect(page.locator('button[data-copier="#texte-1"] + .retour')).to_have_text(
        "Copié, valeurs à vérifier entre crochets."
    )
    verifier_presse_papiers(page)

    with page.expect_download() as attente:
        acteur.activer(page.locator("button[data-word]"))
    chemin = tmp_path / attente.value.suggested_filename
    attente.value.save_as(chemin)
    assert chemin.name == "contenants-reemployables-repas.docx"
    verifier_word(chemin)
    expect(page.locator("button[data-word] + .retour")).to_contain_text("Fichier prêt")


def verifier_presse_papiers(page: Page) -> None:
    html, texte = lire_copie(page)
    assert "<ul><li>" in html and "<p>" in html
    # La valeur choisie se colle telle quelle ; une valeur proposée, non touchée, reste surlignée.
    assert re.search(r"au moins 65(?:&nbsp;|\u00a0|\u202f)% des portions", html)
    assert re.search(r"<span style=\"background-color: ?[^\"]+\">50</span>", html)
    assert "class=" not in html and "<script" not in html and "<button" not in html
    assert re.search(r"au moins 65[\u00a0\u202f]% des portions", texte) and "[50]" in texte
    assert "\n- conçu pour" in texte and "<" not in texte


def verifier_word(chemin: Path) -> None:
    document = Document(str(chemin))
    par_style: dict[str, list[str]] = {}
    for paragraphe in document.paragraphs:
        par_style.setdefault(paragraphe.style.name, []).append(paragraphe.text)
    assert par_style["Title"] == [
        "Contenants réemployables pour les livraisons de repas",
        "Conseils pour l’acheteur : partie à retirer",
    ]
    assert "Textes à insérer" in par_style["Heading 1"] and "Base légale" in par_style["Heading 1"]
    assert len(par_style["Heading 2"]) >= 4

    numeros = document.part.numbering_part.element
    formats = {n.get(f"{{{W}}}val") for n in numeros.iter(f"{{{W}}}numFmt")}
    assert {"decimal", "bullet"} <= formats
    en_liste = [p.text for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert any(t.startswith("conçu pour") for t in en_liste)
    assert any(t.startswith("Sur quelle part des portions") for t in en_liste), "cadre de réponse sans liste numérotée"

    xml = document.element.xml
    assert "65\u00a0%" in xml.replace("\u202f", "\u00a0") and 'w:highlight w:val="yellow"' in xml
    assert "w:hyperlink" in xml and len(document.tables) >= 2
    assert "Télécharger en Word" not in xml and "Copier ce texte" not in xml and "Adapter les" not in xml
    pied = "".join(p.text for p in document.sections[0].footer.paragraphs)
    assert "Modèle à adapter" in pied and "https://exemple.test/base/clauses/contenants-reemployables-repas/" in pied
    assert document.core_properties.title == "Contenants réemployables pour les livraisons de repas"
    assert 'w:lang w:val="fr-FR"' in document.styles.element.xml
    # La même allure que les documents faits à la construction.
    polices = {style.name: style.font for style in document.styles}
    titres = [polices[nom] for nom in ("Title", "Heading 1", "Heading 2", "Heading 3")]
    assert [(p.name, p.size.pt) for p in titres] == [(TABLE["police"], t["taille"]) for t in TABLE["titres"]]
    [defaut] = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:rFonts")
    assert defaut.get(f"{{{W}}}ascii") == TABLE["police"]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize("largeur", [390, 1280])
def test_menu_et_recherche_au_clavier(visiter, pages, largeur: int) -> None:
    """Le menu et la recherche de l'en-tête s'atteignent avec Tab, et Échap referme le menu."""
    page = visiter(pages.clause, largeur=largeur).page
    clavier = Clavier(page)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Aller au contenu")
    clavier.aller(page.locator("input[data-recherche-site]"))
    bouton = page.locator("button.menu-bouton")
    premier = page.locator("#menu-principal a").first
    if largeur < 700:
        expect(premier).to_be_hidden()
        page.reload()
        clavier.activer(bouton)
        expect(bouton).to_have_attribute("aria-expanded", "true")
        clavier.aller(premier)
        page.keyboard.press("Escape")
        expect(premier).to_be_hidden()
        expect(bouton).to_be_focused()
        page.keyboard.press("Enter")
    clavier.activer(page.locator("#menu-principal a", has_text="Clauses"))
    expect(page).to_have_url(re.compile(r"/clauses/$"))

    expect(page.locator("html[data-pret=oui]")).to_be_attached()  # le raccourci attend son module
    page.keyboard.press("/")
    expect(page.locator("input[data-recherche-site]")).to_be_focused()
    page.keyboard.type("cantine/bio")
    expect(page.locator("input[data-recherche-site]")).to_have_value("cantine/bio")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche/\?q=cantine%2Fbio$"))
    expect(page.locator("#q-recherche")).to_have_value("cantine/bio")
