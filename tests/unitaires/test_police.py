"""La police du site : un zéro sans barre, à toutes les graisses, et l'espace fine insécable."""

from __future__ import annotations

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from macros.site.police import ajouter_la_fine_insecable, ouvrir_le_zero

TOUR = [(0, 0), (0, 100), (60, 100), (60, 0)]
BAS = [(40, 10), (10, 80), (10, 10)]
HAUT = [(20, 90), (50, 20), (50, 90)]


def police(*contours: list[tuple[int, int]]) -> TTFont:
    """Rend une police d'un seul signe, plus large d'une unité à chaque point quand elle est grasse."""
    plume = TTGlyphPen(None)
    for contour in contours:
        plume.moveTo(contour[0])
        for point in contour[1:]:
            plume.lineTo(point)
        plume.closePath()
    faite = FontBuilder(100, isTTF=True)
    faite.setupGlyphOrder([".notdef", "zero", "fine"])
    faite.setupCharacterMap({ord("0"): "zero", 0x2009: "fine"})
    faite.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "zero": plume.glyph(), "fine": TTGlyphPen(None).glyph()})
    faite.setupHorizontalMetrics({".notdef": (70, 0), "zero": (70, 0), "fine": (14, 0)})
    faite.setupHorizontalHeader()
    faite.setupNameTable({"familyName": "Essai", "styleName": "Regular"})
    faite.setupFvar([("wght", 200, 400, 800, "Graisse")], [])
    deltas = [(rang, 0) for rang in range(sum(map(len, contours)))] + [(0, 0)] * 4
    faite.setupGvar({".notdef": [], "fine": [], "zero": [TupleVariation({"wght": (0, 1, 1)}, deltas)]})
    return faite.font


def test_le_vide_du_zero_est_d_un_seul_tenant() -> None:
    """Chaque point garde sa place et son déplacement ; les deux moitiés du vide n'en font qu'une."""
    faite = police(TOUR, BAS, HAUT)
    ouvrir_le_zero(faite)
    dessin = faite["glyf"]["zero"]
    assert list(dessin.endPtsOfContours) == [3, 9]
    vide = list(dessin.coordinates)[4:]
    assert vide == [(10, 80), (10, 10), (40, 10), (50, 20), (50, 90), (20, 90)]
    [grasse] = faite["gvar"].variations["zero"]
    avant = [*TOUR, *BAS, *HAUT]
    assert grasse.coordinates[:10] == [(avant.index(p), 0) for p in dessin.coordinates]


def test_un_dessin_inattendu_est_refuse() -> None:
    with pytest.raises(ValueError, match="1 contours au lieu de 3"):
        ouvrir_le_zero(police(TOUR))


def test_l_espace_fine_insecable_fait_un_cinquieme_de_cadratin() -> None:
    """Sans elle, le navigateur la prend à une autre police ; plus étroite, « ; » touche le mot."""
    faite = police(TOUR, BAS, HAUT)
    assert 0x202F not in faite.getBestCmap()
    ajouter_la_fine_insecable(faite)
    assert faite["hmtx"][faite.getBestCmap()[0x202F]] == (20, 0)
    assert faite.getBestCmap()[ord("0")] == "zero"


def test_une_police_sans_espace_fine_est_refusee() -> None:
    faite = police(TOUR)
    for table in faite["cmap"].tables:
        table.cmap.pop(0x2009, None)
    with pytest.raises(ValueError, match="pas d'espace fine"):
        ajouter_la_fine_insecable(faite)
