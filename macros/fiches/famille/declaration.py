"""La famille d'achat : tout ce qu'elle déclare aux sorties. Sa page est celle que la clause tient pour chaque famille."""

from __future__ import annotations

from macros.base.genre import Genre, Jeu
from macros.fiches.famille import regles
from macros.fiches.famille.modele import Famille

FAMILLES = Genre(
    nom="familles",
    modele=Famille,
    libelle="famille d’achat",
    titre="Familles d’achat",
    dossier="data/familles",
    adresse="clauses/segments/{id}/#premier-marche",
    cite=True,
    seuils=True,
    revue=True,
    jeu=Jeu("familles", "Familles d’achat", 16),
    schema="famille",
    defauts=(regles.Familles,),
    regles=(regles.familles,),
)
