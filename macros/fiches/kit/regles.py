"""Les kits : une durée juste."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.lecture.anomalie import Anomalie
from macros.regles.outils import durees_justes


def durees(c: Consultation) -> Iterator[Anomalie]:
    """La durée d'un kit est la somme de ses temps."""
    return durees_justes(c, "kits", "deroule")
