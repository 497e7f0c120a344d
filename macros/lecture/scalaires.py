"""Un scalaire YAML sans guillemets : nombre, date, texte, ou ambigu."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from macros.lecture.anomalie import Constat
from macros.lecture.defauts import Ecriture

AMBIGUS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "oui", "non", "~"))
ENTIER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]*[1-9]")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
NOMBRE_DOUTEUX = re.compile(
    r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|\.[0-9]+|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?)"
    r"|[-+]?\.(?:inf|nan)|[-+]?(?:inf|nan)|[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4}",
    re.IGNORECASE,
)


def interpreter(valeur: str) -> tuple[Any, Constat | None]:
    """Rend (valeur typée, ce qui ne va pas ou ``None``)."""
    if valeur == "null":
        return None, None
    if valeur == "":
        return valeur, Ecriture.VALEUR_VIDE()
    if valeur.lower() in AMBIGUS:
        message, conseil = f"« {valeur} » peut se lire comme un oui/non", f'Mettez des guillemets : "{valeur}".'
        return valeur, Ecriture.VALEUR_AMBIGUE(message, conseil)
    if ENTIER.fullmatch(valeur):
        return int(valeur), None
    if DECIMAL.fullmatch(valeur):
        return float(valeur), None
    if trouve := DATE.fullmatch(valeur):
        try:
            return date(*map(int, trouve.groups())), None
        except ValueError:
            return date(2000, 1, 1), Ecriture.DATE_IMPOSSIBLE(valeur=valeur)
    return valeur, Ecriture.VALEUR_AMBIGUE(valeur=valeur) if NOMBRE_DOUTEUX.fullmatch(valeur) else None
