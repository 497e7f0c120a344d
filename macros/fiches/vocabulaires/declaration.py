"""Les vocabulaires : leur modèle est commun (``base.vocabulaire``), tout genre s'en sert."""

from __future__ import annotations

from macros.base.genre import Donnees, Genre, Jeu, Lecture, Table
from macros.base.vocabulaire import Vocabulaire

VOCABULAIRES = Genre(
    nom="vocabulaires",
    modele=Vocabulaire,
    libelle="vocabulaire",
    lecture=Lecture(dossier="data/vocabulaires"),
    donnees=Donnees(
        jeu=Jeu(
            "vocabulaires",
            "Vocabulaires",
            17,
            tables=(Table("codes-vocabulaires", "Codes des vocabulaires", (("valeurs", "code"),)),),
        ),
        schema="vocabulaire",
    ),
)
