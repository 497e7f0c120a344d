"""Les nombres, à la française, et le temps de lecture."""

from __future__ import annotations

import math
from decimal import Decimal

MOTS_PAR_MINUTE = 200


def nombre(valeur: float) -> str:
    """Rend « 5 404 000 » ou « 1,5 » : espace fine insécable entre les milliers, virgule, et toutes les décimales écrites."""
    entier, _, decimales = f"{Decimal(str(valeur)):f}".partition(".")
    return f"{int(entier):,}".replace(",", "\u202f") + (f",{reste}" if (reste := decimales.rstrip("0")) else "")


def minutes(mots: int) -> int:
    """Rend le temps de lecture de ``mots`` mots, en minutes entières (au moins 1)."""
    return max(1, math.ceil(mots / MOTS_PAR_MINUTE))


def taille_lisible(octets: int) -> str:
    """Rend « 3 Ko » ou « 1,2 Mo » : kilo-octets de mille octets, un au moins."""
    if octets < 1_000_000:
        return f"{nombre(max(1, round(octets / 1000)))}\u00a0Ko"
    return f"{nombre(round(octets / 1_000_000, 1))}\u00a0Mo"
