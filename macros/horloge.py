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
