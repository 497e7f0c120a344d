"""Les documents Word faits à la construction : feuilles de route et modèles. De vrais styles, et toujours les mêmes octets."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime, time

from docx import Document
from docx.document import Document as DocumentWord
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from macros.balisage import analyser, typographier
from macros.modele import Base, Fiche

DATE_ZIP = (1980, 1, 1, 0, 0, 0)
COLONNES = {"Quand": 2.6, "Ce que l’on fait": 6.6, "Qui": 3, "Ce qui existe à la fin": 5.6, "Appuis": 7.9}
"""Colonnes du tableau d'une feuille de route, et leur largeur en centimètres."""
MARGE = Cm(2)
A4 = Cm(21), Cm(29.7)
STYLES_DE_LISTE = {"bullet_list_open": "List Bullet", "ordered_list_open": "List Number"}


def documents_word(base: Base, nom_du_reseau: str, site_url: str) -> dict[str, bytes]:
    """Rend ``{chemin: octets}`` : un .docx par feuille de route et par modèle de document."""
    auteur = _Auteur(base, nom_du_reseau, site_url)
    sorties = {base.adresse("feuilles", f.id)[:-1] + ".docx": auteur.feuille(f) for f in base.feuilles.values()}
    sorties |= {base.adresse("modeles", f.id)[:-1] + ".docx": auteur.modele(f) for f in base.modeles.values()}
    return sorties


class _Auteur:
    """Écrit un document à la fois."""

    def __init__(self, base: Base, nom_du_reseau: str, site_url: str) -> None:
        self.base, self.nom_du_reseau, self.site_url = base, nom_du_reseau, site_url

    def modele(self, fiche: Fiche) -> bytes:
        """Rend le modèle : le document à envoyer, puis ce qu'il faut savoir avant."""
        doc = self._nouveau(fiche)
        self._corps(doc, fiche.corps)
        # Sur une page à part : le document s'envoie sans elle.
        doc.add_heading("Avant d’employer ce modèle", 2).paragraph_format.page_break_before = True
        self._puces(doc, fiche.contenu.mode_d_emploi)
        self._base_legale(doc, fiche)
        return self._octets(doc)

    def feuille(self, fiche: Fiche) -> bytes:
        """Rend la feuille de route : engagements, tableau des étapes, vigilance."""
        doc, c = self._nouveau(fiche), fiche.contenu
        section = doc.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_height, section.page_width = A4
        self._phrase(doc.add_paragraph(), c.resume)
        for nom, valeur in (("Durée", c.duree), ("Moyens", c.moyens)):
            ligne = doc.add_paragraph()
            ligne.add_run(typographier(f"{nom} : ")).bold = True
            self._phrase(ligne, valeur)
        doc.add_heading("Ce que l’on vote", 2)
        self._puces(doc, c.engagements)
        doc.add_heading("Les étapes", 2)
        self._etapes(doc, c.etapes)
        if c.vigilance:
            doc.add_heading("Points de vigilance", 2)
            self._puces(doc, c.vigilance)
        self._base_legale(doc, fiche)
        return self._octets(doc)

    def _nouveau(self, fiche: Fiche) -> DocumentWord:
        doc = Document()
        # Le modèle de python-docx garde une seconde feuille de styles, de 2010, qui contredit la première.
        for cle, lien in list(doc.part.rels.items()):
            if lien.reltype.endswith("/stylesWithEffects"):
                doc.part.drop_rel(cle)
        doc.styles["Normal"].font.name = "Calibri"
        doc.styles["Normal"].font.size = Pt(11)
        langue = OxmlElement("w:lang")
        langue.set(qn("w:val"), "fr-FR")
        doc.styles["Normal"].element.get_or_add_rPr().append(langue)
        section = doc.sections[0]
        section.page_width, section.page_height = A4
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGE
        titre = typographier(fiche.contenu.titre)
        proprietes = doc.core_properties
        proprietes.title, proprietes.author, proprietes.language = titre, self.nom_du_reseau, "fr-FR"
        proprietes.comments = ""
        proprietes.created = proprietes.modified = datetime.combine(self.base.jour, time(6))
        doc.add_heading(titre, 1)
        return doc

    def _etapes(self, doc: DocumentWord, etapes: Iterable) -> None:
        tableau = doc.add_table(rows=1, cols=len(COLONNES), style="Table Grid")
        for cellule, nom in zip(tableau.rows[0].cells, COLONNES, strict=True):
            cellule.paragraphs[0].add_run(nom).bold = True
        tableau.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        tableau.autofit = False
        for etape in etapes:
            rangee = tableau.add_row()
            rangee._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            cellules = rangee.cells
            cellules[0].paragraphs[0].add_run(typographier(etape.quand))
            self._phrase(cellules[1].paragraphs[0], etape.quoi)
            cellules[2].paragraphs[0].add_run(", ".join(self.base.libelle("profils", p).lower() for p in etape.qui))
            self._phrase(cellules[3].paragraphs[0], etape.livrable)
            premier = True
            for titre, adresse in self.base.appuis(etape):
                paragraphe = cellules[4].paragraphs[0] if premier else cellules[4].add_paragraph()
                self._lien(paragraphe, typographier(titre), self.site_url + adresse)
                premier = False
        for colonne, largeur in zip(tableau.columns, COLONNES.values(), strict=True):
            colonne.width = Cm(largeur)
        for rangee in tableau.rows:
            for cellule, largeur in zip(rangee.cells, COLONNES.values(), strict=True):
                cellule.width = Cm(largeur)
                for paragraphe in cellule.paragraphs:
                    paragraphe.paragraph_format.space_after = Pt(2)

    def _base_legale(self, doc: DocumentWord, fiche: Fiche) -> None:
        doc.add_heading("Base légale", 2)
        for reference in fiche.contenu.fondements:
            if ref := self.base.references.resoudre(reference):
                ligne = doc.add_paragraph(style="List Bullet")
                self._lien(ligne, typographier(ref.libelle), self.site_url + ref.adresse)
                if ref.objet:
                    ligne.add_run(typographier(" : "))
                    self._phrase(ligne, ref.objet)
        jour = f"{fiche.contenu.verifie_le:%d/%m/%Y}"
        doc.add_paragraph(typographier(f"{self.nom_du_reseau}. Modèle à adapter. Sources vérifiées le {jour}."))

    def _puces(self, doc: DocumentWord, phrases: Iterable[str]) -> None:
        for phrase in phrases:
            self._phrase(doc.add_paragraph(style="List Bullet"), phrase)

    def _phrase(self, paragraphe: Paragraph, texte: str) -> None:
        for jeton in analyser(texte):
            if jeton.type == "inline":
                self._suite(paragraphe, jeton.children or [])

    def _corps(self, doc: DocumentWord, texte: str) -> None:
        """Écrit un corps à balisage léger : intertitres, paragraphes, listes."""
        listes: list[tuple[str, str | None]] = []
        paragraphe: Paragraph | None = None
        puce_a_poser = False
        for jeton in analyser(texte, corps=True):
            if jeton.type in STYLES_DE_LISTE:
                style = STYLES_DE_LISTE[jeton.type]
                listes.append((style, _numerotation(doc) if style == "List Number" else None))
            elif jeton.type in ("bullet_list_close", "ordered_list_close"):
                listes.pop()
            elif jeton.type == "heading_open":
                paragraphe = doc.add_heading("", int(jeton.tag[1]))
            elif jeton.type == "list_item_open":
                puce_a_poser = True
            elif jeton.type == "paragraph_open":
                style, numero = listes[-1] if listes else ("Normal", None)
                rang = (
                    f" {len(listes)}" if len(listes) > 1 and not numero else ""
                )  # « List Bullet 2 » : une liste dans une liste
                suite = bool(listes) and not puce_a_poser  # second paragraphe d'un élément : ni puce ni numéro de plus
                paragraphe = doc.add_paragraph(style="List Continue" if suite else f"{style}{rang}")
                if numero and not suite:
                    _numeroter(paragraphe, numero)
                puce_a_poser = False
            elif jeton.type == "inline" and paragraphe is not None:
                self._suite(paragraphe, jeton.children or [])

    def _suite(self, paragraphe: Paragraph, jetons: list[Token]) -> None:
        gras = italique = False
        adresse, ancre = None, ""
        for jeton in jetons:
            match jeton.type:
                case "strong_open" | "strong_close":
                    gras = jeton.nesting == 1
                case "em_open" | "em_close":
                    italique = jeton.nesting == 1
                case "link_open":
                    adresse, ancre = str(jeton.attrs["href"]), ""
                case "link_close":
                    complete = self.site_url + adresse[1:] if adresse.startswith("/") else adresse
                    self._lien(paragraphe, ancre, complete)
                    adresse = None
                case "softbreak" | "hardbreak" if adresse is not None:
                    ancre += " "
                case "softbreak" | "hardbreak":
                    paragraphe.add_run(" " if jeton.type == "softbreak" else "\n")
                case "text" if adresse is not None:
                    ancre += jeton.content
                case "text":
                    suite = paragraphe.add_run(jeton.content)
                    suite.bold, suite.italic = gras or None, italique or None
                case _:
                    pass

    def _lien(self, paragraphe: Paragraph, texte: str, adresse: str) -> None:
        lien = OxmlElement("w:hyperlink")
        lien.set(qn("r:id"), paragraphe.part.relate_to(adresse, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        suite = paragraphe.add_run(texte)
        suite.font.underline = True
        lien.append(suite._r)
        paragraphe._p.append(lien)

    def _octets(self, doc: DocumentWord) -> bytes:
        """Rend le fichier, ses dates internes fixées : mêmes fiches, mêmes octets."""
        brut, fixe = io.BytesIO(), io.BytesIO()
        doc.save(brut)
        with zipfile.ZipFile(brut) as source, zipfile.ZipFile(fixe, "w", zipfile.ZIP_DEFLATED) as cible:
            for nom in source.namelist():
                entree = zipfile.ZipInfo(nom, DATE_ZIP)
                entree.compress_type = zipfile.ZIP_DEFLATED
                entree.external_attr = 0o644 << 16
                cible.writestr(entree, source.read(nom))
        return fixe.getvalue()


def _numerotation(doc: DocumentWord) -> str:
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


def _numeroter(paragraphe: Paragraph, numero: str) -> None:
    proprietes = paragraphe._p.get_or_add_pPr().get_or_add_numPr()
    proprietes.get_or_add_ilvl().val = 0
    proprietes.get_or_add_numId().val = int(numero)
