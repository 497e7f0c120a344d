"""Le fichier Word d'un kit d'animation : ce que l'on lit, puis, chacun sur sa page, ce que l'on distribue."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as DocumentWord
from docx.shared import Pt

from macros.base.fiche import Fiche
from macros.fiches.kit.modele import Appreciation, Kit
from macros.sorties.word.redaction import Redaction
from macros.texte.dates import duree_en_mots
from macros.texte.typographie import typographier

DEROULE = {"Quand": 2.8, "Temps": 3.9, "Ce que l’on fait": 10.3}
"""Colonnes du tableau, et leur largeur en centimètres."""
HAUTEUR_A_REMPLIR = Pt(44)
TRACE = {"À noter": 5, "Ce qui s’est dit": 12}
REPONSES = {"echelle": "☐ 1 pas du tout    ☐ 2 un peu    ☐ 3 assez    ☐ 4 tout à fait", "oui-non": "☐ oui    ☐ non"}


def word(plume: Redaction, fiche: Fiche[Kit]) -> bytes:
    """Rend le kit : déroulé, matériel, précautions, puis, chacun sur sa page, ce que l'on distribue."""
    doc, c = plume.nouveau(fiche), fiche.contenu
    plume.phrase(doc.add_paragraph(), c.resume)
    publics = ", ".join(plume.c.libelle("profils", p).lower() for p in c.publics)
    plume.champs(
        doc,
        {
            "Durée": duree_en_mots(c.duree),
            "Participants": c.effectif,
            "Pour": publics,
            "D’où vient ce format": c.origine,
        },
    )
    for titre, phrases in (("Ce que l’on veut obtenir", c.objectifs), ("Le matériel", c.materiel)):
        doc.add_heading(titre, 2)
        plume.puces(doc, phrases)
    doc.add_heading("Le déroulé", 2)
    _deroule(plume, doc, c)
    doc.add_heading("Rester dans le droit", 2)
    plume.puces(doc, c.precautions)
    doc.add_heading("Dans les quinze jours", 2)
    plume.puces(doc, c.apres)
    _a_part(plume, doc, "L’invitation")
    plume.corps(doc, c.invitation)
    _a_part(plume, doc, "Les fiches de rôle")
    for rang, role in enumerate(c.roles):
        # Une fiche par page : elles se distribuent.
        doc.add_heading(typographier(role.nom), 3).paragraph_format.page_break_before = rang > 0
        plume.corps(doc, role.consigne)
    for annexe in c.annexes:
        _a_part(plume, doc, typographier(annexe.titre))
        plume.corps(doc, annexe.texte)
    _a_part(plume, doc, "Le compte rendu à garder")
    _a_remplir(plume, doc, c.trace)
    _a_part(plume, doc, "La feuille d’évaluation")
    _evaluation(plume, doc, c.evaluation)
    plume.base_legale(doc, fiche, a_part=True)
    return plume.octets(doc)


def _deroule(plume: Redaction, doc: DocumentWord, c: Kit) -> None:
    tableau = plume.tableau(doc, DEROULE)
    for debut, fin, temps in c.horaire:
        cellules = plume.rangee(tableau)
        cellules[0].paragraphs[0].add_run(f"{debut} à {fin} min")
        cellules[1].paragraphs[0].add_run(typographier(temps.titre)).bold = True
        plume.phrase(cellules[2].paragraphs[0], temps.quoi)
    plume.largeurs(tableau, DEROULE)


def _a_part(plume: Redaction, doc: DocumentWord, titre: str) -> None:
    doc.add_heading(titre, 2).paragraph_format.page_break_before = True


def _a_remplir(plume: Redaction, doc: DocumentWord, lignes: Iterable[str]) -> None:
    tableau = plume.tableau(doc, TRACE)
    for ligne in lignes:
        rangee = plume.rangee(tableau)
        rangee[0].paragraphs[0].add_run(typographier(ligne))
        rangee[1].paragraphs[0].paragraph_format.space_after = HAUTEUR_A_REMPLIR
    plume.largeurs(tableau, TRACE)


def _evaluation(plume: Redaction, doc: DocumentWord, questions: Iterable[Appreciation]) -> None:
    for question in questions:
        paragraphe = doc.add_paragraph()
        plume.phrase(paragraphe, question.question)
        paragraphe.paragraph_format.keep_with_next = True
        if question.reponse == "libre":
            for _ in range(2):
                plume.ligne_a_remplir(doc)
        else:
            doc.add_paragraph(REPONSES[question.reponse])
