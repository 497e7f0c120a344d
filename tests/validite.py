"""Le vérificateur du W3C (Nu), juge extérieur des pages : un programme Java, que npm apporte."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.fabrique.reperes import RACINE

VNU = RACINE / "node_modules/vnu-jar/build/dist/vnu.jar"
par_la_recette = pytest.mark.skipif(
    os.environ.get("RECETTE") != "1", reason="juge extérieur : Nu Html Checker, par « make recette »"
)


def erreurs_de(dossier: Path) -> list[str]:
    """Rend les erreurs des pages d'un dossier, « adresse:ligne.colonne: message »."""
    java = shutil.which("java")
    assert java, "installez Java (paquet default-jre-headless)"
    assert VNU.exists(), "vnu-jar manque : lancez « npm ci » (voir Makefile)"
    commande = [java, "-Xss4m", "-jar", str(VNU), "--errors-only", "--skip-non-html", "--format", "gnu", str(dossier)]
    juge = subprocess.run(commande, capture_output=True, text=True, check=False, timeout=500)
    erreurs = [ligne.replace(f"file:{dossier}/", "") for ligne in juge.stderr.splitlines()]
    assert erreurs or juge.returncode == 0, juge.stdout
    return erreurs
