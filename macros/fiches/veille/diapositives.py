"""Ce qui tient sur une diapositive, lue de loin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil

LIGNES = 8
"""Lignes d'une diapositive de 1 280 pixels sur 720, en caractères de quarante, sous un titre d'une ligne : au-delà, elle défile."""
SIGNES = 50
"""Signes d'une ligne, au plus court."""
SIGNES_DU_TITRE = 38
FIN_DE_PHRASE = re.compile(r"(?<!\bart\.)(?<=[.!?])\s+(?=[A-ZÀÂÇÉÈÊÎÔ«*\[])")
PUCE = re.compile(r"\n(?=- )")
LIEN = re.compile(r"\[([^]]*)\]\([^)]*\)")


def phrases_de(texte: str) -> list[str]:
    """Rend les phrases d'un texte et les lignes de ses listes, à joindre par un retour ; un gras ne se coupe pas.

    >>> phrases_de("Un seuil (art. L2112-2). Il **monte. Puis** il baisse. Fin.")
    ['Un seuil (art. L2112-2).', 'Il **monte. Puis** il baisse.', 'Fin.']
    >>> phrases_de("Deux cas. Les voici :\\n\\n- un ;\\n- deux.")
    ['Deux cas.', 'Les voici :\\n', '- un ;', '- deux.']
    """
    prose, *puces = PUCE.split(texte.strip(" "))
    phrases: list[str] = []
    for phrase in filter(None, FIN_DE_PHRASE.split(prose)):
        if phrases and phrases[-1].count("**") % 2:
            phrases[-1] += f" {phrase}"
        else:
            phrases.append(phrase)
    return [*phrases, *puces]


def par_diapositive(phrases: Iterable[str], titre: str = "") -> list[list[str]]:
    """Rend les phrases par diapositive, dans l'ordre : autant qu'il en tient sous ce titre, une au moins."""
    place = LIGNES - max(ceil(len(titre) / SIGNES_DU_TITRE) - 1, 0)
    pages: list[list[str]] = []
    for phrase in phrases:
        if pages and sum(map(_lignes, (*pages[-1], phrase))) <= place:
            pages[-1].append(phrase)
        else:
            pages.append([phrase])
    return pages


def _lignes(phrase: str) -> int:
    return ceil(len(LIEN.sub(r"\1", phrase)) / SIGNES)
