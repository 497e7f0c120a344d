"""Ce que coûte une construction : processeur, mémoire, et le budget au-delà duquel on abandonne."""

import gc
import json
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONSTRUCTION_S, CONSTRUCTION_MO = 300, 4096
NAVIGATEUR_S = 420
"""Le budget d'un moteur à une taille, annoncé en tête du tableau."""


class Abandon(Exception):
    """Un moteur qui ne finit pas : le message dit pourquoi, et va dans le tableau."""


@contextmanager
def suivre() -> Iterator[dict[str, float]]:
    """Mesure un bloc de ce processus : secondes de processeur, et mémoire maximale au-dessus du départ, en Mo."""
    gc.collect()
    depart, cout = _memoire("VmRSS"), {}
    remis = _remettre_le_maximum()
    debut = time.process_time()
    yield cout
    cout["processeur"] = time.process_time() - debut
    plus_haut = _memoire("VmHWM") if remis else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cout["memoire"] = max(0.0, plus_haut - depart)


def _remettre_le_maximum() -> bool:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return False
    return True


def _memoire(champ: str) -> float:
    try:
        lignes = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next(int(ligne.split()[1]) / 1024 for ligne in lignes if ligne.startswith(f"{champ}:"))


def lancer(commande: list[str], delai: int, dossier: Path) -> tuple[str, dict[str, float]]:
    """Lance une commande ; rend sa sortie et son coût entier. Refuse un échec ou un délai dépassé par ``Abandon``.

    La sortie passe par des fichiers : une commande arrêtée laisse ce qu'elle avait déjà écrit.
    """
    sortie, erreurs = dossier / "sortie.txt", dossier / "erreurs.txt"
    with sortie.open("wb") as vers, sortie.with_name("erreurs.txt").open("wb") as plaintes:
        processus = subprocess.Popen(commande, stdout=vers, stderr=plaintes, start_new_session=True)
    depasse = threading.Event()

    def arreter() -> None:
        depasse.set()
        os.killpg(processus.pid, signal.SIGKILL)

    minuterie = threading.Timer(delai, arreter)
    minuterie.start()
    _, etat, usage = os.wait4(processus.pid, 0)
    minuterie.cancel()
    processus.returncode = os.waitstatus_to_exitcode(etat)
    if depasse.is_set():
        raise Abandon(f"plus de {delai} s")
    if etat:
        raise Abandon(_raison(erreurs.read_text("utf-8", "replace")))
    return sortie.read_text("utf-8"), {"processeur": usage.ru_utime + usage.ru_stime, "memoire": usage.ru_maxrss / 1024}


def _raison(plaintes: str) -> str:
    lignes = [ligne.strip() for ligne in plaintes.splitlines() if "Error" in ligne] or plaintes.splitlines()
    return lignes[-1].strip()[:120] if lignes else "arrêté sans message"


def dire(valeur: object) -> None:
    """Écrit une ligne JSON tout de suite : le résultat d'un processus de mesure."""
    print(json.dumps(valeur, ensure_ascii=False), flush=True)


def lire(sortie: str) -> dict:
    """Réunit les lignes JSON d'un processus de mesure."""
    reunies: dict = {}
    for ligne in sortie.splitlines():
        if ligne.startswith("{"):
            reunies |= json.loads(ligne)
    return reunies
