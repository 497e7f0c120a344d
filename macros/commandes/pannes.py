"""Les mauvais jours, dits en une ligne : disque plein, droits absents, sortie fermée."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable

from macros.lecture.anomalie import montrable

SORTIE_FERMEE = "La sortie s'est fermée avant la fin : tout n'a pas été affiché."
RAISONS = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "votre part du disque est pleine",
    errno.EFBIG: "le système n'admet pas un fichier aussi gros",
    errno.EROFS: "le disque est en lecture seule",
    errno.EACCES: "les droits manquent",
    errno.EPERM: "les droits manquent",
    errno.ENAMETOOLONG: "ce chemin est trop long",
    errno.EBUSY: "un autre programme s'en sert",
    errno.EMFILE: "trop de fichiers sont ouverts à la fois",
    errno.ENOENT: "il n'existe pas, ou plus",
    errno.EISDIR: "c'est un dossier",
    errno.ENOTDIR: "un dossier attendu n'en est pas un",
}
"""Ce que le système répond → ce que l'on en dit."""


def panne(erreur: OSError) -> str:
    """Rend la ligne qui dit ce que le système a refusé, et quoi faire."""
    ou = f"« {montrable(os.fsdecode(erreur.filename))} »" if erreur.filename else "un fichier"
    raison = RAISONS.get(erreur.errno or 0, f"erreur {erreur.errno}")
    return (
        f"Le système refuse de lire ou d'écrire {ou} : {raison}. → Vérifiez la place et les droits, puis recommencez."
    )


def sans_trace(faire: Callable[[], int]) -> int:
    """Rend ce que rend ``faire`` ; sur une panne du système, l'écrit en une ligne et rend 1."""
    try:
        code = faire()
        if sys.stdout:
            sys.stdout.flush()
        return code
    except BrokenPipeError:
        return _finir(SORTIE_FERMEE)
    except OSError as erreur:
        return _finir(panne(erreur))
    except KeyboardInterrupt:
        return _finir("Arrêté.")


def _finir(ligne: str) -> int:
    """Écrit la ligne à la sortie d'erreur, car l'autre est peut-être la panne ; rien ne s'y écrira plus."""
    print(ligne, file=sys.stderr)
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
