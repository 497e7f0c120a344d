"""Le fichier Word d'une feuille de route, en largeur."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as DocumentWord
from docx.enum.section import WD_ORIENT

from macros.base.fiche import Fiche
from macros.fiches.feuille.appuis import appuis
from macros.fiches.feuille.modele import EtapeDeRoute, FeuilleDeRoute
from macros.sorties.word.redaction import A4, Redaction
from macros.texte.typographie import typographier

ETAPES = {"Quand": 2.6, "Ce que l’on fait": 6.6, "Qui": 3, "Ce qui existe à la fin": 5.6, "Appuis": 7.9}
"""Colonnes du tableau, et leur largeur en centimètres."""


def word(plume: Redaction, fiche: Fiche[FeuilleDeRoute]) -> bytes:
    """Rend la feuille de route : engagements, tableau des étapes, vigilance."""
    doc, c = plume.nouveau(fiche), fiche.contenu
    section = doc.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_height, section.page_width = A4
    plume.phrase(doc.add_paragraph(), c.resume)
    plume.champs(doc, {"Durée": c.duree, "Moyens": c.moyens})
    doc.add_heading("Ce que l’on vote", 2)
    plume.puces(doc, c.engagements)
    doc.add_heading("Les étapes", 2)
    _etapes(plume, doc, c.etapes)
    if c.vigilance:
        doc.add_heading("Points de vigilance", 2)
        plume.puces(doc, c.vigilance)
    plume.base_legale(doc, fiche)
    return plume.octets(doc)


def _etapes(plume: Redaction, doc: DocumentWord, etapes: Iterable[EtapeDeRoute]) -> None:
    tableau = plume.tableau(doc, ETAPES)
    for etape in etapes:
        cellules = plume.rangee(tableau)
        cellules[0].paragraphs[0].add_run(typographier(etape.quand))
        plume.phrase(cellules[1].paragraphs[0], etape.quoi)
        cellules[2].paragraphs[0].add_run(", ".join(plume.c.libelle("profils", p).lower() for p in etape.qui))
        plume.phrase(cellules[3].paragraphs[0], etape.livrable)
        premier = True
        for titre, adresse in appuis(plume.c, etape):
            paragraphe = cellules[4].paragraphs[0] if premier else cellules[4].add_paragraph()
            plume.lien(paragraphe, typographier(titre), plume.site_url + adresse)
            premier = False
    plume.largeurs(tableau, ETAPES)
