"""Deux clauses n'insèrent pas le même texte : l'acheteur qui les prend toutes deux l'aurait en double."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.dispositions import SANCTIONS
from macros.lecture.anomalie import Anomalie
from macros.lecture.defauts_des_attentes import Attentes

SUITE = 5
"""Nombre de mots d'une suite : plus courte, la langue du droit rapproche tout ; plus longue, un mot changé efface tout."""
BORNE = {True: 0.7, False: 0.55}
"""Part commune admise, pour un critère et pour un autre texte. Les dix paires les plus proches, lues le 27 novembre 2026 :
les critères courts ont la même formule de notation (0,69 au plus), pour des objets différents ; les autres textes proches
sont des jumeaux voulus, service et travaux, handicap et insertion (0,51)."""
CRITERE = "critere-attribution"


class Texte(NamedTuple):
    """Un texte à insérer : la clause, son rang et ses suites de mots."""

    clause: Fiche[Any]
    rang: int
    suites: frozenset[tuple[str, ...]]

    @property
    def critere(self) -> bool:
        """Dit si c'est un critère d'attribution."""
        return bool(self.clause.contenu.dispositions[self.rang].nature == CRITERE)


def suites(texte: str) -> frozenset[tuple[str, ...]]:
    """Rend les suites de mots d'un texte ; toutes les variables se valent."""
    mots = re.findall(r"\w+", re.sub(r"\{\{.*?\}\}", "x", texte.lower()))
    return frozenset(zip(*(mots[rang:] for rang in range(SUITE)), strict=False))


def juger(c: Consultation) -> Iterator[Anomalie]:
    """Rend une anomalie par paire de textes de deux clauses dont la part commune (suites partagées sur suites des deux) passe la borne.

    Les pénalités et les réductions de prix, qui disent la même procédure avec les mêmes mots, n'y sont pas.
    """
    textes = [
        Texte(fiche, rang, suites(d.texte))
        for fiche in c.visibles("clauses")
        for rang, d in enumerate(fiche.contenu.dispositions)
        if d.nature not in SANCTIONS
    ]
    ou = defaultdict(list)
    for rang, texte in enumerate(textes):
        for suite in texte.suites:
            ou[suite].append(rang)
    communes = Counter(paire for rangs in ou.values() for paire in combinations(rangs, 2))
    for (i, j), nombre in communes.items():
        a, b = textes[i], textes[j]
        part = nombre / len(a.suites | b.suites)
        if a.clause is not b.clause and part > BORNE[a.critere and b.critere]:
            constat = Attentes.TEXTE_TROP_PROCHE(part=round(part * 100), autre=a.clause.fichier)
            yield b.clause.anomalie(("dispositions", b.rang, "texte"), constat)
