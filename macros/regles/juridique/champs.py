"""Les erreurs de droit : elles lisent les champs structurés de la clause."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.base import Base
from macros.lecture.anomalie import Anomalie, Gravite
from macros.regles.juridique.commun import dispositions

EXIGENCES = {"specification-technique", "condition-execution", "critere-selection", "marche-reserve"}


def critere_complet(base: Base) -> Iterator[Anomalie]:
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
    conseil = "Un critère sans contenu fait annuler la procédure (CCP R2152-11, R2152-12 ; CE n° 363921)."
    yield from _incompletes(base, "critere-attribution", attendus, "critere-incomplet", conseil)


def penalite_complete(base: Base) -> Iterator[Anomalie]:
    """Une pénalité a une assiette, un montant et une mise en demeure préalable.

    CCAG 2021, clauses environnementale et d'insertion (FCS, PI, TIC 16.1 et 16.2 ; Travaux 20.1 et 20.2 ; MOE 18.1 et
    18.2 ; MI 17.1 et 17.2) : la pénalité suit une mise en demeure, les documents particuliers en fixent le montant.
    """
    attendus = {
        "base": "le fait compté (base)",
        "montant": "le montant (montant)",
        "mise_en_demeure": "la mise en demeure préalable (mise_en_demeure)",
    }
    conseil = "Les CCAG renvoient au CCAP le montant ; la pénalité suit une mise en demeure restée sans effet."
    yield from _incompletes(base, "penalite", attendus, "penalite-incomplete", conseil)


def _incompletes(base: Base, nature: str, attendus: dict[str, str], code: str, conseil: str) -> Iterator[Anomalie]:
    """Rend une anomalie par disposition de cette nature à qui manque un des champs ``attendus`` (champ → intitulé)."""
    for fiche, chemin, disposition in dispositions(base, nature):
        manques = [texte for champ, texte in attendus.items() if not getattr(disposition, champ)]
        if manques:
            yield fiche.anomalie((*chemin, "nature"), code, f"il manque {', '.join(manques)}", conseil)


def penalite_sans_plafond(base: Base) -> Iterator[Anomalie]:
    """Une pénalité a un plafond, ou dit pourquoi elle n'en a pas.

    Le plafond de 10 % des CCAG est écrit pour le retard (FCS 14.1, Travaux 19.2…), non pour ces pénalités.
    """
    for fiche, chemin, disposition in dispositions(base, "penalite"):
        if not disposition.plafond and not disposition.sans_plafond:
            yield fiche.anomalie(
                (*chemin, "nature"),
                "penalite-sans-plafond",
                f"la pénalité « {disposition.montant} » n'a pas de plafond",
                "Ajoutez plafond, ou sans_plafond avec la raison.",
                Gravite.ALERTE,
            )


def insertion_complete(base: Base) -> Iterator[Anomalie]:
    """Une clause d'insertion dit les heures, les publics, le contrôle et la conséquence.

    CCAG 2021, articles 16.1 (FCS, PI, TIC), 17.1 (MI), 18.1 (MOE), 20.1 (Travaux) : périmètre, profils, volume horaire.
    """
    for fiche in base.clauses.values():
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
            yield fiche.anomalie(
                ("insertion",) if insertion else ("themes",),
                "insertion-incomplete",
                f"une clause d'insertion doit dire : {', '.join(manques)}",
                "Complétez le bloc insertion (CCAG-FCS 16.1 ou CCAG-Travaux 20.1).",
            )


def exigence_prouvee(base: Base) -> Iterator[Anomalie]:
    """Ce qui est exigé se prouve et se contrôle.

    CCP R2111-11 et R2111-16 (preuve par tout moyen approprié) ; CCAG 2021, 16.2, 17.2, 18.2, 20.2 : obligations
    vérifiables par des méthodes objectives et effectivement contrôlées.
    """
    for fiche in base.clauses.values():
        clause = fiche.contenu
        exigences = [n for n in clause.natures if n in EXIGENCES]
        if exigences and not clause.preuves:
            yield fiche.anomalie(
                ("dispositions",),
                "exigence-sans-preuve",
                "la clause exige sans demander de preuve",
                "Ajoutez preuves : quoi, qui, quand.",
            )
        if exigences and not clause.controle:
            yield fiche.anomalie(
                ("dispositions",),
                "exigence-sans-controle",
                "la clause exige sans dire qui contrôle",
                "Ajoutez controle : qui, comment, frequence, suite.",
            )
