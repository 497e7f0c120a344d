"""Ce que les règles partagent : le genre d'une fiche, les mots proches, les phrases."""

from __future__ import annotations

import re
from difflib import get_close_matches

PHRASES = re.compile(r"(?<=[.;!?])\s+|\n\s*\n|\n\s*(?:-|\d+\.)\s+")


def proche(mot: str, admis: list[str], sinon: str = "") -> str:
    """Rend « Vouliez-vous dire … ? » quand un mot admis ressemble, sinon ``sinon``."""
    trouves = get_close_matches(mot, admis, 1, 0.6) or get_close_matches(mot.upper(), admis, 1, 0.6)
    return f"Vouliez-vous dire « {trouves[0]} » ?" if trouves else sinon


def phrases(texte: str) -> list[str]:
    """Rend les phrases et les éléments de liste d'un texte."""
    return [p.strip() for p in PHRASES.split(texte) if p and p.strip()]
