"""Trouve un navigateur pour les contrôles, ou l'installe : celui de la machine, sinon le paquet du système, sinon Playwright."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NOMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Dans l'ordre : le Chromium sans fenêtre de Debian fait les mêmes essais en moitié moins de temps."""


def trouver() -> str | None:
    """Rend le chemin d'un Chromium de la machine, sinon celui de Playwright, sinon ``None``."""
    for nom in NOMS:
        if chemin := shutil.which(nom):
            return chemin
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        chemin = p.chromium.executable_path
    return chemin if Path(chemin).exists() else None


def main() -> int:
    """Installe un Chromium s'il n'y en a pas ; rend 0 quand il y en a un à la fin."""
    if trouver():
        return 0
    print("Aucun Chromium trouvé : installation du paquet du système, sinon de celui de Playwright.")
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        if not sudo or shutil.which("sudo"):
            subprocess.call([*sudo, "apt-get", "update", "-qq"])
            installer = [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends"]
            if subprocess.call([*installer, NOMS[0]]):
                subprocess.call([*installer, "chromium"])
    if not trouver():
        subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"])
    if not trouver():
        print("Aucun Chromium n'a pu être installé.\n    → Installez Chromium ou Chrome, puis relancez « make test ».")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
