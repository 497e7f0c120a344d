"""Ce que les clauses ont à montrer : comment une clause tient, où vont ses textes, ce que le fonds contient."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from macros.base.macro import macro
from macros.sorties.html.contexte import Contexte

NATURES_DITES = 3
"""Types de clause nommés par document : les plus fréquents."""


@macro()
def anatomie_clause(ctx: Contexte) -> Markup:
    """Rend les quatre parties d'une clause qui tient : obligation, preuve, contrôle, conséquence."""
    return ctx.fragment("clause/image_anatomie")


@macro()
def place_des_textes(ctx: Contexte) -> Markup:
    """Rend les documents d'une consultation, chacun avec les types de clause qui y vont le plus souvent."""
    c = ctx.c
    par_piece: dict[str, Counter[str]] = {}
    for fiche in c.visibles("clauses"):
        for d in fiche.contenu.dispositions:
            par_piece.setdefault(d.piece, Counter())[d.nature] += 1
    pieces = [
        (v.libelle, ", ".join(c.libelle("natures", n).lower() for n, _ in par_piece[code].most_common(NATURES_DITES)))
        for code, v in c.valeurs("pieces").items()
        if code in par_piece
    ]
    return ctx.fragment("clause/image_pieces", pieces=pieces)


@macro()
def etat_du_fonds(ctx: Contexte) -> Markup:
    """Rend le nombre de clauses par famille d'achat et par niveau."""
    c = ctx.c
    comptes = Counter(
        (segment, niveau)
        for fiche in c.visibles("clauses")
        for segment in fiche.contenu.segments
        for niveau in fiche.contenu.niveaux
    )
    niveaux = [(code, v.libelle) for code, v in c.valeurs("niveaux").items()]
    familles = [
        (v.libelle, [comptes[code, niveau] for niveau, _ in niveaux])
        for code, v in c.valeurs("segments").items()
        if any(comptes[code, niveau] for niveau, _ in niveaux)
    ]
    plus = max(comptes.values(), default=1)
    return ctx.fragment("clause/image_fonds", niveaux=[n for _, n in niveaux], familles=familles, plus=plus)
