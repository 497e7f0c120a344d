"""Ce que les essais demandent au code : lire une base, l'interroger, en rendre les sorties.

Un essai passe par ici et ne nomme pas les modules de ``macros`` : quand une pièce bouge, ce fichier change seul. Seul l'essai
qui éprouve un module l'importe. Toutes les questions partent d'une base.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO

import pytest
from markupsafe import Markup

from macros.__main__ import commande_enregistrer, commande_importer, commande_verifier
from macros.balisage import rendre as en_html
from macros.balisage import typographier
from macros.base.base import Base
from macros.base.chargement import charger
from macros.base.fraicheur import Cause, Motif, plus_mois
from macros.base.genres import ADRESSES, FICHIERS_UNIQUES, GENRES
from macros.base.types import LICENCES, Fiche, Modele, Origine
from macros.commandes.importer.reprise import Bilan
from macros.commandes.importer.reprise import importer as importer_dans
from macros.fiches.agenda.modele import Evenement
from macros.fiches.agenda.rendez_vous import RendezVous
from macros.fiches.clause.modele import Clause, Variable
from macros.fiches.droit.modele import CodeDroit, Echeance, TexteDroit
from macros.fiches.droit.seuil import Seuil, Seuils, ValeurDeSeuil
from macros.fiches.lexique.modele import Terme
from macros.fiches.lexique.synonymes import Synonymes
from macros.fiches.pratique.modele import BonnePratique
from macros.fiches.reseau.modele import Identite
from macros.fiches.territoire.modele import Structure
from macros.fiches.veille.modele import EntreeVeille
from macros.lecture.anomalie import Anomalie, Gravite
from macros.lecture.horloge import aujourdhui
from macros.regles.toutes import verifier
from macros.rendu import tableaux
from macros.rendu.agenda import PEU, evenement_vierge, quand
from macros.rendu.commun import PageRendue, Reseau
from macros.rendu.fiches import Rendu
from macros.rendu.moteur import MOIS, date_longue
from macros.rendu.veille import titre_d_edition
from macros.sorties.calendrier import calendriers
from macros.sorties.donnees.ecriture import ecrire_donnees
from macros.sorties.donnees.jeux import nom_public
from macros.sorties.donnees.schemas import PUBLICS, champs, schemas
from macros.sorties.donnees.vierge import fiche_vierge
from macros.sorties.flux.canaux import Canal, canaux, identifiants
from macros.sorties.flux.ecriture import flux
from macros.sorties.html.frise import Jalon
from macros.sorties.recherche import index as recherche
from macros.sorties.recherche.documents import Document, documents
from macros.sorties.recherche.index import Index
from macros.sorties.word.produits import documents_word

__all__ = [
    "FICHIERS_UNIQUES",
    "LICENCES",
    "MOIS",
    "PEU",
    "PUBLICS",
    "Base",
    "BonnePratique",
    "Cause",
    "Clause",
    "CodeDroit",
    "Document",
    "Echeance",
    "EntreeVeille",
    "Evenement",
    "Fiche",
    "Gravite",
    "Identite",
    "Index",
    "Jalon",
    "Modele",
    "Motif",
    "Origine",
    "PageRendue",
    "RendezVous",
    "Seuil",
    "Seuils",
    "Structure",
    "Synonymes",
    "Terme",
    "TexteDroit",
    "ValeurDeSeuil",
    "Variable",
    "aujourdhui",
    "champs",
    "commande_enregistrer",
    "commande_importer",
    "commande_verifier",
    "date_longue",
    "en_html",
    "evenement_vierge",
    "fiche_vierge",
    "nom_public",
    "plus_mois",
    "quand",
    "titre_d_edition",
    "typographier",
]

RACINE = Path(__file__).resolve().parents[1]
SITE_URL = "https://exemple.test/base/"
DEPOT = "https://exemple.test/depot"
JOUR = date(2026, 11, 25)
"""Le jour des fiches écrites en mémoire et du petit projet."""
RESEAU = {
    "nom": "R",
    "nom_long": "réseau d’essai",
    "region": "r",
    "contact": "c@exemple.test",
    "hebergeur": "h",
    "autorite_flux": "exemple.test,2026",
    "departements": (),
    "site_url": SITE_URL,
    "repo_url": DEPOT,
}
"""L'identité du réseau d'essai ; un essai en change ce qu'il veut."""


# --- Lire et contrôler ---


def epoque(jour: date) -> str:
    """Rend midi de ce jour, comme SOURCE_DATE_EPOCH l'écrit."""
    return str(int(datetime.combine(jour, time(12), UTC).timestamp()))


def lire(racine: Path, jour: date | None = None) -> tuple[Base, list[Anomalie]]:
    """Rend la base d'un dossier et ses anomalies de forme, lues au jour dit ou au jour courant."""
    with pytest.MonkeyPatch.context() as rustine:
        if jour:
            rustine.setenv("SOURCE_DATE_EPOCH", epoque(jour))
        return charger(racine)


def controler(base: Base) -> list[Anomalie]:
    """Rend les anomalies de fond d'une base."""
    return verifier(base)


def anomalies_de(racine: Path) -> list[str]:
    """Rend toutes les anomalies d'un projet, telles que le contributeur les lit."""
    base, anomalies = lire(racine)
    return [str(a) for a in sorted([*anomalies, *controler(base)])]


def base_saine(racine: Path, jour: date | None = None) -> Base:
    """Rend la base d'un projet, qui doit être sans anomalie ce jour-là."""
    base, anomalies = lire(racine, jour)
    assert [str(a) for a in (*anomalies, *controler(base))] == []
    return base


def importer(racine: Path, fichiers: Iterable[Path], appliquer: bool = False) -> Bilan:
    """Reprend dans ``racine`` les fiches d'un autre réseau."""
    return importer_dans(racine, fichiers, appliquer)


def anomalies_d_une_regle(regle: Callable[[Any], Iterable[Anomalie]], base: Base) -> list[Anomalie]:
    """Rend les anomalies que voit une seule règle."""
    return list(regle(base))


# --- Composer une base ---


def base_de(*fiches: Fiche[Any], jour: date = JOUR, identite: Fiche[Identite] | None = None) -> Base:
    """Rend une base qui ne contient que ces fiches."""
    base = Base(jour, identite=identite)
    for fiche in fiches:
        (genre,) = (nom for nom, genre in GENRES.items() if genre.modele is type(fiche.contenu))
        getattr(base, genre)[fiche.id] = fiche
    return base


def avec(
    base: Base,
    *,
    jour: date | None = None,
    rendez_vous: RendezVous | None = None,
    **genres: Mapping[str, Fiche[Any]],
) -> Base:
    """Rend une copie de la base, à un autre jour, avec d'autres fiches (``genre={nom: fiche}``) ou un autre rendez-vous."""
    changes: dict[str, Any] = {nom: dict(fiches) for nom, fiches in genres.items()}
    if rendez_vous:
        identite = Identite.model_construct(trente_trente=rendez_vous)
        changes["identite"] = Fiche("reseau", "mkdocs.yml", identite)
    return dataclasses.replace(base, jour=jour or base.jour, **changes)


# --- Interroger une base ---


def fiches_de(base: Base, genre: str) -> dict[str, Fiche[Any]]:
    """Rend nom → fiche du genre, brouillons compris."""
    return getattr(base, genre)


def par_genre(base: Base) -> Iterator[tuple[str, Fiche[Any]]]:
    """Rend (nom du genre, fiche) pour toutes les fiches."""
    return base.par_genre()


def visibles_de(base: Base, genre: str) -> list[Fiche[Any]]:
    """Rend les fiches que le site montre, dans son ordre."""
    return rendu_de(base).visibles(genre)


def valeurs_de(base: Base, vocabulaire: str) -> Mapping[str, Any]:
    """Rend code → valeur d'un vocabulaire."""
    return base.vocabulaires[vocabulaire].contenu.valeurs


def seuils_de(base: Base) -> Mapping[str, Any]:
    """Rend nom → seuil du registre."""
    return base.seuils["seuils"].contenu.seuils


def identite_de(base: Base) -> Identite:
    """Rend l'identité du réseau."""
    assert base.identite
    return base.identite.contenu


def rendez_vous_de(base: Base) -> RendezVous | None:
    """Rend le rendez-vous mensuel, s'il est allumé."""
    return base.rendez_vous


def adresse_de(base: Base, genre: str, nom: str) -> str:
    """Rend l'adresse publique d'une fiche, relative à la racine du site."""
    return base.adresse(genre, nom)


def adresse_d_article(base: Base, code: str, numero: str) -> str:
    """Rend l'adresse publique d'un article de code."""
    return base.adresse_article(code, numero)


def adresses_de(base: Base) -> Iterable[str]:
    """Rend les adresses des pages tirées des fiches, brouillons compris."""
    return base.adresses


def mois_de_veille(base: Base) -> list[str]:
    """Rend les mois (AAAA-MM) qui ont une édition."""
    return base.mois_de_veille


def annees_de_veille(base: Base) -> list[str]:
    """Rend les années qui ont une page de veille."""
    return base.annees_de_veille


def titres_publies(base: Base) -> Mapping[str, str]:
    """Rend identifiant → titre que les abonnés ont déjà reçu."""
    return base.titres_publies


def genres_a_pages() -> list[str]:
    """Rend le nom des genres dont chaque fiche a sa page."""
    return [*ADRESSES, "veille"]


def a_revoir_de(base: Base) -> list[tuple[str, Fiche[Any], list[Motif]]]:
    """Rend (genre, fiche, motifs) de ce qui est à revoir, le plus urgent d'abord."""
    return base.fraicheur.a_revoir


def reference_de(base: Base, reference: str) -> Any:
    """Rend la référence juridique résolue, ou ``None``."""
    return base.references.resoudre(reference)


def citations_de(base: Base, phrase: str) -> list[Any]:
    """Rend les références reconnues dans une phrase."""
    return list(base.references.citations(phrase))


def citees_de(base: Base, fiche: Fiche[Any]) -> set[str]:
    """Rend les adresses des articles et des textes que la fiche cite."""
    return set(base.references.citees(fiche))


def touchees_de(base: Base, entree: Fiche[Any], genre: str) -> list[Fiche[Any]]:
    """Rend les fiches du genre qu'une entrée de veille touche."""
    return rendu_de(base).touchees(entree, genre)


def jalons_de(base: Base, debut: date = date.min, fin: date = date.max) -> list[Jalon]:
    """Rend les dates d'effet entre deux jours compris."""
    return rendu_de(base).echeances(debut, fin)


def appuis_de(base: Base, etape: Any) -> list[tuple[str, str]]:
    """Rend (titre, adresse) de ce qui porte une étape de feuille de route."""
    return base.appuis(etape)


def codes_de(base: Base, genre: str, fiche: Fiche[Any]) -> Mapping[str, list[str]]:
    """Rend facette → codes d'une fiche."""
    return rendu_de(base).codes(genre, fiche)


# --- Rendre les pages ---

PAGES = {"feuilles": "feuille", "pratiques": "pratique", "textes": "texte", "codes": "code", "ess": "type_ess"}
PAGES |= {"clauses": "clause", "indicateurs": "indicateur", "modeles": "modele", "kits": "kit", "veille": "veille"}
PAGES |= {"parcours": "parcours", "structures": "structure", "rencontres": "rencontre", "evenements": "evenement"}


def rendu_de(base: Base, **reseau: Any) -> Rendu:
    """Rend le moteur des pages d'une base ; ``reseau`` change l'identité du réseau d'essai."""
    return Rendu(base, Reseau(**{**RESEAU, **reseau}), RACINE / "overrides" / "fragments")


def page_de(base: Base, genre: str, fiche: Fiche[Any], r: str = "../../") -> PageRendue:
    """Rend la page d'une fiche, ses liens relatifs à ``r``."""
    return getattr(rendu_de(base), PAGES[genre])(fiche, r)


def page_d_article(base: Base, code: str, numero: str, r: str = "../../../") -> PageRendue:
    """Rend la page d'un article de code."""
    return rendu_de(base).article(base.codes[code], numero, r)


def page_d_un_segment(base: Base, code: str, r: str = "../../../") -> PageRendue:
    """Rend la page des clauses d'une famille d'achat."""
    return rendu_de(base).segment(code, r)


def edition_de(base: Base, mois: str, r: str = "../../") -> PageRendue:
    """Rend l'édition d'un mois (AAAA-MM)."""
    return rendu_de(base).edition(mois, r)


def macro_de(base: Base, nom: str, *arguments: str, r: str = "../", **reseau: Any) -> Markup:
    """Rend ce qu'une macro écrit dans une page."""
    return getattr(rendu_de(base, **reseau), nom)(*arguments, r)


def tableau_de(
    base: Base,
    genre: str,
    restreindre: Mapping[str, str] | None = None,
    seuil: int = tableaux.SEUIL_LIGNES,
    **reseau: Any,
) -> Markup:
    """Rend le tableau d'un genre, restreint à ces codes (facette → code), découpé au-delà de ``seuil`` lignes."""
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(tableaux, "SEUIL_LIGNES", seuil)
        return rendu_de(base, **reseau).tableau(genre, "../", restreindre)


def phrase_de(base: Base, texte: str, r: str = "") -> Markup:
    """Rend une phrase d'une fiche, ses références liées."""
    return rendu_de(base).phrase(texte, r)


def gabarit_de(base: Base, source: str, **valeurs: Any) -> str:
    """Rend un gabarit écrit par l'essai, qui emploie les fragments du site."""
    return rendu_de(base).env.from_string(source).render(**valeurs)


def article_de_flux(base: Base, entree: Fiche[Any]) -> Markup:
    """Rend le contenu d'une entrée de veille pour un lecteur de flux."""
    return rendu_de(base).contenu_de_flux(entree)


# --- Rendre les autres sorties ---


def canaux_de(base: Base) -> list[Canal]:
    """Rend les flux du site."""
    return canaux(base)


def articles_de(base: Base, chemin: str) -> list[Any]:
    """Rend les articles d'un flux, par son chemin sans extension."""
    (canal,) = (c for c in canaux(base) if c.chemin == chemin)
    return list(canal.articles(base))


def identifiants_de(base: Base) -> dict[str, str]:
    """Rend identifiant → titre de ce que le registre des publications garde."""
    return identifiants(base)


def flux_de(base: Base) -> dict[str, bytes]:
    """Rend chemin → octets des flux."""
    return flux(rendu_de(base))


def calendriers_de(base: Base) -> dict[str, bytes]:
    """Rend chemin → octets des calendriers."""
    return calendriers(rendu_de(base))


def documents_de(base: Base) -> list[Document]:
    """Rend ce que la recherche connaît."""
    return list(documents(rendu_de(base)))


def index_de(base: Base, memoire: dict | None = None, tranche: int = recherche.TRANCHE) -> Index:
    """Rend l'index ; ``memoire`` : ce qu'il sait déjà pendant qu'on sert ; ``tranche`` : octets d'un fichier de termes."""
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(recherche, "TRANCHE", tranche)
        return Index(rendu_de(base), memoire)


def index_des(choisis: Iterable[Document], base: Base, tranche: int = recherche.TRANCHE) -> Index:
    """Rend l'index de ces seuls documents, avec le lexique de la base ; ``tranche`` : octets d'un fichier de termes."""
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(recherche, "TRANCHE", tranche)
        rustine.setattr(recherche, "documents", lambda _: iter(list(choisis)))
        return Index(rendu_de(base))


def word_de(base: Base, nom: str = "R") -> dict[str, bytes]:
    """Rend chemin → octets des documents Word."""
    return documents_word(base, nom, SITE_URL)


def schemas_de(base: Base) -> dict[str, bytes]:
    """Rend chemin → octets des schémas."""
    return schemas(base)


def donnees_de(base: Base, nom: str = "R", site_url: str = SITE_URL) -> dict[str, bytes]:
    """Rend chemin → octets des données ouvertes, telles que ce réseau les publie."""
    sorties: dict[str, bytes] = {}

    @contextmanager
    def ouvrir(chemin: str) -> Iterator[BinaryIO]:
        octets = io.BytesIO()
        yield octets
        sorties[chemin] = octets.getvalue()

    ecrire_donnees(base, SimpleNamespace(nom=nom, site_url=site_url), ouvrir)
    return sorties
