"""Une fiche lue, et ses textes marqués."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import create_model

from macros.base.feuilles import Feuilles, Marquees, feuilles_de, valeurs_marquees
from macros.base.types import Balise, Modele
from macros.lecture.anomalie import Anomalie, Chemin, Constat
from macros.lecture.reperes import Reperes

T = TypeVar("T")
TEXTE_MAX = 12_000
"""Signes du plus long texte qu'un modèle admette : au-delà, une règle pourrait y passer des minutes."""


class ChampAbsent(Exception):
    """Une règle a demandé à une fiche incomplète un champ qui n'a pas pu se lire."""


@dataclass(frozen=True, eq=False)
class Fiche(Generic[T]):
    """Une fiche lue : son identité (le nom du fichier), son contenu typé, ses repères dans le fichier.

    ``lire_reperes`` rend chemin de champ → (ligne, colonne), à partir de 1 : ils sont relus du fichier quand une anomalie
    les demande, car ceux de dix mille fiches prendraient la moitié de la mémoire. ``seuils`` associe un chemin (``()``
    pour le corps) aux valeurs que la lecture y a posées à la place de ``{{ seuil("nom") }}``,
    et ``source`` est alors la fiche d'avant : celle qui s'échange, car un montant figé ne suivrait plus le droit.
    """

    entiere: ClassVar[bool] = True
    """Vrai quand la fiche a toute sa forme ; sinon, seuls ses textes et ses valeurs marquées se contrôlent."""
    id: str
    fichier: str
    contenu: T
    lire_reperes: Callable[[], Reperes] = field(default=Reperes, repr=False, compare=False)
    corps: str = ""
    ligne_corps: int = 1
    seuils: Mapping[Chemin, set[str]] = field(default_factory=dict, repr=False, compare=False)
    source: Fiche[T] | None = field(default=None, repr=False, compare=False)

    @property
    def ecrite(self) -> Fiche[T]:
        """Rend la fiche telle que son fichier l'écrit : les seuils y sont nommés, non posés."""
        return self.source or self

    @property
    def est_brouillon(self) -> bool:
        """Dit si la fiche s'écrit brouillon ; non, d'une fiche incomplète."""
        return getattr(self.contenu, "__dict__", {}).get("statut") == "brouillon"

    def champ(self, nom: str) -> Any:
        """Rend la valeur du champ, ou ``None`` s'il manque."""
        return getattr(self.contenu, nom, None)

    @property
    def textes(self) -> list[tuple[Chemin, str]]:
        """Rend (chemin, texte) pour chaque texte de la fiche."""
        return _feuilles(self)[0]

    @property
    def tout(self) -> str:
        """Rend tous ses textes, corps compris, un par ligne : un motif qui n'y est pas n'est dans aucun, et cela se voit d'un coup."""
        return _tout(self)

    @property
    def dates(self) -> list[tuple[Chemin, date]]:
        """Rend (chemin, jour) de toutes les dates de la fiche, à toute profondeur."""
        return _feuilles(self)[1]

    def marques(self, marque: type) -> list[tuple[Chemin, Any, str]]:
        """Rend (chemin, marque, valeur) pour chaque texte de la fiche qui porte une ``marque``."""
        return _marquees(self).get(marque, [])

    @property
    def balises(self) -> list[tuple[Chemin, str]]:
        """Rend (chemin, texte) de chaque texte à balisage, puis du corps, sous ``()``."""
        return [*((chemin, texte) for chemin, _, texte in self.marques(Balise)), ((), self.corps)]

    def cueillir(self) -> Feuilles:
        """Rend textes et dates de la fiche, avec leur chemin ; ``textes`` et ``dates`` les gardent le temps de la juger."""
        return feuilles_de(self.contenu)

    def relever(self) -> Marquees:
        """Rend les valeurs marquées de la fiche, par marque ; ``marques`` les garde le temps de la juger."""
        return valeurs_marquees(type(self.contenu), self.contenu)  # type: ignore[arg-type]  # T est un modèle, ou dict

    def position(self, chemin: Chemin = ()) -> tuple[int, int]:
        """Rend la (ligne, colonne) du champ, ou celle de son plus proche parent."""
        reperes = _reperes(self)
        while chemin and chemin not in reperes:
            chemin = chemin[:-1]
        return reperes.get(chemin, (1, 1))

    def anomalie(self, chemin: Chemin, constat: Constat) -> Anomalie:
        """Rend l'anomalie placée sur le champ ``chemin`` de cette fiche."""
        return constat.dans(self.fichier, *self.position(chemin), chemin, self.est_brouillon)

    def anomalie_des_mots(self, chemin: Chemin, texte: str, debut: int, constat: Constat) -> Anomalie:
        """Rend l'anomalie placée sur les mots qui, dans le ``texte`` du champ, commencent au signe ``debut``.

        ``()`` est le corps. Un texte où la lecture a posé un seuil n'est plus celui du fichier : le champ est alors désigné.
        """
        avant = texte[:debut]
        if chemin == ():
            return constat.dans(self.fichier, self.ligne_corps + avant.count("\n"), debut - avant.rfind("\n"))
        place = None if chemin in self.seuils else _reperes(self).du_mot(chemin, avant)
        return constat.dans(self.fichier, *(place or self.position(chemin)), chemin, self.est_brouillon)


# Quarante règles relisent les textes d'une fiche : ils se cueillent une fois. D'une base dix fois plus grande, les plus anciens
# s'oublient : ils prendraient la place de plusieurs pages chacun.
EN_MAIN = 2_000


@lru_cache(EN_MAIN)
def _feuilles(fiche: Fiche[Any]) -> Feuilles:
    return fiche.cueillir()


@lru_cache(EN_MAIN)
def _tout(fiche: Fiche[Any]) -> str:
    return "\n".join([*(texte for _, texte in fiche.textes), fiche.corps])


@lru_cache(EN_MAIN)
def _marquees(fiche: Fiche[Any]) -> Marquees:
    return fiche.relever()


@lru_cache(EN_MAIN)
def _reperes(fiche: Fiche[Any]) -> Reperes:
    return fiche.lire_reperes()


class _Reduite:
    """Ce qu'un modèle réduit répond d'un champ qui n'a pas pu se lire."""

    perdus: ClassVar[frozenset[str]] = frozenset()

    def __getattr__(self, nom: str) -> Any:
        if nom in type(self).perdus:
            raise ChampAbsent(nom)
        return super().__getattr__(nom)  # type: ignore[misc]  # pydantic le cache aux types


@dataclass(frozen=True, eq=False)
class FicheIncomplete(Fiche[dict[str, Any]]):
    """Une fiche refusée pour sa forme : ses valeurs telles que lues, où le contrôle cherche encore ce qu'il peut y voir."""

    entiere: ClassVar[bool] = False
    modele: type[Modele] = Modele
    refuses: frozenset[Any] = frozenset()
    """Les champs refusés, ou absents."""

    def champ(self, nom: str) -> Any:
        """Rend la valeur du champ, ou ``None`` s'il manque."""
        return self.contenu.get(nom)

    def lisible(self) -> Fiche[Any]:
        """Rend la fiche typée de ses seuls champs qui se lisent : en lire un autre lève ``ChampAbsent``.

        Un champ où un seuil est posé n'en est pas : le texte posé peut dépasser ce que le modèle admet.
        """
        perdus = {*self.refuses, *(chemin[0] for chemin in self.seuils if chemin)} & self.modele.model_fields.keys()
        forme: dict[str, Any] = dict.fromkeys(perdus, (Any, None))
        lus = {nom: valeur for nom, valeur in self.contenu.items() if nom in self.modele.model_fields.keys() - perdus}
        reduit: Any = create_model(self.modele.__name__, __base__=(_Reduite, self.modele), **forme)
        reduit.perdus = frozenset(perdus)
        contenu = reduit.model_validate(lus, strict=True)
        for nom in perdus:
            del contenu.__dict__[nom]
        return Fiche(self.id, self.fichier, contenu, self.lire_reperes, self.corps, self.ligne_corps, self.seuils)

    def cueillir(self) -> Feuilles:
        """Rend textes et dates, sauf les textes que leur longueur a fait refuser."""
        textes, dates = feuilles_de(self.contenu)
        return [(chemin, texte) for chemin, texte in textes if len(texte) <= TEXTE_MAX], dates

    def relever(self) -> Marquees:
        """Rend les valeurs marquées, sauf les textes que leur longueur a fait refuser."""
        marquees = valeurs_marquees(self.modele, self.contenu)
        return {marque: [v for v in valeurs if len(v[2]) <= TEXTE_MAX] for marque, valeurs in marquees.items()}
