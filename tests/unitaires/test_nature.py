"""Ce qu'une demande de fusion touche : le contenu seul va vite, le reste se dit haut."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.fabrique import RACINE

CONTENU = ["data/clauses/a.yml", "data/reseau/agenda/2026-12-03-x.yml", "docs/veille/2026/a.md", "docs/images/a.png", ""]
CODE = [
    "macros/base/base.py",
    "mkdocs.yml",
    ".github/workflows/controle.yml",
    "docs/a.js",
    "docs/b/image.png",
    "data/x.py",
    "xdata/a.yml",
    "data/a.yml.sh",
    '"docs/\\303\\251.md"',
    "data/clauses/a.yml\nMakefile",
    "docs/$(touch x).html",
    "::set-output name=code::non",
]


def trier(noms: str, dossier: Path) -> tuple[str, str, str]:
    """Rend (sortie de l'étape, ce qui s'affiche, résumé)."""
    fichiers = {nom: dossier / nom for nom in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    env = {**os.environ, **{nom: str(f) for nom, f in fichiers.items()}}
    vu = subprocess.run([RACINE / ".ci/nature"], input=f"{noms}\n", env=env, capture_output=True, text=True, check=True)
    sortie, resume = (f.read_text("utf-8") if f.exists() else "" for f in fichiers.values())
    return sortie, vu.stdout, resume


@pytest.mark.parametrize("noms", CONTENU)
def test_contenu_seul(noms: str, tmp_path: Path) -> None:
    assert trier(noms, tmp_path) == ("code=non\n", "Contenu seul : fiches, pages ou images.\n", "")


@pytest.mark.parametrize("noms", CODE)
def test_le_code_se_dit(noms: str, tmp_path: Path) -> None:
    """Et le nom d'un fichier ne donne aucun ordre au service."""
    sortie, vu, resume = trier(noms, tmp_path)
    assert sortie == "code=oui\n" and vu.startswith("::warning title=Le code ou la configuration change::1 fichier(s)")
    assert vu.count("::warning") == 1 and vu.count("\n") == 1
    assert resume.startswith("# ⚠ Le code ou la configuration change") and "::" not in resume and "$(" not in resume
