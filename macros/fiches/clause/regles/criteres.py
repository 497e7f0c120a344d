"""Un critère a de quoi noter, de quoi prouver, et une suite au contrat ; une clause environnementale a le sien."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.dispositions import Element, dispositions
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.notation.criteres import LETTRE, critere_de, critere_illisible, lettre_sans_critere
from macros.lecture.anomalie import Anomalie, Chemin, Constat, Defaut, Gravite, proche
from macros.lecture.defauts import Renvois
from macros.regles.outils import en_boucle

SUITES = ("penalite", "refaction", "suivi", "prix")
"""Natures d'un texte qui peut suivre un manquement : ce qui se retient, se corrige, ou se paie moins."""
RENVOI = re.compile(r"\{\{\s*renvoi:([a-z0-9-]+)\s*\}\}")


class Criteres(Defaut):
    """Les critères d’une clause"""

    CRITERE_INCOMPLET = (
        "il manque {champs} → Un critère sans contenu fait annuler la procédure (CCP R2152-11, R2152-12 ; CE n° 363921).",
        Gravite.A_FINIR,
    )
    POINTS_DU_CRITERE = (
        "les points des éléments font {somme}, et non 100"
        " → Répartissez 100 points : le poids du critère, lui, est sa variable de pondération."
    )
    BAREME_INCOMPLET = (
        "la mesure ne donne pas les points annoncés"
        " → Écrivez deux paliers au moins, du plus bas au plus haut, ou une mesure linéaire avec de et a."
    )
    TEXTE_EN_DOUBLE = "« {nom} » nomme déjà un autre texte → Donnez-lui un autre nom."
    TEXTE_ABSENT = "« {nom} » n'est l'id d'aucun texte de cette clause → Textes de la clause : {textes}."
    CONSEQUENCE_SANS_SUITE = (
        "« {nom} » ne sanctionne rien : c'est un texte de nature {nature}"
        " → Nommez un texte de la clause de nature {suites} ; ou, dans une lettre, un texte de la lettre qui dit la suite."
    )
    CRITERE_MANQUANT = (
        "la clause environnementale n'a pas de critère au premier pas, et aucune de ses familles d'achat n'en nomme un"
        " → Écrivez un critère de niveau base, ou donnez à la famille (data/vocabulaires/segments.yml) « critere: <clause> ».",
        Gravite.A_FINIR,
    )
    LETTRE_SANS_CRITERE = (
        "la lettre de consultation ne note rien sur l'environnement, et aucune famille d'achat de la clause n'en nomme le critère"
        " → Ajoutez à la lettre un texte critere-attribution de niveau base, ou donnez à la famille (data/vocabulaires/segments.yml)"
        " « critere: <clause> », une clause dont la lettre le porte.",
        Gravite.A_FINIR,
    )


def critere_complet(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Un critère dit son nom, ce qui est évalué et son poids ; ses éléments font 100 points, et leur mesure les donne.

    CCP R2152-11 et R2152-12 (critères et modalités annoncés, pondérés ou hiérarchisés) ; CE, 15 février 2013,
    n° 363921 (bilan carbone sans méthode) ; TA Grenoble, 14 novembre 2025, n° 2510707 (critère sans contenu).
    """
    attendus = {
        "elements": "ce qui est évalué (elements)",
        "ponderation": "le poids (ponderation, le nom d'une variable)",
        "nom_du_critere": "son nom (critere, ou dans le texte « Critère « … » »)",
    }
    for chemin, d in dispositions(fiche, "critere-attribution"):
        manques = [dit for champ, dit in attendus.items() if not getattr(d, champ)]
        if manques:
            yield fiche.anomalie((*chemin, "nature"), Criteres.CRITERE_INCOMPLET(champs=manques))
        elif (somme := sum(e.points for e in d.elements)) != 100:
            yield fiche.anomalie((*chemin, "elements"), Criteres.POINTS_DU_CRITERE(somme=somme))
        for rang, element in enumerate(d.elements):
            if constat := _bareme_faux(element):
                yield fiche.anomalie((*chemin, "elements", rang, "mesure"), constat)


def _bareme_faux(element: Element) -> Constat | None:
    """Rend ce qui empêche la mesure de donner les points annoncés."""
    mesure = element.mesure
    if mesure.type == "lineaire" and (mesure.de is None or mesure.a is None):
        conseil = "Ajoutez de et a : un nombre, ou le nom d'une variable."
        return Criteres.BAREME_INCOMPLET("une mesure linéaire va d'une valeur à une autre", conseil)
    if mesure.type == "lineaire" and mesure.de == mesure.a:
        return Criteres.BAREME_INCOMPLET("les deux bouts de l'échelle sont la même valeur", "Écartez de et a.")
    if mesure.type == "paliers":
        points = [p.points for p in mesure.paliers]
        if len(points) < 2 or points != sorted(points) or points[-1] != element.points:
            return Criteres.BAREME_INCOMPLET(
                f"les paliers ne montent pas jusqu'aux {element.points} points de l'élément"
            )
    return None


def promesse_tenue(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Ce qu'un critère note a sa conséquence dans la clause ; un texte qui remplace ou renvoie nomme un texte qui existe.

    CE, 9 novembre 2015, n° 392785 : une caractéristique notée se vérifie ; sans suite au contrat, elle ne vaut rien.
    """
    connus = [d.id for d in fiche.contenu.dispositions]
    nommes: list[tuple[Chemin, str]] = []
    for rang, d in enumerate(fiche.contenu.dispositions):
        chemin = ("dispositions", rang)
        if connus.index(d.id) != rang:
            yield fiche.anomalie((*chemin, "id"), Criteres.TEXTE_EN_DOUBLE(nom=d.id))
        nommes += [((*chemin, "remplace", i), nom) for i, nom in enumerate(d.remplace)]
        nommes += [((*chemin, "elements", i, "consequence"), e.consequence) for i, e in enumerate(d.elements)]
        for trouve in RENVOI.finditer(d.texte):
            if constat := _texte_absent(trouve[1], connus):
                yield fiche.anomalie_des_mots((*chemin, "texte"), d.texte, trouve.start(), constat)
    for rang, derogation in enumerate(fiche.contenu.ccag.deroge_a):
        nommes += [(("ccag", "deroge_a", rang, "textes", i), nom) for i, nom in enumerate(derogation.textes)]
    for rang, preuve in enumerate(fiche.contenu.preuves):
        nommes += [(("preuves", rang, "textes", i), nom) for i, nom in enumerate(preuve.textes)]
    for ou, nom in nommes:
        if constat := _texte_absent(nom, connus):
            yield fiche.anomalie(ou, constat)


def suite_du_manquement(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Ce qui suit un manquement est une pénalité, un suivi ou un prix ; une lettre, seul document, dit elle-même la suite."""
    textes = {d.id: d for d in fiche.contenu.dispositions}
    for chemin, d in dispositions(fiche):
        for rang, element in enumerate(d.elements):
            suite = textes.get(element.consequence)
            if suite and suite.nature not in SUITES and not (suite.piece == d.piece == LETTRE):
                constat = Criteres.CONSEQUENCE_SANS_SUITE(nom=suite.id, nature=suite.nature, suites=SUITES)
                yield fiche.anomalie((*chemin, "elements", rang, "consequence"), constat)


def remplacements(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Un texte ne se remplace pas lui-même, ni par détour."""
    remplaces = {d.id: d.remplace for d in fiche.contenu.dispositions}
    en_faute = [*en_boucle(remplaces)]
    for chemin, d in dispositions(fiche):
        if d.id in en_faute:
            yield fiche.anomalie((*chemin, "remplace"), Renvois.CYCLE(nom=d.id, champ="remplace"))


def _texte_absent(nom: str, connus: list[str]) -> Constat | None:
    return None if nom in connus else Criteres.TEXTE_ABSENT(conseil=proche(nom, connus), nom=nom, textes=connus)


def critere_environnemental(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une clause environnementale a, au premier pas, son critère ou celui que nomme sa famille d'achat.

    CCP L2152-7 (depuis le 22 août 2026) et R2152-7 (depuis le 21) : au moins un critère prend en compte l'environnement.
    """
    voulu = critere_de(c, fiche.contenu)
    if voulu and not voulu.sien and voulu.clause is None and not critere_illisible(c, fiche.contenu):
        yield fiche.anomalie(("dispositions",), Criteres.CRITERE_MANQUANT())


def lettre_notee(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """La lettre d'une clause porte un critère environnemental, ou sa famille d'achat nomme la clause à y joindre.

    CCP L2152-7 et R2152-7 : ni seuil, ni dispense ; une lettre envoyée à plusieurs entreprises les met en concurrence.
    """
    seule = lettre_sans_critere(c, fiche.contenu)
    if seule and not seule.clauses and not critere_illisible(c, fiche.contenu):
        yield fiche.anomalie(("dispositions", seule.rang, "piece"), Criteres.LETTRE_SANS_CRITERE())
