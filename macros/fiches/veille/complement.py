"""De quoi compléter une séance quand le mois est court : des dates à venir, des clauses à relire, une bonne pratique."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from macros.base.citations import touchees
from macros.base.consultation import Consultation
from macros.base.dates import jalons
from macros.base.fiche import Fiche
from macros.base.fraicheur import a_revoir
from macros.base.promesses import Jalon
from macros.fiches.veille.couverture import lecture
from macros.fiches.veille.minutage import CLAUSES_MAX, DATES_MAX, Complement, Relecture
from macros.fiches.veille.modele import EntreeVeille
from macros.fiches.veille.mois import lues_du_mois
from macros.texte.dates import plus_mois, premier_du_mois

JOURS = 60
"""Jours de dates à venir qu'une séance relit."""
MOIS_RECENTS = 3
"""Une clause est touchée récemment quand une entrée de l'édition, ou des deux d'avant, la touche."""


def complement(c: Consultation, mois: str) -> Complement:
    """Rend de quoi compléter l'édition d'un mois ; à la séance de n'en prendre que ce qui lui manque."""
    dates = venir(c, mois, JOURS) or venir(c, mois)[:DATES_MAX]
    clauses: dict[str, Relecture] = {}
    for relecture in (*_a_revoir(c, mois), *_touchees(c, mois)):
        clauses.setdefault(relecture.clause.id, relecture)
    return Complement(tuple(dates), tuple(clauses.values()), _pratique(c, mois))


def venir(c: Consultation, mois: str, jours: int | None = None) -> list[Jalon]:
    """Rend les dates à venir quand la séance d'un mois se tient : après la fin du mois et après aujourd'hui, sur ``jours``.

    Une séance tenue tard ne relit pas une date passée. Le même jour, le sûr vient avant l'annoncé.
    """
    depart = max(lecture(c, mois).dernier, c.jour)
    trouves = jalons(c, depart + timedelta(days=1), depart + timedelta(days=jours) if jours else date.max)
    return sorted(trouves, key=lambda jalon: (jalon.le, jalon.incertain))


def _a_revoir(c: Consultation, mois: str) -> Iterator[Relecture]:
    """Rend les clauses que quelque chose, survenu avant la fin du mois, rend à revoir."""
    dernier = lecture(c, mois).dernier
    for genre, fiche, motifs in a_revoir(c):
        motif = next((m for m in motifs if m.jour <= dernier), None)
        if genre == "clauses" and motif:
            yield Relecture(fiche, motif=motif)


def _touchees(c: Consultation, mois: str) -> Iterator[Relecture]:
    """Rend les clauses que touche une entrée récente : le dernier mois d'abord, puis l'impact le plus fort.

    D'un mois d'avant, on passe celles que les séances écoulées depuis ont pu relire.
    """
    for ecart in range(MOIS_RECENTS):
        entrees = _par_impact(c, f"{plus_mois(premier_du_mois(mois), -ecart):%Y-%m}")
        siennes: dict[str, Relecture] = {}
        for entree in entrees:
            for clause in touchees(c, entree, "clauses") if entree.contenu.oblige else ():
                siennes.setdefault(clause.id, Relecture(clause, entree=entree))
        yield from list(siennes.values())[ecart * CLAUSES_MAX :]


def _par_impact(c: Consultation, mois: str) -> list[Fiche[EntreeVeille]]:
    impacts = list(c.valeurs("impacts"))
    return sorted(lues_du_mois(c, mois), key=lambda e: impacts.index(e.contenu.impact))


def _pratique(c: Consultation, mois: str) -> Fiche[EntreeVeille] | None:
    """Rend une bonne pratique qu'une entrée du mois nomme ou touche, sinon l'une des plus proches de ses thèmes.

    Parmi celles qui se valent, le rang du mois choisit : la même édition rend toujours la même, et deux mois de suite en
    rendent rarement une seule.
    """
    entrees = _par_impact(c, mois)
    if nommees := [p for e in entrees for p in touchees(c, e, "pratiques")]:
        return nommees[0]
    themes = {theme for e in entrees for theme in e.contenu.themes}
    pratiques = sorted(c.visibles("pratiques"), key=lambda p: p.id)
    communs = [len(themes.intersection(p.contenu.themes)) for p in pratiques]
    proches = [p for p, n in zip(pratiques, communs, strict=True) if n == max(communs)]
    annee, rang = map(int, mois.split("-"))
    return proches[(annee * 12 + rang) % len(proches)] if proches else None
