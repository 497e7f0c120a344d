"""Construire à part, puis échanger deux dossiers entiers : tout ou rien."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

CONSTRUCTION = ".construction-"
ANCIEN = f"{CONSTRUCTION}ancien"
"""L'ancien site, le temps de l'échange."""


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
    _reparer(site)
    # Un dossier par construction : deux publications à la fois ne se mêlent pas.
    neuf = Path(tempfile.mkdtemp(prefix=CONSTRUCTION, dir=racine))
    neuf.chmod(0o755)
    commande = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(neuf)]
    code = subprocess.call(commande, cwd=racine, env={**os.environ, "BROUILLONS": "non"})
    if code:
        print(f"Rien n'est publié : {destination}/ est resté comme il était.")
        shutil.rmtree(neuf, ignore_errors=True)
        return code
    _echanger(neuf, site)
    shutil.rmtree(neuf, ignore_errors=True)
    print(f"{destination}/ est à jour : {sum(1 for _ in site.rglob('*.html'))} pages.")
    return 0


def _echanger(neuf: Path, site: Path) -> None:
    """Écarte l'ancien site, puis met le neuf à sa place : entre les deux, un instant, ``site`` n'existe pas."""
    ancien = site.with_name(ANCIEN)
    with suppress(FileNotFoundError):
        site.rename(ancien)
    try:
        neuf.rename(site)
    finally:
        _reparer(site)


def _reparer(site: Path) -> None:
    """Remet l'ancien site qu'une publication arrêtée entre ses deux renommages a écarté ; sinon, le supprime."""
    ancien = site.with_name(ANCIEN)
    if ancien.exists() and not site.exists():
        ancien.rename(site)
    shutil.rmtree(ancien, ignore_errors=True)
