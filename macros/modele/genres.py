"""Les genres de fiches : leur modèle, où elles se rangent, à quelle adresse elles se lisent."""

from __future__ import annotations

from dataclasses import dataclass

from .clause import Clause
from .commun import Modele
from .couverture import Couverture
from .document import ModeleDeDocument
from .droit import CodeDroit, TexteDroit
from .evenement import Evenement
from .feuille import FeuilleDeRoute
from .indicateur import Indicateur
from .kit import Kit
from .parcours import Parcours
from .pratique import BonnePratique
from .publies import Publies
from .seuil import Seuils
from .structure import Rencontre, Structure, TypeDeStructure
from .synonymes import Synonymes
from .terme import Sigles, Terme
from .territoire import Contours
from .veille import EntreeVeille
from .vocabulaire import Vocabulaire


@dataclass(frozen=True)
class Genre:
    """Un genre de fiche : où il se trouve et à quelle adresse il se lit."""

    nom: str
    dossier: str
    modele: type[Modele]
    libelle: str
    schema: str = ""
    """Nom du schéma publié et de la référence des champs ; vide pour ce qui n'est pas une fiche à partager."""


GENRES = {
    genre.nom: genre
    for genre in (
        Genre("synonymes", "data/vocabulaires", Synonymes, "lexique de recherche", "synonymes"),
        Genre("sigles", "data/vocabulaires", Sigles, "sigles admis sans explication", "sigles"),
        Genre("vocabulaires", "data/vocabulaires", Vocabulaire, "vocabulaire", "vocabulaire"),
        Genre("textes", "data/droit/textes", TexteDroit, "texte de droit", "texte"),
        Genre("codes", "data/droit/articles", CodeDroit, "code", "articles"),
        Genre("seuils", "data/droit", Seuils, "seuils", "seuils"),
        Genre("publies", "data/flux", Publies, "registre des publications"),
        Genre("couverture", "data", Couverture, "dates de la base"),
        Genre("evenements", "data/agenda", Evenement, "événement", "evenement"),
        Genre("indicateurs", "data/indicateurs", Indicateur, "indicateur", "indicateur"),
        Genre("feuilles", "data/feuilles-de-route", FeuilleDeRoute, "feuille de route", "feuille-de-route"),
        Genre("modeles", "docs/modeles", ModeleDeDocument, "modèle de document", "modele"),
        Genre("termes", "data/lexique", Terme, "terme du lexique", "terme"),
        Genre("parcours", "data/parcours", Parcours, "parcours", "parcours"),
        Genre("kits", "data/kits", Kit, "kit d’animation", "kit"),
        Genre("contours", "data/territoire", Contours, "contours des départements"),
        Genre("structures", "data/structures", Structure, "structure", "structure"),
        Genre("ess", "data/ess", TypeDeStructure, "sorte de structure", "type-de-structure"),
        Genre("rencontres", "data/rencontres", Rencontre, "première rencontre", "rencontre"),
        Genre("clauses", "data/clauses", Clause, "clause", "clause"),
        Genre("pratiques", "docs/bonnes-pratiques", BonnePratique, "bonne pratique", "bonne-pratique"),
        Genre("veille", "docs/veille", EntreeVeille, "entrée de veille", "veille"),
    )
}


FICHIERS_UNIQUES = {
    "synonymes": "data/vocabulaires/synonymes.yml",
    "sigles": "data/vocabulaires/sigles.yml",
    "contours": "data/territoire/contours.yml",
    "seuils": "data/droit/seuils.yml",
    "publies": "data/flux/publies.yml",
    "couverture": "data/couverture.yml",
}
"""Genres qui tiennent dans un seul fichier."""
GENRES_A_SEUILS = (
    *("clauses", "pratiques", "indicateurs", "feuilles", "modeles", "parcours", "kits", "termes"),
    *("structures", "ess", "rencontres"),
)
"""Genres qui disent le droit du jour : un seuil s'y appelle par son nom et ne s'y recopie pas. Veille et textes gardent leurs chiffres."""
ADRESSES = {
    "clauses": "clauses",
    "pratiques": "bonnes-pratiques",
    "indicateurs": "indicateurs",
    "feuilles": "spaser/feuilles-de-route",
    "modeles": "modeles",
    "parcours": "parcours",
    "kits": "animer",
    "structures": "territoire",
    "evenements": "agenda",
    "ess": "territoire/acheter-a-l-ess",
    "rencontres": "territoire/rencontres",
    "textes": "droit",
    "codes": "droit",
}
