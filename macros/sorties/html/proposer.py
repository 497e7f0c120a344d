"""Proposer une fiche neuve de chaque genre : un formulaire ; sans script, la fiche commentée à copier."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from markupsafe import Markup

from macros.base.consultation import Consultation
from macros.base.genre import Genre
from macros.base.macro import macro
from macros.sorties.donnees.formulaires import DOSSIER
from macros.sorties.donnees.vierge import genres_a_ecrire, vierge
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.liens import fichier_neuf
from macros.texte.balisage.jetons import ancre

A_RENOMMER = "a-renommer"
JOUR = "AAAA-MM-JJ"
"""Le jour est à écrire : la page, construite la veille, proposerait un jour passé."""


@dataclass(frozen=True)
class Proposition:
    """Un genre de fiche que l'on peut commencer. ``nom`` : ce que la commande demande après le genre ; ``texte`` : la fiche vierge."""

    libelle: str
    usage: str
    ancre: str
    schema: str
    fichier: str
    nom: str
    texte: str


@macro()
def fiches_a_proposer(ctx: Contexte) -> Markup:
    """Rend chaque genre de fiche : à quoi elle sert, son formulaire, ses champs, la fiche commentée à copier et sa commande."""
    ctx.dire("proposer")
    propositions = [proposition(ctx.c, genre) for genre in genres_a_ecrire(ctx.c).values()]
    return ctx.fragment("fiches_a_proposer", propositions=propositions, formulaires=DOSSIER, neuf=fichier_neuf(ctx.c))


def proposition(c: Consultation, genre: Genre) -> Proposition:
    """Rend ce qu'il faut pour commencer une fiche de ce genre."""
    jour = f"{JOUR}-" if genre.par_annee else ""
    fichier = genre.chemin_de(f"{JOUR}-{A_RENOMMER}").replace(f"{JOUR}-{A_RENOMMER}", f"{jour}{A_RENOMMER}")
    libelle = genre.libelle[:1].upper() + genre.libelle[1:]
    usage = (inspect.getdoc(genre.modele) or "").partition("\n")[0]
    texte = vierge(genre, c, JOUR)
    return Proposition(libelle, usage, ancre(genre.libelle), genre.donnees.schema, fichier, f"{jour}votre-nom", texte)
