"""La seule horloge du projet."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def aujourdhui() -> date:
    """Rend le jour de construction : celui de ``SOURCE_DATE_EPOCH``, sinon le jour à Paris. Arrête la commande s'il n'en dit aucun."""
    if not (epoque := os.environ.get("SOURCE_DATE_EPOCH")):
        return datetime.now(ZoneInfo("Europe/Paris")).date()
    if not re.fullmatch(r"[0-9]{1,10}", epoque):  # dix chiffres mènent à l'an 2286
        raise SystemExit(
            "SOURCE_DATE_EPOCH n'est pas un nombre de secondes depuis 1970."
            " → Retirez cette variable, ou écrivez ce que rend « date +%s »."
        )
    return datetime.fromtimestamp(int(epoque), UTC).date()


def figer() -> None:
    """Pose ``SOURCE_DATE_EPOCH`` au jour de Paris s'il manque : MkDocs date ainsi le plan du site au jour, non à la seconde."""
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        midi = datetime.combine(aujourdhui(), datetime.min.time(), UTC).replace(hour=12)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(midi.timestamp()))
