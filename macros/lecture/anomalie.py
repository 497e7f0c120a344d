"""Un défaut d'une fiche ou d'une page, et sa gravité."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Chemin = tuple[str | int, ...]


class Gravite(StrEnum):
    """``erreur`` arrête la construction ; ``alerte`` annote, un relecteur décide."""

    ERREUR = "erreur"
    ALERTE = "alerte"


@dataclass(frozen=True, order=True)
class Anomalie:
    """Un défaut, à sa place dans le fichier, avec la façon de le réparer.

    ``ligne`` et ``colonne`` partent de 1. ``chemin`` est le champ visé dans la fiche, quand il y en a un.
    """

    fichier: str
    ligne: int
    colonne: int
    code: str
    message: str
    conseil: str = ""
    gravite: Gravite = Gravite.ERREUR
    chemin: Chemin = field(default=(), compare=False)

    def __str__(self) -> str:
        # Une valeur citée peut contenir un retour de ligne : il ferait croire à une seconde anomalie.
        fichier, message, conseil = (" ".join(t.split()) for t in (self.fichier, self.message, self.conseil))
        nature = "" if self.gravite is Gravite.ERREUR else " (alerte)"
        tete = f"{fichier}:{self.ligne}:{self.colonne}: {self.code}{nature}: {message}"
        return f"{tete}\n    → {conseil}" if conseil else tete
