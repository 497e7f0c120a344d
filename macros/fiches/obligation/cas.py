"""Deux règles peuvent-elles valoir pour le même achat ? Ce que le contrôle en sait ; l'évaluation d'un cas est en JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import Any

from macros.base.consultation import Consultation
from macros.fiches.obligation.modele import Condition, Fait, Obligation

UN_JOUR = timedelta(days=1)
FIN = date(2099, 12, 31)
COUPLES = (("est", "n-est-pas"), ("parmi", "hors"), ("au-moins", "moins-de"), ("plus-de", "au-plus"))
CONTRAIRES = {op: contraire for couple in COUPLES for op, contraire in (couple, couple[::-1])}


def reponses(c: Consultation, fait: Fait) -> list[str]:
    """Rend les réponses possibles à un fait qui se choisit."""
    if fait.type == "oui-non":
        return ["oui", "non"]
    return list(c.valeurs(fait.liste)) if fait.liste else list(fait.choix)


def commun(si: Sequence[Condition]) -> frozenset[tuple[str | None, ...]]:
    """Rend les conditions, sans leur ordre, pour les comparer."""
    return frozenset((x.fait, x.op, x.seuil, str(x.valeur)) for x in si)


def periode(regle: Obligation) -> tuple[date, date]:
    """Rend le premier et le dernier jour d'une règle."""
    return regle.depuis, regle.jusqu_a or FIN


def compatibles(
    c: Consultation, faits: Mapping[str, Fait], seuils: Mapping[str, Any], une: Obligation, autre: Obligation
) -> date | None:
    """Rend un jour où un même achat remplirait les conditions des deux règles, ou ``None``."""
    debut, fin = (max(une.depuis, autre.depuis), min(periode(une)[1], periode(autre)[1]))
    if debut > fin:
        return None
    simples, choix = _sans_deduits(faits, [*une.si, *autre.si])
    for facon in product(*choix):
        conditions = [*simples, *(x for groupe in facon for x in groupe)]
        changements: set[date] = {
            v.depuis for x in conditions if x.seuil in seuils for v in seuils[x.seuil or ""].valeurs
        }
        par_fait: dict[str, list[Condition]] = {}
        for x in conditions:
            par_fait.setdefault(x.fait, []).append(x)
        for jour in sorted({debut, *(j for j in changements if debut < j <= fin)}):
            if all(_possible(c, faits.get(nom), seuils, siennes, jour) for nom, siennes in par_fait.items()):
                return jour
    return None


def facons(faits: Mapping[str, Fait], une: Obligation, autre: Obligation) -> int:
    """Rend le nombre de façons de remplir les conditions des deux règles : ``compatibles`` les essaie toutes."""
    return prod(map(len, _sans_deduits(faits, [*une.si, *autre.si])[1]))


def _sans_deduits(
    faits: Mapping[str, Fait], conditions: Sequence[Condition]
) -> tuple[list[Condition], list[list[list[Condition]]]]:
    """Rend les conditions sur des faits que l'on demande, puis, pour chaque fait déduit, les groupes dont un suffit."""
    simples: list[Condition] = []
    voulus: dict[str, set[bool]] = {}
    for x in conditions:
        if (fait := faits.get(x.fait)) and fait.vrai_si:
            voulus.setdefault(x.fait, set()).add((x.op == "est") == (x.valeur == "oui"))
        else:
            simples.append(x)
    if any(len(valeurs) > 1 for valeurs in voulus.values()):
        return simples, [[]]
    choix: list[list[list[Condition]]] = []
    for nom, (vrai,) in voulus.items():
        groupes = faits[nom].vrai_si
        choix += [groupes] if vrai else [[[_contraire(x)] for x in groupe] for groupe in groupes]
    return simples, choix


def _contraire(x: Condition) -> Condition:
    return x.model_copy(update={"op": CONTRAIRES[x.op]})


def _possible(
    c: Consultation, fait: Fait | None, seuils: Mapping[str, Any], conditions: Sequence[Condition], jour: date
) -> bool:
    """Dit si une réponse à ce fait remplit toutes ces conditions. Un fait ou un seuil inconnu est signalé ailleurs."""
    if fait is None:
        return False
    if fait.type != "nombre":
        return any(all(x.admet(r) for x in conditions) for r in reponses(c, fait))
    bas, haut = (0.0, True), (float("inf"), True)
    for x in conditions:
        valeur = seuils[x.seuil or ""].valeur_au(jour) if x.seuil in seuils else x.valeur
        borne = getattr(valeur, "montant", valeur)
        if not isinstance(borne, (int, float)):
            return False
        if x.op in ("au-moins", "plus-de"):
            bas = max(bas, (borne, x.op == "au-moins"), key=lambda b: (b[0], not b[1]))
        else:
            haut = min(haut, (borne, x.op == "au-plus"), key=lambda b: (b[0], b[1]))
    return bas[0] < haut[0] or (bas[0] == haut[0] and bas[1] and haut[1])
