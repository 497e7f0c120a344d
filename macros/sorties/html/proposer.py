"""Proposer une fiche neuve de chaque genre : un lien vers l'éditeur du dépôt, où elle est déjà commentée."""

from __future__ import annotations

import inspect
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
"""Signes d'un lien prérempli : au-delà, une forge peut refuser l'adresse. La fiche s'abrège alors."""
A_RENOMMER = "a-renommer"
JOUR = "AAAA-MM-JJ"
"""Le jour est à écrire : la page, construite la veille, proposerait un jour passé."""


@dataclass(frozen=True)
class Proposition:
    """Un genre de fiche que l'on peut commencer. ``nom`` : ce que la commande demande après le genre."""

    libelle: str
    usage: str
    ancre: str
    schema: str
    fichier: str
    nom: str
    lien: str


@macro()
def fiches_a_proposer(ctx: Contexte) -> Markup:
    """Rend chaque genre de fiche : à quoi elle sert, ses champs, le lien qui en ouvre une, déjà commentée, et sa commande."""
    genres = genres_a_ecrire(ctx.c).values()
    return ctx.fragment("fiches_a_proposer", propositions=[proposition(ctx.c, genre) for genre in genres])


def proposition(c: Consultation, genre: Genre) -> Proposition:
    """Rend ce qu'il faut pour commencer une fiche de ce genre."""
    jour = f"{JOUR}-" if genre.par_annee else ""
    fichier = genre.chemin_de(f"{c.jour.year}-{A_RENOMMER}").replace(
        f"{c.jour.year}-{A_RENOMMER}", f"{jour}{A_RENOMMER}"
    )
    dossier, _, nom = fichier.rpartition("/")
    texte = vierge(genre, c, JOUR)
    lien = nouveau(c, dossier, nom, texte)
    if len(lien) > LIEN_MAX:
        lien = nouveau(c, dossier, nom, _abregee(texte))
    libelle = genre.libelle[:1].upper() + genre.libelle[1:]
    usage = (inspect.getdoc(genre.modele) or "").partition("\n")[0]
    return Proposition(libelle, usage, ancre(genre.libelle), genre.donnees.schema, fichier, f"{jour}votre-nom", lien)


def _abregee(texte: str) -> str:
    """Rend une fiche vierge sans champs facultatifs ni valeurs admises, que donne la référence de ses champs."""
    lignes = (ligne for ligne in texte.splitlines() if not ligne.lstrip().startswith("#"))
    return "\n".join(ligne.partition(" Valeurs : ")[0] for ligne in lignes) + "\n"
