"""La police du site : Atkinson Hyperlegible Next, dont le zéro perd sa barre, et qui gagne l'espace fine insécable.

« 30-30 » s'y lisait « 3Ø-3Ø », et l'espace devant « ; » venait d'une autre police. Sa licence (SIL OFL 1.1) permet de la
changer et n'en réserve pas le nom ; le nôtre est autre, pour qu'une police du même nom déjà installée ne la remplace pas.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates
from fontTools.varLib.iup import iup_delta

NOM = "Base Lisible"
CONTOURS = 3
"""Le tour du zéro, puis les deux moitiés de son vide, que la barre sépare."""
FINE, FINE_INSECABLE = 0x2009, 0x202F


def ouvrir_le_zero(police: TTFont) -> None:
    """Joint les deux moitiés du vide du zéro, que reprend le zéro des tableaux. ValueError : le dessin n'est pas celui attendu."""
    dessin = police["glyf"]["zero"]
    if dessin.numberOfContours != CONTOURS:
        raise ValueError(f"le zéro a {dessin.numberOfContours} contours au lieu de {CONTOURS}")
    points, fins = list(dessin.coordinates), list(dessin.endPtsOfContours)
    ordre = _sans_barre(points, fins)
    # gvar compte, après les points du dessin, quatre points de chasse.
    chasse = list(police["glyf"]._getCoordinatesAndControls("zero", police["hmtx"].metrics)[0])[-4:]
    for variation in police["gvar"].variations["zero"]:
        deltas = iup_delta(variation.coordinates, points + chasse, fins)
        variation.coordinates = [deltas[rang] for rang in ordre] + deltas[len(points) :]
    dessin.coordinates = GlyphCoordinates([points[rang] for rang in ordre])
    dessin.flags = bytearray(dessin.flags[rang] for rang in ordre)
    dessin.endPtsOfContours = [fins[0], fins[2]]
    dessin.numberOfContours = CONTOURS - 1


def ajouter_la_fine_insecable(police: TTFont) -> None:
    """Donne à l'espace fine insécable le dessin de l'espace fine, d'un cinquième de cadratin. ValueError : la police n'en a pas.

    À la chasse d'origine, la moitié d'une espace, « ; » paraissait toucher le mot.
    """
    dessin = police.getBestCmap().get(FINE)
    if dessin is None:
        raise ValueError("la police n'a pas d'espace fine (U+2009)")
    for table in police["cmap"].tables:
        table.cmap[FINE_INSECABLE] = dessin
    police["hmtx"][dessin] = (police["head"].unitsPerEm // 5, 0)


def _sans_barre(points: list[tuple[int, int]], fins: list[int]) -> list[int]:
    """Rend l'ordre des points où les deux moitiés du vide n'en font qu'une, sautant d'un bord de la barre à l'autre."""
    bas, haut = list(range(fins[0] + 1, fins[1] + 1)), list(range(fins[1] + 1, fins[2] + 1))
    # La barre monte vers la gauche : elle borde chaque moitié de son segment le plus long.
    return [*range(fins[0] + 1), *_depuis_la_barre(points, bas), *_depuis_la_barre(points, haut)]


def _depuis_la_barre(points: list[tuple[int, int]], moitie: list[int]) -> list[int]:
    """Rend la moitié parcourue d'un bout de la barre à l'autre."""

    def longueur(rang: int) -> int:
        (x, y), (u, v) = points[moitie[rang]], points[moitie[(rang + 1) % len(moitie)]]
        return (x - u) ** 2 + (y - v) ** 2

    apres = max(range(len(moitie)), key=longueur) + 1
    return moitie[apres:] + moitie[:apres]


def ecrire(source: Path, cible: Path) -> None:
    """Écrit la police changée, les mêmes octets pour la même source."""
    police = TTFont(source, recalcTimestamp=False)
    ouvrir_le_zero(police)
    ajouter_la_fine_insecable(police)
    for ligne in police["name"].names:
        if ligne.nameID in (1, 4, 16):
            ligne.string = NOM
        elif ligne.nameID == 6:
            ligne.string = NOM.replace(" ", "")
    police.flavor = "woff2"
    police.save(cible)


if __name__ == "__main__":
    ecrire(Path(sys.argv[1]), Path(sys.argv[2]))
