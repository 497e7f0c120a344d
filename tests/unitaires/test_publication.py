"""Tout ou rien : une anomalie laisse le site publié comme il était."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.commandes.publier import _echanger
from tests.conftest import EPOQUE_DU_SITE
from tests.fabrique import RACINE, controler, lire

CLAUSE = "data/clauses/contenants-reemployables-repas.yml"


@pytest.fixture
def copie(tmp_path: Path) -> Path:
    for nom in ("data", "docs", "macros", "overrides"):
        shutil.copytree(RACINE / nom, tmp_path / "p" / nom, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(RACINE / "mkdocs.yml", tmp_path / "p")
    return tmp_path / "p"


def lancer(racine: Path, *arguments: str) -> subprocess.CompletedProcess:
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOQUE_DU_SITE}
    return subprocess.run(
        [sys.executable, "-m", "macros", *arguments], cwd=racine, env=env, capture_output=True, text=True, check=False
    )


def empreinte(dossier: Path) -> dict[str, bytes]:
    return {str(f.relative_to(dossier)): f.read_bytes() for f in dossier.rglob("*") if f.is_file()}


def test_une_fiche_cassee_laisse_le_site(copie: Path) -> None:
    premiere = lancer(copie, "publier")
    assert premiere.returncode == 0 and "identite-provisoire (alerte): « contact »" in premiere.stdout
    avant = empreinte(copie / "site")
    chemin = copie / CLAUSE
    chemin.write_text(
        chemin.read_text("utf-8").replace("themes: [economie-circulaire", "themes: [economie-circulair"), "utf-8"
    )
    resultat = lancer(copie, "publier")
    assert resultat.returncode == 1
    assert f"{CLAUSE}:3:10: valeur-inconnue" in resultat.stdout + resultat.stderr
    assert "Traceback" not in resultat.stdout + resultat.stderr
    assert empreinte(copie / "site") == avant
    assert not list(copie.glob(".construction*"))


def test_echange_en_une_fois(tmp_path: Path) -> None:
    for nom in ("neuf", "site"):
        (tmp_path / nom).mkdir()
        (tmp_path / nom / "f").write_text(nom)
    _echanger(tmp_path / "neuf", tmp_path / "site")
    assert (tmp_path / "site/f").read_text() == "neuf" and not (tmp_path / "site").is_symlink()


def test_nouveau_n_ecrase_rien(
    copie: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOQUE_DU_SITE)
    monkeypatch.chdir(copie)
    assert main(["nouveau", "clause", "tri-des-dechets"]) == 0
    assert main(["verifier"]) == 0
    assert main(["nouveau", "clause", "tri-des-dechets"]) == 2
    assert main(["nouveau", "clause", "Tri des déchets"]) == 2
    assert "existe déjà" in capsys.readouterr().out


def test_le_modele_de_contributing_est_valide(projet: Path) -> None:
    """La fiche complète à copier, dans CONTRIBUTING.md, passe tous les contrôles du vrai dépôt."""
    texte = (RACINE / "CONTRIBUTING.md").read_text("utf-8")
    fiche = max((bloc.split("```")[0] for bloc in texte.split("```yaml\n")[1:]), key=len)
    racine = projet.parent / "reel"
    for nom in ("data", "docs"):
        shutil.copytree(RACINE / nom, racine / nom)
    (racine / "data/clauses/fiche-de-contributing.yml").write_text(fiche, "utf-8")
    base, anomalies = lire(racine)
    assert [str(a) for a in (*anomalies, *controler(base)) if "fiche-de-contributing" in a.fichier] == []
