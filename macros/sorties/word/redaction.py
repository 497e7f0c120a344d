"""Écrire un document Word : de vrais styles, du français, et toujours les mêmes octets."""

from __future__ import annotations

import gc
import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from functools import cache
from typing import Any

from docx import Document
from docx.document import Document as DocumentWord
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.suivi import a_jour
from macros.base.types import LICENCES
from macros.sorties.word.numerotation import numerotation_neuve, numeroter
from macros.sorties.word.styles import COULEURS, TABLE, habiller
from macros.texte.balisage.leger import analyser
from macros.texte.typographie import typographier

DATE_ZIP = (1980, 1, 1, 0, 0, 0)
MARGE = Cm(2)
A4 = Cm(21), Cm(29.7)
APRES_LES_BORDS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
"""Ce qui suit les bordures dans les propriétés d'un paragraphe : le schéma impose l'ordre."""
STYLES_DE_LISTE = {"bullet_list_open": "List Bullet", "ordered_list_open": "List Number"}


class Redaction:
    """Écrit un document à la fois : titre, phrases, listes, liens, base légale, octets fixes."""

    def __init__(self, c: Consultation) -> None:
        self.c, self.site_url = c, c.reseau.site_url

    def nouveau(self, fiche: Fiche[Any]) -> DocumentWord:
        """Rend un document du réseau : son titre en tête, son auteur au pied de chaque page."""
        titre, auteur = typographier(fiche.contenu.titre), self.auteur(fiche)
        doc = self.piece(fiche, titre, typographier(f"{auteur} · {titre} · page "))
        doc.core_properties.author = auteur
        doc.add_heading(titre, 1)
        return doc

    def piece(self, fiche: Fiche[Any], objet: str, pied: str = "Page ") -> DocumentWord:
        """Rend un document A4 en français, vide, qui part à un tiers : rien n'y nomme le réseau ni la fiche, propriétés comprises."""
        # Un document tient à lui-même : sans cela, plusieurs attendraient en mémoire, de deux mégaoctets chacun.
        gc.collect(1)
        doc = Document()
        # Pour poser un style, python-docx relit tous ceux du document : les deux tiers du temps d'écriture.
        doc.part.get_style_id = cache(doc.part.get_style_id)  # type: ignore[method-assign]  # cent fois le même style
        # Le modèle de python-docx garde une seconde feuille de styles, de 2010, qui contredit la première.
        for cle, lien in list(doc.part.rels.items()):
            if lien.reltype.endswith("/stylesWithEffects"):
                doc.part.drop_rel(cle)
        habiller(doc)
        section = doc.sections[0]
        section.page_width, section.page_height = A4
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGE
        proprietes = doc.core_properties
        proprietes.title, proprietes.language = objet, "fr-FR"
        proprietes.author = proprietes.comments = ""
        proprietes.created = datetime.combine(fiche.contenu.publie_le, time(6))
        proprietes.modified = datetime.combine(a_jour(fiche) or fiche.contenu.publie_le, time(6))
        self._pied(section.footer.paragraphs[0], pied)
        return doc

    def auteur(self, fiche: Fiche[Any]) -> str:
        """Rend le réseau qui a écrit la fiche : le nôtre, ou celui dont elle est reprise."""
        origine = fiche.contenu.reprise_de
        return origine.reseau if origine else self.c.reseau.nom

    def _pied(self, paragraphe: Paragraph, debut: str) -> None:
        """Écrit le pied de page, qui finit par son numéro."""
        paragraphe.add_run(debut)
        champ = OxmlElement("w:fldSimple")
        champ.set(qn("w:instr"), "PAGE")
        suite = paragraphe.add_run("1")
        champ.append(suite._r)
        paragraphe._p.append(champ)
        for partie in paragraphe.runs:
            partie.font.size, partie.font.color.rgb = Pt(TABLE["pied"]), COULEURS["pied"]

    def champs(self, doc: DocumentWord, champs: Mapping[str, str]) -> None:
        """Ajoute une ligne « **Nom** : valeur » par champ."""
        for nom, valeur in champs.items():
            ligne = doc.add_paragraph()
            ligne.add_run(typographier(f"{nom} : ")).bold = True
            self.phrase(ligne, valeur)

    def tableau(self, doc: DocumentWord, colonnes: Iterable[str]) -> Table:
        """Rend un tableau neuf, son en-tête répété à chaque page."""
        noms = list(colonnes)
        tableau: Table = doc.add_table(rows=1, cols=len(noms), style="Table Grid")
        for cellule, nom in zip(tableau.rows[0].cells, noms, strict=True):
            cellule.paragraphs[0].add_run(nom).bold = True
        tableau.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        tableau.autofit = False
        return tableau

    def rangee(self, tableau: Table) -> tuple[_Cell, ...]:
        """Rend les cellules d'une rangée neuve, que rien ne coupe en deux pages."""
        rangee = tableau.add_row()
        rangee._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cellules: tuple[_Cell, ...] = rangee.cells
        return cellules

    def largeurs(self, tableau: Table, colonnes: Mapping[str, float]) -> None:
        """Donne sa largeur, en centimètres, à chaque colonne, et serre les paragraphes."""
        for colonne, largeur in zip(tableau.columns, colonnes.values(), strict=True):
            colonne.width = Cm(largeur)
        for rangee in tableau.rows:
            for cellule, largeur in zip(rangee.cells, colonnes.values(), strict=True):
                cellule.width = Cm(largeur)
                for paragraphe in cellule.paragraphs:
                    if paragraphe.paragraph_format.space_after is None:
                        paragraphe.paragraph_format.space_after = Pt(2)

    def ligne_a_remplir(self, doc: DocumentWord) -> None:
        """Ajoute une ligne vide, soulignée de points sur toute la largeur."""
        paragraphe = doc.add_paragraph()
        paragraphe.paragraph_format.space_before = Pt(14)
        bords, bas = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for nom, valeur in (("val", "dotted"), ("sz", "6"), ("space", "1"), ("color", "auto")):
            bas.set(qn(f"w:{nom}"), valeur)
        bords.append(bas)
        paragraphe._p.get_or_add_pPr().insert_element_before(bords, *APRES_LES_BORDS)

    def base_legale(self, doc: DocumentWord, fiche: Fiche[Any], *, a_part: bool = False) -> None:
        """Ajoute la base légale de la fiche, le jour où ses sources ont été vérifiées, et d'où elle est reprise.

        ``a_part`` : sur une autre page.
        """
        doc.add_heading("Base légale", 2).paragraph_format.page_break_before = a_part
        for reference in fiche.contenu.fondements:
            if ref := resolveur(self.c).resoudre(reference):
                ligne = doc.add_paragraph(style="List Bullet")
                self.lien(ligne, typographier(ref.libelle), self.site_url + ref.adresse)
                if ref.objet:
                    ligne.add_run(typographier(" : "))
                    self.phrase(ligne, ref.objet)
        jour = f"{fiche.contenu.verifie_le:%d/%m/%Y}"
        doc.add_paragraph(typographier(f"{self.auteur(fiche)}. Modèle à adapter. Sources vérifiées le {jour}."))
        if origine := fiche.contenu.reprise_de:
            ligne = doc.add_paragraph("Fiche reprise de ")
            self.lien(ligne, typographier(origine.reseau), origine.url)
            ligne.add_run(" sous ")
            self.lien(ligne, origine.licence, LICENCES[origine.licence])
            autres = "".join(f" ; changée avant par {nom}" for nom in origine.modifiee_par)
            ligne.add_run(typographier(f", le {origine.importe_le:%d/%m/%Y}{autres}."))

    def puces(self, doc: DocumentWord, phrases: Iterable[str]) -> None:
        """Ajoute une liste à puces."""
        for phrase in phrases:
            self.phrase(doc.add_paragraph(style="List Bullet"), phrase)

    def phrase(self, paragraphe: Paragraph, texte: str) -> None:
        """Ajoute un texte à balisage léger au paragraphe."""
        for jeton in analyser(texte):
            if jeton.type == "inline":
                self.suite(paragraphe, jeton.children or [])

    def corps(self, doc: DocumentWord, texte: str) -> None:
        """Écrit un corps à balisage léger : intertitres, paragraphes, listes."""
        listes: list[tuple[str, str | None]] = []
        paragraphe: Paragraph | None = None
        puce_a_poser = False
        for jeton in analyser(texte, corps=True):
            if jeton.type in STYLES_DE_LISTE:
                style = STYLES_DE_LISTE[jeton.type]
                listes.append((style, numerotation_neuve(doc) if style == "List Number" else None))
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
                    numeroter(paragraphe, numero)
                puce_a_poser = False
            elif jeton.type == "inline" and paragraphe is not None:
                self.suite(paragraphe, jeton.children or [])

    def suite(self, paragraphe: Paragraph, jetons: list[Token]) -> None:
        """Ajoute des jetons déjà analysés au paragraphe : emphases, liens, fins de ligne."""
        gras = italique = False
        adresse: str | None = None
        ancre = ""
        for jeton in jetons:
            match jeton.type:
                case "strong_open" | "strong_close":
                    gras = jeton.nesting == 1
                case "em_open" | "em_close":
                    italique = jeton.nesting == 1
                case "link_open":
                    adresse, ancre = str(jeton.attrs["href"]), ""
                case "link_close" if adresse is not None:
                    complete = self.site_url + adresse[1:] if adresse.startswith("/") else adresse
                    self.lien(paragraphe, ancre, complete)
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

    def lien(self, paragraphe: Paragraph, texte: str, adresse: str) -> None:
        """Ajoute un lien au paragraphe."""
        lien = OxmlElement("w:hyperlink")
        lien.set(qn("r:id"), paragraphe.part.relate_to(adresse, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        suite = paragraphe.add_run(texte)
        suite.font.underline, suite.font.color.rgb = True, COULEURS["lien"]
        lien.append(suite._r)
        paragraphe._p.append(lien)

    def octets(self, doc: DocumentWord) -> bytes:
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
