"""Ce qu'un genre de fiche déclare : où il se range, où il se lit, et ce que chaque sortie en fait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from macros.base.types import Modele
from macros.lecture.anomalie import Anomalie, Defaut
from macros.lecture.defauts import GENERAUX
from macros.lecture.fichiers import TAILLE_MAX

Regle = Callable[[Consultation], Iterator[Anomalie]]
RegleDeFiche = Callable[[Consultation, Fiche[Any]], Iterator[Anomalie]]
RegleDeTous = Callable[[Consultation, "Genre", Fiche[Any]], Iterator[Anomalie]]


@dataclass(frozen=True)
class Facette:
    """Un filtre : ses codes pour une fiche ; ses intitulés, d'un vocabulaire ou fixes. Ni l'un ni l'autre : tels quels."""

    nom: str
    titre: str
    codes: Callable[[Consultation, Fiche[Any]], Sequence[str]]
    vocabulaire: str = ""
    valeurs: Mapping[str, str] = field(default_factory=dict)
    case: bool = True
    """Faux : la rangée porte les codes, une macro peut s'y restreindre, aucune case ne s'affiche."""


def de(nom: str) -> Callable[[Consultation, Fiche[Any]], Sequence[str]]:
    """Rend ce qui lit les codes d'une facette dans le champ ou la propriété ``nom`` du contenu, un texte ou une liste."""

    def codes(c: Consultation, fiche: Fiche[Any]) -> Sequence[str]:
        valeur = getattr(fiche.contenu, nom)
        return [valeur] if isinstance(valeur, str) else valeur

    return codes


def par_valeur(champ: str, vocabulaire: str) -> Callable[[Consultation, Fiche[Any]], tuple[int, str, str]]:
    """Rend ce qui range une fiche de la liste sous la valeur de son champ, dans l'ordre du vocabulaire."""

    def groupe(c: Consultation, fiche: Fiche[Any]) -> tuple[int, str, str]:
        code = getattr(fiche.contenu, champ)
        return list(c.valeurs(vocabulaire)).index(code), code, c.libelle(vocabulaire, code)

    return groupe


PAR_TITRE = (("titre", "Titre, de A à Z"), ("-titre", "Titre, de Z à A"))
PAR_DATE = (("-date", "Les plus récents d’abord"), ("date", "Les plus anciens d’abord"))
"""Des tris : (clé, intitulé). La clé est « titre », « date » ou le nom d'une facette ; « - » devant, à rebours."""


@dataclass(frozen=True)
class Tableau:
    """La liste cherchable d'un genre. ``rangee`` : le fragment d'une fiche de la liste ; ses deux premiers filtres sont ouverts."""

    noms: tuple[str, str, str]
    """Singulier, pluriel, intitulé du champ de recherche."""
    facettes: tuple[Facette, ...]
    tris: tuple[tuple[str, str], ...] = PAR_TITRE
    rangee: str = "_rangee.html"
    detail: Callable[[Consultation, Fiche[Any]], str] | None = None
    """Ce que la rangée ordinaire dit sous le résumé ; une rangée propre au genre s'en passe."""
    cle: Callable[[Fiche[Any]], Any] | None = None
    """Tri propre à la liste, après l'ordre du genre."""
    groupe: Callable[[Consultation, Fiche[Any]], tuple[int, str, str]] | None = None
    """(rang, code, intitulé) du groupe d'une fiche, replié au repos, dans la liste entière."""
    jour: Callable[[Fiche[Any]], object] | None = None
    """Le jour que la rangée porte, pour la trier par date."""
    mots: Callable[[Fiche[Any]], Iterable[str]] | None = None
    """Ce qui trouve la fiche, outre les références qu'elle cite."""
    fragment: str = "tableau"
    decoupe: tuple[str, str] | None = None
    """(facette, adresse) : au-delà du seuil, une page statique par valeur de cette facette remplace le tableau entier."""


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
class Genre:
    """Un genre de fiche. Un champ laissé vide est une sortie que le genre n'a pas."""

    # Ce qu'il est, et où il se range
    nom: str
    modele: type[Modele]
    libelle: str
    titre: str = ""
    """Intitulé d'un groupe de ses fiches : « Clauses »."""
    dossier: str = ""
    """« data/clauses/** » admet des sous-dossiers, « docs/veille/* » en veut un."""
    fichier: str = ""
    """À la place de ``dossier``, pour un genre qui tient en un fichier."""
    taille_max: int = TAILLE_MAX
    """Octets d'un de ses fichiers."""
    # Où il se lit
    adresse: str = ""
    """« clauses/{id}/ », « veille/{id:.4}/{id}/ », « lexique/#{id} »."""
    lisible: str = ""
    """Sans ``adresse`` : la page où ses fiches se lisent toutes."""
    reserves: frozenset[str] = frozenset()
    """Noms de fichier que d'autres pages du même dossier prennent déjà."""
    page: Callable[..., PageRendue] | None = None
    """Du contexte et de la fiche ; sans elle, une page ordinaire."""
    pages: Callable[[Consultation], Iterable[tuple[str, str, Rendre]]] | None = None
    """Les autres pages : (adresse, fichier dont elle vient, ce qui la rend)."""
    fichiers: Callable[[Any], Mapping[str, Callable[[], bytes]]] | None = None
    """Les fichiers, hors pages, que la page ou le navigateur lit : chemin → ce qui en écrit les octets."""
    # Comment il se range et se lit en base
    ordre: Callable[[Consultation, Fiches], Fiches] | None = None
    cite: bool = False
    """Vrai : ses fiches paraissent dans « Qui le cite »."""
    cite_aussi: Callable[[Consultation, Fiche[Any]], Iterable[str]] | None = None
    """Adresses que la fiche cite par un champ qui n'est pas une référence juridique."""
    seuils: bool = False
    """Vrai : il dit le droit du jour ; un seuil s'y appelle par son nom et ne s'y recopie pas."""
    variables: bool = False
    """Vrai : ses textes portent des variables, « {{nom}} »."""
    revue: bool = False
    """Vrai : ses fiches deviennent « à revoir » quand le droit change."""
    # Ce que chaque sortie en fait
    tableau: Tableau | None = None
    groupe: Groupe | None = None
    """Sous quoi la recherche montre ses fiches ; absent, elle ne les montre pas."""
    mots: Callable[[Consultation, Fiche[Any]], Iterable[str]] | None = None
    """Ce qui trouve toujours une de ses fiches à la recherche, outre ses propres mots."""
    documents: Callable[[Consultation, Fiche[Any]], Iterable[Document]] | None = None
    """Ce que la recherche sait d'une fiche, à la place du document ordinaire."""
    canaux: Callable[[Consultation], Iterable[Canal]] | None = None
    jalons: Callable[[Consultation], Iterator[Jalon]] | None = None
    agenda: Callable[[Consultation], Iterator[Moment]] | None = None
    word: Callable[[Any, Fiche[Any]], bytes] | None = None
    jeu: Jeu | None = None
    schema: str = ""
    """Nom du schéma publié et de la référence des champs ; vide pour ce qu'un contributeur n'écrit pas."""
    corps_vierge: str = ""
    """Le corps d'une fiche vierge, pour un genre écrit en Markdown."""
    regles: tuple[Regle, ...] = ()
    """Celles qui lisent ses fiches ensemble, ou avec d'autres."""
    regles_de_fiche: tuple[RegleDeFiche, ...] = ()
    """Celles qui jugent une de ses fiches à la fois."""
    regles_de_toute_fiche: tuple[RegleDeTous, ...] = ()
    """Celles qui jugent, fiche à fiche, celles de tous les genres d'après les siennes."""
    defauts: tuple[type[Defaut], ...] = ()
    """Les tables de ce que ses règles signalent et que nul autre genre ne partage."""
    macros: tuple[Macro, ...] = ()
    # Ce qu'il prête aux autres
    fournit: Callable[[Any, date], Mapping[str, str]] | None = None
    """De son contenu et du jour : nom → valeur, pour « {{ seuil("nom") }} » dans les autres fiches. Il se lit le premier."""
    resoudre: Callable[[Consultation], Resolveur] | None = None
    expliquer: Callable[[Consultation], Expliquer] | None = None
    annonces: Callable[[Consultation], Iterator[Annonce]] | None = None

    def adresse_de(self, fiche_id: str) -> str:
        """Rend l'adresse publique de la fiche, relative à la racine du site."""
        return self.adresse.format(id=fiche_id)

    def est_reserve(self, nom: str) -> bool:
        """Dit si une autre page du site tient déjà l'adresse qu'aurait la fiche de ce nom."""
        return bool(self.adresse) and (nom == "index" or nom in self.reserves)

    def chemin_de(self, fiche_id: str) -> str:
        """Rend le fichier d'une fiche, relatif à la racine du projet ; un dossier par année pour un genre qui se date."""
        if self.fichier:
            return self.fichier
        dossier = self.dossier.partition("/*")[0]
        annee = f"/{fiche_id[:4]}" if self.par_annee else ""
        return f"{dossier}{annee}/{fiche_id}.{'md' if self.en_markdown else 'yml'}"

    @property
    def a_une_page(self) -> bool:
        """Dit si chacune de ses fiches a sa page ; l'adresse d'une fiche peut aussi être une ancre d'une autre page."""
        return bool(self.adresse) and "#" not in self.adresse

    @property
    def par_annee(self) -> bool:
        """Dit si ses fiches se rangent par année, au jour que porte leur nom."""
        return self.dossier.endswith("/*")

    @property
    def en_markdown(self) -> bool:
        """Dit si ses fiches ont un corps, sous leurs champs."""
        return self.dossier.startswith("docs/")


def tables_de_defauts(c: Consultation) -> list[tuple[str, list[Defaut]]]:
    """Rend (titre, défauts) de chaque table : celles que tous partagent, puis celles des genres."""
    propres = (table for genre in c.genres.values() for table in genre.defauts)
    return [(table.__doc__ or "", list(table)) for table in (*GENERAUX, Publications, *propres)]
