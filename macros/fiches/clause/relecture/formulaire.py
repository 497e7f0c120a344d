"""Le formulaire que le lecteur remplit à la fin du document, et qui se relit du fichier rendu."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from macros.lecture.scalaires import jour_de
from macros.texte.dates import jours_ecrits


class Ligne(StrEnum):
    """Les lignes du formulaire, dans leur ordre ; les deux premières sont déjà remplies."""

    CLAUSE = "Clause"
    VERSION = "Version lue"
    JOUR = "Jour de la lecture"
    FONCTION = "Votre fonction"
    ENTIER = "Relue en entier"
    AVIS = "Votre avis"


AIDES = {
    Ligne.CLAUSE: "À laisser.",
    Ligne.VERSION: "À laisser.",
    Ligne.JOUR: "Comme 03/12/2026.",
    Ligne.FONCTION: "Jamais un nom, ni de personne ni d’organisme : juriste en commande publique.",
    Ligne.ENTIER: "Oui ou non.",
    Ligne.AVIS: "Ce qui ne va pas et ce qu’il faut changer, ou que rien n’est à changer ; 1 200 signes au plus.",
}
"""Ligne → ce qui aide à la remplir."""
TAILLE_MAX = 30_000_000
"""Octets d'un document, une fois ouvert : celui que nous écrivons en a un million."""
ILLISIBLE = (
    *(BadZipFile, zlib.error, EOFError, RuntimeError),  # l'archive : abîmée, coupée, chiffrée
    *(PackageNotFoundError, KeyError, ValueError, AttributeError, SyntaxError),  # ce qu'elle contient n'est pas du Word
)


def lire(chemin: Path) -> dict[Ligne, str] | None:
    """Rend ligne du formulaire → ce qui y est écrit, sur une ligne ; ``None`` si ce fichier n'en a pas."""
    try:
        with ZipFile(chemin) as archive:
            if sum(entree.file_size for entree in archive.infolist()) > TAILLE_MAX:
                return None
        tableaux = Document(str(chemin)).tables
    except ILLISIBLE:
        return None
    for tableau in tableaux:
        rangees = [[[*_paragraphes(cellule)] for cellule in rangee._tr.tc_lst] for rangee in tableau.rows]
        lus = {r[0][0]: " ".join(r[1]).strip() for r in rangees if len(r) == 2 and r[0]}
        if Ligne.AVIS in lus:
            return {ligne: lus.get(ligne, "") for ligne in Ligne}
    return None


def jour_ecrit(reponse: str) -> date | None:
    """Rend le jour qu'une réponse dit, en chiffres ou en lettres ; ``None`` si elle n'en dit pas."""
    return jour_de(reponse) or next(jours_ecrits(reponse), None)


def _paragraphes(cellule: BaseOxmlElement) -> Iterator[str]:
    """Rend le texte de chaque paragraphe, ce qu'un suivi des modifications y ajoute compris : python-docx ne le voit pas."""
    for paragraphe in cellule.iter(qn("w:p")):
        morceaux = paragraphe.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        mots = "".join(e.text or "" if e.tag == qn("w:t") else " " for e in morceaux)
        # Une césure ou un signe de Wingdings, qu'un lecteur ne voit ni n'ôte, ferait refuser sa réponse.
        yield " ".join("".join(c for c in mots if unicodedata.category(c)[0] != "C").split())
