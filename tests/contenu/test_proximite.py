"""Deux clauses n'insèrent pas le même texte : l'acheteur qui les prend toutes deux l'aurait en double."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import NamedTuple

from tests.fabrique import Base, visibles_de

SUITE = 5
"""Nombre de mots d'une suite : plus courte, la langue du droit rapproche tout ; plus longue, un mot changé efface tout."""
BORNE = {True: 0.7, False: 0.55}
"""Part commune admise, pour un critère et pour un autre texte. Les dix paires les plus proches, lues le 27 novembre 2026 :
les critères courts ont la même formule de notation (0,69 au plus), pour des objets différents ; les autres textes proches
sont des jumeaux voulus, service et travaux, handicap et insertion (0,51)."""


class Texte(NamedTuple):
    clause: str
    id: str
    critere: bool
    suites: frozenset[tuple[str, ...]]


def suites(texte: str) -> frozenset[tuple[str, ...]]:
    """Rend les suites de mots d'un texte ; toutes les variables se valent."""
    mots = re.findall(r"\w+", re.sub(r"\{\{.*?\}\}", "x", texte.lower()))
    return frozenset(zip(*(mots[rang:] for rang in range(SUITE)), strict=False))


def trop_proches(textes: list[Texte]) -> list[str]:
    """Rend les paires de clauses différentes dont la part commune (suites partagées sur suites des deux) passe la borne."""
    ou = defaultdict(list)
    for rang, texte in enumerate(textes):
        for suite in texte.suites:
            ou[suite].append(rang)
    communes = Counter(paire for rangs in ou.values() for paire in combinations(rangs, 2))
    trouvees = []
    for (i, j), nombre in communes.items():
        a, b = textes[i], textes[j]
        part = nombre / len(a.suites | b.suites)
        if a.clause != b.clause and part > BORNE[a.critere and b.critere]:
            trouvees.append(f"{a.clause} ({a.id}) et {b.clause} ({b.id}) : {part:.2f}")
    return sorted(trouvees)


def de_la_base(base: Base) -> list[Texte]:
    """Rend les textes à insérer, pénalités exceptées : elles disent la même procédure avec les mêmes mots."""
    return [
        Texte(fiche.id, d.id, d.nature == "critere-attribution", suites(d.texte))
        for fiche in visibles_de(base, "clauses")
        for d in fiche.contenu.dispositions
        if d.nature != "penalite"
    ]


def test_aucune_clause_n_insere_le_texte_d_une_autre(base_reelle: Base) -> None:
    assert trop_proches(de_la_base(base_reelle)) == []


def test_une_copie_a_deux_mots_pres_est_vue(base_reelle: Base) -> None:
    """Tout texte de trente mots, recopié sous un autre nom avec le premier et le dernier mot changés, passe la borne."""
    for d in (d for fiche in visibles_de(base_reelle, "clauses") for d in fiche.contenu.dispositions):
        mots = d.texte.split()
        if len(mots) < 30:
            continue
        copie = " ".join(["Autrement", *mots[1:-1], "ainsi"])
        assert trop_proches([Texte("a", "x", True, suites(d.texte)), Texte("b", "y", True, suites(copie))]), d.texte


def test_un_meme_texte_a_deux_niveaux_de_la_meme_clause_est_admis() -> None:
    texte = suites("Le titulaire reprend les caisses vides à la livraison suivante, sans frais, propres et pliées.")
    assert trop_proches([Texte("a", "base", False, texte), Texte("a", "avance", False, texte)]) == []
