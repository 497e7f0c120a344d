"""Une sanction à la mesure de la faute : ni moins que ce qu'elle épargne, ni plus d'une fois et demie ; et un suivi que chacun peut tenir."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.dispositions import SANCTIONS, Disposition, charge_de, dispositions
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.notation.criteres import LETTRE
from macros.fiches.clause.variables import Variable, proposee
from macros.lecture.anomalie import Anomalie, Chemin, Defaut, Gravite
from macros.lecture.defauts import Champs
from macros.texte.formules import calculer, en_mots, noms
from macros.texte.nombres import quantite

AU_PLUS = 1.5
"""Réfaction et pénalité ensemble, rapportées à ce que le manquement épargne : au-delà, un juge modère ce qui est manifestement excessif."""
ARRONDI = 0.001
PREMIER_PAS = "base"
MESURE = {"documents": (2, 3), "lettre": (2, 1)}
"""Forme → documents remis et contrôles faits par an que le premier pas demande au plus, sans raison écrite."""


class Proportion(Defaut):
    """La proportion des sanctions et du suivi"""

    ECONOMIE_MANQUANTE = (
        "« {nom} » ne dit pas ce que le manquement épargne au titulaire"
        " → Ajoutez economie, une formule sur les variables de la clause ; pour un document ou une réunion, sans_economie.",
        Gravite.A_FINIR,
    )
    ECONOMIE_CONTRADICTOIRE = "« {nom} » dit une économie, et qu'il n'y en a pas → Gardez economie ou sans_economie."
    TERME_SANS_VARIABLE = (
        "la formule emploie « {terme} », qui n'est pas une variable chiffrée de la clause"
        " → Déclarez-la sous variables, ou corrigez la formule."
    )
    SANCTION_LEGERE = (
        "manquer à « {objet} » épargne {economie} {par} et ne retire que {total} : la faute rapporte"
        " → Ajoutez une réfaction qui retire ce qui n'est pas livré, ou relevez {montants}."
    )
    SANCTION_LOURDE = (
        "manquer à « {objet} » épargne {economie} {par} et retire {total}, plus d'une fois et demie"
        " → Baissez {montants} : un juge modère une pénalité manifestement excessive."
    )
    PRIX_SANS_SOURCE = "« {nom} » est un prix proposé sans source → Ajoutez source (titre, url), ou retirez defaut : l'acheteur le remplit."
    CALCUL_ET_DEFAUT = "« {nom} » a une valeur écrite et une valeur calculée → Gardez defaut ou calcul."
    CALCUL_SANS_NOMBRE = "« {nom} » se calcule, et n'est pas un nombre → Changez son type, ou retirez calcul."
    CALCUL_INCOMPLET = "« {nom} » se calcule sans dire {champs} → Ajoutez ces champs."
    CHARGE_MANQUANTE = (
        "rien ne dit ce que {forme} donne à suivre chaque année"
        " → Ajoutez charge (documents, controles) aux textes qui demandent une remise ou un contrôle.",
        Gravite.A_FINIR,
    )
    CHARGE_LOURDE = (
        "{forme} demande {documents} document(s) et {controles} contrôle(s) par an, et n'en admet que {au_plus}"
        " → Regroupez les remises et les contrôles, passez-les au niveau supérieur, ou écrivez raison dans charge.",
        Gravite.A_FINIR,
    )


def economie_dite(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une sanction dit ce que le manquement épargne ; un document ou une réunion qui manque n'épargne rien d'autre."""
    for chemin, d in dispositions(fiche, *SANCTIONS):
        if not d.economie and not d.sans_economie:
            yield fiche.anomalie((*chemin, "id"), Proportion.ECONOMIE_MANQUANTE(nom=d.id))
        if d.economie and d.sans_economie:
            yield fiche.anomalie((*chemin, "sans_economie"), Proportion.ECONOMIE_CONTRADICTOIRE(nom=d.id))


def formules(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Une formule se calcule sur les variables chiffrées de la clause ; une valeur calculée dit son arrondi et qui la confirme."""
    variables = fiche.contenu.variables
    ecrites: list[tuple[Chemin, str]] = [
        ((*chemin, "economie"), d.economie) for chemin, d in dispositions(fiche) if d.economie
    ]
    for nom, v in variables.items():
        if v.calcul:
            ecrites.append((("variables", nom, "calcul"), v.calcul))
            yield from _calcul(fiche, nom, v)
    chiffrees = {nom for nom, v in variables.items() if v.chiffree}
    for chemin, formule in ecrites:
        try:
            inconnus = sorted(noms(formule) - chiffrees)
        except ValueError as erreur:
            yield fiche.anomalie(chemin, Champs.FORMULE_ILLISIBLE(f"« {formule} » : {erreur}"))
            continue
        for terme in inconnus:
            yield fiche.anomalie(chemin, Proportion.TERME_SANS_VARIABLE(terme=terme))


def _calcul(fiche: Fiche[Clause], nom: str, v: Variable) -> Iterator[Anomalie]:
    chemin = ("variables", nom, "calcul")
    if v.defaut is not None and v.defaut != proposee(v, fiche.contenu.variables):
        yield fiche.anomalie(chemin, Proportion.CALCUL_ET_DEFAUT(nom=nom))
    if not v.chiffree:
        yield fiche.anomalie(chemin, Proportion.CALCUL_SANS_NOMBRE(nom=nom))
    if manques := [champ for champ in ("arrondi", "confirme_par") if not getattr(v, champ)]:
        yield fiche.anomalie(chemin, Proportion.CALCUL_INCOMPLET(nom=nom, champs=manques))


def prix_source(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Un prix qui ne sert qu'à une économie a une source, ou pas de valeur : personne ne le devine."""
    clause = fiche.contenu
    lus = " ".join(d.texte for d in clause.dispositions)
    termes = {mot for d in clause.dispositions if d.economie for terme, mot in en_mots(d.economie) if terme}
    for nom in sorted(termes & set(clause.variables)):
        v = clause.variables[nom]
        dit = f"{{{{{nom}}}}}" in lus
        if v.type == "montant" and not dit and v.defaut is not None and not v.source and not v.calcul:
            yield fiche.anomalie(("variables", nom, "defaut"), Proportion.PRIX_SANS_SOURCE(nom=nom))


def sanction_a_la_mesure(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Aux valeurs proposées, réfaction et pénalité d'un même objet retirent une à une fois et demie ce que le manquement épargne.

    La réfaction paie ce qui manque, la pénalité sa répétition ou sa dissimulation : ensemble, elles ne paient pas deux fois un fait.
    Des euros et une part du prix ne se comparent pas.
    """
    clause = fiche.contenu
    valeurs = {nom: float(v.defaut) for nom, v in clause.variables.items() if isinstance(v.defaut, (int, float))}
    groupes: dict[tuple[str | None, bool, str, str], list[tuple[Chemin, Disposition]]] = defaultdict(list)
    for chemin, d in dispositions(fiche, *SANCTIONS):
        if d.economie and d.montant in valeurs:
            groupes[d.objet, d.piece == LETTRE, d.niveau, clause.variables[d.montant].type].append((chemin, d))
    for (objet, *_), siennes in groupes.items():
        economies = [e for _, d in siennes if (e := _calculee(d.economie, valeurs)) is not None]
        if len(economies) < len(siennes):
            continue  # un prix laissé à remplir : rien à comparer
        economie, total = max(economies), sum(valeurs[d.montant or ""] for _, d in siennes)
        chemin, d = siennes[0]
        unite = clause.variables[d.montant or ""].suffixe.strip()
        dits: dict[str, Any] = {
            "objet": objet,
            "par": d.par or "",
            "economie": quantite(round(economie, 2), unite),
            "total": quantite(round(total, 2), unite),
            "montants": sorted({s.montant for _, s in siennes if s.montant}),
        }
        if total < economie - ARRONDI:
            yield fiche.anomalie((*chemin, "economie"), Proportion.SANCTION_LEGERE(**dits))
        elif total > AU_PLUS * economie + ARRONDI:
            yield fiche.anomalie((*chemin, "economie"), Proportion.SANCTION_LOURDE(**dits))


def _calculee(formule: str | None, valeurs: dict[str, float]) -> float | None:
    try:
        return calculer(formule or "", valeurs)
    except (ValueError, KeyError, ZeroDivisionError):
        return None


def charge_mesuree(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Anomalie]:
    """Le premier pas se suit sans service dédié : deux documents et trois contrôles par an ; une lettre, deux et un."""
    clause = fiche.contenu
    for forme, (documents, controles) in MESURE.items():
        siens = [
            (("dispositions", rang), d)
            for rang, d in enumerate(clause.dispositions)
            if d.niveau == PREMIER_PAS and (d.piece == LETTRE) == (forme == "lettre")
        ]
        if not siens:
            continue
        dite = "la lettre" if forme == "lettre" else "le premier pas"
        charges = [(chemin, d.charge) for chemin, d in siens if d.charge]
        if not charges:
            yield fiche.anomalie((*siens[0][0], "id"), Proportion.CHARGE_MANQUANTE(forme=dite))
            continue
        totale = charge_de([d for _, d in siens])
        trop = totale.documents > documents or totale.controles > controles
        if trop and not any(charge.raison for _, charge in charges):
            dits: dict[str, Any] = {
                "documents": totale.documents,
                "controles": totale.controles,
                "au_plus": f"{documents} et {controles}",
            }
            yield fiche.anomalie((*charges[0][0], "charge"), Proportion.CHARGE_LOURDE(forme=dite, **dits))
