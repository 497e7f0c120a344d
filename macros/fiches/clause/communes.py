"""Les phrases que les clauses partagent, lues sur une page : chacune avec son texte pour chaque CCAG."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from macros.base.macro import macro
from macros.fiches.clause.phrases import phrases_de
from macros.sorties.html.contexte import Contexte


@macro()
def phrases_communes(ctx: Contexte) -> Markup:
    """Rend les phrases qu'une clause au moins demande, dans l'ordre du socle."""
    appelees = {phrase.id for clause in ctx.c.visibles("clauses") for phrase, _ in phrases_de(ctx.c, clause.contenu)}
    phrases = [
        (fiche, [(cahier, _texte(ctx, fiche.contenu, cahier)) for cahier in fiche.contenu.deroge or [""]])
        for fiche in ctx.c.visibles("socle")
        if fiche.id in appelees
    ]
    return ctx.fragment("clause/phrases_communes", phrases=phrases)


def _texte(ctx: Contexte, phrase: Any, cahier: str) -> Markup:
    """Rend le texte de la phrase, pour un cahier ; sans cahier, il n'en cite aucun."""
    return ctx.texte({"article": phrase.deroge.get(cahier, ""), "cahier": cahier}, lexique=False)(phrase.texte)
