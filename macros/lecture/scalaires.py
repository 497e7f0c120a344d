"""Un scalaire YAML sans guillemets : nombre, date, texte, ou ambigu."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

AMBIGUS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "oui", "non", "~"))
ENTIER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]*[1-9]")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
NOMBRE_DOUTEUX = re.compile(
    r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|\.[0-9]+|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?)"
    r"|[-+]?\.(?:inf|nan)|[-+]?(?:inf|nan)|[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4}",
    re.IGNORECASE,
)


def interpreter(valeur: str) -> tuple[Any, tuple[str, str, str] | None]:
    """Rend (valeur typée, défaut) ; le défaut est (code, message, conseil), ou ``None``."""
    if valeur == "null":
        return None, None
    if valeur == "":
        return valeur, (
            "valeur-vide",
            "le champ n'a pas de valeur",
            "Donnez une valeur, écrivez null, ou retirez la ligne.",
        )
    if valeur.lower() in AMBIGUS:
        return valeur, (
            "valeur-ambigue",
            f"« {valeur} » peut se lire comme un oui/non",
            f'Mettez des guillemets : "{valeur}".',
        )
    if ENTIER.fullmatch(valeur):
        return int(valeur), None
    if DECIMAL.fullmatch(valeur):
        return float(valeur), None
    if trouve := DATE.fullmatch(valeur):
        try:
            return date(*map(int, trouve.groups())), None
        except ValueError:
            defaut = (
                "date-impossible",
                f"« {valeur} » n'est pas un jour du calendrier",
                "Écrivez la date en AAAA-MM-JJ.",
            )
            return date(2000, 1, 1), defaut
    if NOMBRE_DOUTEUX.fullmatch(valeur):
        return valeur, (
            "valeur-ambigue",
            f"« {valeur} » peut se lire de plusieurs façons",
            f'Pour un texte, mettez des guillemets : "{valeur}". Un nombre s\'écrit 1000 ou 2.5, une date AAAA-MM-JJ.',
        )
    return valeur, None
