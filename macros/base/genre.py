"""Ce qu'un genre de fiche déclare : où il se range, où il se lit, et ce que chaque sortie en fait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from macros.base.consultation import Consultation, Fiches
from macros.base.fiche import Fiche
from macros.base.macro import Macro
from macros.base.promesses import (
    Annonce,
    Canal,
    Document,
    Expliquer,
    Groupe,
    Jalon,
    Moment,
    PageRendue,
    Rendre,
    Resolveur,
)
from macros.base.registre import Publications
from macros.base.tableau import Tableau
from macros.base.types import Modele
from macros.lecture.anomalie import Anomalie, Defaut
from macros.lecture.defauts import GENERAUX

Regle = Callable[[Consultation], Iterator[Anomalie]]
RegleDeFiche = Callable[[Consultation, Fiche[Any]], Iterator[Anomalie]]
RegleDeTous = Callable[[Consultation, "Genre", Fiche[Any]], Iterator[Anomalie]]


@dataclass(frozen=True)
class Calcul:
    """Un champ des données ouvertes que personne n'écrit. ``schema`` : son schéma JSON ; ``valeur`` : ce qui le calcule."""

    nom: str
    schema: Mapping[str, Any]
    valeur: Callable[[Consultation, Fiche[Any]], Any]


@dataclass(frozen=True)
class Table:
    """Un champ répété, publié à une ligne par valeur. ``nom`` : du fichier ; ``chemin`` : (champ, colonne qui en dit la clé ou le rang)."""

    nom: str
    titre: str
    chemin: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Jeu:
    """Le jeu de données ouvertes : nom public de ses fichiers (un nom publié ne change plus), titre, rang sur la page."""

    nom: str
    titre: str
    rang: int = 50
    calculs: tuple[Calcul, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Lecture:
    """D'où viennent ses fiches, et ce que leurs textes portent ou prêtent : lu par ``base/chargement.py`` et ``base/pose.py``."""

    dossier: str = ""
    """« data/clauses/** » admet des sous-dossiers, « docs/veille/* » en veut un."""
    fichier: str = ""
    """À la place de ``dossier``, pour un genre qui tient en un fichier."""
    ordre: Callable[[Consultation, Fiches], Fiches] | None = None
    """L'ordre où le site les montre ; par titre, à moins qu'il n'en dise un autre (``Consultation.visibles``)."""
    seuils: bool = False
    """Vrai : il dit le droit du jour ; un seuil s'y appelle par son nom et ne s'y recopie pas."""
    variables: bool = False
    """Vrai : ses textes portent des variables, « {{nom}} »."""
    fournit: Callable[[Any, date], Mapping[str, str]] | None = None
    """De son contenu et du jour : nom → valeur, pour « {{ seuil("nom") }} » dans les autres fiches. Il se lit le premier."""
    resoudre: Callable[[Consultation], Resolveur] | None = None
    """Ce qui trouve, dans un texte, les références juridiques que ses fiches tiennent (``base/citations.py``)."""
    expliquer: Callable[[Consultation], Expliquer] | None = None
    """Ce qui trouve, dans un texte, les mots que ses fiches expliquent (``sorties/html/liens.py``)."""


@dataclass(frozen=True)
class Pages:
    """Où ses fiches se lisent : rendu par ``site/maison.py``."""

    adresse: str = ""
    """« clauses/{id}/ », « veille/{id:.4}/{id}/ », « lexique/#{id} »."""
    lisible: str = ""
    """Sans ``adresse`` : la page où ses fiches se lisent toutes."""
    reserves: frozenset[str] = frozenset()
    """Noms de fichier que d'autres pages du même dossier prennent déjà."""
    rendre: Callable[..., PageRendue] | None = None
    """Du contexte et de la fiche, sa page ; sans elle, une page ordinaire."""
    autres: Callable[[Consultation], Iterable[tuple[str, str, Rendre]]] | None = None
    """Les autres pages : (adresse, fichier dont elle vient, ce qui la rend)."""
    fichiers: Callable[[Any], Mapping[str, Callable[[], bytes]]] | None = None
    """Les fichiers, hors pages, que la page ou le navigateur lit : chemin → ce qui en écrit les octets."""
    tableau: Tableau | None = None
    macros: tuple[Macro, ...] = ()


@dataclass(frozen=True)
class Recherche:
    """Ce que la recherche sait de ses fiches : lu par ``sorties/recherche/documents.py``."""

    groupe: Groupe
    """Sous quoi elle les montre."""
    mots: Callable[[Consultation, Fiche[Any]], Iterable[str]] | None = None
    """Ce qui trouve toujours une de ses fiches, outre ses propres mots."""
    familles: Callable[[Consultation, Fiche[Any]], Iterable[str]] | None = None
    """Ce qu'achètent ses familles : la trouve, sans dire de quoi elle parle."""
    documents: Callable[[Consultation, Fiche[Any]], Iterable[Document]] | None = None
    """Ce qu'elle sait d'une fiche, à la place du document ordinaire."""
    sans: tuple[str, ...] = ()
    """Champs du document ordinaire qu'elle ne lit pas : ils redisent en mots de contrat ce que les autres disent."""


@dataclass(frozen=True)
class Suivi:
    """Qui cite ses fiches, ce qu'elles annoncent, ce qui s'en suit : lu par ``base/citations.py``, ``fraicheur.py``, ``dates.py``."""

    cite: bool = False
    """Vrai : ses fiches paraissent dans « Qui le cite »."""
    cite_aussi: Callable[[Consultation, Fiche[Any]], Iterable[str]] | None = None
    """Adresses que la fiche cite par un champ qui n'est pas une référence juridique."""
    revue: bool = False
    """Vrai : ses fiches deviennent « à revoir » quand le droit change."""
    annonces: Callable[[Consultation], Iterator[Annonce]] | None = None
    """Ce que ses fiches disent du droit qui change."""
    canaux: Callable[[Consultation], Iterable[Canal]] | None = None
    """Ses flux (``sorties/flux.py``)."""
    jalons: Callable[[Consultation], Iterator[Jalon]] | None = None
    """Ses dates, dans l'échéancier et son calendrier."""
    agenda: Callable[[Consultation], Iterator[Moment]] | None = None
    """Ses rendez-vous, dans le calendrier de l'agenda (``sorties/calendrier.py``)."""


@dataclass(frozen=True)
class Donnees:
    """Ce qui s'emporte ou se propose : écrit par ``sorties/donnees/`` et ``sorties/word/``."""

    jeu: Jeu | None = None
    schema: str = ""
    """Nom du schéma publié et de la référence des champs ; vide pour ce qu'un contributeur n'écrit pas."""
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ce que son formulaire demande d'abord : question → champs. Les champs obligatoires qu'aucune ne nomme le sont aussi."""
    exiges: tuple[str, ...] = ()
    """Champs facultatifs au modèle que ses règles demandent à une fiche neuve."""
    corps_vierge: str = ""
    """Le corps d'une fiche vierge, pour un genre écrit en Markdown."""
    word: Callable[[Any, Fiche[Any]], bytes] | None = None
    """De la plume (``sorties.word.redaction``) et de la fiche : son fichier Word."""


@dataclass(frozen=True)
class Regles:
    """Ce qui juge ses fiches : appelé par ``regles/toutes.py``."""

    ensemble: tuple[Regle, ...] = ()
    """Celles qui lisent ses fiches ensemble, ou avec d'autres."""
    de_fiche: tuple[RegleDeFiche, ...] = ()
    """Celles qui jugent une de ses fiches à la fois."""
    de_toute_fiche: tuple[RegleDeTous, ...] = ()
    """Celles qui jugent, fiche à fiche, celles de tous les genres d'après les siennes."""
    defauts: tuple[type[Defaut], ...] = ()
    """Les tables de ce que ses règles signalent et que nul autre genre ne partage."""


@dataclass(frozen=True)
class Genre:
    """Un genre de fiche. Un champ laissé vide est une sortie que le genre n'a pas."""

    nom: str
    modele: type[Modele]
    libelle: str
    titre: str = ""
    """Intitulé d'un groupe de ses fiches : « Clauses »."""
    lecture: Lecture = Lecture()
    pages: Pages = Pages()
    recherche: Recherche | None = None
    """Absente, la recherche ne montre pas ses fiches."""
    suivi: Suivi = Suivi()
    donnees: Donnees = Donnees()
    regles: Regles = Regles()

    def adresse_de(self, fiche_id: str) -> str:
        """Rend l'adresse publique de la fiche, relative à la racine du site."""
        return self.pages.adresse.format(id=fiche_id)

    def est_reserve(self, nom: str) -> bool:
        """Dit si une autre page du site tient déjà l'adresse qu'aurait la fiche de ce nom."""
        return bool(self.pages.adresse) and (nom == "index" or nom in self.pages.reserves)

    def chemin_de(self, fiche_id: str) -> str:
        """Rend le fichier d'une fiche, relatif à la racine du projet ; un dossier par année pour un genre qui se date."""
        if self.lecture.fichier:
            return self.lecture.fichier
        dossier = self.lecture.dossier.partition("/*")[0]
        annee = f"/{fiche_id[:4]}" if self.par_annee else ""
        return f"{dossier}{annee}/{fiche_id}.{'md' if self.en_markdown else 'yml'}"

    @property
    def a_une_page(self) -> bool:
        """Dit si chacune de ses fiches a sa page ; l'adresse d'une fiche peut aussi être une ancre d'une autre page."""
        return bool(self.pages.adresse) and "#" not in self.pages.adresse

    @property
    def par_annee(self) -> bool:
        """Dit si ses fiches se rangent par année, au jour que porte leur nom."""
        return self.lecture.dossier.endswith("/*")

    @property
    def en_markdown(self) -> bool:
        """Dit si ses fiches ont un corps, sous leurs champs."""
        return self.lecture.dossier.startswith("docs/")


def tables_de_defauts(c: Consultation) -> list[tuple[str, list[Defaut]]]:
    """Rend (titre, défauts) de chaque table : celles que tous partagent, puis celles des genres."""
    propres = (table for genre in c.genres.values() for table in genre.regles.defauts)
    return [(table.__doc__ or "", list(table)) for table in (*GENERAUX, Publications, *propres)]
