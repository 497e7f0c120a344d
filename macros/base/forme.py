"""La forme d'une fiche, que son modèle donne : l'ordre où ses champs se lisent, se publient et s'écrivent."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args, get_origin

from macros.base.types import Dates, Modele
from macros.lecture.ecriture import LIBRE, Forme, ecrire


def champs_en_ordre(modele: type[Modele]) -> list[str]:
    """Rend les champs du modèle : les siens, puis l'origine et les dates."""
    return sorted(modele.model_fields, key=lambda nom: nom in Dates.model_fields)


@cache
def forme_de(modele: type[Modele]) -> Forme:
    """Rend les champs du modèle dans leur ordre, et ceux des modèles qu'il contient."""
    return {nom: _forme(modele.model_fields[nom].annotation) for nom in champs_en_ordre(modele)}


def _forme(annotation: Any) -> Forme:
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if isinstance(annotation, type) and issubclass(annotation, Modele):
        return forme_de(annotation)
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return {LIBRE: _forme(arguments[-1])}
    return next((forme for argument in arguments if (forme := _forme(argument))), {})


def ecrire_fiche(contenu: Modele, corps: str | None = None) -> str:
    """Rend le fichier d'une fiche ; ``corps`` vaut ``None`` pour une fiche YAML. Une valeur par défaut ne s'écrit pas."""
    champs = ecrire(contenu.model_dump(exclude_defaults=True), forme_de(type(contenu)))
    return champs if corps is None else en_markdown(champs, corps)


def en_markdown(champs: str, corps: str) -> str:
    """Rend le fichier d'une fiche écrite en Markdown : ses champs en tête, son corps dessous."""
    return f"---\n{champs}---\n{corps}"
