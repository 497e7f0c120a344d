"""LibreOffice, juge extérieur des fichiers Word : seulement par « make recette »."""

import os
import shutil
import subprocess
from pathlib import Path

RECETTE = os.environ.get("RECETTE") == "1"


def en_texte(chemin: Path, dossier: Path) -> str:
    """Rend le texte que LibreOffice lit d'un fichier Word ; il travaille dans ce dossier."""
    libreoffice = shutil.which("soffice")
    assert libreoffice, "installez LibreOffice Writer (paquet libreoffice-writer-nogui)"
    subprocess.run(
        [libreoffice, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(dossier), str(chemin)],
        check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(dossier)},
    )  # fmt: skip
    return (dossier / chemin.name).with_suffix(".txt").read_text("utf-8-sig")
