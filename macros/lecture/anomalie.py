"""Une sorte de défaut, déclarée une fois ; une anomalie, à sa place dans un fichier ; sa gravité."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum, StrEnum
from itertools import groupby
from typing import Any

Chemin = tuple[str | int, ...]


class Gravite(StrEnum):
    """``erreur`` arrête la construction ; ``alerte`` annote, un relecteur décide.

    ``a-finir`` n'est que d'un défaut : une alerte dans un brouillon, une erreur dès que la fiche se publie.
    """

    ERREUR = "erreur"
    ALERTE = "alerte"
    A_FINIR = "a-finir"


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
    conseil: str
    gravite: Gravite = Gravite.ERREUR
    chemin: Chemin = field(default=(), compare=False)

    def __str__(self) -> str:
        # Une valeur citée peut contenir un retour de ligne, qui ferait croire à une seconde anomalie, ou un ordre au terminal.
        fichier, message, conseil = (montrable(t) for t in (self.fichier, self.message, self.conseil))
        nature = "" if self.gravite is Gravite.ERREUR else " (alerte)"
        return f"{fichier}:{self.ligne}:{self.colonne}: {self.code}{nature}: {message}\n    → {conseil}"


def montrable(texte: str) -> str:
    """Rend le texte sur une ligne, un point d'interrogation à la place de chaque signe invisible ou de contrôle."""
    return "".join(c if c.isprintable() else "?" for c in " ".join(texte.split()))


PAR_FICHIER, EN_TOUT = 40, 800
"""Anomalies montrées d'un fichier, et en tout."""


def borner(anomalies: Iterable[Anomalie], suite: Callable[..., Constat]) -> Iterator[Anomalie]:
    """Rend les premières anomalies de chaque fichier, erreurs d'abord, puis ``suite(nombre=…)`` de celles qu'il tait.

    Un fichier hostile en a vingt mille : il ne noie ni l'écran, ni les erreurs des autres, dont la première paraît toujours.
    """
    place = EN_TOUT
    for fichier, siennes in groupby(sorted(anomalies), key=lambda a: a.fichier):
        triees = sorted(siennes, key=lambda a: (a.gravite is not Gravite.ERREUR, a))
        montrees = sorted(triees[: max(1, min(PAR_FICHIER, place))])
        yield from montrees
        if reste := len(triees) - len(montrees):
            yield suite(nombre=reste).dans(fichier, montrees[-1].ligne)
        place -= len(montrees)


@dataclass(frozen=True)
class Constat:
    """Un défaut dit avec ses valeurs, dont la place n'est pas encore connue."""

    defaut: Defaut
    message: str
    conseil: str

    def dans(
        self, fichier: str, ligne: int = 1, colonne: int = 1, chemin: Chemin = (), brouillon: bool = False
    ) -> Anomalie:
        """Rend l'anomalie à cette place."""
        gravite = self.defaut.gravite
        if gravite is Gravite.A_FINIR:
            gravite = Gravite.ALERTE if brouillon else Gravite.ERREUR
        return Anomalie(fichier, ligne, colonne, self.defaut.code, self.message, self.conseil, gravite, chemin)


class Defaut(Enum):
    """Une sorte d'anomalie. Chaque sujet a sa table : une sous-classe, dont la docstring est le titre sur le site.

    Un défaut s'écrit comme il s'affiche, le message, une flèche, le conseil ; ``{mot}`` attend une valeur. Le nom du membre
    fait le code : ``VALEUR_INCONNUE(valeur="x", …)`` rend le constat d'une « valeur-inconnue ».
    """

    def __init__(self, textes: str, gravite: Gravite = Gravite.ERREUR) -> None:
        self.sens, _, self.remede = textes.partition(" → ")
        self.gravite = gravite

    @property
    def code(self) -> str:
        """Rend le nom que le contributeur lit."""
        return self.name.lower().replace("_", "-")

    def __call__(self, message: str = "", conseil: str = "", **valeurs: Any) -> Constat:
        """Rend le constat ; ``message`` et ``conseil`` sont plus précis que la table. Une liste s'écrit avec des virgules."""
        mots = {nom: ", ".join(v) if isinstance(v, (list, tuple)) else v for nom, v in valeurs.items()}
        return Constat(self, message or self.sens.format(**mots), conseil or self.remede.format(**mots))


def proche(mot: str, admis: Sequence[str], sinon: str = "") -> str:
    """Rend « Vouliez-vous dire … ? » quand un mot admis ressemble, sinon ``sinon``."""
    trouves = get_close_matches(mot, admis, 1, 0.6) or get_close_matches(mot.upper(), admis, 1, 0.6)
    return f"Vouliez-vous dire « {trouves[0]} » ?" if trouves else sinon
