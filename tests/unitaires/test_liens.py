"""La relecture hebdomadaire des sources : chaque adresse une fois, à sa place, sans confondre une page perdue et un refus."""

from pathlib import Path

import pytest

from macros.commandes.liens import adresses_exterieures, commande_liens, ouvrir, relire


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "data/a.yml").write_text(
        'titre: x\nurl: https://a.test/1\nsources: [{url: "https://b.test/2"}]\n', "utf-8"
    )
    (tmp_path / "docs/b.md").write_text(
        "Lisez [un](https://a.test/1#partie), [deux](https://c.test/l_(v)), ou <https://d.test/x>.\n", "utf-8"
    )
    return tmp_path


def test_chaque_adresse_est_trouvee_une_fois_avec_ses_places(racine: Path) -> None:
    assert adresses_exterieures(racine) == {
        "https://a.test/1": ["data/a.yml:2", "docs/b.md:1"],
        "https://b.test/2": ["data/a.yml:3"],
        "https://c.test/l_(v)": ["docs/b.md:1"],
        "https://d.test/x": ["docs/b.md:1"],
    }


def test_une_page_perdue_arrete_un_refus_se_dit(racine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reponses = {"https://a.test/1": "!404", "https://b.test/2": "403"}
    assert commande_liens(racine, lambda adresse: reponses.get(adresse, ""), 0) == 1
    sortie = capsys.readouterr().out
    assert "La page n'est plus (404) : https://a.test/1\n    data/a.yml:2\n    docs/b.md:1" in sortie
    assert "À ouvrir vous-même (403) : https://b.test/2" in sortie and "4 adresses : 1 pages" in sortie
    assert commande_liens(racine, lambda adresse: "délai dépassé" if "b" in adresse else "", 0) == 0


def test_un_site_n_est_demande_qu_une_fois_a_la_fois() -> None:
    en_cours: set[str] = set()

    def compter(adresse: str) -> str:
        site = adresse.split("/")[2]
        assert site not in en_cours
        en_cours.add(site)
        en_cours.discard(site)
        return ""

    assert relire([f"https://{site}.test/{n}" for site in "ab" for n in range(5)], compter, 0) == {}


def test_une_adresse_sans_serveur_se_dit() -> None:
    assert ouvrir("https://localhost:1/") not in ("", "!")
