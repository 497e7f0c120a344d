"""Ce qu'une construction partage entre macros et crochets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from macros.exports.donnees import Jeu
from macros.modele import Anomalie, Base
from macros.rendu import Rendu


@dataclass
class Etat:
    """Ce qu'une construction partage entre macros et crochets. ``r`` est la racine relative de la page en cours."""

    rendu: Rendu | None = None
    anomalies: list[Anomalie] = field(default_factory=list)
    appels: list[Callable[[], str]] = field(default_factory=list)
    """Les macros que la page en cours appelle, dans l'ordre."""
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
