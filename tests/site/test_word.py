"""Les .docx faits à la construction : valides, accessibles, au même texte que la page, aux mêmes octets."""

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from lxml import html
from openxml_audit import OpenXmlValidator

from macros.base.base import Base
from macros.fiches.reseau.declaration import reseau_de
from macros.sorties.word.styles import TABLE
from macros.texte.balisage.leger import rendre as en_html
from tests.fabrique.donnees import word_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.questions import fiches_de
from tests.fabrique.reperes import SITE_URL
from tests.libreoffice import RECETTE, en_texte
from tests.petit.projet import changer

LIEN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}hyperlink"


def plat(texte: str) -> str:
    """Rend le texte sans espaces multiples ni insécables."""
    return re.sub(r"\s+", " ", texte.replace("\u00a0", " ").replace("\u202f", " ")).strip()


def paragraphes(octets: bytes) -> list[str]:
    """Rend le texte de chaque paragraphe et cellule, liens compris."""
    corps = Document(io.BytesIO(octets)).element.body
    return [
        plat("".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")))
        for p in corps.iter()
        if p.tag.endswith("}p")
    ]


APPUIS_A_PART = ".//text()[not(ancestor::ul[@class='appuis'])]"
CLASSES = {"modeles": "document", "spaser": "fiche feuille", "animer": "fiche kit"}
KIT = (
    ".//h2[@id='deroule']/following-sibling::table[1]//td | .//h2[@id='droit']/following-sibling::ul[1]/li"
    " | .//*[@id='texte-invitation']//p | .//*[@class='roles']//h3 | .//*[@class='roles']//p"
    " | .//*[contains(@class, 'a-remplir')]//td | .//*[@class='evaluation']/li/text()"
)


@pytest.fixture(scope="module")
def reels(base_du_site: Base) -> dict[str, bytes]:
    return word_de(base_du_site)


def test_un_document_par_fiche(reels: dict[str, bytes], base_du_site: Base, site_construit: Path) -> None:
    attendus = {f"spaser/feuilles-de-route/{nom}.docx" for nom in fiches_de(base_du_site, "feuilles")}
    attendus |= {f"modeles/{nom}.docx" for nom in fiches_de(base_du_site, "modeles")}
    attendus |= {f"animer/{nom}.docx" for nom in fiches_de(base_du_site, "kits")}
    assert attendus and set(reels) == attendus
    assert {chemin for chemin in attendus if not (site_construit / chemin).is_file()} == set()


def test_ooxml_valide(reels: dict[str, bytes], tmp_path: Path) -> None:
    for chemin, octets in reels.items():
        fichier = tmp_path / Path(chemin).name
        fichier.write_bytes(octets)
        resultat = OpenXmlValidator().validate(fichier)
        assert resultat.is_valid, (chemin, [str(e) for e in resultat.errors][:5])


def test_styles_et_langue(reels: dict[str, bytes]) -> None:
    """Un lecteur d'écran trouve le titre, les intertitres, la langue, l'en-tête répété du tableau."""
    for chemin, octets in reels.items():
        doc = Document(io.BytesIO(octets))
        styles = [p.style.name for p in doc.paragraphs]
        # Une pièce qui part à un tiers n'a pas le titre de sa fiche : son objet est dans son corps.
        assert (styles[0] == "Heading 1") != chemin.startswith("modeles/") and "Heading 2" in styles, chemin
        assert doc.core_properties.title and doc.core_properties.language == "fr-FR"
        assert b'w:lang w:val="fr-FR"' in zipfile.ZipFile(io.BytesIO(octets)).read("word/styles.xml")
        for niveau, titre in enumerate(TABLE["titres"], 1):
            style = doc.styles[f"Heading {niveau}"]
            assert (style.font.name, style.font.size.pt) == (TABLE["police"], titre["taille"]), chemin
            assert not any("heme" in cle for cle in style.element.rPr.rFonts.attrib), "la police du thème l'emporterait"
        assert doc.styles["Normal"].font.name == TABLE["police"]
        for tableau in doc.tables:
            assert tableau.rows[0]._tr.xpath("w:trPr/w:tblHeader"), chemin


def test_une_piece_part_seule(reels: dict[str, bytes], base_du_site: Base) -> None:
    """Une lettre, une délibération, une annexe : ni le réseau, ni le titre de la fiche, ni les conseils ne vont à qui la reçoit."""
    reseau = reseau_de(base_du_site)
    for nom, fiche in fiches_de(base_du_site, "modeles").items():
        octets = reels[f"modeles/{nom}.docx"]
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            parties = {chemin: archive.read(chemin).decode("utf-8", "ignore") for chemin in archive.namelist()}
        tout = plat(" ".join(re.sub(r"<[^>]+>", " ", texte) for texte in parties.values()))
        conseils = [plat(en_html(m).striptags()) for m in fiche.contenu.mode_d_emploi]
        for tu in (
            "Avant d’employer ce modèle",
            "Base légale",
            "Modèle à adapter",
            "python-docx",
            reseau.nom,
            *conseils,
        ):
            assert tu not in tout, (nom, tu)
        assert plat(fiche.contenu.titre) not in tout and urlsplit(SITE_URL).netloc not in tout, nom
        doc = Document(io.BytesIO(octets))
        lus = [(p.style.name, plat(p.text)) for p in doc.paragraphs]
        objets = [texte.removeprefix("Objet : ") for _, texte in lus if texte.startswith("Objet : ")]
        titres = [texte for style, texte in lus if style.startswith("Heading")]
        assert plat(doc.core_properties.title).lower() == [*objets, *titres][0].lower(), nom
        assert not doc.core_properties.author, nom
        assert plat(doc.sections[0].footer.paragraphs[0].text) == "Page"


def test_meme_texte_que_la_page(reels: dict[str, bytes], site_construit: Path) -> None:
    """Chaque paragraphe et chaque cellule de la page est dans le fichier, et dans l'ordre."""
    for chemin, octets in reels.items():
        page = html.parse(str(site_construit / chemin.replace(".docx", "/index.html"))).getroot()
        genre = chemin.partition("/")[0]
        (bloc,) = page.xpath(f"//*[@class='{CLASSES[genre]}']")
        dits = " | ".join(paragraphes(octets))
        if genre == "modeles":
            blocs = bloc.xpath(".//p | .//li[not(p)] | .//h2 | .//h3 | .//h4")
        elif genre == "animer":
            blocs = bloc.xpath(KIT)
        else:
            blocs = bloc.xpath(".//h1 | .//h2[@id='engagements']/following-sibling::ul[1]/li | (.//table)[1]//td")
        # Les appuis d'une étape sont dans sa cellule sur la page, dans une colonne à part dans le fichier.
        lus = [plat(b if isinstance(b, str) else "".join(b.xpath(APPUIS_A_PART))) for b in blocs]
        assert len(lus) > 5
        position = 0
        for lu in filter(None, lus):
            trouve = dits.find(lu, position)
            assert trouve >= 0, (chemin, lu)
            position = trouve


def test_listes_numerotees_repartent_de_un(projet: Path) -> None:
    octets = word_de(base_saine(projet))["modeles/essai.docx"]
    numeros = [
        p._p.pPr.numPr.numId.val for p in Document(io.BytesIO(octets)).paragraphs if p.style.name == "List Number"
    ]
    assert len(numeros) == 3 and numeros[0] == numeros[1] != numeros[2]


def test_listes_imbriquees_et_elements_de_deux_paragraphes(projet: Path) -> None:
    modele = projet / "docs/modeles/essai.md"
    modele.write_text(
        modele.read_text("utf-8") + "2. Un second élément.\n\n   Sa suite.\n\n- une puce\n  - dessous\n", "utf-8"
    )
    octets = word_de(base_saine(projet))["modeles/essai.docx"]
    styles = {p.text: p.style.name for p in Document(io.BytesIO(octets)).paragraphs}
    assert styles["Un second élément."] == "List Number" and styles["Sa suite."] == "List Continue"
    assert styles["une puce"] == "List Bullet" and styles["dessous"] == "List Bullet 2"


def test_emphases_et_liens(projet: Path) -> None:
    octets = word_de(base_saine(projet))["modeles/essai.docx"]
    doc = Document(io.BytesIO(octets))
    gras = [r.text for p in doc.paragraphs for r in p.runs if r.bold]
    italiques = [r.text for p in doc.paragraphs for r in p.runs if r.italic]
    cibles = {r.target_ref for r in doc.part.rels.values() if r.is_external}
    assert "trois entreprises" in gras and "daté" in italiques
    assert f"{SITE_URL}contribuer/" in cibles and any(e.tag == LIEN for e in doc.element.body.iter())


def test_un_lien_coupe_par_une_fin_de_ligne_garde_son_espace(projet: Path) -> None:
    source = projet / "docs/modeles/essai.md"
    changer(source, ("[la page]", "[la\npage]"))
    lus = paragraphes(word_de(base_saine(projet))["modeles/essai.docx"])
    assert "une fiche technique, voir la page." in lus


def test_memes_octets(projet: Path) -> None:
    """Ni l'heure ni la machine n'entrent dans le fichier."""
    premiers = word_de(base_saine(projet))
    assert premiers == word_de(base_saine(projet))
    for octets in premiers.values():
        assert {e.date_time for e in zipfile.ZipFile(io.BytesIO(octets)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.skipif(not RECETTE, reason="juge extérieur : LibreOffice, par « make recette »")
def test_libreoffice_lit_le_meme_texte(reels: dict[str, bytes], tmp_path: Path) -> None:
    for chemin, octets in reels.items():
        fichier = tmp_path / chemin.replace("/", "-")
        fichier.write_bytes(octets)
        lu = plat(en_texte(fichier, tmp_path))
        manquants = [p for p in paragraphes(octets) if p and p not in lu]
        assert manquants == [], (chemin, manquants[:3])
