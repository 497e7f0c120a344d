"""Le document qu'un juriste relit : la clause, ce qu'il contrôle, ce dont elle doute, et de quoi répondre."""

from __future__ import annotations

import re

from docx.document import Document as DocumentWord
from docx.shared import Cm, Pt

from macros.base.fiche import Fiche
from macros.fiches.clause.dispositions import Disposition
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.notation.baremes import grille
from macros.fiches.clause.page import par_niveau, valeurs
from macros.fiches.clause.phrases import phrases_de
from macros.fiches.clause.places import titre_de
from macros.fiches.clause.relecture.doutes import doutes
from macros.fiches.clause.relecture.etat import version_de
from macros.fiches.clause.relecture.formulaire import AIDES, Ligne
from macros.sorties.word.redaction import Redaction
from macros.texte.typographie import typographier
from macros.texte.variables import RENVOI, VARIABLE

MARGE, TAILLE, APRES, INTERLIGNE = Cm(1.5), Pt(9), Pt(3), 1.0
"""Serré : une clause, sa liste et ses questions tiennent dans quatre à six pages."""
MODE_D_EMPLOI = (
    "Lisez la clause en entier : les valeurs proposées sont en gras, l’acheteur les change.",
    "Cochez la liste de contrôle, écrivez ce qui manque en face : elle vous aide à lire et reste à vous.",
    "Répondez aux questions en doute si vous le pouvez ; dites-le si le droit ne le permet pas.",
    "Remplissez le formulaire de la fin, lui seul est repris : le jour, votre fonction, jamais votre nom, votre avis.",
    "Rendez ce fichier au format Word. Une lecture ne vaut pas signature : la fiche reste « sans relecture juridique ».",
)
A_CONTROLER = (
    "Objet : ce qui est exigé, noté ou puni tient à l’objet du marché ou à son exécution, non à la politique de l’entreprise.",
    "Égalité : rien ne préfère une entreprise, une marque, un lieu.",
    "Mesure : chaque promesse a son nombre, son unité, sa population, sa période, les mêmes du règlement à la sanction.",
    "Critère : il porte sur l’offre ; rien d’exigé n’est noté ; les points s’attribuent sans appréciation libre.",
    "Preuve : la pièce demandée est nommée, une petite entreprise peut la fournir.",
    "Équivalent : tout label, toute norme est suivi de « ou équivalent ».",
    "Contrôle : qui, quand, comment ; la pièce remise y suffit.",
    "Sanction : fait, montant, base, plafond, mise en demeure, observations, excuses et non-cumul sont dans le texte.",
    "Proportion : la sanction coûte plus que le manquement ne rapporte, sans excès manifeste.",
    "CCAG : chaque dérogation est écrite, au bon article, et rappelée au dernier article du CCAP.",
    "Droit : chaque article cité dit, dans sa version du jour, ce que la clause lui fait dire.",
    "Petit achat : la lettre, quand il y en a une, tient seule.",
)
LISTE = {"À contrôler": 10.5, "Oui": 1.1, "Non": 1.1, "Ce qui manque": 5.3}
REPONSE = {"À remplir": 5.5, "Votre réponse": 12.5}
HAUTEUR_DE_L_AVIS = Pt(110)


def word(plume: Redaction, fiche: Fiche[Clause]) -> bytes:
    """Rend le document d'une clause."""
    c, clause = plume.c, fiche.contenu
    doc = plume.nouveau(fiche)
    section = doc.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGE
    normal = doc.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = TAILLE, APRES
    normal.paragraph_format.line_spacing = INTERLIGNE
    plume.phrase(doc.add_paragraph(), clause.resume)
    plume.champs(
        doc,
        {
            "Version": version_de(c, fiche),
            "Page": plume.site_url + c.adresse("clauses", fiche.id),
            "Familles d’achat": ", ".join(c.libelle("segments", code) for code in clause.segments),
        },
    )
    _titre(doc, "Comment relire")
    plume.puces(doc, MODE_D_EMPLOI)
    _titre(doc, "Textes à insérer")
    for d in par_niveau(c, clause):
        _texte(plume, doc, clause, d)
    _phrases(plume, doc, clause)
    plume.base_legale(doc, fiche)
    _titre(doc, "Liste de contrôle")
    tableau = plume.tableau(doc, LISTE)
    for point in A_CONTROLER:
        cellules = plume.rangee(tableau)
        plume.phrase(cellules[0].paragraphs[0], point)
        for case in cellules[1:3]:
            case.paragraphs[0].add_run("☐")
    plume.largeurs(tableau, LISTE)
    _titre(doc, "Questions en doute")
    plume.puces(doc, [_poser(plume, clause, doute) for doute in doutes(c, fiche)] or ["La fiche n’avoue aucun doute."])
    _formulaire(plume, doc, {Ligne.CLAUSE: fiche.id, Ligne.VERSION: version_de(c, fiche)})
    return plume.octets(doc)


def _titre(doc: DocumentWord, titre: str) -> None:
    doc.add_heading(typographier(titre), 2).paragraph_format.space_before = Pt(10)


def _poser(plume: Redaction, clause: Clause, texte: str) -> str:
    """Rend le texte, ses valeurs proposées en gras, ses renvois dits par leur place."""
    connues = valeurs(plume.c, clause)

    def poser(trouve: re.Match[str]) -> str:
        valeur = re.sub(r"([\\*_\[\]])", r"\\\1", connues[trouve[1]])
        return valeur if trouve[1].startswith(RENVOI) else f"**{valeur}**"

    return VARIABLE.sub(poser, texte)


def _texte(plume: Redaction, doc: DocumentWord, clause: Clause, d: Disposition) -> None:
    """Écrit un texte à insérer, sa place et son niveau en tête, et ses lignes notées."""
    c = plume.c
    tete = f"{c.libelle('pieces', d.piece)} : {titre_de(c, d)} ({c.libelle('niveaux', d.niveau).lower()})"
    doc.add_heading(typographier(tete), 3).paragraph_format.space_before = Pt(8)
    plume.corps(doc, _poser(plume, clause, d.texte))
    for ligne in grille(d, clause.dispositions):
        dit = f"{ligne.intitule} **{ligne.points} / 100.** {' '.join(ligne.attribution)} Pièce : {ligne.preuve}"
        plume.puces(doc, [_poser(plume, clause, dit)])


def _phrases(plume: Redaction, doc: DocumentWord, clause: Clause) -> None:
    """Écrit les phrases partagées que la clause demande : les articles de ses CCAG, puis le texte pour le premier."""
    demandees = phrases_de(plume.c, clause)
    if demandees:
        doc.add_heading(typographier("À écrire une fois par marché, ou par lettre"), 3)
    for fiche, _ in demandees:
        phrase, cahiers = fiche.contenu, clause.ccag.cahiers
        vises = {cahier: phrase.deroge[cahier] for cahier in cahiers if cahier in phrase.deroge}
        articles = ", ".join(f"CCAG-{cahier} {article}" for cahier, article in vises.items())
        premier = {"cahier": next(iter([*vises, *cahiers]), ""), "article": next(iter(vises.values()), "")}
        texte = VARIABLE.sub(lambda trouve: premier[trouve[1]], phrase.texte)  # noqa: B023
        plume.puces(doc, [f"**{phrase.titre}{f' ({articles})' * bool(articles)}.** {texte}"])


def _formulaire(plume: Redaction, doc: DocumentWord, connues: dict[Ligne, str]) -> None:
    _titre(doc, "Votre relecture")
    tableau = plume.tableau(doc, REPONSE)
    for ligne, aide in AIDES.items():
        cellules = plume.rangee(tableau)
        cellules[0].paragraphs[0].add_run(ligne).bold = True
        plume.phrase(cellules[0].add_paragraph(), aide)
        reponse = cellules[1].paragraphs[0]
        reponse.add_run(connues.get(ligne, ""))
        if ligne is Ligne.AVIS:
            reponse.paragraph_format.space_after = HAUTEUR_DE_L_AVIS
    plume.largeurs(tableau, REPONSE)
