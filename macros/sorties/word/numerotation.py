"""Les listes numérotées de Word : chacune repart de 1."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as DocumentWord
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def numerotation_neuve(doc: DocumentWord) -> str:
    """Rend une numérotation neuve, pour qu'une seconde liste reparte de 1."""
    numerotation = doc.part.numbering_part.element
    style = doc.styles["List Number"].element
    modele = style.pPr.numPr.numId.val
    ancien = next(n for n in numerotation.findall(qn("w:num")) if n.numId == modele)
    neuf = deepcopy(ancien)
    numero = str(max(n.numId for n in numerotation.findall(qn("w:num"))) + 1)
    neuf.set(qn("w:numId"), numero)
    reprise, depart = OxmlElement("w:lvlOverride"), OxmlElement("w:startOverride")
    reprise.set(qn("w:ilvl"), "0")
    depart.set(qn("w:val"), "1")
    reprise.append(depart)
    neuf.append(reprise)
    numerotation.append(neuf)
    return numero


def numeroter(paragraphe: Paragraph, numero: str) -> None:
    """Donne au paragraphe cette numérotation."""
    proprietes = paragraphe._p.get_or_add_pPr().get_or_add_numPr()
    proprietes.get_or_add_ilvl().val = 0
    proprietes.get_or_add_numId().val = int(numero)
