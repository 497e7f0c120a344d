"""D'un fichier JSON venu d'ailleurs aux valeurs, ou à la raison qui empêche de le lire.

Ce que les valeurs contiennent se contrôle ensuite, quand chaque fiche est typée puis relue comme celles d'ici.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

from macros.lecture.anomalie import Anomalie, Constat
from macros.lecture.defauts import Ecriture, Fichier
from macros.lecture.reprise import REPRENDRE, Reprise


class _Refus(Exception):
    """Le fichier entier est refusé : ``constat`` dit pourquoi."""

    def __init__(self, constat: Constat) -> None:
        super().__init__(constat.message)
        self.constat = constat


def lire_json(chemin: Path) -> tuple[Any, list[Anomalie]]:
    """Rend (valeurs, anomalies) ; les valeurs valent ``None`` dès qu'il y a une anomalie."""
    fichier = str(chemin)
    try:
        return _valeurs(chemin), []
    except _Refus as refus:
        return None, [refus.constat.dans(fichier)]
    except json.JSONDecodeError as erreur:
        fin = erreur.pos >= len(erreur.doc.rstrip()) or erreur.msg.startswith("Unterminated string")
        message = "le fichier s'arrête avant la fin : il est tronqué" if fin else ""
        return None, [Reprise.JSON_ILLISIBLE(message).dans(fichier, erreur.lineno, erreur.colno)]


def _valeurs(chemin: Path) -> Any:
    if chemin.exists() and not chemin.is_file():
        conseil = "Donnez les fichiers .json que l'autre réseau publie, un par un."
        raise _Refus(Reprise.FICHIER_ILLISIBLE("ce n'est pas un fichier", conseil))
    if not chemin.is_file():
        raise _Refus(Fichier.FICHIER_ABSENT("ce fichier n'existe pas", "Vérifiez son chemin."))
    try:
        return json.loads(
            chemin.read_bytes().decode("utf-8"), object_pairs_hook=_sans_doublon, parse_constant=_constante
        )
    except OSError as erreur:
        raise _Refus(Reprise.FICHIER_ILLISIBLE()) from erreur
    except UnicodeDecodeError as erreur:
        raise _Refus(Fichier.ENCODAGE("le fichier n'est pas en UTF-8", REPRENDRE)) from erreur
    except RecursionError as erreur:
        raise _Refus(Ecriture.TROP_PROFOND("le fichier a trop de niveaux imbriqués", REPRENDRE)) from erreur
    except json.JSONDecodeError:
        raise
    except ValueError as erreur:  # un entier de plusieurs milliers de chiffres
        raise _Refus(Reprise.NOMBRE_IMPOSSIBLE()) from erreur


def _sans_doublon(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    valeurs = dict(paires)
    if len(valeurs) < len(paires):
        double = Counter(nom for nom, _ in paires).most_common(1)[0][0]
        message = f"la clé {ascii(double)[:60]} est écrite deux fois dans un même objet"
        raise _Refus(Ecriture.CLE_EN_DOUBLE(message, REPRENDRE))
    return valeurs


def _constante(nom: str) -> NoReturn:
    raise _Refus(Reprise.NOMBRE_IMPOSSIBLE(f"« {nom} » n'est pas un nombre"))
