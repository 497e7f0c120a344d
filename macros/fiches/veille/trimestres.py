"""Le récapitulatif d'un trimestre : ce que ses entrées ont changé, calculé, sans rien d'écrit à la main."""

from __future__ import annotations

from datetime import date, timedelta

from macros.base.dates import jalons
from macros.base.promesses import PageRendue
from macros.fiches.veille.couverture import lecture
from macros.fiches.veille.mois import contenu_de_periode, entrees_du_mois, titre_de_trimestre, trimestres_de_veille
from macros.sorties.html.contexte import Contexte
from macros.texte.dates import plus_mois


def recapitulatif(ctx: Contexte, code: str) -> PageRendue:
    """Rend le récapitulatif d'un trimestre (« 2026-t3 ») : par impact, les clauses à relire, les dates du suivant."""
    c, tous = ctx.c, trimestres_de_veille(ctx.c)
    mois, rang = tous[code], list(tous).index(code)
    annee, numero = code.split("-t")
    suivant = plus_mois(date(int(annee), int(numero) * 3, 1), 1)
    titre = f"Récapitulatif du {titre_de_trimestre(code)}"
    html = ctx.fragment(
        "veille/trimestre",
        titre=titre,
        mois=mois[::-1],
        **contenu_de_periode(c, [e for m in mois for e in entrees_du_mois(c, m)]),
        a_venir=jalons(c, suivant, plus_mois(suivant, 3) - timedelta(days=1)),
        a_completer=[lue for m in mois[::-1] if not (lue := lecture(c, m)).complete],
        suivante=list(tous)[rang - 1] if rang else None,
        precedente=list(tous)[rang + 1] if rang + 1 < len(tous) else None,
        titre_de_trimestre=titre_de_trimestre,
    )
    description = (
        f"Le droit des achats responsables au {titre_de_trimestre(code)} : ce qui a changé, ce qui est à faire."
    )
    return PageRendue(titre, description, html, (("Veille 30-30", "veille/"),))
