"""Le socle : les phrases que les clauses partagent. Elles se lisent sur la page de chaque clause qui les appelle."""

from __future__ import annotations

from macros.base.genre import Genre, Jeu
from macros.fiches.socle import regles
from macros.fiches.socle.modele import Socle

SOCLE = Genre(
    nom="socle",
    modele=Socle,
    libelle="phrase partagée",
    titre="Phrases partagées",
    dossier="data/socle",
    variables=True,
    jeu=Jeu("socle", "Phrases partagées par les clauses", 2),
    schema="socle",
    defauts=(regles.Phrases,),
    regles=(regles.roles,),
    regles_de_fiche=(regles.marques,),
)
