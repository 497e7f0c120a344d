"""La ligne de commande en français : argparse écrit ses aides et ses refus en anglais."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from macros.lecture.anomalie import proche

REFUS = (
    (r"the following arguments are required: (.+)", "Il manque {0}"),
    (r"argument (\S+): ignored explicit argument .+", "« {0} » n'attend pas de valeur"),
    (r"argument (\S+): expected one argument", "« {0} » attend une valeur"),
    (r"unrecognized arguments: (.+)", "« {0} » est de trop"),
    (r"argument --sans-increment: invalid \S+ value: '?(.*?)'?", "« {0} » n'est pas un jour : AAAA-MM-JJ"),
    (r"argument PORT: invalid \S+ value: '?(.*?)'?", "« {0} » n'est pas un port : un nombre de 1024 à 65535"),
)
"""Le refus d'argparse → ce que l'on en dit."""
CHOIX = re.compile(r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.+)\)", re.DOTALL)


class _Mise(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


class Analyseur(argparse.ArgumentParser):
    """Un analyseur dont l'aide et les refus sont en français, et qui n'abrège aucune option."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, allow_abbrev=False, formatter_class=_Mise)
        self._positionals.title, self._optionals.title = "à écrire ", "options "
        self.add_argument("-h", "--aide", "--help", action="help", help="montre cette aide")

    def error(self, message: str) -> NoReturn:
        """Dit ce qui ne va pas, et comment l'écrire ; sort avec le code 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{dire(message)}\n    → {self.prog} --aide montre ce qui s'écrit.\n")


def dire(message: str) -> str:
    """Rend un refus d'argparse en français ; sans l'anglais d'un refus que l'on ne connaît pas."""
    if trouve := CHOIX.fullmatch(message):
        quoi = f"admis pour {trouve[1]}" if trouve[1].startswith("--") else "une commande"
        return inconnu(trouve[2], quoi, re.findall(r"[\w-]+", trouve[3]))
    for motif, phrase in REFUS:
        if trouve := re.fullmatch(motif, message, re.DOTALL):
            return f"{phrase.format(*trouve.groups())}."
    return "Cette demande n'est pas comprise."


def inconnu(mot: str, quoi: str, admis: Iterable[str]) -> str:
    """Rend le refus d'un mot qui n'est pas parmi les ``admis``."""
    noms = list(admis)
    return " ".join(filter(None, (f"« {mot} » n'est pas {quoi}.", proche(mot, noms), f"Admis : {', '.join(noms)}.")))
