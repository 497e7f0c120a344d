"""L'accueil du site : les prochaines dates, le dernier 30-30, ce qui a changé."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from macros.base.consultation import Consultation
from macros.base.dates import jalons
from macros.base.fiche import Fiche
from macros.base.macro import macro
from macros.fiches.veille.couverture import dernier_mois, derniere_edition
from macros.fiches.veille.mois import lues_du_mois
from macros.sorties.html.contexte import Contexte

DATES = 3
CHANGEMENTS = 6
REFONDUES = {"clauses": "Clause modifiée", "pratiques": "Bonne pratique modifiée"}
"""Genre dont le fond d'une fiche peut changer → ce que l'on en dit."""


@macro()
def agenda_et_30_30(ctx: Contexte) -> Markup:
    """Rend les trois prochaines dates d'effet certaines, et la dernière édition du 30-30 qui a de quoi tenir une séance."""
    c, nombre = ctx.c, len(lues_du_mois(ctx.c, dernier_mois(ctx.c)))
    dates = [j for j in jalons(c, c.jour, date.max) if not j.incertain][:DATES]
    return ctx.fragment("accueil/agenda_et_30_30", dates=dates, nombre=nombre, **derniere_edition(c))


@macro(jours="entier")
def derniers_changements(ctx: Contexte, jours: int = 183) -> Markup:
    """Rend ce qui a changé depuis ``jours`` jours, le plus important d'abord ; à importance égale, le plus récent."""
    debut = ctx.c.jour - timedelta(days=jours)
    trouves = [t for t in _changements(ctx.c) if debut <= t[3] <= ctx.c.jour]
    trouves.sort(key=lambda t: (-t[0], t[3]), reverse=True)
    return ctx.fragment("accueil/changements", changements=[t[1:] for t in trouves[:CHANGEMENTS]], jours=jours)


def _changements(c: Consultation) -> Iterator[tuple[int, str, Fiche[Any], date, str]]:
    """Rend (rang, genre, fiche, jour, nature) de ce qui oblige, par impact, puis des fiches dont le fond a changé."""
    impacts = c.valeurs("impacts")
    for f in c.visibles("veille"):
        if f.contenu.oblige:
            yield list(impacts).index(f.contenu.impact), "veille", f, f.contenu.date, impacts[f.contenu.impact].libelle
    for genre, nature in REFONDUES.items():
        for f in c.visibles(genre):
            if f.contenu.changement:
                yield 1, genre, f, f.contenu.modifie_le, nature


ACCUEIL = (agenda_et_30_30, derniers_changements)
