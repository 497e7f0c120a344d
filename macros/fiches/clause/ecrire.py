"""Ce qu'une clause donne à écrire à qui ne tient pas de fiche : la trame d'une proposition, les pièces d'un lot réservé."""

from __future__ import annotations

from markupsafe import Markup

from macros.base.macro import macro
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.ecrire import a_ecrire

TRAME = (
    "Ce que la clause doit obtenir",
    "Pour quel achat (famille, taille de l’acheteur)",
    "Le texte, tel qu’il a servi ou tel que vous l’écririez",
    "Le document où il va (règlement, cahier, lettre)",
    "La preuve demandée, à qui et quand",
    "Qui contrôle, et comment",
    "Ce qui se passe si ce n’est pas tenu",
    "Votre source publique",
)
CANDIDAT = "Le candidat"


@macro()
def trame_de_clause(ctx: Contexte) -> Markup:
    """Rend la trame courte d'une clause proposée, à envoyer sans compte."""
    return a_ecrire(ctx, "Proposer une clause", TRAME)


@macro()
def pieces_de_reserve(ctx: Contexte) -> Markup:
    """Rend les pièces à joindre à une réponse à un lot réservé : ce que les clauses qui réservent demandent au candidat."""
    demandes = [
        (f, [preuve.quoi for preuve in f.contenu.preuves if preuve.qui == CANDIDAT])
        for f in ctx.c.visibles("clauses")
        if "marche-reserve" in f.contenu.natures
    ]
    return ctx.fragment("clause/pieces_de_reserve", demandes=[d for d in demandes if d[1]])
