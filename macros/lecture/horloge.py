"""La seule horloge du projet."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def aujourdhui() -> date:
    """Rend le jour de construction : celui de ``SOURCE_DATE_EPOCH``, sinon le jour à Paris."""
    if epoque := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoque), UTC).date()
    return datetime.now(ZoneInfo("Europe/Paris")).date()


def figer() -> None:
    """Pose ``SOURCE_DATE_EPOCH`` au jour de Paris s'il manque : MkDocs date ainsi le plan du site au jour, non à la seconde."""
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        midi = datetime.combine(aujourdhui(), datetime.min.time(), UTC).replace(hour=12)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(midi.timestamp()))
