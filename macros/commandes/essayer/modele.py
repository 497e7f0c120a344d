"""Ce qu'un réseau attend de son contenu : de ce que tous partagent (``data/essais``), de ce qui n'est qu'à lui (``data/reseau/essais``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field

from macros.base.fiche import Fiche
from macros.base.typage import typer
from macros.base.types import Modele
from macros.lecture.anomalie import Anomalie, Chemin, Constat, proche
from macros.lecture.defauts import Fichier
from macros.lecture.fichiers import lire_texte, parcourir
from macros.lecture.yaml import lire_yaml

PARTAGE, RESEAU = "data/essais", "data/reseau/essais"
"""Un réseau frère remplace ``data/reseau`` : rien de ``PARTAGE`` ne vise ce qui s'y trouve."""
Mots = Annotated[str, Field(min_length=1, max_length=300)]


class Promesses(Modele):
    """``promesses.yml``"""

    promesses: Annotated[dict[str, int], Field(description="Genre de fiche → combien le site en montre au moins.")]


class Droit(Modele):
    """Ce que des fiches disent ou taisent : une seule, toutes celles d'un genre, ou toutes."""

    genre: Annotated[str | None, Field(description="Genre des fiches visées ; sans lui, tous.")] = None
    fiche: Annotated[str | None, Field(description="Nom de la seule fiche visée.")] = None
    cite: Annotated[str | None, Field(description="Celles qui se fondent sur cet article : « CCP L2112-2 ».")] = None
    champ: Annotated[str | None, Field(description="Le seul champ lu : « articles.L2112-2.objet », « corps ».")] = None
    dit: Annotated[list[Mots], Field(description="Les mots que chacune écrit.")] = []
    tait: Annotated[list[Mots], Field(description="Les mots qu'aucune n'écrit.")] = []
    pourquoi: Annotated[str | None, Field(description="Pourquoi ces mots seraient faux.")] = None


class Droits(Modele):
    """``droit.yml``"""

    droit: Annotated[list[Droit], Field(description="Ce que les fiches disent du droit du jour.")]


class Sorte(Modele):
    """Ce qu'une sorte de requête demande de plus que les autres."""

    parmi: Annotated[int, Field(ge=1, le=20, description="Parmi combien de premières réponses.")] = 5
    premiere: Annotated[list[Mots], Field(description="Par quoi commence l'adresse de la première réponse.")] = []
    part: Annotated[
        int, Field(ge=50, le=100, description="Part des requêtes qui trouvent leur réponse, en pour cent.")
    ] = 95


class Demande(Modele):
    """Ce que l'on tape, et ce qui y répond."""

    q: Annotated[Mots, Field(description="Ce que l'on tape.")]
    bonnes: Annotated[list[Mots], Field(min_length=1, description="Les bonnes réponses ; une suffit.")]
    sorte: Annotated[Mots, Field(description="La sorte de requête, dont la part de réponses se juge.")]
    jamais: Annotated[
        list[Mots], Field(description="Ce que l'adresse d'une des premières réponses ne contient pas.")
    ] = []


class Noms(Modele):
    """``noms.yml`` : la recherche de tout le site, où une bonne réponse est une adresse."""

    noms: Annotated[list[Demande], Field(description="Les recherches et leurs réponses.")]
    sortes: Annotated[dict[str, Sorte], Field(description="Ce que certaines sortes demandent de plus.")] = {}


class Requetes(Modele):
    """``requetes.yml`` : le trouveur, où une bonne réponse est le nom d'une clause."""

    requetes: Annotated[list[Demande], Field(description="Les recherches et les clauses qui y répondent.")]


class Cas(Modele):
    """Un achat, et ce que le droit de sa date lui demande."""

    nom: Annotated[Mots, Field(description="Le cas, en quelques mots.")]
    article: Annotated[Mots, Field(description="L'article qui le dit.")]
    cas: Annotated[
        Mots,
        Field(
            pattern=r"^\S+(?: \S+){7}$",
            description="Acheteur, contrat, type, famille, montant, durée, lots, lancement, séparés par une espace.",
        ),
    ]
    plus: Annotated[dict[str, str | int | float | date], Field(description="Les autres réponses : fait → valeur.")] = {}
    horschamp: Annotated[list[Mots], Field(description="Règles qui sortent l'achat du champ.")] = []
    du: Annotated[list[Mots], Field(description="Règles dues.")] = []
    incertain: Annotated[list[Mots], Field(description="Règles montrées comme incertaines.")] = []
    dispense: Annotated[list[Mots], Field(description="Règles dont l'achat est dispensé.")] = []
    apreciser: Annotated[list[Mots], Field(description="Règles qui attendent une réponse.")] = []
    non: Annotated[list[Mots], Field(description="Règles ni dues, ni incertaines.")] = []
    raison: Annotated[dict[str, Mots], Field(description="Règle non due → ce que la page en dit.")] = {}
    propose: Annotated[dict[str, Mots], Field(description="Règle → une clause que la page propose.")] = {}
    ne_propose_pas: Annotated[dict[str, Mots], Field(description="Règle → une clause que la page tait.")] = {}
    procedures: Annotated[
        int | None,
        Field(description="Combien de procédures la page donne ; sans ce champ, une, et aucune hors du champ."),
    ] = None


class Obligations(Modele):
    """``obligations.yml``"""

    obligations: Annotated[list[Cas], Field(description="Les cas écrits d'après le droit.")]


class Lexique(Modele):
    """``mots.yml``"""

    mots: Annotated[list[Mots], Field(description="Les mots justes que le dictionnaire ignore.")]


FICHIERS: dict[str, type[Modele]] = {
    "droit": Droits,
    "mots": Lexique,
    "noms": Noms,
    "obligations": Obligations,
    "promesses": Promesses,
    "requetes": Requetes,
}
T = TypeVar("T")


@dataclass(frozen=True)
class Attente(Generic[T]):
    """Une attente lue. ``partagee`` : elle vaut sans les fiches de ``data/reseau``."""

    quoi: T
    fiche: Fiche[Any] = field(repr=False)
    chemin: Chemin

    @property
    def partagee(self) -> bool:
        """Dit si elle est dans ``data/essais``."""
        return not self.fiche.fichier.startswith(f"{RESEAU}/")

    @property
    def ligne(self) -> int:
        """Rend la ligne où elle est écrite."""
        return self.fiche.position(self.chemin)[0]

    def anomalie(self, constat: Constat, *suite: str | int) -> Anomalie:
        """Rend l'anomalie placée sur l'attente, ou sur son champ ``suite``."""
        return self.fiche.anomalie((*self.chemin, *suite), constat)


class AttentesLues:
    """Toutes les attentes d'un dossier, et ce qui n'a pas pu s'en lire."""

    def __init__(self, racine: Path) -> None:
        self.anomalies: list[Anomalie] = []
        self._lues: dict[str, list[Fiche[Any]]] = {nom: [] for nom in FICHIERS}
        for dossier in (PARTAGE, RESEAU):
            for fichier in parcourir(racine, dossier, self.anomalies):
                nom = fichier.removeprefix(f"{dossier}/").removesuffix(".yml")
                if nom in FICHIERS:
                    self._lire(racine, fichier, nom)
                else:
                    admis = ", ".join(f"{n}.yml" for n in FICHIERS)
                    conseil = f"{proche(nom, list(FICHIERS))} Fichiers admis ici : {admis}.".strip()
                    self.anomalies.append(
                        Fichier.FICHIER_INATTENDU("ce fichier n'est pas une attente", conseil).dans(fichier)
                    )

    def _lire(self, racine: Path, fichier: str, nom: str) -> None:
        texte, anomalies = lire_texte((racine / fichier).read_bytes(), fichier)
        if not anomalies:
            valeurs, reperes, anomalies = lire_yaml(texte, fichier)
            if valeurs is not None:
                lue, defauts = typer(FICHIERS[nom], nom, fichier, valeurs, reperes, lire_reperes=lambda: reperes)
                anomalies = [*anomalies, *defauts]
                self._lues[nom] += [lue] if lue and not anomalies else []
        self.anomalies += anomalies

    def de(self, nom: str) -> Iterator[Attente[Any]]:
        """Rend chaque attente du fichier de ce nom : un élément de sa liste, ou (clé, valeur) de son dictionnaire."""
        for fiche in self._lues[nom]:
            suite = getattr(fiche.contenu, nom)
            paires: Iterable[tuple[Any, Any]] = suite.items() if isinstance(suite, dict) else enumerate(suite)
            for cle, valeur in paires:
                yield Attente((cle, valeur) if isinstance(suite, dict) else valeur, fiche, (nom, cle))

    @property
    def sortes(self) -> dict[str, Sorte]:
        """Rend ce que certaines sortes de recherche demandent de plus."""
        return {nom: sorte for fiche in self._lues["noms"] for nom, sorte in fiche.contenu.sortes.items()}

    def __len__(self) -> int:
        return sum(1 for nom in FICHIERS for _ in self.de(nom))
