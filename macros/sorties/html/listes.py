"""Les macros qui valent pour tous les genres : fiches à revoir, flux, calendriers, données, champs."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from macros.base.fraicheur import a_revoir
from macros.base.macro import macro
from macros.sorties.calendrier import CALENDRIERS
from macros.sorties.donnees.catalogue import description
from macros.sorties.donnees.ecriture import jeux_ecrits
from macros.sorties.donnees.schemas import champs, publics
from macros.sorties.flux import RAYONS, TOUS, canaux
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.liens import inscription
from macros.sorties.html.messages import liste_messages
from macros.sorties.html.proposer import fiches_a_proposer
from macros.sorties.recherche.documents import groupes
from macros.texte.balisage.jetons import ancre
from macros.texte.nombres import taille_lisible


@macro()
def liste_a_revoir(ctx: Contexte) -> Markup:
    """Rend les fiches à revoir, les plus urgentes d'abord, et leur raison, ou qu'il n'y en a pas."""
    c = ctx.c
    total = sum(len(c.visibles(genre.nom)) for genre in c.genres.values() if genre.suivi.revue)
    return ctx.fragment("liste_a_revoir", fiches=a_revoir(c), total=total)


@macro()
def liste_flux(ctx: Contexte) -> Markup:
    """Rend les flux, leur adresse à copier, de quoi choisir les siens et s'inscrire à la lettre, et la liste de tous à importer."""
    tous = canaux(ctx.c)
    par_sorte = {sorte: [canal for canal in tous if canal.sorte == sorte] for sorte in RAYONS}
    vides = {canal.chemin for canal in tous if next(canal.articles(), None) is None}
    return ctx.fragment("liste_flux", canaux=par_sorte, vides=vides, tous=TOUS, inscription=inscription(ctx.c))


@macro()
def liste_calendriers(ctx: Contexte) -> Markup:
    """Rend les calendriers et leur adresse à copier."""
    return ctx.fragment("liste_calendriers", calendriers=CALENDRIERS)


@macro()
def reference_champs(ctx: Contexte) -> Markup:
    """Rend la référence des champs de chaque genre de fiche, tirée du modèle."""
    genres = [(g.libelle[:1].upper() + g.libelle[1:], ancre(g.libelle), g) for g in publics(ctx.c)]
    return ctx.fragment("reference_champs", genres=[(t, a, g.donnees.schema, champs(g, ctx.c)) for t, a, g in genres])


@macro()
def liste_donnees(ctx: Contexte) -> Markup:
    """Rend le tableau des données ouvertes à télécharger : contenu, nombre de fiches, fichiers, leur taille, leur schéma."""
    return ctx.fragment(
        "liste_donnees", jeux=jeux_ecrits(ctx.c), taille=taille_lisible, decrire=partial(description, ctx.c)
    )


@macro()
def recherche_du_site(ctx: Contexte) -> Markup:
    """Rend la recherche de toute la base : un champ, un filtre par genre, la place des réponses."""
    ctx.dire("liste")
    ctx.dire("recherche")
    return ctx.fragment("recherche", genres=[(code, nom, "") for code, nom in groupes(ctx.c).items()])


GENERALES = (
    *(liste_a_revoir, liste_flux, liste_calendriers, liste_donnees, liste_messages, reference_champs),
    *(recherche_du_site, fiches_a_proposer),
)
