"""La frise d'une feuille de route : chaque étape à sa place, mois par mois."""

from __future__ import annotations

import re
from dataclasses import dataclass

from macros.fiches.feuille.modele import FeuilleDeRoute
from macros.texte.balisage.leger import brut

LARGEUR = 216
"""Ce que les barres ont de large ; à leur gauche, dans les 360 unités du dessin, les mois de l'étape."""
PHRASE = re.compile(r"(?<=[.!?])\s")
MOIS = re.compile(r"^Mois (\d+(?:(?:, | à | et )\d+)*)")


@dataclass(frozen=True)
class Trait:
    """Une étape dessinée : son rang, sa première phrase, et ses traits (départ, longueur), en unités du dessin."""

    rang: int
    quand: str
    quoi: str
    places: tuple[tuple[int, int], ...]


def frise(feuille: FeuilleDeRoute) -> tuple[int, list[Trait]]:
    """Rend la durée en mois et les étapes datées en mois ; moins de deux, rien à dessiner."""
    etapes = [(rang, e, _mois(e.quand)) for rang, e in enumerate(feuille.etapes, 1)]
    duree = max((fin for _, _, mois in etapes for _, fin in mois), default=1)

    def place(mois: int) -> int:
        return round(LARGEUR * mois / duree)

    traits = [
        Trait(
            rang,
            e.quand,
            PHRASE.split(brut(e.quoi), 1)[0],
            tuple((place(debut - 1), place(fin) - place(debut - 1)) for debut, fin in mois),
        )
        for rang, e, mois in etapes
        if mois
    ]
    return duree, traits if len(traits) > 1 else []


def _mois(quand: str) -> list[tuple[int, int]]:
    """Rend (premier, dernier) mois de chaque période : « Mois 2 à 4 », « Mois 1 et 2 », « Mois 12, 24 et 36 »."""
    lu = MOIS.match(quand)
    if not lu:
        return []
    nombres = [int(n) for n in re.findall(r"\d+", lu[1])]
    return [(nombres[0], nombres[-1])] if " à " in lu[1] else [(n, n) for n in nombres]
