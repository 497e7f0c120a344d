"""L'allure des documents Word : une seule table, que lit aussi le navigateur (``word.js``). Tailles et espaces en points."""

from __future__ import annotations

import json
from pathlib import Path

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

TABLE = json.loads(Path(__file__).with_name("styles.json").read_text("utf-8"))
COULEURS = {nom: RGBColor.from_string(code) for nom, code in TABLE["couleurs"].items()}


def habiller(doc: Document) -> None:
    """Donne au document sa police, sa langue et ses titres : celui de la fiche, puis trois niveaux d'intertitres."""
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size = TABLE["police"], Pt(TABLE["taille"])
    normal.paragraph_format.space_after = Pt(TABLE["apres"])
    normal.paragraph_format.line_spacing = TABLE["interligne"]
    langue = OxmlElement("w:lang")
    langue.set(qn("w:val"), "fr-FR")
    normal.element.get_or_add_rPr().append(langue)
    for niveau, titre in enumerate(TABLE["titres"], 1):
        style = doc.styles[f"Heading {niveau}"]
        # La police du thème l'emporterait sur la nôtre.
        style.element.rPr.remove(style.element.rPr.rFonts)
        style.font.name, style.font.size = TABLE["police"], Pt(titre["taille"])
        style.font.bold, style.font.italic, style.font.color.rgb = True, False, COULEURS["titre"]
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(titre["avant"]), Pt(TABLE["apres"])
