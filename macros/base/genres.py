"""Les genres de fiches : leur modèle, où elles se rangent, à quelle adresse elles se lisent."""

from __future__ import annotations

from dataclasses import dataclass

from macros.base.types import Modele
from macros.base.vocabulaire import Vocabulaire
from macros.fiches.agenda.modele import Evenement
from macros.fiches.clause.modele import Clause
from macros.fiches.document.modele import ModeleDeDocument
from macros.fiches.droit.modele import CodeDroit, TexteDroit
from macros.fiches.droit.seuil import Seuils
from macros.fiches.feuille.modele import FeuilleDeRoute
from macros.fiches.indicateur.modele import Indicateur
from macros.fiches.kit.modele import Kit
from macros.fiches.lexique.modele import Sigles, Terme
from macros.fiches.lexique.synonymes import Synonymes
from macros.fiches.parcours.modele import Parcours
from macros.fiches.pratique.modele import BonnePratique
from macros.fiches.publications.modele import Publies
from macros.fiches.territoire.contours import Contours
from macros.fiches.territoire.modele import Rencontre, Structure, TypeDeStructure
from macros.fiches.veille.modele import EntreeVeille


@dataclass(frozen=True)
class Genre:
    """Un genre de fiche : où il se trouve et à quelle adresse il se lit."""

    nom: str
    dossier: str
    modele: type[Modele]
    libelle: str
    schema: str = ""
    """Nom du schéma publié et de la référence des champs ; vide pour ce qu'un contributeur n'écrit pas."""


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
