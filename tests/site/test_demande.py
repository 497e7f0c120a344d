"""Ce qu'une demande change du site, dit à qui la relit : pages, articles de flux, données, dossiers conseillés."""

import json
import shutil
from pathlib import Path

import pytest

from macros.commandes.changements import commande_changements

CLAUSE = "contenants-reemployables-repas"


def test_une_clause_changee_dit_tout_ce_qu_elle_touche(
    site_construit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apres = Path(shutil.copytree(site_construit, tmp_path / "apres"))
    assert commande_changements(tmp_path, site_construit, apres) == 0
    assert capsys.readouterr().out.count("Rien ne change.") == 4
    page, flux = apres / f"clauses/{CLAUSE}/index.html", apres / "flux/clauses.rss"
    fiche = apres / f"donnees/v1/clauses/{CLAUSE}.json"
    page.write_text(page.read_text("utf-8").replace("</main>", "<p>Un mot de plus.</p></main>"), "utf-8")
    flux.write_text(flux.read_text("utf-8").replace("</title>", " @quelqu-un</title>"), "utf-8")
    donnees = json.loads(fiche.read_bytes())
    donnees["fiches"][0]["resume"] = "Autre résumé."
    fiche.write_text(json.dumps(donnees), "utf-8")
    lien, menu = apres / "contribuer/index.html", apres / "animer/index.html"
    lien.write_text(lien.read_text("utf-8").replace("<main>", '<main><a href="https://ailleurs.test/">'), "utf-8")
    menu.write_text(menu.read_text("utf-8").replace("<main", "<nav>Un menu</nav><main", 1), "utf-8")
    shutil.rmtree(apres / "accessibilite")
    assert commande_changements(tmp_path, site_construit, apres) == 0
    dit = capsys.readouterr().out
    for ligne in (f"(/clauses/{CLAUSE}/)", "- part : ", f"- change : clauses/{CLAUSE} : resume", "(flux/clauses)"):
        assert ligne in dit
    assert "(/contribuer/)" in dit and "(/animer/)" not in dit
    assert "@quelqu-un" not in dit and dit.count("\n- ") < 40
    dossiers = dit.partition("### Dossiers conseillés")[2]
    assert f"clauses/{CLAUSE}" in dossiers


def test_ce_qui_n_est_pas_un_site_se_dit(
    site_construit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commande_changements(tmp_path, site_construit, tmp_path) == 2
    assert "n'est pas un site bâti. →" in capsys.readouterr().out
