"""Les clauses à donner d'abord à un juriste."""

from __future__ import annotations

from collections import Counter

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.relecture.etat import Etat, etat_de

NOMBRE = 20


def a_relire(c: Consultation) -> list[Fiche[Clause]]:
    """Rend ``NOMBRE`` clauses : d'abord celles que personne n'a lues dans leur version d'aujourd'hui, une par famille d'achat
    puis une seconde, et, de chaque famille, celle qui a le plus de pénalités et de lignes notées ; à égalité, par nom.
    """

    def lue(fiche: Fiche[Clause]) -> bool:
        return etat_de(c, fiche) is Etat.A_JOUR

    rangees = sorted(c.visibles("clauses"), key=lambda f: (lue(f), -_poids(f.contenu), f.id))
    deja: Counter[str] = Counter()
    tours = {}
    for fiche in rangees:
        famille = fiche.contenu.segments[0]
        tours[fiche.id] = deja[famille]
        deja[famille] += 1
    return sorted(rangees, key=lambda f: (lue(f), tours[f.id]))[:NOMBRE]


def _poids(clause: Clause) -> int:
    """Ce qu'un candidat peut contester : chaque pénalité, chaque ligne notée."""
    return sum((d.nature == "penalite") + len(d.elements) for d in clause.dispositions)
