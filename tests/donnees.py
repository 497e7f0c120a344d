"""Relire les données ouvertes comme un réutilisateur : de quoi les comparer aux fiches."""

from __future__ import annotations

import csv
import io
import json
import re
from types import SimpleNamespace
from typing import Any

from tests.conftest import SITE_URL

IDENTITE = SimpleNamespace(nom="RES’OCC", site_url=SITE_URL)


def lire_csv(octets: bytes) -> list[dict[str, str]]:
    """Rend les lignes du CSV, par nom de colonne."""
    return list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig"), newline="")))


def lire_cellule(cellule: str, modele: Any) -> Any:
    """Rend la valeur JSON qu'une cellule écrit ; ``modele`` est la valeur attendue, qui en donne la forme."""
    texte = cellule[1:] if cellule.startswith("'") else cellule
    if texte == "":
        return modele if modele in (None, "", []) else texte
    if isinstance(modele, (int, float)):
        return json.loads(texte)
    if isinstance(modele, dict) or (isinstance(modele, list) and not _simple(modele)):
        return json.loads(texte)
    if isinstance(modele, list):
        return [re.sub(r"\\(.)", r"\1", partie) for partie in texte.split(" | ")] if texte != "[]" else []
    return texte


def _simple(liste: list) -> bool:
    return bool(liste) and all(isinstance(v, str) for v in liste)
