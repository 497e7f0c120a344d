"""Le socle : les phrases que les clauses partagent. Elles se lisent sur leur page, où mène chaque clause qui les appelle."""

from __future__ import annotations

from macros.base.genre import Donnees, Genre, Jeu, Lecture, Regles
from macros.fiches.socle import regles
from macros.fiches.socle.modele import Socle

SOCLE = Genre(
    nom="socle",
    modele=Socle,
    libelle="phrase partagée",
    titre="Phrases partagées",
    lecture=Lecture(dossier="data/socle", variables=True),
    donnees=Donnees(jeu=Jeu("socle", "Phrases partagées par les clauses", 2), schema="socle"),
    regles=Regles(
        de_fiche=(regles.marques, regles.mots),
        ensemble=(regles.places_du_contrat, regles.seuil_du_contrat),
        defauts=(regles.Phrases,),
    ),
)
