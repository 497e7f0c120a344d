"""Les messages du contrôle, expliqués : tous les défauts déclarés, par sujet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from string import Formatter

from markupsafe import Markup

from macros.base.genre import tables_de_defauts
from macros.base.macro import macro
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.liens import citer
from macros.texte.balisage.jetons import ancre


@macro()
def liste_messages(ctx: Contexte) -> Markup:
    """Rend chaque code d'anomalie, ce qu'il veut dire et comment le réparer."""
    tables = [(titre, ancre(titre), defauts) for titre, defauts in tables_de_defauts(ctx.c)]
    return ctx.fragment("liste_messages", tables=tables, morceaux=partial(_morceaux, ctx))


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
