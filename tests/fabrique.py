"""Ce que les essais demandent au code : lire une base, l'interroger, en rendre les sorties.

Un essai passe par ici et ne nomme pas les modules de ``macros`` : quand une pièce bouge, ce fichier change seul. Seul l'essai
qui éprouve un module l'importe. Toutes les questions partent d'une base ; ``reseau`` change l'identité du réseau d'essai.
"""

from __future__ import annotations

import dataclasses
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from markupsafe import Markup

from macros.base import chargement, citations, dates, fraicheur
from macros.base.base import Base
from macros.base.chargement import SIGNES_MAX
from macros.base.consultation import Consultation, adresses
from macros.base.fiche import Fiche
from macros.base.fraicheur import Cause, Motif
from macros.base.promesses import Article, Canal, Document, Jalon, PageRendue, Ref
from macros.base.registre import EN_LIGNE, RECU, VIDE, Registre, disparus
from macros.base.registre import lire as lire_registre
from macros.base.reseau import Reseau
from macros.base.types import LICENCES, Changement, Modele, Origine
from macros.base.vocabulaire import Valeur, Vocabulaire
from macros.commandes.essayer.modele import AttentesLues
from macros.commandes.essayer.recherche import Recherche, recherches
from macros.commandes.importer.commande import commande_importer
from macros.commandes.importer.reprise import importer
from macros.commandes.verifier import commande_verifier
from macros.fiches.agenda.modele import Evenement
from macros.fiches.agenda.page import PEU, quand
from macros.fiches.agenda.rendez_vous import RendezVous
from macros.fiches.clause.dossier import fichiers as fichiers_du_dossier
from macros.fiches.clause.modele import Clause, Variable
from macros.fiches.droit.modele import CodeDroit, Echeance, TexteDroit
from macros.fiches.droit.page import article
from macros.fiches.droit.reference import adresse_article
from macros.fiches.droit.seuil import Barreau, Seuil, Seuils, ValeurDeSeuil
from macros.fiches.feuille.appuis import appuis
from macros.fiches.lexique.demandes import Demandes
from macros.fiches.lexique.modele import Terme
from macros.fiches.lexique.synonymes import Synonymes as Expressions
from macros.fiches.liste import GENRES, MACROS
from macros.fiches.obligation.fichier import communes, d_une_famille, du_dossier
from macros.fiches.obligation.fichier import donnees as donnees_des_obligations
from macros.fiches.pratique.modele import BonnePratique
from macros.fiches.reseau.declaration import reseau_de
from macros.fiches.reseau.modele import Identite
from macros.fiches.territoire.modele import Structure
from macros.fiches.veille import couverture, mois
from macros.fiches.veille.editions import edition
from macros.fiches.veille.modele import EntreeVeille
from macros.fiches.veille.mois import titre_d_edition
from macros.fiches.veille.page import de_flux
from macros.lecture.anomalie import Anomalie, Gravite
from macros.lecture.horloge import aujourdhui
from macros.lecture.reglage import du_reglage
from macros.regles.toutes import verifier
from macros.site.maison import Maison
from macros.sorties import flux
from macros.sorties.calendrier import calendriers
from macros.sorties.chemins import produits
from macros.sorties.courriel import en_texte
from macros.sorties.donnees.ecriture import ecrire_donnees
from macros.sorties.donnees.schemas import champs, schemas
from macros.sorties.donnees.vierge import vierge
from macros.sorties.html import tableaux
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.gabarits import Gabarits
from macros.sorties.html.ordinaire import page_ordinaire
from macros.sorties.recherche import index
from macros.sorties.recherche.documents import documents
from macros.sorties.recherche.index import Index
from macros.sorties.recherche.synonymes import Synonymes
from macros.sorties.word.produits import documents_word
from macros.texte.balisage.leger import rendre as en_html
from macros.texte.dates import MOIS, date_longue, plus_mois
from macros.texte.langue import mots, racine
from macros.texte.typographie import espacer, typographier

__all__ = [
    "EN_LIGNE",
    "LICENCES",
    "MOIS",
    "PEU",
    "RECU",
    "SIGNES_MAX",
    "Barreau",
    "Base",
    "BonnePratique",
    "Cause",
    "Changement",
    "Clause",
    "CodeDroit",
    "Demandes",
    "Document",
    "Echeance",
    "EntreeVeille",
    "Evenement",
    "Expressions",
    "Fiche",
    "Gravite",
    "Identite",
    "Index",
    "Jalon",
    "Maison",
    "Modele",
    "Motif",
    "Origine",
    "PageRendue",
    "RendezVous",
    "Seuil",
    "Seuils",
    "Structure",
    "Terme",
    "TexteDroit",
    "Valeur",
    "ValeurDeSeuil",
    "Variable",
    "Vocabulaire",
    "aujourdhui",
    "commande_importer",
    "commande_verifier",
    "date_longue",
    "en_html",
    "en_texte",
    "espacer",
    "importer",
    "plus_mois",
    "quand",
    "reglage_d_un_reseau",
    "titre_d_edition",
    "typographier",
]

RACINE = Path(__file__).resolve().parents[1]
SITE_URL = "https://exemple.test/base/"
DEPOT = "https://github.com/exemple/depot"
JOUR = date(2026, 11, 25)
"""Le jour des fiches écrites en mémoire et du petit projet."""
RESEAU = Reseau(
    nom="R",
    nom_long="réseau d’essai",
    region="r",
    contact="c@exemple.test",
    hebergeur="h",
    autorite_flux="exemple.test,2026",
    site_url=SITE_URL,
    repo_url=DEPOT,
)
"""L'identité du réseau d'essai ; un essai en change ce qu'il veut."""
PUBLICS = tuple(genre for genre in GENRES if genre.donnees.jeu)
"""Les genres qui ont un jeu de données ouvertes."""
FICHIERS_UNIQUES = tuple(genre.lecture.fichier for genre in GENRES if genre.lecture.fichier)
"""Les fichiers qui portent un genre à eux seuls."""


# --- Lire et contrôler ---


def epoque(jour: date) -> str:
    """Rend midi de ce jour, comme SOURCE_DATE_EPOCH l'écrit."""
    return str(int(datetime.combine(jour, time(12), UTC).timestamp()))


def reglage_d_un_reseau() -> str:
    """Rend le ``mkdocs.yml`` du dépôt, tel qu'un réseau l'écrit : le moteur y vient de la roue."""
    return (RACINE / "mkdocs.yml").read_text("utf-8").replace("  custom_dir: overrides\n", "")


_deja_lu = lru_cache(4000)(chargement.lire_yaml)


def lire_yaml(*lecture: Any, **options: Any) -> tuple[Any, ...]:
    """Rend ce que rend la vraie lecture, sans relire une fiche que l'essai n'a pas touchée."""
    valeurs, reperes, anomalies = _deja_lu(*lecture, **options)
    return valeurs, reperes, [*anomalies]


@contextmanager
def lectures_retenues() -> Iterator[None]:
    """Le temps des essais, toute lecture passe par ``lire_yaml``, celles des commandes comprises."""
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(chargement, "lire_yaml", lire_yaml)
        yield


def lire(racine: Path, jour: date | None = None) -> tuple[Base, list[Anomalie]]:
    """Rend la base d'un dossier et ses anomalies de forme, lues au jour dit ou au jour courant."""
    with pytest.MonkeyPatch.context() as rustine:
        if jour:
            rustine.setenv("SOURCE_DATE_EPOCH", epoque(jour))
        return chargement.charger(racine, GENRES)


def controler(base: Base) -> list[Anomalie]:
    """Rend les anomalies de fond d'une base."""
    return verifier(Consultation(base, GENRES, reseau_de(base, SITE_URL, DEPOT), MACROS, produits))


_LUES: dict[Path, chargement.Retenues] = defaultdict(dict)


def anomalies_de(racine: Path, a_froid: bool = False) -> list[str]:
    """Rend toutes les anomalies d'un projet, telles que le contributeur les lit.

    Lues comme en servant : une fiche que l'essai n'a pas touchée reste la même. ``a_froid`` : comme au contrôle et à la
    publication, où rien n'est retenu.
    """
    base, anomalies = chargement.charger(racine, GENRES, None if a_froid else _LUES[racine])
    c = Consultation(base, GENRES, reseau_de(base, SITE_URL, DEPOT), MACROS, produits)
    return [str(a) for a in sorted([*anomalies, *verifier(c), *du_reglage(racine)])]


def base_saine(racine: Path, jour: date | None = None) -> Base:
    """Rend la base d'un projet, qui doit être sans anomalie ce jour-là."""
    base, anomalies = lire(racine, jour)
    assert [str(a) for a in (*anomalies, *controler(base))] == []
    return base


def anomalies_d_une_regle(regle: Callable[[Any, Any], Iterable[Anomalie]], base: Base, genre: str) -> list[Anomalie]:
    """Rend les anomalies que voit une seule règle, fiche après fiche d'un genre."""
    c = consulter(base)
    return [anomalie for fiche in c.fiches(genre).values() for anomalie in regle(c, fiche)]


# --- Composer une base ---


def base_de(*fiches: Fiche[Any], jour: date = JOUR) -> Base:
    """Rend une base qui ne contient que ces fiches."""
    base = Base(jour)
    for fiche in fiches:
        (genre,) = (g.nom for g in GENRES if g.modele is type(fiche.contenu))
        base.fiches[genre][fiche.id] = fiche
    return base


def avec(base: Base, *, jour: date | None = None, **genres: Mapping[str, Fiche[Any]]) -> Base:
    """Rend une copie de la base, à un autre jour ou avec d'autres fiches (``genre={nom: fiche}``)."""
    copie = dataclasses.replace(base, jour=jour or base.jour)
    copie.fiches = base.fiches.copy()
    copie.fiches.update({nom: dict(fiches) for nom, fiches in genres.items()})
    return copie


def lue_jusqu_au(base: Base, jour: date) -> Base:
    """Rend la même base, les sources de la veille lues jusqu'à ``jour``."""
    fiche = base.fiches["couverture"]["couverture"]
    contenu = fiche.contenu.model_copy(update={"sources_lues_jusqu_au": jour})
    return avec(base, couverture={"couverture": dataclasses.replace(fiche, contenu=contenu)})


# --- Interroger une base ---


def consulter(base: Base, **reseau: Any) -> Consultation:
    """Rend la base, prête à répondre pour le réseau d'essai."""
    return Consultation(base, GENRES, dataclasses.replace(RESEAU, **reseau), MACROS, produits)


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


def groupes_touches(base: Base) -> Callable[[str], list[int]]:
    """Rend ce qui dit, d'un texte, le rang des groupes de synonymes qu'il touche."""
    synonymes = Synonymes(consulter(base))
    return lambda texte: synonymes.groupes_de([racine(m) for m in mots(texte)])


def appuis_de(base: Base, etape: Any) -> list[tuple[str, str]]:
    """Rend (titre, adresse) de ce qui porte une étape de feuille de route."""
    return appuis(consulter(base), etape)


# --- Rendre les pages ---


def contexte_de(base: Base, r: str = "../", **reseau: Any) -> Contexte:
    """Rend ce que reçoit une page dont ``r`` mène à la racine du site."""
    c = consulter(base, **reseau)
    return Contexte(c, r, Gabarits(c, RACINE / "overrides" / "fragments"))


def page_de(base: Base, genre: str, fiche: Fiche[Any], r: str = "../../") -> PageRendue:
    """Rend la page d'une fiche, ses liens relatifs à ``r``."""
    contexte = contexte_de(base, r)
    declare = contexte.c.genres[genre]
    return (declare.pages.rendre or partial(page_ordinaire, genre=declare))(contexte, fiche)


def page_d_article(base: Base, code: str, numero: str, r: str = "../../../") -> PageRendue:
    """Rend la page d'un article de code."""
    return article(contexte_de(base, r), base.fiches["codes"][code], numero)


def page_en_plus(base: Base, genre: str, adresse: str) -> PageRendue:
    """Rend une des pages qu'un genre ajoute à celles de ses fiches."""
    contexte = contexte_de(base, "../" * adresse.count("/"))
    return next(rendre for a, _, rendre in contexte.c.genres[genre].pages.autres(contexte.c) if a == adresse)(contexte)


def edition_de(base: Base, mois: str, r: str = "../../") -> PageRendue:
    """Rend l'édition d'un mois (AAAA-MM)."""
    return edition(contexte_de(base, r), mois)


def macro_de(base: Base, nom: str, /, r: str = "../", reseau: Mapping[str, Any] | None = None, **arguments: Any) -> str:
    """Rend ce qu'une macro écrit dans une page."""
    contexte = contexte_de(base, r, **(reseau or {}))
    return contexte.c.macros[nom].rendre(contexte, **arguments)


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
        return tableaux.tableau(contexte_de(base, **reseau), genre, **(restreindre or {}))


def phrase_de(base: Base, texte: str, r: str = "") -> str:
    """Rend une phrase d'une fiche, ses références liées."""
    return gabarit_de(base, "{{ texte | phrase(r) }}", texte=texte, r=r)


def gabarit_de(base: Base, source: str, **valeurs: Any) -> str:
    """Rend un gabarit écrit par l'essai, qui emploie les fragments du site."""
    gabarits = Gabarits(consulter(base), RACINE / "overrides" / "fragments")
    return gabarits.env.from_string(source).render(**valeurs)


def article_de_flux(base: Base, entree: Fiche[Any]) -> Markup:
    """Rend le contenu d'une entrée de veille pour un lecteur de flux."""
    return de_flux(contexte_de(base, SITE_URL), entree)


# --- Rendre les autres sorties ---


def canaux_de(base: Base) -> list[Canal]:
    """Rend les flux du site."""
    return flux.canaux(consulter(base))


def articles_de(base: Base, chemin: str, **reseau: Any) -> list[Article]:
    """Rend les articles d'un flux, par son chemin sans extension."""
    (canal,) = (c for c in flux.canaux(consulter(base, **reseau)) if c.chemin == chemin)
    return list(canal.articles())


def identifiants_de(base: Base, **reseau: Any) -> frozenset[str]:
    """Rend ce que le registre des articles parus garde."""
    return flux.identifiants(consulter(base, **reseau))


def disparus_de(base: Base, parus: Iterable[str]) -> list[Anomalie]:
    """Rend une anomalie par article paru qui ne répond plus à rien."""
    return list(disparus(consulter(base), parus))


def recherches_de(racine: Path, base: Base) -> list[Recherche]:
    """Rend les recherches que ce projet attend, chaque bonne réponse sous son adresse d'aujourd'hui."""
    return recherches(consulter(base), AttentesLues(racine))


def registre_ecrit(autorite: str, identifiants: Iterable[str], **sortis: str) -> bytes:
    """Rend les octets d'un registre d'articles parus."""
    return Registre(autorite, frozenset(identifiants), sortis).octets()


def flux_et_registre_de(base: Base, en_ligne: bytes = b"") -> dict[str, bytes]:
    """Rend chemin → octets des flux et du registre qu'un site publie, quand ``en_ligne`` est celui du site en ligne."""
    absolu, parus = contexte_de(base, SITE_URL), lire_registre(en_ligne) if en_ligne else VIDE
    return {chemin: produire() for chemin, produire in flux.flux(absolu.c, absolu, parus).items()}


def flux_de(base: Base, **reseau: Any) -> dict[str, bytes]:
    """Rend chemin → octets des flux."""
    absolu = contexte_de(base, SITE_URL, **reseau)
    return {chemin: produire() for chemin, produire in flux.flux(absolu.c, absolu).items() if chemin != EN_LIGNE}


def calendriers_de(base: Base, **reseau: Any) -> dict[str, bytes]:
    """Rend chemin → octets des calendriers."""
    return {chemin: produire() for chemin, produire in calendriers(consulter(base, **reseau)).items()}


def documents_de(base: Base) -> list[Document]:
    """Rend ce que la recherche connaît."""
    return list(documents(consulter(base)))


def index_de(base: Base, tranche: int = index.TRANCHE) -> Index:
    """Rend l'index de la recherche ; ``tranche`` : octets d'un fichier de termes."""
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(index, "TRANCHE", tranche)
        return Index(consulter(base))


def index_des(choisis: Iterable[Document], base: Base, tranche: int = index.TRANCHE) -> Index:
    """Rend l'index de ces seuls documents, avec le lexique de la base."""
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(index, "TRANCHE", tranche)
        rustine.setattr(index, "documents", lambda _: iter(list(choisis)))
        return Index(consulter(base))


def word_de(base: Base, **reseau: Any) -> dict[str, bytes]:
    """Rend chemin → octets des documents Word."""
    return {chemin: produire() for chemin, produire in documents_word(consulter(base, **reseau)).items()}


def schemas_de(base: Base) -> dict[str, bytes]:
    """Rend chemin → octets des schémas."""
    return {chemin: produire() for chemin, produire in schemas(consulter(base)).items()}


def champs_de(base: Base, schema: str) -> list[Any]:
    """Rend les champs que la référence décrit, pour un schéma."""
    return champs(next(g for g in GENRES if g.donnees.schema == schema), consulter(base))


def vierge_de(base: Base, genre: str, nom: str = "", jour: date = JOUR, **reseau: Any) -> str:
    """Rend la fiche vierge et commentée d'un genre."""
    c = consulter(base, **reseau)
    return vierge(c.genres[genre], c, str(jour), nom)


def obligations_de(base: Base) -> dict[str, Any]:
    """Rend tout ce que jugent les obligations : règles, faits, seuils, clauses."""
    return donnees_des_obligations(consulter(base))


def obligations_par_famille(base: Base) -> dict[str, dict[str, Any]]:
    """Rend famille d'achat → ce que lit la page quand elle est choisie ; « » : avant de choisir."""
    c = consulter(base)
    return {"": communes(c)} | {code: communes(c) | d_une_famille(c, code) for code in c.valeurs("segments")}


def droit_du_dossier(base: Base) -> dict[str, Any]:
    """Rend ce que « Mon dossier » lit des obligations."""
    return du_dossier(consulter(base))


def dossier_de(base: Base, **reseau: Any) -> dict[str, Any]:
    """Rend ce que « Mon dossier » lit : nom de la clause → la clause, et « plan »."""
    fichiers = fichiers_du_dossier(contexte_de(base, "", **reseau))
    return {Path(chemin).stem: json.loads(produire()) for chemin, produire in fichiers.items()}


def donnees_de(base: Base, **reseau: Any) -> dict[str, bytes]:
    """Rend chemin → octets des données ouvertes, telles que ce réseau les publie."""
    sorties: dict[str, bytes] = {}

    @contextmanager
    def ouvrir(chemin: str) -> Iterator[BinaryIO]:
        octets = io.BytesIO()
        yield octets
        sorties[chemin] = octets.getvalue()

    ecrire_donnees(consulter(base, **reseau), ouvrir)
    return sorties
