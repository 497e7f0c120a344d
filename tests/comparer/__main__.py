"""Deux sites construits, comparés : ``python -m tests.comparer AVANT APRES``.

Dit chaque sorte de différence, avec son compte et des exemples. Rend 0 quand les deux sites disent la même chose, 1 sinon,
2 quand il n'y a rien à comparer. Ne comptent pas : les blancs sans effet, l'ordre des attributs et des classes, l'écriture du
HTML, du XML, du JSON et du CSV, les empreintes dans les noms de fichiers.
"""

from __future__ import annotations

import sys
from pathlib import Path

from .ecarts import Comparaison


def main(arguments: list[str]) -> int:
    """Compare les deux sites et écrit le compte rendu."""
    dossiers = [Path(a) for a in arguments]
    if len(dossiers) != 2 or not all(any(d.rglob("*.html")) for d in dossiers):
        print("Usage : python -m tests.comparer AVANT APRES, deux sites construits.")
        return 2
    comparaison = Comparaison(*dossiers)
    print("\n".join(comparaison.lignes()))
    return 1 if comparaison.trouvees else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
