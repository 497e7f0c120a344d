"""Proposer une fiche neuve de chaque genre : un lien vers l'éditeur du dépôt, où elle est déjà commentée."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from macros.base.consultation import Consultation
from macros.base.genre import Genre
from macros.base.macro import macro
from macros.sorties.donnees.vierge import genres_a_ecrire, vierge
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.liens import nouveau
from macros.texte.balisage.jetons import ancre

LIEN_MAX = 6_000
"""Signes d'un lien prérempli : au-delà, une forge peut refuser l'adresse. La fiche se commence alors par la commande."""
A_RENOMMER = "a-renommer"


@dataclass(frozen=True)
class Proposition:
    """Un genre de fiche que l'on peut commencer. ``lien`` : vide quand la fiche vierge est trop longue pour une adresse."""

    libelle: str
    ancre: str
    schema: str
    fichier: str
    lien: str


@macro()
def fiches_a_proposer(ctx: Contexte) -> Markup:
    """Rend chaque genre de fiche : où elle va, ses champs, et le lien qui en ouvre une, déjà commentée."""
    genres = genres_a_ecrire(ctx.c).values()
    return ctx.fragment("fiches_a_proposer", propositions=[proposition(ctx.c, genre) for genre in genres])


def proposition(c: Consultation, genre: Genre) -> Proposition:
    """Rend ce qu'il faut pour commencer une fiche de ce genre."""
    fichier = genre.chemin_de(f"{c.jour}-{A_RENOMMER}" if genre.par_annee else A_RENOMMER)
    dossier, _, nom = fichier.rpartition("/")
    lien = nouveau(c, dossier, nom, vierge(genre, c, c.jour))
    libelle = genre.libelle[:1].upper() + genre.libelle[1:]
    return Proposition(libelle, ancre(genre.libelle), genre.schema, fichier, lien if len(lien) <= LIEN_MAX else "")
