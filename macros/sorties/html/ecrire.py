"""Écrire au réseau sans compte : un message à compléter, envoyé d'un clic ou copié."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from macros.sorties.html.contexte import Contexte
from macros.sorties.html.liens import prerempli, trame


def a_ecrire(ctx: Contexte, sujet: str, demandes: Iterable[str]) -> Markup:
    """Rend un message à compléter : le courriel déjà prêt, le texte et l'adresse à copier."""
    texte = trame(demandes)
    return ctx.fragment("a_ecrire", lien=prerempli(sujet, texte, ctx.c.reseau.contact), texte=texte)
