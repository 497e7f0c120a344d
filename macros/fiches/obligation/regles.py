"""Les obligations : des faits et des seuils connus, des comparaisons qui ont un sens, des dates que le registre admet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any

from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.obligation.cas import UN_JOUR, commun, compatibles, facons, periode, reponses
from macros.fiches.obligation.faits import conditions, faits_de, seuils_de
from macros.fiches.obligation.modele import Condition, Fait, Obligation
from macros.fiches.obligation.mots import COMPARER
from macros.lecture.anomalie import Anomalie, Chemin, Constat, Defaut, proche
from macros.lecture.defauts import Champs
from macros.texte.langue import plier

LISTES = ("parmi", "hors")
FACONS_MAX = 10_000
"""Façons de remplir, deux à deux, les règles d'une suite : le contrôle les essaie toutes. La plus longue du droit en a mille."""


class Cas(Defaut):
    """Les obligations"""

    FAIT_INCONNU = "« {nom} » n'est pas un fait → Faits connus (data/vocabulaires/faits.yml) : {faits}."
    SEUIL_DE_REGLE = "« {nom} » n'est pas un seuil du registre → Seuils connus (data/droit/seuils.yml) : {seuils}."
    OPERATEUR = (
        "« {op} » ne se dit pas d'un fait de type {type}"
        " → Un nombre : au-moins, plus-de, au-plus, moins-de. Un choix, oui ou non : est, n-est-pas, parmi, hors."
    )
    VALEUR_DE_REGLE = (
        "la valeur ne va pas avec « {op} »"
        " → Donnez une valeur ou un seuil, un seul des deux ; une liste pour parmi et hors, d'une réponse au moins."
    )
    REPONSE_INCONNUE = "« {valeur} » n'est pas une réponse à « {nom} » → Réponses possibles : {reponses}."
    FAIT_MAL_DECLARE = (
        "le fait « {nom} » {constat}"
        " → Un choix a « liste » ou « choix » ; un fait déduit est de type oui-non et a « vrai_si » ; les autres, ni l'un ni l'autre."
    )
    FAIT_DEUX_FOIS_DEDUIT = (
        "le fait « {nom} » se déduit de « {autre} », lui-même déduit"
        " → Mettez à la place de cette condition des faits que l'on demande : ceux dont « {autre} » se déduit, ou d'autres."
    )
    REGLES_CONTRAIRES = (
        "dans la suite « {suite} », cette règle et « {autre} » s'appliquent au même achat le {jour}"
        " → Séparez-les : une date de fin, ou une condition que l'autre exclut."
    )
    TROU_DE_DATES = (
        "dans la suite « {suite} », aucune règle ne vaut du {debut} au {fin}"
        " → Faites commencer cette règle le lendemain de la fin de « {autre} », ou dites l'entre-deux par une règle."
    )
    TROP_DE_FACONS = (
        "la suite « {suite} » demande trop de faits déduits à la fois : plus de {maximum} façons de remplir ses règles"
        " → Demandez moins de faits déduits dans chaque règle, ou ôtez « suite » de celles qu'un fait simple sépare déjà."
    )
    REGLE_EN_DOUBLE = (
        "{autre_fichier} donne déjà cette règle, aux mêmes conditions et au même moment"
        " → Gardez un seul des deux fichiers, ou dites dans « titre » et « si » ce qui les sépare."
    )
    PERIODE_A_L_ENVERS = "la fin précède le début → Corrigez l'une des deux dates."
    AVANT_SON_TEXTE = (
        "la règle vaudrait dès le {debut} ; aucun texte qu'elle cite ne s'applique avant le {texte}"
        " → Corrigez « depuis », ou « en_vigueur » de {fichier}."
    )
    OBLIGATION_INCOMPLETE = (
        "l'obligation ne dit pas {manque} → Ajoutez {champs} : qui doit, de quoi elle traite, et ce qui y répond"
        " (un texte à insérer, un acte, ou les clauses de satisfait_par)."
    )
    DOUTE_ABSENT = "la règle est incertaine et ne dit pas en quoi → Écrivez dans « doute » ce qui n'est pas sûr, et comment le lever."


def comparaisons(c: Consultation) -> Iterator[Anomalie]:
    """Chaque condition nomme un fait et un seuil connus, et les compare d'une façon qui a un sens."""
    faits, seuils = faits_de(c), seuils_de(c)
    if {("faits", "faits"), ("seuils", "seuils")} & set(c.base.refusees):
        return  # leur fichier est illisible, et déjà signalé
    for fiche, chemin, condition in conditions(c):
        fait = faits.get(condition.fait)
        if fait is None:
            conseil = proche(condition.fait, list(faits))
            yield fiche.anomalie(
                (*chemin, "fait"), Cas.FAIT_INCONNU(conseil=conseil, nom=condition.fait, faits=list(faits))
            )
            continue
        if (condition.op in COMPARER) != (fait.type == "nombre"):
            yield fiche.anomalie((*chemin, "op"), Cas.OPERATEUR(op=condition.op, type=fait.type))
        elif condition.seuil and condition.valeur is None:
            if condition.op not in COMPARER:
                yield fiche.anomalie((*chemin, "op"), Cas.OPERATEUR(op=condition.op, type="seuil"))
            elif condition.seuil not in seuils:
                conseil = proche(condition.seuil, list(seuils))
                constat = Cas.SEUIL_DE_REGLE(conseil=conseil, nom=condition.seuil, seuils=list(seuils))
                yield fiche.anomalie((*chemin, "seuil"), constat)
        else:
            yield from (fiche.anomalie((*chemin, "valeur"), constat) for constat in _valeur(c, condition, fait))


def _valeur(c: Consultation, condition: Condition, fait: Fait) -> Iterator[Constat]:
    valeur = condition.valeur
    attendu = (int, float) if condition.op in COMPARER else list if condition.op in LISTES else str
    if condition.seuil or not isinstance(valeur, attendu) or valeur == []:
        yield Cas.VALEUR_DE_REGLE(op=condition.op)
        return
    for choisie in valeur if isinstance(valeur, list) else [valeur]:
        if constat := impossible(c, condition.fait, fait, choisie):
            yield constat


def impossible(c: Consultation, nom: str, fait: Fait, valeur: Any) -> Constat | None:
    """Rend en quoi cette valeur n'est pas une réponse possible au fait, ou ``None``."""
    if fait.type == "nombre":
        bornes = [borne for borne in (fait.min, fait.max) if isinstance(borne, int)]
        chiffree = isinstance(valeur, int | float) and not isinstance(valeur, bool)
        if chiffree and (len(bornes) < 2 or bornes[0] <= valeur <= bornes[1]):
            return None
        de_a = f" de {bornes[0]} à {bornes[1]}" if len(bornes) == 2 else ""
        conseil = f"Ce fait est un nombre{de_a} (data/vocabulaires/faits.yml)."
        return Champs.HORS_BORNES(f"« {valeur} » n'est pas une réponse possible à « {nom} »", conseil)
    connues = reponses(c, fait)
    if valeur in connues or c.refusee("vocabulaires", fait.liste or ""):
        return None
    return Cas.REPONSE_INCONNUE(conseil=proche(str(valeur), connues), valeur=valeur, nom=nom, reponses=connues)


def achats_dits(c: Consultation) -> Iterator[Anomalie]:
    """L'achat qu'un seuil concerne, ou qu'un dossier conseillé propose, se dit en faits que l'on demande et en réponses possibles."""
    faits = faits_de(c)
    for fiche in c.fiches("seuils").values():
        for nom, seuil in fiche.contenu.seuils.items():
            if seuil.fait and (seuil.fait not in faits or faits[seuil.fait].type != "nombre"):
                nombres = [n for n, fait in faits.items() if fait.type == "nombre"]
                constat = Cas.FAIT_INCONNU(conseil=proche(seuil.fait, nombres), nom=seuil.fait, faits=nombres)
                yield fiche.anomalie(("seuils", nom, "fait"), constat)
            yield from _achat(c, fiche, ("seuils", nom, "achat"), seuil.achat)
    for fiche in c.fiches("dossiers").values():
        yield from _achat(c, fiche, ("faits",), fiche.contenu.faits)


def _achat(c: Consultation, fiche: Fiche[Any], ou: Chemin, achat: Mapping[str, Any]) -> Iterator[Anomalie]:
    """Une date ne se propose pas d'avance, et un fait déduit ne se dit pas."""
    faits = {nom: fait for nom, fait in faits_de(c).items() if fait.type != "date" and not fait.vrai_si}
    for nom, reponse in achat.items() if faits else ():
        if nom not in faits:
            constat = Cas.FAIT_INCONNU(conseil=proche(nom, list(faits)), nom=nom, faits=list(faits))
            yield fiche.anomalie((*ou, nom), constat)
        elif faux := impossible(c, nom, faits[nom], reponse):
            yield fiche.anomalie((*ou, nom), faux)


def periodes(c: Consultation, fiche: Fiche[Obligation]) -> Iterator[Anomalie]:
    """Une règle finit après avoir commencé ; incertaine, elle dit en quoi."""
    regle = fiche.contenu
    if regle.jusqu_a and regle.jusqu_a < regle.depuis:
        yield fiche.anomalie(("jusqu_a",), Cas.PERIODE_A_L_ENVERS())
    if (regle.certitude == "incertain") != bool(regle.doute):
        message, conseil = "la règle est sûre et porte un doute", "Retirez « doute », ou écrivez certitude: incertain."
        constat = Cas.DOUTE_ABSENT(message, conseil) if regle.doute else Cas.DOUTE_ABSENT()
        yield fiche.anomalie(("certitude",), constat)


def reponse_dite(c: Consultation, fiche: Fiche[Obligation]) -> Iterator[Anomalie]:
    """Une obligation dit qui la doit, de quoi elle traite, et ce qui y répond : rien n'en reste invisible au dossier."""
    regle = fiche.contenu
    if regle.rubrique != "obligation":
        return
    attendus = {
        "debiteur": (regle.debiteur, "qui la doit"),
        "objet": (regle.objet, "de quoi elle traite"),
        "textes": (regle.textes or regle.acte or regle.satisfait_par, "ce qui y répond"),
    }
    manquants = {champ: dit for champ, (valeur, dit) in attendus.items() if not valeur}
    if manquants:
        constat = Cas.OBLIGATION_INCOMPLETE(manque=", ni ".join(manquants.values()), champs=list(manquants))
        yield fiche.anomalie(("rubrique",), constat)


def commencements(c: Consultation, fiche: Fiche[Obligation]) -> Iterator[Anomalie]:
    """Une règle ne commence pas avant l'entrée en vigueur du premier de ses textes.

    Muette quand elle cite aussi un article de code, ou un texte sans date : le registre n'en dit que la version connue, et
    le devoir peut être plus ancien.
    """
    debut = fiche.contenu.commence_le
    textes = [ref.texte if ref else None for ref in map(resolveur(c).resoudre, fiche.contenu.articles)]
    effets = [(min(e.le for e in t.contenu.en_vigueur), t.fichier) for t in textes if t and t.contenu.en_vigueur]
    if debut is None or len(effets) < len(textes):
        return
    jour, fichier = min(effets)
    if debut < jour:
        yield fiche.anomalie(("depuis",), Cas.AVANT_SON_TEXTE(debut=debut, texte=jour, fichier=fichier))


def suites(c: Consultation) -> Iterator[Anomalie]:
    """Deux règles d'une suite ne valent jamais pour le même achat ; de mêmes conditions, elles se suivent sans trou."""
    par_suite: dict[str, list[Fiche[Obligation]]] = {}
    for fiche in c.fiches("obligations").values():
        if fiche.contenu.suite:
            par_suite.setdefault(fiche.contenu.suite, []).append(fiche)
    for suite, fiches in par_suite.items():
        fiches.sort(key=lambda f: (f.contenu.depuis, f.id))
        essayees = 0
        for avant, apres in combinations(fiches, 2):
            essayees += facons(faits_de(c), avant.contenu, apres.contenu)
            if essayees > FACONS_MAX:
                yield apres.anomalie(("si",), Cas.TROP_DE_FACONS(suite=suite, maximum=FACONS_MAX))
                break
            jour = compatibles(c, faits_de(c), seuils_de(c), avant.contenu, apres.contenu)
            if jour:
                constat = Cas.REGLES_CONTRAIRES(suite=suite, autre=avant.id, jour=jour)
                yield apres.anomalie(("depuis",), constat)
        memes: dict[frozenset[tuple[str | None, ...]], list[Fiche[Obligation]]] = {}
        for fiche in fiches:
            memes.setdefault(commun(fiche.contenu.si), []).append(fiche)
        for avant, apres in (couple for liste in memes.values() for couple in pairwise(liste)):
            fin = periode(avant.contenu)[1]
            if (apres.contenu.depuis - fin).days > 1:
                debut, dernier = fin + UN_JOUR, apres.contenu.depuis - UN_JOUR
                constat = Cas.TROU_DE_DATES(suite=suite, debut=debut, fin=dernier, autre=avant.id)
                yield apres.anomalie(("depuis",), constat)


def doublons(c: Consultation) -> Iterator[Anomalie]:
    """Une règle ne s'écrit pas deux fois : même titre, mêmes conditions, périodes qui se touchent."""
    par_regle: dict[tuple[str, frozenset[tuple[str | None, ...]]], list[Fiche[Obligation]]] = {}
    for fiche in c.fiches("obligations").values():
        cle = plier(fiche.contenu.titre), commun(fiche.contenu.si)
        debut, fin = periode(fiche.contenu)
        for autre in par_regle.setdefault(cle, []):
            if autre.contenu.depuis <= fin and debut <= periode(autre.contenu)[1]:
                yield fiche.anomalie(("titre",), Cas.REGLE_EN_DOUBLE(autre_fichier=autre.fichier))
                break
        par_regle[cle].append(fiche)
