"""La police du site, telle que la construction l'écrit : un zéro sans barre, et l'espace fine insécable."""

from fontTools.ttLib import TTFont

from tests.fabrique.reperes import RACINE


def test_la_police_du_site() -> None:
    """Le zéro n'a plus que son tour et son vide, à toutes les graisses ; l'espace fine fait moins d'un quart de cadratin.

    D'un dessin inattendu, ou sans espace fine, la construction ne fait pas de police : elle le dit et s'arrête.
    """
    police = TTFont(RACINE / "overrides/assets/lib/base-lisible.woff2")
    signes = police.getBestCmap()
    zero, fine = signes[ord("0")], signes[0x202F]
    dessin = police["glyf"][zero]
    assert dessin.numberOfContours == 2 and police["gvar"].variations[zero]
    assert 0 < police["hmtx"][fine][0] < police["head"].unitsPerEm / 4
