"""Les deux couleurs d'un réseau, et les teintes lisibles que l'on en tire."""

from __future__ import annotations

import colorsys
from typing import Annotated

from pydantic import Field

from macros.base.types import Modele

Hexa = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
NOIR = "#000000"
FONDS = {"clair": ("#fffdf9", "#f5f0e6", "#ffffff", "#fdeebf"), "sombre": ("#131c1d", "#1c2829", "#182324", "#544411")}
"""Fonds du site, dans chaque thème (``overrides/assets/reseau.css``)."""
CONTRASTE_TEXTE, CONTRASTE_TRAIT = 4.5, 3.0
"""Contrastes du texte et des repères visuels : WCAG 2.2, critères 1.4.3 et 1.4.11."""
CONTRASTE_LIEN = 5.0
"""Un lien vise plus que le minimum : il sert aussi en petit corps."""
PAS = 0.02
VIVACITE = 0.5
"""Sur fond sombre, une couleur trop vive fatigue."""


class Couleurs(Modele):
    """La couleur de marque et l'accent d'un réseau, en #rrggbb minuscules."""

    marque: Annotated[
        Hexa, Field(description="Fond de l'en-tête et des boutons : « #124e52 », assez sombre pour du blanc.")
    ]
    accent: Annotated[Hexa, Field(description="Trait du menu en cours : « #e7b04b », bien visible sur la marque.")]

    @property
    def fonce(self) -> str:
        """Rend la marque assombrie : fond du menu, en thème clair."""
        return melanger(self.marque, NOIR, 0.28)

    @property
    def marque_sombre(self) -> str:
        """Rend la marque du thème sombre."""
        return melanger(self.marque, NOIR, 0.14)

    @property
    def fonce_sombre(self) -> str:
        """Rend le fond du menu, en thème sombre."""
        return melanger(self.marque, NOIR, 0.4)

    @property
    def lien(self) -> str:
        """Rend la couleur des liens du thème clair : la marque, assombrie autant qu'il faut."""
        return _lisible(self.marque, -1, FONDS["clair"])

    @property
    def lien_sombre(self) -> str:
        """Rend la couleur des liens du thème sombre : la marque, éclaircie autant qu'il faut."""
        return _lisible(self.marque, 1, FONDS["sombre"])


def contraste(une: str, autre: str) -> float:
    """Rend le rapport de contraste de deux couleurs #rrggbb, de 1 à 21 (WCAG 2.2)."""
    claire, sombre = sorted((_luminance(une), _luminance(autre)), reverse=True)
    return (claire + 0.05) / (sombre + 0.05)


def melanger(une: str, autre: str, part: float) -> str:
    """Rend le mélange de deux couleurs #rrggbb ; ``part`` est celle de la seconde, de 0 à 1."""
    composantes = zip(_composantes(une), _composantes(autre), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in composantes)


def _lisible(couleur: str, sens: int, fonds: tuple[str, ...]) -> str:
    """Rend la couleur de même teinte, éclaircie (``sens`` 1) ou assombrie (-1) jusqu'à se lire sur tous les fonds."""
    teinte, clarte, saturation = colorsys.rgb_to_hls(*(c / 255 for c in _composantes(couleur)))
    saturation = min(saturation, VIVACITE) if sens > 0 else saturation
    while True:
        lue = "#" + "".join(f"{round(c * 255):02x}" for c in colorsys.hls_to_rgb(teinte, clarte, saturation))
        if clarte == (1.0 if sens > 0 else 0.0) or min(contraste(lue, fond) for fond in fonds) >= CONTRASTE_LIEN:
            return lue
        clarte = min(1.0, max(0.0, clarte + sens * PAS))


def _composantes(couleur: str) -> list[int]:
    return [int(couleur[i : i + 2], 16) for i in (1, 3, 5)]


def _luminance(couleur: str) -> float:
    lineaires = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in _composantes(couleur))
    ]
    return sum(poids * valeur for poids, valeur in zip((0.2126, 0.7152, 0.0722), lineaires, strict=True))
