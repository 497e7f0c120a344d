"""Ce qu'une construction partage entre macros et crochets."""

from __future__ import annotations

from dataclasses import dataclass, field

from macros.base.base import Base
from macros.lecture.anomalie import Anomalie
from macros.rendu.fiches import Rendu
from macros.sorties.donnees.jeux import Jeu


@dataclass
class Etat:
    """Ce qu'une construction partage entre macros et crochets. ``r`` est la racine relative de la page en cours."""

    rendu: Rendu | None = None
    anomalies: list[Anomalie] = field(default_factory=list)
    fragments: dict[str, str] = field(default_factory=dict)
    r: str = ""
    index_de_recherche: str = ""
    """Dossier de l'index, relatif à la racine du site."""
    jeux: list[Jeu] = field(default_factory=list)
    """Les données ouvertes de la construction."""

    @property
    def base(self) -> Base:
        """Rend la base de la construction."""
        return self.rendu.base


ETAT = Etat()
