"""Les erreurs de droit : elles lisent les champs structurés de la clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.criteres import critere_de
from macros.fiches.clause.dispositions import Disposition, Element
from macros.fiches.clause.modele import Clause
from macros.lecture.anomalie import Anomalie, Gravite
from macros.regles.outils import boucles, proche

RENVOI = re.compile(r"\{\{\s*renvoi:([a-z0-9-]+)\s*\}\}")
EXIGENCES = {"specification-technique", "condition-execution", "critere-selection", "marche-reserve"}


def dispositions(c: Consultation, *natures: str) -> Iterator[tuple[Fiche[Clause], tuple, Disposition]]:
    """Rend (clause, chemin, disposition) pour les natures demandées, ou pour toutes."""
    for fiche in c.fiches("clauses").values():
        for rang, disposition in enumerate(fiche.contenu.dispositions):
            if not natures or disposition.nature in natures:
                yield fiche, ("dispositions", rang), disposition


def critere_complet(c: Consultation) -> Iterator[Anomalie]:
    """Un critère dit ce qui est évalué, ligne par ligne, et son poids ; ses points font 100, chaque barème les donne tous.

    CCP R2152-11 et R2152-12 (critères et modalités annoncés, pondérés ou hiérarchisés) ; CE, 15 février 2013,
    n° 363921 (bilan carbone sans méthode) ; TA Grenoble, 14 novembre 2025, n° 2510707 (critère sans contenu).
    """
    conseil = "Un critère sans contenu fait annuler la procédure (CCP R2152-11, R2152-12 ; CE n° 363921)."
    for fiche, chemin, d in dispositions(c, "critere-attribution"):
        manques = [dit for champ, dit in CRITERE.items() if not getattr(d, champ)]
        if manques:
            yield fiche.anomalie((*chemin, "nature"), "critere-incomplet", f"il manque {', '.join(manques)}", conseil)
        elif (somme := sum(e.points for e in d.elements)) != 100:
            yield fiche.anomalie(
                (*chemin, "elements"),
                "points-du-critere",
                f"les points des éléments font {somme}, et non 100",
                "Répartissez 100 points : le poids du critère, lui, est sa variable de pondération.",
            )
        for rang, element in enumerate(d.elements):
            if defaut := _bareme_faux(element):
                yield fiche.anomalie((*chemin, "elements", rang, "mesure"), "bareme-incomplet", *defaut)


CRITERE = {
    "elements": "ce qui est évalué (elements)",
    "ponderation": "le poids (ponderation, le nom d'une variable)",
}


def _bareme_faux(element: Element) -> tuple[str, str] | None:
    """Rend (message, conseil) quand la mesure ne donne pas les points annoncés."""
    mesure = element.mesure
    if mesure.type == "lineaire" and (mesure.de is None or mesure.a is None):
        return (
            "une mesure linéaire va d'une valeur à une autre",
            "Ajoutez de et a : un nombre, ou le nom d'une variable.",
        )
    if mesure.type == "paliers":
        points = [p.points for p in mesure.paliers]
        if len(points) < 2 or points != sorted(points) or points[-1] != element.points:
            return (
                f"les paliers ne montent pas jusqu'aux {element.points} points de l'élément",
                "Écrivez au moins deux paliers, du plus bas au plus haut ; le dernier donne tous les points.",
            )
    return None


def promesse_tenue(c: Consultation) -> Iterator[Anomalie]:
    """Ce qu'un critère note a sa conséquence dans la clause, et un texte qui remplace ou renvoie nomme un texte qui existe.

    CE, 9 novembre 2015, n° 392785 : une caractéristique notée se vérifie ; sans suite au contrat, elle ne vaut rien.
    """
    for fiche in c.fiches("clauses").values():
        connus = [d.id for d in fiche.contenu.dispositions]
        for rang, d in enumerate(fiche.contenu.dispositions):
            chemin = ("dispositions", rang)
            if connus.index(d.id) != rang:
                yield fiche.anomalie(
                    (*chemin, "id"),
                    "texte-en-double",
                    f"« {d.id} » nomme déjà un autre texte",
                    "Donnez-lui un autre nom.",
                )
            nommes = [((*chemin, "remplace", i), nom) for i, nom in enumerate(d.remplace)]
            nommes += [((*chemin, "elements", i, "consequence"), e.consequence) for i, e in enumerate(d.elements)]
            nommes += [((*chemin, "texte"), nom) for nom in RENVOI.findall(d.texte)]
            for ou, nom in nommes:
                if nom not in connus:
                    admis = proche(nom, connus, f"Textes de la clause : {', '.join(connus)}.")
                    yield fiche.anomalie(
                        ou, "texte-absent", f"« {nom} » n'est l'id d'aucun texte de cette clause", admis
                    )


def penalite_complete(c: Consultation) -> Iterator[Anomalie]:
    """Une pénalité a un fait, un montant, une unité et une mise en demeure préalable.

    CCAG 2021, clauses environnementale et d'insertion (FCS, PI, TIC 16.1 et 16.2 ; Travaux 20.1 et 20.2 ; MOE 18.1 et
    18.2 ; MI 17.1 et 17.2) : la pénalité suit une mise en demeure, les documents particuliers en fixent le montant.
    """
    attendus = {
        "fait": "le fait compté (fait)",
        "montant": "le montant (montant, le nom d'une variable)",
        "par": "l'unité comptée (par)",
        "mise_en_demeure": "la mise en demeure préalable (mise_en_demeure)",
    }
    conseil = "Les CCAG renvoient au CCAP le montant ; la pénalité suit une mise en demeure restée sans effet."
    for fiche, chemin, d in dispositions(c, "penalite"):
        manques = [texte for champ, texte in attendus.items() if not getattr(d, champ)]
        if manques:
            yield fiche.anomalie((*chemin, "nature"), "penalite-incomplete", f"il manque {', '.join(manques)}", conseil)


def penalite_sans_plafond(c: Consultation) -> Iterator[Anomalie]:
    """Une pénalité a un plafond, ou dit pourquoi elle n'en a pas.

    Le plafond de 10 % des CCAG est écrit pour le retard (FCS 14.1, Travaux 19.2…), non pour ces pénalités.
    """
    for fiche, chemin, disposition in dispositions(c, "penalite"):
        if not disposition.plafond and not disposition.sans_plafond:
            yield fiche.anomalie(
                (*chemin, "nature"),
                "penalite-sans-plafond",
                f"la pénalité « {disposition.id} » n'a pas de plafond",
                "Ajoutez plafond, ou sans_plafond avec la raison.",
                Gravite.ALERTE,
            )


TEMPS = re.compile(r"\b(?:jours?|semaines?|mois|retard|date)\b", re.IGNORECASE)


def derogation_ecrite(c: Consultation) -> Iterator[Anomalie]:
    """Une clause qui vise un CCAG y déroge par une phrase partagée, ou dit pourquoi elle n'en a pas besoin.

    CCP R2112-3 : le marché indique les articles auxquels il déroge. Une pénalité comptée par le temps tomberait sous
    le plafond de 10 % (FCS 14.1.2, Travaux 19.2.2), toute petite pénalité sous l'exonération de 1 000 € (14.1.3, 19.2.1).
    """
    for fiche in c.fiches("clauses").values():
        ccag = fiche.contenu.ccag
        servis = {(d.socle, texte) for d in ccag.deroge_a for texte in d.textes}
        connus = {d.id for d in fiche.contenu.dispositions}
        for rang, derogation in enumerate(ccag.deroge_a):
            for i, texte in enumerate(derogation.textes):
                if texte not in connus:
                    yield fiche.anomalie(
                        ("ccag", "deroge_a", rang, "textes", i),
                        "texte-absent",
                        f"« {texte} » n'est l'id d'aucun texte de cette clause",
                        f"Textes de la clause : {', '.join(sorted(connus))}.",
                    )
        if ccag.cahiers and not ccag.deroge_a and not ccag.sans_derogation:
            yield fiche.anomalie(
                ("ccag",),
                "derogation-muette",
                "la clause vise un CCAG sans dire à quoi elle déroge, ni pourquoi elle n'y déroge pas",
                "Ajoutez deroge_a (une phrase de data/socle et les textes qu'elle sert), ou sans_derogation avec la raison.",
            )
        for rang, d in enumerate(fiche.contenu.dispositions):
            if d.nature != "penalite" or not ccag.cahiers or ccag.sans_derogation:
                continue
            voulues = ["exoneration-1000", *(["plafond-10"] if TEMPS.search(d.par or "") else [])]
            manquantes = [nom for nom in voulues if (nom, d.id) not in servis]
            if manquantes:
                yield fiche.anomalie(
                    ("dispositions", rang, "nature"),
                    "penalite-sans-derogation",
                    f"la pénalité « {d.id} » ne s'appuie pas sur {', '.join(manquantes)}",
                    "Ajoutez à ccag.deroge_a : {socle: "
                    + manquantes[0]
                    + f", textes: [{d.id}]}}, ou sans_derogation avec la raison.",
                )


def critere_environnemental(c: Consultation) -> Iterator[Anomalie]:
    """Une clause environnementale a, au premier pas, son critère ou celui que nomme sa famille d'achat.

    CCP L2152-7 et R2152-7 : depuis le 21 août 2026, au moins un critère prend en compte l'environnement.
    """
    for fiche in c.fiches("clauses").values():
        voulu = critere_de(c, fiche.contenu)
        if voulu and not voulu.sien and voulu.clause is None:
            yield fiche.anomalie(
                ("dispositions",),
                "critere-manquant",
                "la clause environnementale n'a pas de critère au premier pas, et aucune de ses familles d'achat n'en nomme un",
                "Écrivez un critère de niveau base, ou donnez à la famille (data/vocabulaires/segments.yml) « critere: <clause> ».",
            )


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
            yield fiche.anomalie(
                ("insertion",) if insertion else ("themes",),
                "insertion-incomplete",
                f"une clause d'insertion doit dire : {', '.join(manques)}",
                "Complétez le bloc insertion (CCAG-FCS 16.1 ou CCAG-Travaux 20.1).",
            )


def exigence_prouvee(c: Consultation) -> Iterator[Anomalie]:
    """Ce qui est exigé se prouve et se contrôle.

    CCP R2111-11 et R2111-16 (preuve par tout moyen approprié) ; CCAG 2021, 16.2, 17.2, 18.2, 20.2 : obligations
    vérifiables par des méthodes objectives et effectivement contrôlées.
    """
    for fiche in c.fiches("clauses").values():
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
                yield fiche.anomalie(
                    ("liens", "complete", rang),
                    "liens-contradictoires",
                    f"« {cible} » est à la fois complémentaire et incompatible",
                    "Gardez un seul des deux liens.",
                )
