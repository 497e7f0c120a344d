"""Ce qu'une clause donne à écrire à qui ne tient pas de fiche : la trame d'une proposition, les pièces d'un lot réservé."""

from __future__ import annotations

from markupsafe import Markup

from macros.base.macro import macro
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.ecrire import a_ecrire

QUESTIONS = {
    "Ce que la clause doit obtenir": ("titre", "resume", "themes"),
    "Pour quel achat (famille, marché, taille de l’acheteur)": ("segments", "marches", "tailles"),
    "Le texte, tel qu’il a servi ou tel que vous l’écririez, et le document où il va": ("dispositions",),
    "La preuve demandée, à qui et quand": ("preuves",),
    "Qui contrôle, comment, et ce qui se passe si ce n’est pas tenu": ("controle",),
    "L’article ou le texte de droit qui la permet": ("fondements",),
    "Le cahier des clauses administratives générales (CCAG) qu’elle complète": ("ccag",),
    "Votre source publique": ("sources",),
}
"""Les questions d'une clause proposée, et les champs que le formulaire y demande."""
CANDIDAT = "Le candidat"


@macro()
def trame_de_clause(ctx: Contexte) -> Markup:
    """Rend la trame courte d'une clause proposée, à envoyer sans compte."""
    return a_ecrire(ctx, "Proposer une clause", QUESTIONS)


@macro()
def pieces_de_reserve(ctx: Contexte) -> Markup:
    """Rend les pièces à joindre à une réponse à un lot réservé : ce que les clauses qui réservent demandent au candidat."""
    demandes = [
        (f, [preuve.quoi for preuve in f.contenu.preuves if preuve.qui == CANDIDAT])
        for f in ctx.c.visibles("clauses")
        if "marche-reserve" in f.contenu.natures
    ]
    return ctx.fragment("clause/pieces_de_reserve", demandes=[d for d in demandes if d[1]])
