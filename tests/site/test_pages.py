"""Les pages écrites à la main, construites : liens de fichiers, images, macros à leur place, ancres des fiches."""

from pathlib import Path

import pytest
from lxml import html

from tests.conftest import EPOQUE, construire
from tests.fabrique.lecture import anomalies_de
from tests.petit.fiches import PAGE

MACROS = PAGE.replace("---\n\n", "render_macros: true\n---\n\n")


@pytest.fixture
def petit_site(projet: Path) -> Path:
    """Rend le petit projet, prêt à construire."""
    return projet


def test_une_page_est_publiee_comme_elle_est_jugee(petit_site: Path) -> None:
    """Chaque adresse part de la page ; un bloc prend la place de son paragraphe, un mot celle de son appel."""
    (petit_site / "docs/images").mkdir()
    (petit_site / "docs/images/a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    page = petit_site / "docs/contribuer/index.md"
    page.write_text(
        f"{MACROS}\n## L'atelier\n\n[a](../index.md#le-debut) [b](../bonnes-pratiques/essai.md) [c][d] ![e](../images/a.png)\n\n"
        '**{{ nom_reseau() }}** ; CCP L2112-2.\n\n!!! tip "Titre"\n    {{ liste_modeles() }}\n\n'
        "| Un | Deux |\n|---|---|\n| 1 | 2 |\n\n[d]: /bonnes-pratiques/essai/#etapes\n",
        "utf-8",
    )
    (petit_site / "docs/index.md").write_text(PAGE + "\n## Le début\n", "utf-8")
    assert anomalies_de(petit_site) == []
    resultat = construire(petit_site / "construit", petit_site, SOURCE_DATE_EPOCH=EPOQUE)
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    publiee = html.parse(petit_site / "construit/contribuer/index.html")
    [contenu] = publiee.xpath("//*[@id='contenu']")
    assert contenu.xpath("./p/a/@href | ./p/img/@src") == [
        "../#le-debut",
        "../bonnes-pratiques/essai/",
        "../bonnes-pratiques/essai/#etapes",
        "../images/a.png",
        "../droit/ccp/l2112-2/",
    ]
    assert (petit_site / "construit/images/a.png").exists()
    assert contenu.xpath("./h2/@id") == ["latelier"] and contenu.xpath("./p/strong")[0].tail.startswith("\u202f;")
    assert contenu.xpath("./div[@class='admonition tip']//a[contains(@href, 'modeles/essai/')]")
    assert contenu.xpath(".//td/@data-libelle") == ["Un", "Deux"]


def test_une_ancre_de_fiche_absente_arrete_la_construction(petit_site: Path) -> None:
    """L'ancre juste passe, l'ancre fausse est dite avec sa ligne, et rien n'est publié."""
    liens = "[a](/bonnes-pratiques/essai/#etapes)\n\n[b](/bonnes-pratiques/essai/#etape)\n"
    (petit_site / "docs/index.md").write_text(PAGE + liens, "utf-8")
    resultat = construire(petit_site / "construit", petit_site, SOURCE_DATE_EPOCH=EPOQUE)
    assert resultat.returncode != 0
    anomalies = [ligne for ligne in resultat.stdout.splitlines() if "ancre-absente" in ligne]
    assert anomalies == [
        "docs/index.md:9:5: ancre-absente: « #etape » n'est pas dans la page « /bonnes-pratiques/essai/ »"
    ], resultat.stdout + resultat.stderr


def test_un_menu_vers_rien_arrete_la_construction(petit_site: Path) -> None:
    reglage = petit_site / "mkdocs.yml"
    reglage.write_text(reglage.read_text("utf-8") + "      - Absente: absente.md\n", "utf-8")
    resultat = construire(petit_site / "construit", petit_site, SOURCE_DATE_EPOCH=EPOQUE)
    assert resultat.returncode != 0 and not (petit_site / "construit/index.html").exists()
    assert "menu-absent: le menu mène à « absente.md », qui n'existe pas\n    → Corrigez le chemin" in resultat.stdout
