"""La roue : un dossier de fiches, de pages et de réglages s'y contrôle et s'y construit, aux mêmes octets qu'ici."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EPOQUE_DU_SITE, empreinte
from tests.fabrique import RACINE, SITE_URL


@pytest.fixture(scope="module")
def moteur(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend le dossier où la roue du dépôt est installée, seule : ses bibliothèques sont celles d'ici."""
    dossier = tmp_path_factory.mktemp("roue")
    for commande in (
        ["hatchling", "build", "-t", "wheel", "-d", str(dossier)],
        [
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--find-links",
            str(dossier),
            "--target",
            str(dossier / "moteur"),
            "base-achats",
        ],
    ):
        subprocess.run([sys.executable, "-m", *commande], cwd=RACINE, check=True, capture_output=True)
    return dossier / "moteur"


def lancer(moteur: Path, reseau: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Exécute une commande de la roue dans le dossier d'un réseau, sans rien prendre au dépôt."""
    env = {**os.environ, "PYTHONPATH": str(moteur), "SITE_URL": SITE_URL, "SOURCE_DATE_EPOCH": EPOQUE_DU_SITE}
    commande = [sys.executable, "-c", "import sys; from macros.__main__ import main; sys.exit(main())", *arguments]
    return subprocess.run(commande, cwd=reseau, env=env, check=False, capture_output=True, text=True)


def test_un_reseau_s_y_controle_et_s_y_construit(
    moteur: Path, projet_invente: Path, site_construit: Path, tmp_path: Path
) -> None:
    assert not (projet_invente / "macros").exists() and not (projet_invente / "overrides").exists()
    juge = lancer(moteur, projet_invente, "verifier")
    assert juge.returncode == 0 and " : 0 erreur(s)" in juge.stdout, juge.stdout + juge.stderr
    bati = lancer(moteur, projet_invente, "construire", str(tmp_path / "site"))
    assert bati.returncode == 0, bati.stdout + bati.stderr
    assert empreinte(tmp_path / "site") == empreinte(site_construit)
    essaye = lancer(moteur, projet_invente, "essayer")
    assert essaye.returncode == 0 and essaye.stdout.endswith(" attentes lues : 0 erreur(s), 0 alerte(s).\n"), essaye


def test_la_roue_se_passe_de_node_et_du_depot(moteur: Path) -> None:
    """Ce que le navigateur charge y est déjà ; ni essais, ni fiches, ni police d'origine."""
    assert {"docx.js", "recherche.js", "base-lisible.woff2"} <= {
        f.name for f in (moteur / "macros/theme/assets/lib").iterdir()
    }
    demandes = next(moteur.glob("*.dist-info/METADATA")).read_text("utf-8").lower().split("\n")
    assert [d for d in demandes if ("nodejs" in d or "fonttools" in d) and "extra == 'essais'" not in d] == []
    assert {d.name for d in moteur.iterdir()} == {"macros", "bin", next(moteur.glob("*.dist-info")).name}
