"""Le schéma JSON de chaque genre de fiche, tiré du modèle, et la référence des champs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from macros.base.consultation import Consultation
from macros.base.forme import champs_en_ordre
from macros.base.genre import Genre
from macros.base.types import Modele


def publics(c: Consultation) -> list[Genre]:
    """Rend les genres qui ont un schéma : ceux qu'un contributeur écrit, ou qu'un autre réseau reprend."""
    return [genre for genre in c.genres.values() if genre.donnees.schema]


def schemas(c: Consultation) -> dict[str, Callable[[], bytes]]:
    """Rend chemin → ce qui en écrit les octets : un schéma JSON par genre, pour les éditeurs et les réutilisateurs."""
    return {
        f"donnees/schemas/{g.donnees.schema}.json": partial(lambda g: en_json(schema_de(g, c)), g) for g in publics(c)
    }


def en_json(contenu: Any) -> bytes:
    """Rend un petit document JSON, lisible à l'œil."""
    return (json.dumps(contenu, ensure_ascii=False, indent=1) + "\n").encode()


def en_json_compact(contenu: Any) -> bytes:
    """Rend un document JSON qu'un programme lit : ni espace, ni retour à la ligne."""
    return json.dumps(contenu, ensure_ascii=False, separators=(",", ":")).encode()


def schema_de(genre: Genre, c: Consultation) -> dict[str, Any]:
    """Rend le schéma JSON d'une fiche de ce genre : le modèle, et les codes de ses vocabulaires."""
    schema = schema_marque(genre)
    _poser_vocabulaires(schema, c)
    return {**schema, "$schema": "https://json-schema.org/draft/2020-12/schema"}


def schema_marque(genre: Genre) -> dict[str, Any]:
    """Rend le schéma du modèle, ses champs dans leur ordre, qui nomme encore ses vocabulaires et les genres où il renvoie."""
    schema: dict[str, Any] = json.loads(_du_modele(genre.modele))
    schema["properties"] = {nom: schema["properties"][nom] for nom in champs_en_ordre(genre.modele)}
    return schema


@cache
def _du_modele(modele: type[Modele]) -> str:
    """Rend le schéma du modèle, à relire : qui le reçoit le complète."""
    return json.dumps(modele.model_json_schema())


def _poser_vocabulaires(noeud: Any, c: Consultation) -> None:
    if isinstance(noeud, dict):
        for marque in ("renvoi", "adresse"):
            if isinstance(noeud.get(marque), (str, bool)):
                del noeud[marque]
        if (nom := noeud.pop("vocabulaire", None)) and isinstance(nom, str) and c.valeurs(nom):
            facultatif = {"type": "null"} in noeud.get("anyOf", ())
            noeud["enum"] = [*c.valeurs(nom), *([None] if facultatif else [])]
        for valeur in noeud.values():
            _poser_vocabulaires(valeur, c)
    elif isinstance(noeud, list):
        for valeur in noeud:
            _poser_vocabulaires(valeur, c)


@dataclass(frozen=True)
class Champ:
    """Un champ de fiche, pour la référence du contributeur. ``profondeur`` part de 0.

    ``comme`` nomme le champ de la même fiche qui a déjà montré ces ``valeurs``, ou est vide.
    """

    nom: str
    description: str
    obligatoire: bool
    valeurs: tuple[str, ...]
    profondeur: int
    comme: str = ""


def champs(genre: Genre, c: Consultation) -> list[Champ]:
    """Rend les champs d'un genre, dans l'ordre, sous-champs compris."""
    premiers: dict[tuple[str, ...], Champ] = {}
    liste = _champs(json.loads(_du_modele(genre.modele)), c, 0)
    for rang, champ in enumerate(liste):
        if champ.valeurs and (premier := premiers.setdefault(champ.valeurs, champ)) is not champ:
            liste[rang] = replace(champ, comme=premier.nom)
    return liste


def _champs(
    schema: Mapping[str, Any], c: Consultation, profondeur: int, noeud: Mapping[str, Any] | None = None
) -> list[Champ]:
    noeud = noeud or schema
    liste = []
    for nom, propriete in noeud.get("properties", {}).items():
        texte = json.dumps(propriete)
        valeurs: tuple[str, ...] = ()
        for vocabulaire, fiche in c.fiches("vocabulaires").items():
            if f'"vocabulaire": "{vocabulaire}"' in texte:
                valeurs = tuple(fiche.contenu.valeurs)
        if not valeurs and "enum" in propriete:
            valeurs = tuple(propriete["enum"])
        liste.append(
            Champ(nom, propriete.get("description", ""), nom in noeud.get("required", ()), valeurs, profondeur)
        )
        cible = next((d for d in schema.get("$defs", {}) if f'"#/$defs/{d}"' in texte), None)
        if cible:
            liste += _champs(schema, c, profondeur + 1, schema["$defs"][cible])
    return liste
