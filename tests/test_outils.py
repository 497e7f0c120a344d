"""Les outils qui lisent le code : dans la suite, ils passent pendant que le navigateur attend, et leur rouge se lit avec les autres."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fabrique import RACINE

COMMANDES = {
    "ruff": ["check", "."],
    "mypy": [],
    "zizmor": ["--quiet", "--offline", ".github/workflows"],
    "check-jsonschema": ["--builtin-schema", "vendor.github-workflows", *map(str, RACINE.glob(".github/workflows/*.yml"))],
}


@pytest.mark.parametrize("outil", COMMANDES)
def test_l_outil_ne_voit_rien(outil: str) -> None:
    """Style, types, et flux de travail de la forge."""
    commande = [str(Path(sys.executable).with_name(outil)), *COMMANDES[outil]]
    resultat = subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, check=False)
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
