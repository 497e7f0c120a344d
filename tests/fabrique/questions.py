"""Interroger une base : ses fiches, ses adresses, son droit, ce qui est à revoir."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from macros.base import citations, dates, fraicheur
from macros.base.base import Base
from macros.base.consultation import Consultation, adresses
from macros.base.fiche import Fiche
from macros.base.fraicheur import Motif
from macros.base.promesses import Jalon, Ref
from macros.fiches.agenda.rendez_vous import RendezVous
from macros.fiches.droit.reference import adresse_article
from macros.fiches.droit.seuil import Seuil
from macros.fiches.feuille.appuis import appuis
from macros.fiches.liste import GENRES, MACROS
from macros.fiches.reseau.declaration import reseau_de
from macros.fiches.reseau.modele import Identite
from macros.fiches.veille import couverture, mois
from macros.fiches.veille.rayons import valeurs_du_rayon
from macros.lecture.anomalie import Anomalie
from macros.sorties.chemins import produits
from macros.sorties.html import tableaux
from tests.fabrique.reperes import RESEAU


def consulter(base: Base, **reseau: Any) -> Consultation:
    """Rend la base, prête à répondre pour le réseau d'essai."""
    return Consultation(base, GENRES, dataclasses.replace(RESEAU, **reseau), MACROS, produits)


def anomalies_d_une_regle(regle: Callable[[Any, Any], Iterable[Anomalie]], base: Base, genre: str) -> list[Anomalie]:
    """Rend les anomalies que voit une seule règle, fiche après fiche d'un genre."""
    c = consulter(base)
    return [anomalie for fiche in c.fiches(genre).values() for anomalie in regle(c, fiche)]


def fiches_de(base: Base, genre: str) -> dict[str, Fiche[Any]]:
    """Rend nom → fiche du genre, brouillons compris."""
    return base.fiches[genre]


def par_genre(base: Base) -> Iterator[tuple[str, Fiche[Any]]]:
    """Rend (nom du genre, fiche) pour toutes les fiches."""
    return ((genre.nom, fiche) for genre, fiche in consulter(base).par_genre())


def visibles_de(base: Base, genre: str) -> list[Fiche[Any]]:
    """Rend les fiches que le site montre, dans son ordre."""
    return consulter(base).visibles(genre)


def valeurs_de(base: Base, vocabulaire: str) -> Mapping[str, Any]:
    """Rend code → valeur d'un vocabulaire."""
    return base.fiches["vocabulaires"][vocabulaire].contenu.valeurs


def pilier_de(base: Base, theme: str) -> str | None:
    """Rend le pilier d'un thème."""
    return consulter(base).pilier(theme)


def seuils_de(base: Base) -> Mapping[str, Seuil]:
    """Rend nom → seuil du registre."""
    return base.fiches["seuils"]["seuils"].contenu.seuils


def identite_de(base: Base) -> Identite:
    """Rend l'identité du réseau."""
    return base.fiches["identite"]["identite"].contenu


def rendez_vous_de(base: Base) -> RendezVous | None:
    """Rend le rendez-vous mensuel, s'il est allumé."""
    return reseau_de(base).rendez_vous


def adresse_de(base: Base, genre: str, nom: str) -> str:
    """Rend l'adresse publique d'une fiche, relative à la racine du site."""
    return consulter(base).adresse(genre, nom)


def adresse_d_article(code: str, numero: str) -> str:
    """Rend l'adresse publique d'un article de code."""
    return adresse_article(code, numero)


def adresses_de(base: Base) -> Mapping[str, str]:
    """Rend l'adresse de chaque page tirée d'une fiche → son fichier, brouillons compris."""
    return adresses(consulter(base))


def produits_de(base: Base) -> frozenset[str]:
    """Rend les chemins que le contrôle des liens attend des sorties."""
    return produits(consulter(base))


def genres_a_pages() -> list[str]:
    """Rend le nom des genres dont chaque fiche a sa page."""
    return [genre.nom for genre in GENRES if genre.a_une_page]


def mois_de_veille(base: Base) -> list[str]:
    """Rend les mois (AAAA-MM) qui ont une édition."""
    return mois.mois_de_veille(consulter(base))


def annees_de_veille(base: Base) -> list[str]:
    """Rend les années qui ont une page de veille."""
    return mois.annees_de_veille(consulter(base))


def lu_jusqu_au(base: Base) -> date:
    """Rend le dernier jour dont les sources de la veille sont lues."""
    return couverture.lu_jusqu_au(consulter(base))


def a_revoir_de(base: Base) -> list[tuple[str, Fiche[Any], list[Motif]]]:
    """Rend (genre, fiche, motifs) de ce qui est à revoir, le plus urgent d'abord."""
    return fraicheur.a_revoir(consulter(base))


def reference_de(base: Base, reference: str) -> Ref | None:
    """Rend la référence juridique résolue, ou ``None``."""
    return citations.resolveur(consulter(base)).resoudre(reference)


def citations_de(base: Base, phrase: str) -> list[Any]:
    """Rend les références reconnues dans une phrase."""
    return list(citations.resolveur(consulter(base)).citations(phrase))


def citees_de(base: Base, *fiches: Fiche[Any]) -> dict[str, set[str]]:
    """Rend nom de la fiche → adresses des articles et des textes qu'elle cite."""
    c = consulter(base)
    return {fiche.id: set(citations.citees(c, fiche)) for fiche in fiches}


def touchees_de(base: Base, entree: Fiche[Any], genre: str) -> list[Fiche[Any]]:
    """Rend les fiches du genre qu'une entrée de veille touche."""
    return citations.touchees(consulter(base), entree, genre)


def jalons_de(base: Base, debut: date = date.min, fin: date = date.max) -> list[Jalon]:
    """Rend les dates d'effet entre deux jours compris."""
    return dates.jalons(consulter(base), debut, fin)


def codes_de(base: Base, genre: str) -> list[tuple[Fiche[Any], Mapping[str, Any]]]:
    """Rend (fiche, facette → codes) de chaque fiche visible d'un genre."""
    c = consulter(base)
    declare = c.genres[genre].pages.tableau
    return [(fiche, tableaux.codes(c, declare, fiche)) for fiche in c.visibles(genre)]


def appuis_de(base: Base, etape: Any) -> list[tuple[str, str]]:
    """Rend (titre, adresse) de ce qui porte une étape de feuille de route."""
    return appuis(consulter(base), etape)


def formes_de(base: Base) -> Mapping[str, str]:
    """Rend code → libellé des formes de contrat que l'on peut suivre."""
    return valeurs_du_rayon(consulter(base), "formes")
