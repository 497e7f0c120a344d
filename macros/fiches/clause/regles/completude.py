"""Ce qu'une clause dit entière : l'insertion, la preuve, le contrôle, ses liens ; lu dans ses champs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.modele import Clause
from macros.lecture.anomalie import Anomalie, Defaut, Gravite
from macros.lecture.defauts import Champs
from macros.regles.outils import boucles

JOINTE = re.compile(
    r"(?=[aj])(?:"  # les initiales d’abord : trois fois plus vite
    r"(?<!bâtiment )(?<!bâtiments )\bannexes?\b(?! (?:[IVX]+\b|\d|d(?:u règlement|u code|u décret|e la directive|e la loi|e l’arrêté)))"
    r"|\bjoin(?:t|te|ts|tes)\s(?:[^.;:]{0,40}\s)?(?:dossier|DCE|cette lettre|l’acte d’engagement|consultation(?! suivante))\b)",
    re.IGNORECASE,
)
"""Ce par quoi un texte dit qu'une pièce l'accompagne : « l'annexe des sites », « le plan joint au dossier de consultation » ; ni un bâtiment annexe, ni l'annexe d'un règlement."""
EXIGENCES = {"specification-technique", "condition-execution", "critere-selection", "marche-reserve"}


class ClauseComplete(Defaut):
    """Une clause complète"""

    INSERTION_INCOMPLETE = (
        "une clause d'insertion doit dire : {champs} → Complétez le bloc insertion (CCAG-FCS 16.1 ou CCAG-Travaux 20.1).",
        Gravite.A_FINIR,
    )
    EXIGENCE_SANS_PREUVE = "la clause exige sans demander de preuve → Ajoutez preuves : quoi, qui, quand."
    EXIGENCE_SANS_CONTROLE = (
        "la clause exige sans dire qui contrôle → Ajoutez controle : qui, comment, frequence, suite."
    )
    ANNEXE_SANS_NOM = (
        "le texte « {texte} » dit « {dit} » sans nommer la pièce"
        " → Ajoutez-lui « annexes: [Plan du réseau] », avec le nom de la pièce : l'acheteur la verra dans la liste de ce qu'il joint.",
        Gravite.A_FINIR,
    )
    ANNEXE_NON_CITEE = "le texte « {texte} » ne dit d'aucune pièce qu'elle est jointe → Retirez « annexes », ou écrivez dans le texte « joint au dossier de consultation »."
    RETRAIT_INCOMPLET = "« statut: retiree » et « retrait » vont ensemble → Écrivez les deux, retrait dit pourquoi en une phrase ; ou aucun."
    PHRASE_CHANGEE = (
        "« {phrase} » {constat} le texte « {texte} » de la clause"
        " → Recopiez dans avant la phrase d'hier et dans apres celle d'aujourd'hui, mot à mot, et dans texte l'id du texte."
    )
    LIENS_CONTRADICTOIRES = "« {nom} » est à la fois complémentaire et incompatible → Gardez un seul des deux liens."


def insertion_complete(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une clause d'insertion dit les heures, les publics, le contrôle et la conséquence.

    CCAG 2021, articles 16.1 (FCS, PI, TIC), 17.1 (MI), 18.1 (MOE), 20.1 (Travaux) : périmètre, profils, volume horaire.
    """
    clause = fiche.contenu
    concernee = "insertion" in clause.themes and "condition-execution" in clause.natures
    if clause.insertion is None and not concernee:
        return
    insertion = clause.insertion
    manques = [
        nom
        for nom in ("heures", "publics", "controle", "consequence")
        if insertion is None or not getattr(insertion, nom)
    ]
    if manques:
        chemin = ("insertion",) if insertion else ("themes",)
        yield fiche.anomalie(chemin, ClauseComplete.INSERTION_INCOMPLETE(champs=manques))


def retrait_dit(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une clause retirée dit pourquoi : qui l'a employée doit le savoir."""
    if (fiche.contenu.statut == "retiree") != bool(fiche.contenu.retrait):
        yield fiche.anomalie(("statut",), ClauseComplete.RETRAIT_INCOMPLET())


def relectures_passees(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une lecture est passée."""
    for rang, relecture in enumerate(fiche.contenu.relectures):
        if relecture.le > c.jour:
            yield fiche.anomalie(("relectures", rang, "le"), Champs.DATE_FUTURE(date=relecture.le, jour=c.jour))


def exigence_prouvee(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Ce qui est exigé se prouve et se contrôle.

    CCP R2111-11 et R2111-16 (preuve par tout moyen approprié) ; CCAG 2021, 16.2, 17.2, 18.2, 20.2 : obligations
    vérifiables par des méthodes objectives et effectivement contrôlées.
    """
    clause = fiche.contenu
    exigences = [n for n in clause.natures if n in EXIGENCES]
    if exigences and not clause.preuves:
        yield fiche.anomalie(("dispositions",), ClauseComplete.EXIGENCE_SANS_PREUVE())
    if exigences and not clause.controle:
        yield fiche.anomalie(("dispositions",), ClauseComplete.EXIGENCE_SANS_CONTROLE())


def annexes_nommees(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Un texte qui cite une pièce jointe la nomme, et lui seul : le dossier en fait la liste de ce que l'acheteur joint."""
    for rang, d in enumerate(fiche.contenu.dispositions):
        dit = JOINTE.search(" ".join(d.texte.split()))
        if dit and not d.annexes:
            constat = ClauseComplete.ANNEXE_SANS_NOM(texte=d.id, dit=dit.group())
            yield fiche.anomalie(("dispositions", rang, "texte"), constat)
        elif d.annexes and not dit:
            yield fiche.anomalie(("dispositions", rang, "annexes"), ClauseComplete.ANNEXE_NON_CITEE(texte=d.id))


def cycles(c: Consultation) -> Iterator[Anomalie]:
    """Une clause ne se remplace pas elle-même par détour."""
    return boucles(c.fiches("clauses"), ("liens", "remplace"), lambda clause: clause.liens.remplace)


def incompatibles(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Deux clauses ne peuvent pas se compléter et s'exclure."""
    liens = fiche.contenu.liens
    for rang, cible in enumerate(liens.complete):
        autre = c.fiches("clauses").get(cible)
        if cible in liens.incompatible or (autre and fiche.id in autre.contenu.liens.incompatible):
            yield fiche.anomalie(("liens", "complete", rang), ClauseComplete.LIENS_CONTRADICTOIRES(nom=cible))


def phrases_changees(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """La phrase que la lettre dit de mettre est dans le texte de la clause ; celle qu'elle remplace n'y est plus."""
    ecrits = {d.id: " ".join(d.texte.split()) for d in fiche.contenu.dispositions}
    for i, changement in enumerate(fiche.contenu.changements):
        for j, p in enumerate(changement.phrases):
            ecrit = ecrits.get(p.texte, "")
            for champ, phrase, fautive, constat in (
                ("apres", p.apres, p.apres not in ecrit, "n'est pas dans"),
                ("avant", p.avant, p.avant in ecrit, "est encore dans"),
            ):
                if fautive:
                    dit = ClauseComplete.PHRASE_CHANGEE(phrase=phrase, constat=constat, texte=p.texte)
                    yield fiche.anomalie(("changements", i, "phrases", j, champ), dit)
