"""Tous les genres de fiches, dans l'ordre où le site les montre. Le seul endroit qui les nomme tous."""

from macros.base.macro import Macro
from macros.fiches.accueil.macros import ACCUEIL
from macros.fiches.agenda.declaration import EVENEMENTS
from macros.fiches.clause.declaration import CLAUSE
from macros.fiches.conseil.declaration import CONSEIL
from macros.fiches.document.declaration import DOCUMENT
from macros.fiches.droit.declaration import CODES, SEUILS, TEXTES
from macros.fiches.famille.declaration import FAMILLES
from macros.fiches.feuille.declaration import FEUILLE
from macros.fiches.indicateur.declaration import INDICATEUR
from macros.fiches.kit.declaration import KIT
from macros.fiches.lexique.declaration import DEMANDES, SIGLES, SYNONYMES, TERMES
from macros.fiches.obligation.declaration import FAITS, OBLIGATIONS
from macros.fiches.parcours.declaration import PARCOURS
from macros.fiches.pratique.declaration import PRATIQUE
from macros.fiches.reseau.declaration import IDENTITE
from macros.fiches.socle.declaration import SOCLE
from macros.fiches.territoire.declaration import CONTOURS, ESS, RENCONTRES, STRUCTURES
from macros.fiches.veille.declaration import COUVERTURE, VEILLE
from macros.fiches.vocabulaires.declaration import VOCABULAIRES
from macros.sorties.html.listes import GENERALES

GENRES = (
    *(CLAUSE, PRATIQUE, VEILLE, INDICATEUR, FEUILLE, DOCUMENT, KIT, PARCOURS, ESS, TERMES),
    *(CODES, TEXTES, SEUILS, OBLIGATIONS, CONSEIL, FAMILLES, SOCLE, STRUCTURES, RENCONTRES, EVENEMENTS),
    *(VOCABULAIRES, FAITS, SYNONYMES, DEMANDES, SIGLES, CONTOURS, IDENTITE, COUVERTURE),
)
MACROS: tuple[Macro, ...] = (*ACCUEIL, *GENERALES, *(macro for genre in GENRES for macro in genre.pages.macros))
"""Ce qu'une page peut appeler."""
