"""Construire à part, puis échanger en une fois : tout ou rien."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CONSTRUCTION = ".construction-"
AT_FDCWD, RENAME_EXCHANGE = -100, 2


def publier(racine: Path, destination: str = "site") -> int:
    """Construit le site strict dans un dossier à part, puis l'échange avec ``destination``.

    Rend le code de MkDocs ; s'il n'est pas nul, ``destination`` n'a pas bougé.
    """
    site = racine / destination
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        print(
            f"{destination}:1:1: dossier-attendu: {destination} doit être un vrai dossier\n    → Supprimez-le, puis recommencez."
        )
        return 1
    # Un dossier par construction : deux publications à la fois ne se mêlent pas.
    neuf = Path(tempfile.mkdtemp(prefix=CONSTRUCTION, dir=racine))
    neuf.chmod(0o755)
    code = subprocess.call([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(neuf)], cwd=racine)
    if code:
        print(f"Rien n'est publié : {destination}/ est resté comme il était.")
        shutil.rmtree(neuf, ignore_errors=True)
        return code
    _echanger(neuf, site)
    shutil.rmtree(neuf, ignore_errors=True)
    print(f"{destination}/ est à jour : {sum(1 for _ in site.rglob('*.html'))} pages.")
    return 0


def _echanger(neuf: Path, site: Path) -> None:
    """Échange les deux dossiers en une opération du noyau ; à défaut (autre système), en deux renommages."""
    if not site.exists():
        neuf.rename(site)
        return
    try:
        bibliotheque = ctypes.CDLL(None, use_errno=True)
        if bibliotheque.renameat2(AT_FDCWD, os.fsencode(neuf), AT_FDCWD, os.fsencode(site), RENAME_EXCHANGE) == 0:
            return
    except (AttributeError, OSError):
        pass
    ancien = site.with_name(f"{site.name}.ancien")
    shutil.rmtree(ancien, ignore_errors=True)
    site.rename(ancien)
    try:
        neuf.rename(site)
    except OSError:
        ancien.rename(site)
        raise
    shutil.rmtree(ancien, ignore_errors=True)
