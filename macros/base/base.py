"""La base : toutes les fiches lues et toutes les pages, sans rien en calculer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from macros.base.fiche import Fiche
from macros.base.page import Page


@dataclass
class Base:
    """Tout ce qui a été lu, une fois. ``jour`` est le jour de la construction."""

    jour: date
    frere: bool = False
    """Vrai chez un réseau frère, dont le moteur vient par ``requirements.txt``."""
    fiches: dict[str, dict[str, Fiche[Any]]] = field(default_factory=lambda: defaultdict(dict))
    """Nom du genre → identité → fiche."""
    pages: dict[str, Page] = field(default_factory=dict)
    images: set[str] = field(default_factory=set)
    """Chemins des images, relatifs à ``docs/``."""
    refusees: dict[tuple[str, str], Fiche[Any] | None] = field(default_factory=dict)
    """(genre, id) des fiches présentes mais refusées : y renvoyer n'est pas une seconde faute. ``None`` : rien ne s'en lit."""
