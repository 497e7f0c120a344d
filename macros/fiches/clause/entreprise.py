"""Une clause lue par l'entreprise qui y répond : rien ne s'y réécrit, chaque ligne vient de la fiche."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.promesses import PageRendue, Rendre
from macros.fiches.clause.dispositions import SANCTIONS
from macros.fiches.clause.ecrire import CANDIDAT
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.notation.criteres import LETTRE
from macros.fiches.clause.objets import role_de
from macros.fiches.clause.page import assiette, charges, par_niveau, valeurs
from macros.fiches.clause.places import titre_de
from macros.sorties.html.contexte import Contexte


def pages(c: Consultation) -> Iterator[tuple[str, str, Rendre]]:
    """Rend une page par clause publiée, à l'adresse des entreprises, et le fichier dont elle vient."""
    for fiche in c.visibles("clauses"):
        yield f"entreprises/{fiche.id}/", fiche.fichier, partial(page, fiche=fiche)


def page(ctx: Contexte, fiche: Fiche[Clause]) -> PageRendue:
    """Rend ce qui est demandé, ce qui se joint à l'offre, ce qui se remet ensuite, et le cadre de réponse à remplir."""
    c, clause = ctx.c, fiche.contenu
    textes = par_niveau(c, clause)
    html = ctx.fragment(
        "clause/entreprise",
        fiche=fiche,
        clause=clause,
        exigences=[(rang, d) for rang, d in enumerate(textes, 1) if role_de(c, d) in (None, "exigence")],
        avant=[p for p in clause.preuves if p.qui.startswith(CANDIDAT)],
        pendant=[p for p in clause.preuves if not p.qui.startswith(CANDIDAT)],
        sanctions=[d for d in textes if d.nature in SANCTIONS and d.fait],
        criteres=[d for d in textes if d.elements],
        charges=charges(clause, list(c.valeurs("niveaux"))),
        texte=ctx.texte(valeurs(c, clause)),
        texte_du_cadre=ctx.texte(valeurs(c, clause), lexique=False),
        titre_de=partial(titre_de, c),
        forme=lambda d: "lettre" if d.piece == LETTRE else d.niveau,
        assiette=partial(assiette, clause),
    )
    titre = f"Répondre à une clause : {clause.titre}"
    description = f"Ce qu’un acheteur public demande, les preuves à réunir et le cadre de réponse : {clause.titre}."
    return PageRendue(titre, description, html, (("Entreprises", "entreprises/"),))
