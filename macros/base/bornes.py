"""La longueur d'un nom : code de vocabulaire ou nom de fiche."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

NOM_MAX = 80
"""Signes d'un code ou du nom d'une fiche."""
NOMS_DE_WINDOWS = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
"""Noms que Windows garde pour lui : un dépôt qui les porte ne peut pas y être copié."""


class NomBorne:
    """Borne la longueur d'un champ qui porte un nom : chercher le plus proche d'un nom immense coûterait des secondes."""

    def __get_pydantic_core_schema__(self, source: Any, suivant: Callable[[Any], Any]) -> Any:
        """Rend la forme du champ, sa longueur bornée."""
        forme = suivant(source)
        texte = forme["schema"] if forme["type"] == "nullable" else forme
        texte.setdefault("max_length", NOM_MAX)
        return forme
