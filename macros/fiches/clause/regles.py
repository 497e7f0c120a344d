"""Les erreurs de droit : elles lisent les champs structurés de la clause."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.modele import Clause, Disposition
from macros.lecture.anomalie import Anomalie, Defaut, Gravite
from macros.regles.outils import boucles

EXIGENCES = {"specification-technique", "condition-execution", "critere-selection", "marche-reserve"}


class ClauseComplete(Defaut):
    """Une clause complète"""

    CRITERE_INCOMPLET = "il manque {champs} → Un critère sans contenu fait annuler la procédure (CCP R2152-11, R2152-12 ; CE n° 363921)."
    PENALITE_INCOMPLETE = "il manque {champs} → Les CCAG renvoient au CCAP le montant ; la pénalité suit une mise en demeure restée sans effet."
    PENALITE_SANS_PLAFOND = (
        "la pénalité « {montant} » n'a pas de plafond → Ajoutez plafond, ou sans_plafond avec la raison.",
        Gravite.ALERTE,
    )
    INSERTION_INCOMPLETE = "une clause d'insertion doit dire : {champs} → Complétez le bloc insertion (CCAG-FCS 16.1 ou CCAG-Travaux 20.1)."
    EXIGENCE_SANS_PREUVE = "la clause exige sans demander de preuve → Ajoutez preuves : quoi, qui, quand."
    EXIGENCE_SANS_CONTROLE = (
        "la clause exige sans dire qui contrôle → Ajoutez controle : qui, comment, frequence, suite."
    )
    LIENS_CONTRADICTOIRES = "« {nom} » est à la fois complémentaire et incompatible → Gardez un seul des deux liens."


def dispositions(c: Consultation, *natures: str) -> Iterator[tuple[Fiche[Clause], tuple, Disposition]]:
    """Rend (clause, chemin, disposition) pour les natures demandées, ou pour toutes."""
    for fiche in c.fiches("clauses").values():
        for rang, disposition in enumerate(fiche.contenu.dispositions):
            if not natures or disposition.nature in natures:
                yield fiche, ("dispositions", rang), disposition


def critere_complet(c: Consultation) -> Iterator[Anomalie]:
    """Un critère dit ce qui est évalué, sa preuve, son barème et son poids.

    CCP R2152-11 et R2152-12 (critères et modalités annoncés, pondérés ou hiérarchisés) ; CE, 15 février 2013,
    n° 363921 (bilan carbone sans méthode) ; TA Grenoble, 14 novembre 2025, n° 2510707 (critère sans contenu).
    """
    attendus = {
        "elements": "ce qui est évalué (elements)",
        "preuve": "la preuve attendue (preuve)",
        "bareme": "la façon de donner les points (bareme)",
        "ponderation": "le poids (ponderation)",
        "cadre_reponse": "les questions posées au candidat (cadre_reponse)",
    }
    yield from _incompletes(c, "critere-attribution", attendus, ClauseComplete.CRITERE_INCOMPLET)


def penalite_complete(c: Consultation) -> Iterator[Anomalie]:
    """Une pénalité a une assiette, un montant et une mise en demeure préalable.

    CCAG 2021, clauses environnementale et d'insertion (FCS, PI, TIC 16.1 et 16.2 ; Travaux 20.1 et 20.2 ; MOE 18.1 et
    18.2 ; MI 17.1 et 17.2) : la pénalité suit une mise en demeure, les documents particuliers en fixent le montant.
    """
    attendus = {
        "base": "le fait compté (base)",
        "montant": "le montant (montant)",
        "mise_en_demeure": "la mise en demeure préalable (mise_en_demeure)",
    }
    yield from _incompletes(c, "penalite", attendus, ClauseComplete.PENALITE_INCOMPLETE)


def _incompletes(c: Consultation, nature: str, attendus: dict[str, str], defaut: Defaut) -> Iterator[Anomalie]:
    """Rend une anomalie par disposition de cette nature à qui manque un des champs ``attendus`` (champ → intitulé)."""
    for fiche, chemin, disposition in dispositions(c, nature):
        manques = [texte for champ, texte in attendus.items() if not getattr(disposition, champ)]
        if manques:
            yield fiche.anomalie((*chemin, "nature"), defaut(champs=manques))


def penalite_sans_plafond(c: Consultation) -> Iterator[Anomalie]:
    """Une pénalité a un plafond, ou dit pourquoi elle n'en a pas.

    Le plafond de 10 % des CCAG est écrit pour le retard (FCS 14.1, Travaux 19.2…), non pour ces pénalités.
    """
    for fiche, chemin, disposition in dispositions(c, "penalite"):
        if not disposition.plafond and not disposition.sans_plafond:
            yield fiche.anomalie((*chemin, "nature"), ClauseComplete.PENALITE_SANS_PLAFOND(montant=disposition.montant))


def insertion_complete(c: Consultation) -> Iterator[Anomalie]:
    """Une clause d'insertion dit les heures, les publics, le contrôle et la conséquence.

    CCAG 2021, articles 16.1 (FCS, PI, TIC), 17.1 (MI), 18.1 (MOE), 20.1 (Travaux) : périmètre, profils, volume horaire.
    """
    for fiche in c.fiches("clauses").values():
        clause = fiche.contenu
        concernee = "insertion" in clause.themes and "condition-execution" in clause.natures
        if clause.insertion is None and not concernee:
            continue
        insertion = clause.insertion
        manques = [
            nom
            for nom in ("heures", "publics", "controle", "consequence")
            if insertion is None or not getattr(insertion, nom)
        ]
        if manques:
            chemin = ("insertion",) if insertion else ("themes",)
            yield fiche.anomalie(chemin, ClauseComplete.INSERTION_INCOMPLETE(champs=manques))


def exigence_prouvee(c: Consultation) -> Iterator[Anomalie]:
    """Ce qui est exigé se prouve et se contrôle.

    CCP R2111-11 et R2111-16 (preuve par tout moyen approprié) ; CCAG 2021, 16.2, 17.2, 18.2, 20.2 : obligations
    vérifiables par des méthodes objectives et effectivement contrôlées.
    """
    for fiche in c.fiches("clauses").values():
        clause = fiche.contenu
        exigences = [n for n in clause.natures if n in EXIGENCES]
        if exigences and not clause.preuves:
            yield fiche.anomalie(("dispositions",), ClauseComplete.EXIGENCE_SANS_PREUVE())
        if exigences and not clause.controle:
            yield fiche.anomalie(("dispositions",), ClauseComplete.EXIGENCE_SANS_CONTROLE())


def cycles(c: Consultation) -> Iterator[Anomalie]:
    """Une clause ne se remplace pas elle-même par détour."""
    return boucles(c.fiches("clauses"), ("liens", "remplace"), lambda clause: clause.liens.remplace)


def incompatibles(c: Consultation) -> Iterator[Anomalie]:
    """Deux clauses ne peuvent pas se compléter et s'exclure."""
    for fiche in c.fiches("clauses").values():
        liens = fiche.contenu.liens
        for rang, cible in enumerate(liens.complete):
            autre = c.fiches("clauses").get(cible)
            if cible in liens.incompatible or (autre and fiche.id in autre.contenu.liens.incompatible):
                yield fiche.anomalie(("liens", "complete", rang), ClauseComplete.LIENS_CONTRADICTOIRES(nom=cible))
