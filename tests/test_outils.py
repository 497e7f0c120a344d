"""Les outils qui lisent le code : dans la suite, ils passent pendant que le navigateur attend, et leur rouge se lit avec les autres."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fabrique import RACINE

SCHEMA = ["check-jsonschema", "--builtin-schema"]
COMMANDES = (
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["zizmor", "--quiet", "--offline", ".github"],
    [*SCHEMA, "vendor.github-workflows", *map(str, RACINE.glob(".github/workflows/*.yml"))],
    [*SCHEMA, "vendor.dependabot", ".github/dependabot.yml"],
)


@pytest.mark.parametrize("commande", COMMANDES, ids=lambda commande: "-".join(commande[:2]))
def test_l_outil_ne_voit_rien(commande: list[str]) -> None:
    """Style, types, flux de travail de la forge et robot des versions."""
    outil = str(Path(sys.executable).with_name(commande[0]))
    resultat = subprocess.run([outil, *commande[1:]], cwd=RACINE, capture_output=True, text=True, check=False)
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
