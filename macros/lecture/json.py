"""D'un fichier JSON venu d'ailleurs aux valeurs, ou à la raison qui empêche de le lire.

Ce que les valeurs contiennent se contrôle ensuite, quand chaque fiche est typée puis relue comme celles d'ici.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

from macros.lecture.anomalie import Anomalie

REPRENDRE = "Reprenez le fichier à sa source, sans l'ouvrir ni le réenregistrer."


class _Refus(Exception):
    """Le fichier entier est refusé : (code, message, conseil)."""


def lire_json(chemin: Path) -> tuple[Any, list[Anomalie]]:
    """Rend (valeurs, anomalies) ; les valeurs valent ``None`` dès qu'il y a une anomalie."""
    fichier = str(chemin)
    try:
        return _valeurs(chemin), []
    except _Refus as refus:
        return None, [Anomalie(fichier, 1, 1, *refus.args)]
    except json.JSONDecodeError as erreur:
        fin = erreur.pos >= len(erreur.doc.rstrip()) or erreur.msg.startswith("Unterminated string")
        message = "le fichier s'arrête avant la fin : il est tronqué" if fin else "ce n'est pas du JSON à cet endroit"
        return None, [Anomalie(fichier, erreur.lineno, erreur.colno, "json-illisible", message, REPRENDRE)]


def _valeurs(chemin: Path) -> Any:
    if not chemin.is_file():
        raise _Refus("fichier-absent", "ce fichier n'existe pas", "Vérifiez son chemin.")
    try:
        return json.loads(
            chemin.read_bytes().decode("utf-8"), object_pairs_hook=_sans_doublon, parse_constant=_constante
        )
    except OSError as erreur:
        raise _Refus("fichier-illisible", "le système refuse de lire ce fichier", "Vérifiez ses droits.") from erreur
    except UnicodeDecodeError as erreur:
        raise _Refus("encodage", "le fichier n'est pas en UTF-8", REPRENDRE) from erreur
    except RecursionError as erreur:
        raise _Refus("trop-profond", "le fichier a trop de niveaux imbriqués", REPRENDRE) from erreur
    except json.JSONDecodeError:
        raise
    except ValueError as erreur:  # un entier de plusieurs milliers de chiffres
        raise _Refus("nombre-impossible", "un nombre a trop de chiffres", REPRENDRE) from erreur


def _sans_doublon(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    valeurs = dict(paires)
    if len(valeurs) < len(paires):
        double = Counter(nom for nom, _ in paires).most_common(1)[0][0]
        raise _Refus("cle-en-double", f"la clé {ascii(double)[:60]} est écrite deux fois dans un même objet", REPRENDRE)
    return valeurs


def _constante(nom: str) -> NoReturn:
    raise _Refus("nombre-impossible", f"« {nom} » n'est pas un nombre", REPRENDRE)
