"""Ce qui tient sur une diapositive, lue de loin."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOTS = 68
"""Mots d'une diapositive de 1 280 pixels, en caractères de quarante : au-delà, elle défile."""
FIN_DE_PHRASE = re.compile(r"(?<!\bart\.)(?<=[.!?])\s+(?=[A-ZÀÂÇÉÈÊÎÔ«*\[])")


def phrases_de(texte: str) -> list[str]:
    """Rend les phrases d'un texte ; un texte qui a une liste reste entier, un gras ne se coupe pas.

    >>> phrases_de("Un seuil (art. L2112-2). Il **monte. Puis** il baisse. Fin.")
    ['Un seuil (art. L2112-2).', 'Il **monte. Puis** il baisse.', 'Fin.']
    >>> phrases_de("Deux cas. Les voici :\\n\\n- un ;\\n- deux.")
    ['Deux cas. Les voici :\\n\\n- un ;\\n- deux.']
    """
    if "\n- " in texte:
        return [texte]
    phrases: list[str] = []
    for phrase in filter(None, FIN_DE_PHRASE.split(texte.strip())):
        if phrases and phrases[-1].count("**") % 2:
            phrases[-1] += f" {phrase}"
        else:
            phrases.append(phrase)
    return phrases


def par_diapositive(phrases: Iterable[str]) -> list[list[str]]:
    """Rend les phrases par diapositive, dans l'ordre : autant qu'il en tient, une au moins."""
    pages: list[list[str]] = []
    for phrase in phrases:
        if pages and sum(len(p.split()) for p in (*pages[-1], phrase)) <= MOTS:
            pages[-1].append(phrase)
        else:
            pages.append([phrase])
    return pages
