"""Une fiche lue, et ses textes marqués."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, ClassVar, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, create_model

from macros.base.types import Adresse, Balise, Code, Modele, Renvoi, RenvoiDroit
from macros.lecture.anomalie import Anomalie, Chemin, Constat
from macros.lecture.reperes import Reperes

T = TypeVar("T")
TEXTE_MAX = 12_000
"""Signes du plus long texte qu'un modèle admette : au-delà, une règle pourrait y passer des minutes."""


@dataclass(frozen=True)
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

    @cached_property
    def _reperes(self) -> Reperes:
        return self.lire_reperes()

    def champ(self, nom: str) -> Any:
        """Rend la valeur du champ, ou ``None`` s'il manque."""
        return getattr(self.contenu, nom, None)

    def oublier(self) -> None:
        """Oublie ce que les contrôles ont calculé et que le rendu ne relit qu'une fois : la place de plusieurs pages."""
        for calcul in ("_feuilles", "_marquees", "_reperes"):
            self.__dict__.pop(calcul, None)

    @cached_property
    def _feuilles(self) -> Feuilles:
        return _feuilles_de(self.contenu)

    @property
    def textes(self) -> list[tuple[Chemin, str]]:
        """Rend (chemin, texte) pour chaque texte de la fiche."""
        return self._feuilles[0]

    @property
    def dates(self) -> list[tuple[Chemin, date]]:
        """Rend (chemin, jour) de toutes les dates de la fiche, à toute profondeur."""
        return self._feuilles[1]

    @cached_property
    def _marquees(self) -> Marquees:
        return valeurs_marquees(type(self.contenu), self.contenu)  # type: ignore[arg-type]

    def marques(self, marque: type) -> list[tuple[Chemin, Any, str]]:
        """Rend (chemin, marque, valeur) pour chaque texte de la fiche qui porte une ``marque``."""
        return self._marquees.get(marque, [])

    @property
    def balises(self) -> list[tuple[Chemin, str]]:
        """Rend (chemin, texte) de chaque texte à balisage, puis du corps, sous ``()``."""
        return [*((chemin, texte) for chemin, _, texte in self.marques(Balise)), ((), self.corps)]

    def position(self, chemin: Chemin = ()) -> tuple[int, int]:
        """Rend la (ligne, colonne) du champ, ou celle de son plus proche parent."""
        while chemin and chemin not in self._reperes:
            chemin = chemin[:-1]
        return self._reperes.get(chemin, (1, 1))

    def anomalie(self, chemin: Chemin, constat: Constat) -> Anomalie:
        """Rend l'anomalie placée sur le champ ``chemin`` de cette fiche."""
        return constat.dans(self.fichier, *self.position(chemin), chemin)

    def anomalie_des_mots(self, chemin: Chemin, texte: str, debut: int, constat: Constat) -> Anomalie:
        """Rend l'anomalie placée sur les mots qui, dans le ``texte`` du champ, commencent au signe ``debut``.

        ``()`` est le corps. Un texte où la lecture a posé un seuil n'est plus celui du fichier : le champ est alors désigné.
        """
        avant = texte[:debut]
        if chemin == ():
            return constat.dans(self.fichier, self.ligne_corps + avant.count("\n"), debut - avant.rfind("\n"))
        place = None if chemin in self.seuils else self._reperes.du_mot(chemin, avant)
        return constat.dans(self.fichier, *(place or self.position(chemin)), chemin)


@dataclass(frozen=True)
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
        """Rend la fiche typée de ses seuls champs qui se lisent : en lire un autre lève ``AttributeError``.

        Un champ où un seuil est posé n'en est pas : le texte posé peut dépasser ce que le modèle admet.
        """
        perdus = {*self.refuses, *(chemin[0] for chemin in self.seuils if chemin)} & self.modele.model_fields.keys()
        forme: dict[str, Any] = dict.fromkeys(perdus, (Any, None))
        lus = {nom: valeur for nom, valeur in self.contenu.items() if nom in self.modele.model_fields.keys() - perdus}
        contenu = create_model(self.modele.__name__, __base__=self.modele, **forme).model_validate(lus, strict=True)
        for nom in perdus:
            del contenu.__dict__[nom]
        return Fiche(self.id, self.fichier, contenu, self.lire_reperes, self.corps, self.ligne_corps, self.seuils)

    @cached_property
    def _feuilles(self) -> Feuilles:
        """Rend textes et dates, sauf les textes que leur longueur a fait refuser."""
        textes, dates = _feuilles_de(self.contenu)
        return [(chemin, texte) for chemin, texte in textes if len(texte) <= TEXTE_MAX], dates

    @cached_property
    def _marquees(self) -> Marquees:
        marquees = valeurs_marquees(self.modele, self.contenu)
        return {marque: [v for v in valeurs if len(v[2]) <= TEXTE_MAX] for marque, valeurs in marquees.items()}


Feuilles = tuple[list[tuple[Chemin, str]], list[tuple[Chemin, date]]]
"""Les textes et les dates d'une fiche, à toute profondeur, chacun avec son chemin."""


def tous_les_textes(objet: Any, chemin: Chemin = ()) -> list[tuple[Chemin, str]]:
    """Rend (chemin, texte) pour chaque texte de ``objet``, clés de dictionnaire exclues."""
    return _feuilles_de(objet, chemin)[0]


def _feuilles_de(objet: Any, chemin: Chemin = ()) -> Feuilles:
    """Rend (chemin, texte) et (chemin, date) de tout ce que ``objet`` contient, dans son ordre."""
    feuilles: Feuilles = ([], [])
    _cueillir(objet, chemin, feuilles)
    return feuilles


def _cueillir(objet: Any, chemin: Chemin, feuilles: Feuilles) -> None:
    elements: Iterable[tuple[Any, Any]]
    if isinstance(objet, str):
        feuilles[0].append((chemin, objet))
        return
    if isinstance(objet, date):
        feuilles[1].append((chemin, objet))
        return
    if isinstance(objet, BaseModel):
        elements = ((nom, getattr(objet, nom)) for nom in type(objet).model_fields)
    elif isinstance(objet, dict):
        elements = objet.items()
    elif isinstance(objet, (list, tuple)):
        elements = enumerate(objet)
    else:
        return
    for cle, valeur in elements:
        if valeur is not None:
            _cueillir(valeur, _suivant(chemin, cle), feuilles)


@lru_cache(100_000)
def _suivant(chemin: Chemin, cle: Any) -> Chemin:
    """Rend ce chemin, un pas plus loin : le même objet pour toutes les fiches, qui ont toutes les mêmes."""
    return (*chemin, cle)


Marquees = dict[type, list[tuple[Chemin, Any, str]]]


def valeurs_marquees(modele: type[Modele], objet: Any) -> Marquees:
    """Rend, pour chaque genre de marque, les (chemin, marque, valeur) des textes de ``objet`` qui la portent.

    Descend dans les modèles, listes et dictionnaires : une règle suffit pour tous les genres de fiches. ``objet`` est du
    ``modele``, ou les valeurs brutes qui n'ont pas pu le devenir : ce qui n'y a pas la forme attendue est passé.
    """
    trouvees: Marquees = {}
    _suivre(_plan_du_modele(modele), objet, (), trouvees)
    return trouvees


@cache
def _plan_du_modele(modele: type[Modele]) -> tuple:
    """Rend ce qu'il faut visiter dans un modèle : (champ, plan), sans les champs où rien n'est marqué."""
    plans = [(nom, _plan(info.annotation, tuple(info.metadata))) for nom, info in modele.model_fields.items()]
    return ("modele", tuple((nom, plan) for nom, plan in plans if plan))


def _plan(annotation: Any, marques: tuple = ()) -> tuple | None:
    while hasattr(annotation, "__metadata__"):
        marques, annotation = (*marques, *annotation.__metadata__), annotation.__origin__
    if annotation is str:
        utiles = tuple(m for m in marques if isinstance(m, (Code, Renvoi, RenvoiDroit, Balise, Adresse)))
        return ("texte", utiles) if utiles else None
    if isinstance(annotation, type) and issubclass(annotation, Modele):
        sous = _plan_du_modele(annotation)
        return sous if sous[1] else None
    arguments = get_args(annotation)
    if get_origin(annotation) in (list, dict):
        interieur = _plan(arguments[-1])
        return ("suite", interieur) if interieur else None
    plans = [plan for argument in arguments if (plan := _plan(argument, marques))]
    return plans[0] if plans else None


def _suivre(plan: tuple, valeur: Any, chemin: Chemin, trouvees: Marquees) -> None:
    if valeur is None:
        return
    genre, detail = plan
    if genre == "texte":
        if isinstance(valeur, str):
            for marque in detail:
                trouvees.setdefault(type(marque), []).append((chemin, marque, valeur))
    elif genre == "modele":
        brut = isinstance(valeur, dict)
        for nom, interieur in detail if brut or isinstance(valeur, Modele) else ():
            _suivre(interieur, valeur.get(nom) if brut else getattr(valeur, nom), _suivant(chemin, nom), trouvees)
    elif isinstance(valeur, (dict, list)):
        for cle, element in valeur.items() if isinstance(valeur, dict) else enumerate(valeur):
            _suivre(detail, element, _suivant(chemin, cle), trouvees)
