"""Ce dont une fiche doute d'elle-même : rien n'est ajouté, tout vient de ses champs et du registre du droit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.citations import citees
from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.fraicheur import motifs
from macros.fiches.clause.dossier import RAISONS
from macros.fiches.clause.modele import Clause

AVEU = re.compile(
    r"tranché\b|ne dit pas|[Aa]ucune? (?:\w+ ){1,4}connue?\b|[Nn]on lue?s?\b|à lire\b|à vérifier|\blus? en |retrouvée?\b"
    r"|aucune décision|sources secondaires|deux lectures|lecture (?:la plus|prudente)|par prudence"
)
"""Les mots par lesquels un point de vigilance avoue que le droit, ou notre lecture, n'est pas sûr."""


def avoues(clause: Clause) -> list[str]:
    """Rend les points de vigilance qui avouent un doute ; les autres sont des conseils."""
    return [point for point in clause.points_de_vigilance if AVEU.search(point)]


def doutes(c: Consultation, fiche: Fiche[Clause]) -> Iterator[str]:
    """Rend les questions en doute, en balisage léger : le droit d'abord, puis les choix de la clause, puis ses chiffres."""
    clause = fiche.contenu
    yield from avoues(clause)
    yield from dict.fromkeys(RAISONS[motif.cause] for motif in motifs(c, fiche))
    for ref in citees(c, fiche).values():
        if ref.non_lu:
            yield f"{ref.libelle}, que la clause cite : sa version du jour n’est pas lue. {ref.non_lu}"
    for levee in clause.alertes_levees:
        yield f"Le contrôle alertait sur « {levee.extrait} » ; l’alerte a été écartée. {levee.motif}"
    if clause.ccag.sans_derogation:
        yield f"La clause dit ne déroger à aucun article du CCAG. {clause.ccag.sans_derogation}"
    for d in clause.dispositions:
        if d.sans_plafond:
            yield f"Une pénalité n’a pas de plafond. {d.sans_plafond}"
    if departs := [f"{v.libelle} ({v.valeur})" for v in clause.variables.values() if v.origine == "depart"]:
        yield f"Valeurs de départ, qu’aucune source n’appuie : {' ; '.join(departs)}."
    if clause.ordres_de_grandeur == []:
        yield "Aucun chiffre n’a été trouvé sur l’effet, le coût ou le nombre d’offres."
