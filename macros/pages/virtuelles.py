"""Quelles pages le site tire des fiches, et comment chacune se rend."""

from __future__ import annotations

from collections.abc import Callable

from macros.rendu.commun import PageRendue
from macros.rendu.fiches import Rendu

Pages = dict[str, Callable[[str], PageRendue]]
"""Chemin de la source → ce qui rend la page, de la racine relative de cette page."""


def pages_virtuelles(rendu: Rendu) -> Pages:
    """Rend les pages qui n'ont pas de fichier Markdown : une par fiche YAML, par article, par édition, par archive."""
    base = rendu.base
    pages: Pages = {}

    def poser(adresse: str, rendre: Callable, *arguments: object) -> None:
        pages[f"{adresse.rstrip('/')}.md"] = lambda r: rendre(*arguments, r)

    for fiche in base.clauses.values():
        if fiche.contenu.statut != "brouillon":
            poser(f"clauses/{fiche.id}", rendu.clause, fiche)
    for code in base.vocabulaires["segments"].contenu.valeurs:
        poser(f"clauses/segments/{code}", rendu.segment, code)
    for genre, rendre in (
        ("indicateurs", rendu.indicateur),
        ("feuilles", rendu.feuille),
        ("parcours", rendu.parcours),
        ("kits", rendu.kit),
        ("evenements", rendu.evenement),
        ("structures", rendu.structure),
        ("ess", rendu.type_ess),
        ("rencontres", rendu.rencontre),
        ("textes", rendu.texte),
        ("codes", rendu.code),
    ):
        for fiche in getattr(base, genre).values():
            poser(base.adresse(genre, fiche.id), rendre, fiche)
    for fiche in base.parcours.values():
        poser(f"parcours/{fiche.id}/questions", rendu.questions, fiche)
    for fiche in base.codes.values():
        for numero in fiche.contenu.articles:
            poser(base.adresse_article(fiche.id, numero), rendu.article, fiche, numero)
    for mois in base.mois_de_veille:
        poser(f"veille/{mois}", rendu.edition, mois)
        if rendu.entrees_du_mois(mois):
            poser(f"veille/{mois}/projection", rendu.projection, mois)
    for annee in base.annees_de_veille:
        poser(f"veille/{annee}", rendu.archive, "annees", annee)
    for genre in ("themes", "segments"):
        for code in base.vocabulaires[genre].contenu.valeurs:
            poser(f"veille/{genre}/{code}", rendu.archive, genre, code)
    return pages


def pages_de_fichiers(rendu: Rendu) -> Pages:
    """Rend les pages dont la fiche est elle-même un fichier Markdown de ``docs/``."""
    return {
        fiche.fichier.removeprefix("docs/"): lambda r, f=fiche, rendre=rendre: rendre(f, r)
        for genre, rendre in (("modeles", rendu.modele), ("pratiques", rendu.pratique), ("veille", rendu.veille))
        for fiche in getattr(rendu.base, genre).values()
    }
