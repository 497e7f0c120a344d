"""Les mois de la veille : ceux qui ont une édition, et leurs entrées."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from macros.base.citations import touchees
from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.fiches.veille.modele import EntreeVeille
from macros.texte.dates import mois_long, plus_mois, premier_du_mois


@une_fois
def mois_de_veille(c: Consultation) -> list[str]:
    """Rend les mois qui ont une édition, du plus récent au plus ancien : tous, du premier suivi au mois en cours."""
    entrees = c.fiches("veille").values()
    if not entrees:
        return []
    mois, tous = premier_du_mois(min(e.contenu.mois for e in entrees)), []
    while mois <= c.jour:
        tous.append(f"{mois:%Y-%m}")
        mois = plus_mois(mois, 1)
    return tous[::-1]


def annees_de_veille(c: Consultation) -> list[str]:
    """Rend les années de la veille, de la plus récente à la plus ancienne."""
    return sorted({mois[:4] for mois in mois_de_veille(c)}, reverse=True)


@une_fois
def _par_mois(c: Consultation) -> dict[str, list[Fiche[EntreeVeille]]]:
    table: dict[str, list[Fiche[EntreeVeille]]] = {}
    for fiche in c.visibles("veille"):
        table.setdefault(fiche.contenu.mois, []).append(fiche)
    return table


def entrees_du_mois(c: Consultation, mois: str) -> list[Fiche[EntreeVeille]]:
    """Rend les entrées du mois, la plus récente d'abord."""
    return _par_mois(c).get(mois, [])


def a_lire(entrees: Iterable[Fiche[EntreeVeille]]) -> list[Fiche[EntreeVeille]]:
    """Rend celles qui se lisent en séance : tout, sauf les projets suivis."""
    return [e for e in entrees if not e.contenu.suivi]


def lues_du_mois(c: Consultation, mois: str) -> list[Fiche[EntreeVeille]]:
    """Rend les entrées du mois qui se lisent en séance, la plus récente d'abord."""
    return a_lire(entrees_du_mois(c, mois))


def minutes_du_mois(c: Consultation, mois: str) -> int:
    """Rend le temps de lecture d'une édition : la somme de ce que disent ses entrées, projets suivis exclus."""
    return sum(e.contenu.minutes_lecture(e.corps) for e in lues_du_mois(c, mois))


def trimestre(mois: str) -> str:
    """Rend « 2026-t3 » pour « 2026-08 »."""
    annee, rang = mois.split("-")
    return f"{annee}-t{(int(rang) + 2) // 3}"


def trimestres_de_veille(c: Consultation) -> dict[str, list[str]]:
    """Rend les mois de chaque trimestre de la veille, du plus récent au plus ancien."""
    table: dict[str, list[str]] = {}
    for mois in mois_de_veille(c):
        table.setdefault(trimestre(mois), []).append(mois)
    return table


def contenu_de_periode(c: Consultation, entrees: list[Fiche[EntreeVeille]]) -> dict[str, Any]:
    """Rend ce qu'une édition ou un récapitulatif montre d'entrées : les suivies, les lues par impact, les clauses à relire."""
    lues = a_lire(entrees)
    par_impact = [(i, [e for e in lues if e.contenu.impact == i]) for i in c.valeurs("impacts")]
    noms = {f.id for e in lues if e.contenu.oblige for f in touchees(c, e, "clauses")}
    return {
        "entrees": entrees,
        "suivis": [e for e in entrees if e.contenu.suivi],
        "groupes": [(i, groupe) for i, groupe in par_impact if groupe],
        "touchees": [f for f in c.visibles("clauses") if f.id in noms],
    }


def titre_d_edition(mois: str) -> str:
    """Rend « 30-30 de novembre 2026 »."""
    nom = mois_long(mois)
    return f"30-30 d’{nom}" if nom[0] in "ao" else f"30-30 de {nom}"


def titre_de_trimestre(code: str) -> str:
    """Rend « 3e trimestre 2026 » pour « 2026-t3 »."""
    annee, rang = code.split("-t")
    return f"{'1er' if rang == '1' else rang + 'e'}\u00a0trimestre\u00a0{annee}"
