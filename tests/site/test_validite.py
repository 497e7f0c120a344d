"""Le HTML que la construction écrit : aucune erreur, sur aucune page."""

from pathlib import Path

from tests.validite import erreurs_de, par_la_recette


@par_la_recette
def test_le_verificateur_ne_trouve_rien(site_construit: Path) -> None:
    erreurs = erreurs_de(site_construit)
    assert not erreurs, "\n".join(erreurs[:20])


@par_la_recette
def test_le_verificateur_voit_une_erreur(tmp_path: Path) -> None:
    """Le juge juge : un rôle de trop sur une cellule, et il le dit."""
    page = '<!doctype html><html lang="fr"><title>x</title><table><tr><td role="cell">x</td></tr></table></html>'
    (tmp_path / "index.html").write_text(page, "utf-8")
    [erreur] = erreurs_de(tmp_path)
    assert "index.html" in erreur and "role" in erreur
