"""Dix mille fiches ne tiennent pas éveillées en mémoire : au-delà d'un nombre, elles dorment, leur contenu sur le disque."""

from __future__ import annotations

import pickle
from collections import deque
from functools import cached_property
from tempfile import TemporaryFile, gettempdir
from typing import Any, BinaryIO
from weakref import finalize

PLACE = 1_800
"""Fiches qui ne dorment jamais, les premières lues : trois fois la base d'un réseau. Au-dessous, rien ne s'écrit."""
PASSAGE = 100
"""Les autres que l'on tient éveillées, le temps de s'en servir : qui parcourt la base ne fait que les croiser."""


class Dortoir:
    """Les fiches d'une base : celles qui veillent, celles de passage, et les autres, qui dorment."""

    def __init__(self) -> None:
        """Ouvre un dortoir vide."""
        self._veillent, self._de_passage, self._fin = 0, deque[Any](), 0

    def recevoir(self, fiche: Any) -> None:
        """Prend une ``base.fiche.Fiche`` lue, ou qui se réveille ; endort la plus anciennement réveillée quand la place manque."""
        if self._veillent < PLACE:
            self._veillent += 1
            return
        self._de_passage.append(fiche)
        if len(self._de_passage) > PASSAGE:
            self._de_passage.popleft().dormir(self)

    @cached_property
    def _fichier(self) -> BinaryIO:
        """Rend un fichier sans nom, que le système reprend avec le dortoir."""
        fichier = TemporaryFile()  # noqa: SIM115 : il reste ouvert aussi longtemps que le dortoir
        finalize(self, fichier.close)
        return fichier

    def ranger(self, contenu: Any) -> tuple[int, int]:
        """Écrit un contenu ; rend sa place : où il commence, et sa taille en octets. Lève ``OSError`` si le disque est plein."""
        octets = pickle.dumps(contenu)
        place = self._fin, len(octets)
        try:
            self._fichier.seek(self._fin)
            self._fichier.write(octets)
            self._fichier.flush()
        except OSError as panne:
            raise OSError(panne.errno, panne.strerror, gettempdir()) from panne
        self._fin += len(octets)
        return place

    def rendre(self, place: tuple[int, int]) -> Any:
        """Rend le contenu rangé à cette place, celui que ce dortoir y a écrit."""
        debut, taille = place
        self._fichier.seek(debut)
        return pickle.loads(self._fichier.read(taille))
