"""Une commande jouée dans un autre processus : bornée, privée de sortie, ou tuée à l'un de ses appels au système."""

import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import NamedTuple


class Fini(NamedTuple):
    """Ce que laisse un processus : son code, ou le signal qui l'a tué, et ce qu'il a écrit."""

    code: int
    sortie: str


def a_part(faire: Callable[[], int], *, taille: int | None = None, sortie_fermee: bool = False) -> Fini:
    """Exécute ``faire`` dans un autre processus, où un fichier ne peut pas dépasser ``taille`` octets."""
    lire, ecrire = os.pipe()
    if not (enfant := os.fork()):
        code = 99
        try:
            os.dup2(ecrire, 2)
            if sortie_fermee:
                casse, bout = os.pipe()
                os.close(casse)
                os.dup2(bout, 1)
            else:
                os.dup2(ecrire, 1)
            sys.stdout, sys.stderr = (os.fdopen(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))
            # Sous cette borne, Python garderait de chaque module importé un code compilé coupé net : .venv n'en reviendrait pas.
            sys.dont_write_bytecode = True
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
            if taille is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (taille, taille))
            code = faire()
            sys.stderr.flush()
            sys.stdout.flush()
        except BaseException as erreur:
            os.write(2, f"Traceback {erreur!r}".encode())
        finally:
            os._exit(code)
    os.close(ecrire)
    with os.fdopen(lire, "rb") as flux:
        dit = flux.read().decode()
    return Fini(os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1]), dit)


def compter(faire: Callable[[], int], mourir_au: int = -1) -> tuple[Fini, int]:
    """Exécute ``faire`` à part, et rend le nombre de ses appels au système ; le tue à l'un d'eux s'il est donné."""
    lire, ecrire = os.pipe()

    def profiler() -> int:
        vus = 0

        def noter(cadre: object, evenement: str, argument: object) -> None:
            nonlocal vus
            if evenement == "c_call" and getattr(argument, "__module__", "") in ("posix", "_io", "fcntl"):
                if vus == mourir_au:
                    os.kill(os.getpid(), signal.SIGKILL)
                vus += 1

        sys.setprofile(noter)
        code = faire()
        sys.setprofile(None)
        os.write(ecrire, str(vus).encode())
        return code

    fini = a_part(profiler)
    os.close(ecrire)
    with os.fdopen(lire, "rb") as flux:
        return fini, int(flux.read() or 0)
