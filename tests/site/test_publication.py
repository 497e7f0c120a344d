"""Tout ou rien : une anomalie laisse le site publié comme il était."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.__main__ import main
from tests.conftest import EPOQUE_DU_SITE, empreinte

CLAUSE = "data/clauses/contenants-reemployables-repas.yml"


@pytest.fixture
def copie(projet_invente: Path, tmp_path: Path) -> Path:
    """Rend une copie du réseau inventé, son adresse encore provisoire."""
    racine = Path(shutil.copytree(projet_invente, tmp_path / "p", symlinks=True))
    identite = racine / "data/reseau/identite.yml"
    identite.write_text(identite.read_text("utf-8").replace("contact@exemple.test", "contact@reseau.example"), "utf-8")
    return racine


def lancer(racine: Path, *arguments: str) -> subprocess.CompletedProcess:
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOQUE_DU_SITE}
    return subprocess.run(
        [sys.executable, "-m", "macros", *arguments], cwd=racine, env=env, capture_output=True, text=True, check=False
    )


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


def test_nouveau_n_ecrase_rien(
    copie: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOQUE_DU_SITE)
    monkeypatch.chdir(copie)
    assert main(["nouveau", "clause", "une-clause-neuve"]) == 0
    capsys.readouterr()
    assert main(["verifier"]) == 1  # à remplir : rien d'autre ne lui manque
    signalees = [ligne for ligne in capsys.readouterr().out.splitlines() if ligne.startswith("data/")]
    assert signalees and all("une-clause-neuve.yml" in ligne and "squelette-intact:" in ligne for ligne in signalees)
    assert main(["nouveau", "clause", "une-clause-neuve"]) == 2
    assert main(["nouveau", "clause", "Une clause neuve"]) == 2
    assert "existe déjà" in capsys.readouterr().out
