"""Le schéma JSON de chaque genre de fiche, tiré du modèle, et la référence des champs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from macros.base.base import Base
from macros.base.genres import GENRES, Genre

PUBLICS = [genre for genre in GENRES.values() if genre.schema]


def schemas(base: Base) -> dict[str, bytes]:
    """Rend ``{chemin: octets}`` : un schéma JSON par genre, pour les éditeurs et les réutilisateurs."""
    return {f"donnees/schemas/{genre.schema}.json": en_json(schema_de(genre, base)) for genre in PUBLICS}


def en_json(contenu: Any) -> bytes:
    """Rend un petit document JSON, lisible à l'œil."""
    return (json.dumps(contenu, ensure_ascii=False, indent=1) + "\n").encode()


def schema_de(genre: Genre, base: Base) -> dict[str, Any]:
    """Rend le schéma JSON d'une fiche de ce genre : le modèle, et les codes de ses vocabulaires."""
    schema = genre.modele.model_json_schema()
    _poser_vocabulaires(schema, base)
    return {**schema, "$schema": "https://json-schema.org/draft/2020-12/schema"}


def _poser_vocabulaires(noeud: Any, base: Base) -> None:
    if isinstance(noeud, dict):
        if (nom := noeud.pop("vocabulaire", None)) and isinstance(nom, str) and nom in base.vocabulaires:
            facultatif = {"type": "null"} in noeud.get("anyOf", ())
            noeud["enum"] = [*base.vocabulaires[nom].contenu.valeurs, *([None] if facultatif else [])]
        for valeur in noeud.values():
            _poser_vocabulaires(valeur, base)
    elif isinstance(noeud, list):
        for valeur in noeud:
            _poser_vocabulaires(valeur, base)


@dataclass(frozen=True)
class Champ:
    """Un champ de fiche, pour la référence du contributeur. ``profondeur`` part de 0."""

    nom: str
    description: str
    obligatoire: bool
    valeurs: tuple[str, ...]
    profondeur: int


def champs(genre: str, base: Base) -> list[Champ]:
    """Rend les champs d'un genre (``clause``, ``veille``…), dans l'ordre, sous-champs compris."""
    modele = next((g.modele for g in PUBLICS if g.schema == genre), None)
    if modele is None:
        raise ValueError(
            f"genre de fiche inconnu : « {genre} » ; genres admis : {', '.join(g.schema for g in PUBLICS)}"
        )
    return _champs(modele.model_json_schema(), base, 0)


def _champs(schema: dict, base: Base, profondeur: int, noeud: dict | None = None) -> list[Champ]:
    noeud = noeud or schema
    liste = []
    for nom, propriete in noeud.get("properties", {}).items():
        texte = json.dumps(propriete)
        valeurs: tuple[str, ...] = ()
        for vocabulaire, fiche in base.vocabulaires.items():
            if f'"vocabulaire": "{vocabulaire}"' in texte:
                valeurs = tuple(fiche.contenu.valeurs)
        if not valeurs and "enum" in propriete:
            valeurs = tuple(propriete["enum"])
        liste.append(
            Champ(nom, propriete.get("description", ""), nom in noeud.get("required", ()), valeurs, profondeur)
        )
        cible = next((d for d in schema.get("$defs", {}) if f'"#/$defs/{d}"' in texte), None)
        if cible:
            liste += _champs(schema, base, profondeur + 1, schema["$defs"][cible])
    return liste
