"""Le registre des publications : ce que les abonnés ont déjà reçu."""

from __future__ import annotations

from macros.base.genre import Genre
from macros.fiches.publications import regles
from macros.fiches.publications.modele import Publies

PUBLIES = Genre(
    nom="publies",
    modele=Publies,
    libelle="registre des publications",
    fichier="data/reseau/publies.yml",
    taille_max=5_000_000,  # il ne fait que grandir : cent octets par article, écrits par la machine
    defauts=(regles.Publications,),
    regles=(regles.disparus, regles.titres),
)
