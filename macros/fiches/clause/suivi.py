"""« Suivre un marché signé » : la page, que le navigateur remplit d'un dossier."""

from __future__ import annotations

from markupsafe import Markup

from macros.base.macro import macro
from macros.sorties.html.contexte import Contexte
from macros.texte.dates import feries

ANNEES = 12
"""Années dont la page sait les jours fériés : un marché en dure rarement plus."""


@macro()
def suivi_du_marche(ctx: Contexte) -> Markup:
    """Rend la page où l'acheteur suit un marché signé : ses questions, puis ce que le navigateur remplit."""
    ctx.dire("sommaire")
    ctx.dire("suivi")
    annees = range(ctx.c.jour.year - 1, ctx.c.jour.year + ANNEES)
    return ctx.fragment("clause/suivi", feries=[jour for annee in annees for jour in feries(annee)])
