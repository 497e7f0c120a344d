"""L'accueil du site : chercher, entrer par famille d'achat, lire les nouvelles de plusieurs genres à la fois."""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from macros.base.dates import jalons, recentes
from macros.base.macro import macro
from macros.fiches.veille.editions import dernier_30_30
from macros.sorties.html.contexte import Contexte

NOMS = {"clauses": "Clause", "pratiques": "Bonne pratique", "veille": "Veille"}
"""Genre d'une nouvelle → ce que l'on écrit devant son jour."""


@macro()
def champ_recherche(ctx: Contexte) -> Markup:
    """Rend le champ de recherche de l'accueil."""
    return ctx.fragment("champ_recherche")


@macro()
def appel_petite_commune(ctx: Contexte) -> Markup:
    """Rend l'appel à l'entrée des petites communes."""
    return ctx.fragment("appel_petite_commune")


@macro(jours="entier", maximum="entier")
def actualites(ctx: Contexte, jours: int = 60, maximum: int = 5) -> Markup:
    """Rend les nouvelles de l'accueil : sept derniers jours, échéances, clauses récentes, dernier 30-30.

    ``jours`` borne les échéances à venir et les clauses récentes ; ``maximum`` borne chaque liste.
    """
    c = ctx.c
    dates = jalons(c, c.jour, c.jour + timedelta(days=jours))
    rien, aucune = "Aucune fiche nouvelle ou modifiée depuis sept jours.", "Aucune clause nouvelle ou modifiée"
    return ctx.fragment(
        "actualites",
        jours=jours,
        dernier=dernier_30_30.rendre(ctx),
        semaine=_recentes(ctx, 7, maximum, rien, tuple(NOMS), "veille/"),
        echeances=ctx.fragment("veille/echeances", dates=dates, jours=jours),
        clauses=_recentes(ctx, jours, maximum, f"{aucune} depuis {jours} jours.", ("clauses",), "clauses/"),
    )


def _recentes(ctx: Contexte, jours: int, maximum: int, vide: str, genres: tuple[str, ...], suite: str) -> Markup:
    fiches = recentes(ctx.c, jours, *genres)
    reste = max(0, len(fiches) - maximum)
    return ctx.fragment("liste_recentes", fiches=fiches[:maximum], reste=reste, vide=vide, suite=suite, noms=NOMS)


ACCUEIL = (champ_recherche, appel_petite_commune, actualites)
