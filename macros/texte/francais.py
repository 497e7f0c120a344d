"""Écrire et ranger à la française : nombres, ordre alphabétique."""

from __future__ import annotations

import unicodedata
from decimal import Decimal


def nombre_en_francais(nombre: int | float) -> str:
    """Rend « 5 404 000 » ou « 1,5 » : espace fine insécable entre les milliers, virgule."""
    entier, _, decimales = f"{Decimal(str(nombre)):f}".partition(".")
    return f"{int(entier):,}".replace(",", "\u202f") + (f",{decimales}" if decimales else "")


def cle_de_tri(titre: str) -> str:
    """Rend la clé d'un tri à la française : sans accents ni casse."""
    return (
        unicodedata.normalize("NFKD", titre.replace("œ", "oe").replace("Œ", "Oe"))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )


def duree_en_mots(minutes: int) -> str:
    """Rend « 45 min », « 2 h » ou « 1 h 30 »."""
    heures, reste = divmod(minutes, 60)
    if not heures:
        return f"{reste}\u00a0min"
    return f"{heures}\u00a0h" + (f"\u00a0{reste:02d}" if reste else "")
