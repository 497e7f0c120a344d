"""Les nombres et leurs unités, à la française, et le temps de lecture. Le navigateur accorde de même (nombres.js)."""

from __future__ import annotations

import math
import re
from decimal import Decimal

MOTS_PAR_MINUTE = 200
MESURES = frozenset(
    re.findall(
        r"\w+",
        """
        ans années centimètres degrés fois grammes heures jours kelvins kilogrammes kilomètres litres mégaoctets mètres minutes
        mois points secondes semaines tonnes
        """,
    )
)
"""Unités, en toutes lettres, de ce qui se mesure : une moitié s'y dit. Les autres noms au pluriel comptent des choses entières."""
TETE = re.compile(r".*?(?=\s(?:d[’']|(?:à|aux?|de|des|du|en|la|le|les|par|pour|sur)\b)|$)")
"""Ce qui s'accorde dans une unité : ce qui vient avant « par mètre carré » ou « d’humidité »."""
PLURIEL = re.compile(r"[^\W\d_]{2,}s(?![^\W\d_])")
INVARIABLES = frozenset({"fois", "mois", "refus", "repas"})


def nombre(valeur: float) -> str:
    """Rend « 5 404 000 » ou « 1,5 » : espace fine insécable entre les milliers, virgule, et toutes les décimales écrites."""
    entier, _, decimales = f"{Decimal(str(valeur)):f}".partition(".")
    return f"{int(entier):,}".replace(",", "\u202f") + (f",{reste}" if (reste := decimales.rstrip("0")) else "")


def quantite(valeur: float, unite: str | None) -> str:
    """Rend « 0 heure » ou « 1,5 jour ouvré » : le nombre, une espace insécable, et l'unité accordée, s'il y en a une."""
    return f"{nombre(valeur)}\u00a0{accorder(unite, valeur)}" if unite else nombre(valeur)


def accorder(unite: str, valeur: float) -> str:
    """Rend l'unité, écrite au pluriel, au nombre de ``valeur`` : au singulier sous deux."""
    if abs(valeur) >= 2:
        return unite
    return TETE.sub(lambda tete: PLURIEL.sub(_au_singulier, tete[0]), unite, count=1)


def _au_singulier(mot: re.Match[str]) -> str:
    return mot[0] if mot[0] in INVARIABLES else mot[0][:-1]


def se_compte(unite: str) -> bool:
    """Dit si l'unité compte des choses entières, où une moitié n'a pas de sens : ni une mesure, ni un symbole.

    >>> [unite for unite in ("familles", "études", "réunions ou visites") if not se_compte(unite)]
    []
    >>> [unite for unite in ("jours ouvrés", "points d’humidité", "%", "dB(A)", "°C", "fois", "mois") if se_compte(unite)]
    []
    """
    nom = PLURIEL.match(unite)
    return nom is not None and nom[0] not in MESURES


def minutes(mots: int) -> int:
    """Rend le temps de lecture de ``mots`` mots, en minutes entières.

    >>> [minutes(mots) for mots in (0, 200, 201)]
    [1, 1, 2]
    """
    return max(1, math.ceil(mots / MOTS_PAR_MINUTE))


def taille_lisible(octets: int) -> str:
    """Rend « 3 Ko » ou « 1,2 Mo » : kilo-octets de mille octets, un au moins."""
    if octets < 1_000_000:
        return f"{nombre(max(1, round(octets / 1000)))}\u00a0Ko"
    return f"{nombre(round(octets / 1_000_000, 1))}\u00a0Mo"
