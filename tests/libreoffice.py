"""LibreOffice, juge extérieur des fichiers Word : seulement par « make recette »."""

import os
import shutil
import subprocess
from pathlib import Path

RECETTE = os.environ.get("RECETTE") == "1"


def convertir(chemins: list[Path], forme: str, dossier: Path) -> list[Path]:
    """Rend ces fichiers tels que LibreOffice les enregistre dans cette forme (« odt », « txt:Text (encoded):UTF8 »), dans ce dossier."""
    libreoffice = shutil.which("soffice")
    assert libreoffice, "installez LibreOffice Writer (paquet libreoffice-writer-nogui)"
    subprocess.run(
        [libreoffice, "--headless", "--convert-to", forme, "--outdir", str(dossier), *map(str, chemins)],
        check=True, capture_output=True, timeout=60 + 3 * len(chemins), env={**os.environ, "HOME": str(dossier)},
    )  # fmt: skip
    return [(dossier / chemin.name).with_suffix(f".{forme.partition(':')[0]}") for chemin in chemins]


def en_texte(chemin: Path, dossier: Path) -> str:
    """Rend le texte que LibreOffice lit d'un fichier Word ; il travaille dans ce dossier."""
    return convertir([chemin], "txt:Text (encoded):UTF8", dossier)[0].read_text("utf-8-sig")
