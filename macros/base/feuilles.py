"""Les textes, les dates et les valeurs marquées d'un contenu, à toute profondeur, chacun avec son chemin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from macros.base.types import Adresse, Balise, Code, Modele, Renvoi, RenvoiDroit
from macros.lecture.anomalie import Chemin

Feuilles = tuple[list[tuple[Chemin, str]], list[tuple[Chemin, date]]]
"""Les textes et les dates d'une fiche, à toute profondeur, chacun avec son chemin."""


def feuilles_de(objet: Any) -> Feuilles:
    """Rend (chemin, texte) et (chemin, date) de tout ce que ``objet`` contient, dans son ordre, clés de dictionnaire exclues."""
    textes: list[tuple[Chemin, str]] = []
    dates: list[tuple[Chemin, date]] = []
    _cueillir(objet, (), textes, dates)
    return textes, dates


def _cueillir(objet: Any, chemin: Chemin, textes: list[tuple[Chemin, str]], dates: list[tuple[Chemin, date]]) -> None:
    elements: Iterable[tuple[Any, Any]]
    if isinstance(objet, BaseModel):
        elements = vars(objet).items()
    elif isinstance(objet, (list, tuple)):
        elements = enumerate(objet)
    elif isinstance(objet, dict):
        elements = objet.items()
    else:
        if isinstance(objet, date):
            dates.append((chemin, objet))
        return
    for cle, valeur in elements:
        if isinstance(valeur, str):
            textes.append((_suivant(chemin, cle), valeur))
        elif valeur is not None:
            _cueillir(valeur, _suivant(chemin, cle), textes, dates)


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


Plan = tuple[str, Any]
"""(sorte, détail) de ce qu'il faut visiter dans une valeur : un texte et ses marques, les champs d'un modèle, une suite."""


@cache
def _plan_du_modele(modele: type[Modele]) -> Plan:
    """Rend ce qu'il faut visiter dans un modèle : (champ, plan), sans les champs où rien n'est marqué."""
    plans = [(nom, _plan(info.annotation, tuple(info.metadata))) for nom, info in modele.model_fields.items()]
    return ("modele", tuple((nom, plan) for nom, plan in plans if plan))


@cache
def marque_de_chaque_champ(modele: type[Modele]) -> Mapping[str, Any]:
    """Rend champ → la marque de ses textes, à toute profondeur de liste et de dictionnaire, ou ``None`` : un mot ou un nombre nus."""
    plans = dict(_plan_du_modele(modele)[1])
    return {nom: _marque(plans.get(nom)) for nom in modele.model_fields}


def _marque(plan: Plan | None) -> Any:
    while plan and plan[0] == "suite":
        plan = plan[1][1]
    return plan[1][0] if plan and plan[0] == "texte" else None


def _plan(annotation: Any, marques: tuple[Any, ...] = ()) -> Plan | None:
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
        cles, interieur = _plan(arguments[0]) if len(arguments) > 1 else None, _plan(arguments[-1])
        return ("suite", (cles, interieur)) if cles or interieur else None
    plans = [plan for argument in arguments if (plan := _plan(argument, marques))]
    return plans[0] if plans else None


def _suivre(plan: Plan, valeur: Any, chemin: Chemin, trouvees: Marquees) -> None:
    genre, detail = plan
    if genre == "texte":
        if isinstance(valeur, str):
            for marque in detail:
                trouvees.setdefault(type(marque), []).append((chemin, marque, valeur))
    elif genre == "modele":
        champs = valeur if isinstance(valeur, dict) else vars(valeur) if isinstance(valeur, Modele) else {}
        for nom, interieur in detail:
            if (sienne := champs.get(nom)) is not None:
                _suivre(interieur, sienne, _suivant(chemin, nom), trouvees)
    elif isinstance(valeur, (dict, list)):
        cles, interieur = detail
        for cle, element in valeur.items() if isinstance(valeur, dict) else enumerate(valeur):
            for sous, vu in ((cles, cle), (interieur, element)):
                if sous:
                    _suivre(sous, vu, _suivant(chemin, cle), trouvees)


@cache
def marques_de(modele: type[Modele]) -> frozenset[Any]:
    """Rend toutes les marques que les textes d'un modèle peuvent porter."""
    return frozenset(_marques_du_plan(_plan_du_modele(modele)))


def _marques_du_plan(plan: Plan) -> Iterator[Any]:
    genre, detail = plan
    if genre == "texte":
        yield from detail
        return
    for sous in detail if genre == "suite" else (plan for _, plan in detail):
        if sous:
            yield from _marques_du_plan(sous)
