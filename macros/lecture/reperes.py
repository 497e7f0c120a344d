"""Où chaque champ, et chaque mot d'un champ, est écrit dans son fichier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from macros.lecture.anomalie import Chemin

ECHAPPE = re.compile(r"\\(?:x\w{2}|u\w{4}|U\w{8}|\n\s*|.)|.", re.DOTALL)
BLANCS_ECHAPPES = "ntr_NLPvf \n"


class Reperes(dict[Chemin, tuple[int, int]]):
    """Chemin de champ → (ligne, colonne), à partir de 1 ; ``etendues`` : chemin d'un texte → (début, fin) dans ``source``."""

    def __init__(self, source: str = "", premiere_ligne: int = 1) -> None:
        super().__init__()
        self.source, self.premiere_ligne = source, premiere_ligne
        self.etendues: dict[Chemin, tuple[int, int]] = {}

    def du_mot(self, chemin: Chemin, avant: str) -> tuple[int, int] | None:
        """Rend la place du mot que précède ``avant`` dans le texte de ce champ ; ``None`` si elle ne se retrouve pas.

        Les lignes et les blancs d'un texte changent à la lecture, les autres signes non : on les compte.
        """
        if (etendue := self.etendues.get(chemin)) is None:
            return None
        signes = len("".join(avant.split()))
        if (ici := next(islice(self._signes(*etendue), signes, None), None)) is None:
            return None
        return self.source.count("\n", 0, ici) + self.premiere_ligne, ici - self.source.rfind("\n", 0, ici)

    def _signes(self, debut: int, fin: int) -> Iterator[int]:
        """Rend la place, dans la source, de chaque signe visible du texte que cette étendue écrit."""
        ouvre = self.source[debut : debut + 1]
        if ouvre in ("|", ">"):
            debut = self.source.find("\n", debut) + 1
        motif = {'"': ECHAPPE, "'": re.compile("''|.", re.DOTALL)}.get(ouvre, re.compile(".", re.DOTALL))
        for signe in motif.finditer(self.source, debut + (ouvre in ("'", '"')), fin):
            if not _blanc(signe[0]):
                yield signe.start()


def _blanc(ecrit: str) -> bool:
    """Dit si un signe, tel que la source l'écrit, est une espace ou une fin de ligne ; « \\u00a0 » en est une."""
    if len(ecrit) == 1 or ecrit == "''":
        return ecrit.isspace()
    return chr(int(ecrit[2:], 16)).isspace() if ecrit[1] in "xuU" else ecrit[1] in BLANCS_ECHAPPES
