"""La feuille de route : sa page, et tout ce qu'elle déclare aux sorties."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Suivi
from macros.base.macro import macro
from macros.base.promesses import Groupe, PageRendue
from macros.fiches.feuille.appuis import appuis
from macros.fiches.feuille.frise import LARGEUR, frise
from macros.fiches.feuille.modele import FeuilleDeRoute
from macros.sorties.html.contexte import Contexte

if TYPE_CHECKING:
    from macros.sorties.word.redaction import Redaction

NOM = "feuilles"


def page(ctx: Contexte, fiche: Fiche[FeuilleDeRoute]) -> PageRendue:
    """Rend la page d'une feuille de route."""
    html = ctx.de_fiche("feuille/fiche", NOM, fiche, appuis=partial(appuis, ctx.c), image=_image(ctx, fiche))
    return PageRendue(fiche.contenu.titre, fiche.contenu.resume, html, (("SPASER", "spaser/"),))


def _image(ctx: Contexte, fiche: Fiche[FeuilleDeRoute]) -> Markup:
    """Rend la frise d'une feuille de route, ou rien si ses étapes ne se comptent pas en mois."""
    duree, traits = frise(fiche.contenu)
    if not traits:
        return Markup()
    return ctx.fragment("feuille/image_frise", titre=fiche.contenu.titre, duree=duree, traits=traits, largeur=LARGEUR)


@macro()
def tableau_feuilles(ctx: Contexte) -> Markup:
    """Rend les feuilles de route, de la plus simple à la plus complète."""
    fiches = sorted(ctx.c.visibles(NOM), key=lambda f: (f.contenu.ordre, f.id))
    return ctx.fragment("feuille/liste", feuilles=fiches)


@macro()
def frise_du_schema(ctx: Contexte) -> Markup:
    """Rend la frise de la feuille de route la plus complète."""
    return _image(ctx, max(ctx.c.visibles(NOM), key=lambda f: f.contenu.ordre))


def _word(plume: Redaction, fiche: Fiche[FeuilleDeRoute]) -> bytes:
    """Rend le .docx de la fiche ; python-docx ne se charge que pour écrire."""
    from macros.fiches.feuille.word import word

    return word(plume, fiche)


FEUILLE = Genre(
    nom=NOM,
    modele=FeuilleDeRoute,
    libelle="feuille de route",
    titre="Feuilles de route",
    lecture=Lecture(dossier="data/feuilles-de-route", seuils=True),
    pages=Pages(adresse="spaser/feuilles-de-route/{id}/", rendre=page, macros=(tableau_feuilles, frise_du_schema)),
    recherche=Recherche(
        groupe=Groupe("modeles", "Modèles et feuilles de route", 31, "Feuille de route"),
        mots=lambda c, f: ["feuille de route", "SPASER", "Word"],
    ),
    suivi=Suivi(cite=True),
    donnees=Donnees(jeu=Jeu("feuilles-de-route", "Feuilles de route", 8), schema="feuille-de-route", word=_word),
)
