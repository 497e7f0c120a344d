"""Mesurer une commande."""

import os
import subprocess
import time
from pathlib import Path


def mesurer(commande: list[str], dossier: Path) -> tuple[float, float, float]:
    """Rend (secondes de processeur, secondes d'horloge, mémoire maximale en Mo) d'une commande qui réussit."""
    debut = time.monotonic()
    processus = subprocess.Popen(commande, cwd=dossier, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, etat, usage = os.wait4(processus.pid, 0)
    if etat:
        raise SystemExit(f"{' '.join(commande)} a échoué dans {dossier} : lancez-la à la main pour voir pourquoi.")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - debut, usage.ru_maxrss / 1024
