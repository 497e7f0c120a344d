"""Des valeurs aux fiches typées : les erreurs de pydantic deviennent des anomalies en français."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from macros.base.fiche import Fiche, Reperes
from macros.base.types import Modele
from macros.lecture.anomalie import Anomalie, Chemin

MARQUES_PYDANTIC = {"[key]", "constrained-str", "constrained-int", "constrained-float", "str", "int", "float"}
"""Ce que pydantic ajoute au chemin d'un champ : clé de dictionnaire, branche d'union."""
ATTENDU = {
    "string_type": "un texte",
    "int_type": "un nombre entier",
    "float_type": "un nombre",
    "list_type": "une liste",
    "dict_type": "des champs en retrait",
    "date_type": "une date AAAA-MM-JJ",
    "model_type": "des champs en retrait",
    "model_attributes_type": "des champs en retrait",
    "date_from_datetime_parsing": "une date AAAA-MM-JJ",
}


def typer(
    genre_modele: type[Modele],
    fiche_id: str,
    fichier: str,
    valeurs: dict[str, Any],
    reperes: Reperes,
    corps: str = "",
    ligne_corps: int = 1,
    lire_reperes: Callable[[], Reperes] = dict,
    *,
    en_json: bool = False,
) -> tuple[Fiche | None, list[Anomalie]]:
    """Rend la fiche typée, ou ``None`` et toutes les anomalies de forme.

    ``en_json`` : les valeurs viennent d'un JSON, où une date est un texte.
    """
    brouillon = Fiche(fiche_id, fichier, None, lambda: reperes)
    try:
        contenu = (
            genre_modele.model_validate_json(json.dumps(valeurs), strict=True)
            if en_json
            else genre_modele.model_validate(valeurs, strict=True)
        )
    except ValidationError as erreur:
        return None, [_traduire(brouillon, genre_modele, detail) for detail in erreur.errors(include_url=False)]
    return Fiche(fiche_id, fichier, contenu, lire_reperes, corps, ligne_corps), []


def _traduire(fiche: Fiche, modele: type[Modele], detail: Mapping[str, Any]) -> Anomalie:
    chemin = tuple(p for p in detail["loc"] if p not in MARQUES_PYDANTIC)
    genre, contexte = detail["type"], detail.get("ctx", {})
    valeur: Any = detail.get("input")
    nom = next((str(p) for p in reversed(chemin) if isinstance(p, str)), "")
    if genre == "missing":
        return fiche.anomalie(
            chemin, "champ-manquant", f"le champ « {nom} » manque", _description(modele, chemin) or "Ajoutez-le."
        )
    if genre == "extra_forbidden":
        voisins = list(_sous_modele(modele, chemin[:-1]).model_fields)
        proche = get_close_matches(nom, voisins, 1, 0.6)
        conseil = f"Vouliez-vous dire « {proche[0]} » ?" if proche else f"Champs admis : {', '.join(voisins)}."
        return fiche.anomalie(chemin, "champ-inconnu", f"le champ « {nom} » n'existe pas", conseil)
    if genre in ATTENDU:
        conseil = (
            f'Mettez des guillemets : "{valeur}".'
            if genre == "string_type" and not isinstance(valeur, (list, dict, type(None)))
            else _description(modele, chemin)
        )
        return fiche.anomalie(chemin, "type-incorrect", f"« {nom} » attend {ATTENDU[genre]}", conseil)
    if genre == "literal_error":
        admis = contexte["expected"].replace("'", "").replace(" or ", ", ")
        proche = get_close_matches(str(valeur), admis.split(", "), 1, 0.6)
        return fiche.anomalie(
            chemin,
            "valeur-inconnue",
            f"« {valeur} » n'est pas admis pour « {nom} »",
            f"Vouliez-vous dire « {proche[0]} » ?" if proche else f"Valeurs admises : {admis}.",
        )
    messages = {
        "string_too_short": lambda: (
            "trop-court",
            f"« {nom} » est trop court ({len(valeur)} caractères)",
            f"Au moins {contexte['min_length']} caractères.",
        ),
        "string_too_long": lambda: (
            "trop-long",
            f"« {nom} » est trop long ({len(valeur)} caractères)",
            f"Au plus {contexte['max_length']} caractères.",
        ),
        "too_short": lambda: (
            "liste-trop-courte",
            f"« {nom} » est vide ou trop court",
            f"Au moins {contexte['min_length']} élément(s).",
        ),
        "too_long": lambda: (
            "liste-trop-longue",
            f"« {nom} » a trop d'éléments",
            f"Au plus {contexte['max_length']} éléments.",
        ),
        "greater_than_equal": lambda: ("hors-bornes", f"« {nom} » est trop petit", f"Au moins {contexte['ge']}."),
        "greater_than": lambda: ("hors-bornes", f"« {nom} » est trop petit", f"Plus de {contexte['gt']}."),
        "less_than_equal": lambda: ("hors-bornes", f"« {nom} » est trop grand", f"Au plus {contexte['le']}."),
        "string_pattern_mismatch": lambda: (
            "forme-incorrecte",
            f"« {valeur} » n'a pas la forme attendue pour « {nom} »",
            _description(modele, chemin),
        ),
    }
    if genre in messages:
        return fiche.anomalie(chemin, *messages[genre]())
    return fiche.anomalie(
        chemin, "forme-incorrecte", f"« {nom} » n'a pas la forme attendue", _description(modele, chemin)
    )


def _sous_modele(modele: type[Modele], chemin: Chemin) -> type[Modele]:
    courant: Any = modele
    for pas in chemin:
        if isinstance(courant, type) and issubclass(courant, Modele) and pas in courant.model_fields:
            courant = courant.model_fields[pas].annotation
        modeles = _modeles(courant)
        if modeles:
            courant = modeles[0]
    return courant if isinstance(courant, type) and issubclass(courant, Modele) else modele


def _modeles(annotation: Any) -> list[type[Modele]]:
    if isinstance(annotation, type) and issubclass(annotation, Modele):
        return [annotation]
    return [m for a in getattr(annotation, "__args__", ()) or () for m in _modeles(a)]


def _description(modele: type[Modele], chemin: Chemin) -> str:
    champs = [p for p in chemin if isinstance(p, str)]
    if not champs:
        return ""
    if len(chemin) > 1 and champs[-1] not in _sous_modele(modele, chemin[:-1]).model_fields:
        return _description(modele, chemin[:-1])  # une clé de dictionnaire : le champ qui la contient la décrit
    parent = _sous_modele(modele, chemin[: len(chemin) - 1 - list(reversed(chemin)).index(champs[-1])])
    info = parent.model_fields.get(champs[-1])
    return info.description or "" if info else ""
