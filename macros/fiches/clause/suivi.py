"""« Suivre un marché signé » : la page, que le navigateur remplit d'un dossier."""

from __future__ import annotations

from markupsafe import Markup

from macros.base.macro import macro
from macros.sorties.html.contexte import Contexte


@macro()
def suivi_du_marche(ctx: Contexte) -> Markup:
    """Rend la page où l'acheteur suit un marché signé : ses questions, puis ce que le navigateur remplit."""
    ctx.dire("sommaire")
    ctx.dire("suivi")
    return ctx.fragment("clause/suivi")
