"""Les messages du contrôle, expliqués : tous les défauts déclarés, par sujet."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from markupsafe import Markup

from macros import balisage
from macros.base.macro import macro
from macros.lecture.anomalie import Gravite
from macros.lecture.defauts import GENERAUX
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.liens import citer


@macro()
def liste_messages(ctx: Contexte) -> Markup:
    """Rend chaque code d'anomalie, ce qu'il veut dire et comment le réparer."""
    propres = (table for genre in ctx.c.genres.values() for table in genre.defauts)
    tables = [(table.__doc__, balisage.ancre(table.__doc__ or ""), list(table)) for table in (*GENERAUX, *propres)]
    return ctx.fragment("liste_messages", tables=tables, alerte=Gravite.ALERTE, morceaux=lambda t: _morceaux(ctx, t))


def _morceaux(ctx: Contexte, texte: str) -> Iterator[tuple[str, str, str]]:
    """Rend (mots, adresse du droit qu'ils citent, valeur qui les suit) : ce dont le message est fait."""
    texte = texte[:1].upper() + texte[1:]
    for mots, valeur, *_ in Formatter().parse(texte):
        position = 0
        for debut, fin, adresse, _note in citer(ctx.c, ctx.r)(mots):
            yield mots[position:debut], "", ""
            yield mots[debut:fin], adresse, ""
            position = fin
        yield mots[position:], "", (valeur or "").replace("_", " ")
