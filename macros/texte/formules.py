"""Une formule : des termes, des nombres, quatre opérations et des parenthèses, « montant * part / 100 »."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from operator import add, mul, sub, truediv

MORCEAU = re.compile(r"[a-z][a-z0-9_]*|[\d.]+|[-+*/()]")
SIGNES = {"*": "×", "/": "÷", "-": "−"}
OPERATIONS: dict[type, tuple[str, Callable[[float, float], float]]] = {
    ast.Add: ("+", add),
    ast.Sub: ("-", sub),
    ast.Mult: ("*", mul),
    ast.Div: ("/", truediv),
}
FAIRE = dict(OPERATIONS.values())


def suite(formule: str) -> list[str | float]:
    """Rend la formule en notation postfixée, que le navigateur calcule sans analyser : nombres, termes et opérations.

    Lève ``ValueError``, et dit pourquoi, si elle contient autre chose qu'un calcul.

    >>> suite("montant * (1 - part) / 35")
    ['montant', 1, 'part', '-', '*', 35, '/']
    """
    try:
        return _a_plat(ast.parse(formule, mode="eval").body)
    except (SyntaxError, RecursionError, MemoryError) as erreur:
        raise ValueError("ce n'est pas un calcul") from erreur


def _a_plat(noeud: ast.expr) -> list[str | float]:
    match noeud:
        case ast.BinOp(left=gauche, op=op, right=droite) if type(op) in OPERATIONS:
            return [*_a_plat(gauche), *_a_plat(droite), OPERATIONS[type(op)][0]]
        case ast.Constant(value=int() | float() as nombre) if not isinstance(nombre, bool):
            return [nombre]
        case ast.Name(id=nom):
            return [nom]
    raise ValueError("seuls des termes, des nombres, + - * / et des parenthèses sont admis")


def noms(formule: str) -> set[str]:
    """Rend les termes d'une formule.

    >>> sorted(noms("a * b / a + 2"))
    ['a', 'b']
    """
    return {m for m in suite(formule) if isinstance(m, str)} - set(FAIRE)


def calculer(formule: str, valeurs: Mapping[str, float]) -> float:
    """Rend le résultat d'une formule ; lève ``ZeroDivisionError`` ou ``KeyError`` (terme sans valeur).

    >>> calculer("heures * cout / 100", {"heures": 200, "cout": 26.5})
    53.0
    """
    pile: list[float] = []
    for morceau in suite(formule):
        if isinstance(morceau, str) and morceau in FAIRE:
            droite, gauche = pile.pop(), pile.pop()
            pile.append(FAIRE[morceau](gauche, droite))
        else:
            pile.append(valeurs[morceau] if isinstance(morceau, str) else morceau)
    return pile[0]


def en_mots(formule: str) -> list[tuple[bool, str]]:
    """Rend la formule morceau par morceau : vrai et le nom d'un terme, ou faux et ce qui s'en lit.

    >>> en_mots("heures * 26.5")
    [(True, 'heures'), (False, '×'), (False, '26,5')]
    """
    lus = MORCEAU.findall(formule)
    return [(True, m) if m[0].isalpha() else (False, SIGNES.get(m, m.replace(".", ","))) for m in lus]
