"""Pendant le service, une anomalie laisse à l'écran les dernières fiches valides, avec ce qu'il faut réparer."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.conftest import EPOQUE_DU_SITE

FICHE = "data/clauses/mobilier-reemploi.yml"


def attendre(adresse: str, texte: str, absent: bool = False) -> str:
    """Relit la page jusqu'à y voir ``texte`` (ou ne plus le voir), trente secondes au plus ; rend la page."""
    page = ""
    for _ in range(150):
        try:
            page = urllib.request.urlopen(adresse, timeout=5).read().decode()
            if (texte in page) != absent:
                return page
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"« {texte} » : jamais vu dans {page[:300]}")


def test_le_site_servi_survit_a_une_fiche_cassee(projet_invente: Path, tmp_path: Path) -> None:
    projet = shutil.copytree(projet_invente, tmp_path / "projet", symlinks=True)
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOQUE_DU_SITE, "SITE_URL": f"http://127.0.0.1:{port}/"}
    commande = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}", "--livereload"]
    service = subprocess.Popen(commande, cwd=projet, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        adresse = f"http://127.0.0.1:{port}/clauses/mobilier-reemploi/"
        attendre(adresse, "Modèle à adapter")
        source = (projet / FICHE).read_text("utf-8")
        (projet / FICHE).write_text(source.replace("statut: publie", "statut: publi"), "utf-8")
        page = attendre(adresse, "1 anomalie à réparer")
        assert f"{FICHE}:" in page and "valeur-inconnue" in page and "Modèle à adapter" in page
        (projet / FICHE).write_text(source, "utf-8")
        assert "Modèle à adapter" in attendre(adresse, "à réparer", absent=True)
    finally:
        service.terminate()
        service.wait(10)
