"""D'un fichier JSON venu d'ailleurs aux valeurs : borné, sans clé en double, ni nombre impossible, ni signe trompeur."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from macros.lecture.anomalie import Anomalie
from macros.lecture.fichiers import caracteres_interdits
from macros.lecture.yaml import PROFONDEUR_MAX as PROFONDEUR_D_UNE_FICHE

TAILLE_MAX = 200_000_000
"""Octets. Dix mille clauses en font 135 millions."""
PROFONDEUR_MAX = PROFONDEUR_D_UNE_FICHE + 2
"""Le fichier, sa liste de fiches, puis une fiche."""
CHIFFRES_MAX = 15
ANOMALIES_MAX = 100
REPRENDRE = "Reprenez le fichier à sa source, sans l'ouvrir ni le réenregistrer."


class _Refus(Exception):
    """Le fichier entier est refusé : (code, message, conseil)."""


def lire_json(chemin: Path) -> tuple[Any, list[Anomalie]]:
    """Rend (valeurs, anomalies) ; les valeurs valent ``None`` dès qu'il y a une anomalie."""
    fichier = str(chemin)
    try:
        valeurs = _valeurs(chemin)
    except _Refus as refus:
        return None, [Anomalie(fichier, 1, 1, *refus.args)]
    except json.JSONDecodeError as erreur:
        fin = erreur.pos >= len(erreur.doc.rstrip()) or erreur.msg.startswith("Unterminated string")
        message = "le fichier s'arrête avant la fin : il est tronqué" if fin else "ce n'est pas du JSON à cet endroit"
        return None, [Anomalie(fichier, erreur.lineno, erreur.colno, "json-illisible", message, REPRENDRE)]
    anomalies = list(islice(_signes(fichier, valeurs), ANOMALIES_MAX))
    return (None if anomalies else valeurs), anomalies


def _valeurs(chemin: Path) -> Any:
    try:
        if not chemin.is_file():
            raise _Refus("fichier-absent", "ce fichier n'existe pas", "Vérifiez son chemin.")
        if (taille := chemin.stat().st_size) > TAILLE_MAX:
            message = f"{taille} octets ; le maximum est {TAILLE_MAX}"
            raise _Refus("fichier-trop-gros", message, "Importez les genres un par un.")
        texte = chemin.read_bytes().decode("utf-8")
    except OSError as erreur:
        raise _Refus("fichier-illisible", "le système refuse de lire ce fichier", "Vérifiez ses droits.") from erreur
    except UnicodeDecodeError as erreur:
        raise _Refus("encodage", "le fichier n'est pas en UTF-8", REPRENDRE) from erreur
    try:
        return json.loads(
            texte,
            object_pairs_hook=_sans_doublon,
            parse_constant=_constante,
            parse_int=_entier,
            parse_float=_decimal,
        )
    except RecursionError as erreur:
        raise _trop_profond() from erreur


def _sans_doublon(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    valeurs = dict(paires)
    if len(valeurs) < len(paires):
        double = Counter(nom for nom, _ in paires).most_common(1)[0][0]
        raise _Refus("cle-en-double", f"la clé {ascii(double)[:60]} est écrite deux fois dans un même objet", REPRENDRE)
    return valeurs


def _constante(nom: str) -> None:
    raise _Refus("nombre-impossible", f"« {nom} » n'est pas un nombre", REPRENDRE)


def _entier(ecrit: str) -> int:
    if len(ecrit.lstrip("-")) > CHIFFRES_MAX:
        raise _Refus("nombre-impossible", f"un nombre a plus de {CHIFFRES_MAX} chiffres", REPRENDRE)
    return int(ecrit)


def _decimal(ecrit: str) -> float:
    nombre = float(ecrit)
    if math.isinf(nombre):
        raise _Refus("nombre-impossible", "un nombre est trop grand", REPRENDRE)
    return nombre


def _trop_profond() -> _Refus:
    return _Refus(
        "trop-profond",
        f"plus de {PROFONDEUR_MAX} niveaux imbriqués",
        "Aucune fiche n'a besoin d'autant de niveaux : le fichier n'a pas été écrit par une base comme celle-ci.",
    )


def _signes(fichier: str, valeur: Any, chemin: str = "", profondeur: int = 1) -> Iterator[Anomalie]:
    """Rend les textes qui portent un signe invisible, de contrôle ou trompeur ; refuse ce qui est trop profond."""
    if isinstance(valeur, str):
        for defaut in caracteres_interdits(fichier, valeur):
            ou = f"dans {chemin or 'le fichier'} : {defaut.message}"
            yield Anomalie(fichier, 1, 1, defaut.code, ou, defaut.conseil)
    elif isinstance(valeur, (dict, list)):
        if profondeur > PROFONDEUR_MAX:
            yield Anomalie(fichier, 1, 1, *_trop_profond().args)
        elif isinstance(valeur, dict):
            for cle, v in valeur.items():
                yield from _signes(fichier, cle, f"un nom de champ de {chemin or 'premier niveau'}", profondeur)
                ici = f"{chemin}.{cle if cle.isprintable() else '?'}".lstrip(".")
                yield from _signes(fichier, v, ici, profondeur + 1)
        else:
            for rang, v in enumerate(valeur):
                yield from _signes(fichier, v, f"{chemin}[{rang}]", profondeur + 1)
