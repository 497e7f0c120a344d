"""Les exemples écrits dans les docstrings de ``macros`` : chacun rend ce qu'il dit."""

import doctest
import importlib
import re

import pytest

from tests.fabrique.reperes import RACINE

SOURCES = (f for f in (RACINE / "macros").rglob("*.py") if re.search(r"^ +>>> ", f.read_text("utf-8"), re.MULTILINE))
MODULES = sorted(".".join(f.relative_to(RACINE).with_suffix("").parts) for f in SOURCES)


class Lisible(doctest.OutputChecker):
    """Une espace insécable s'écrit, dans un exemple, comme une autre."""

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return super().check_output(want, re.sub(r"\xa0|\u202f|\\xa0|\\u202f", " ", got), optionflags)


@pytest.mark.parametrize("module", MODULES)
def test_exemples(module: str) -> None:
    lanceur = doctest.DocTestRunner(Lisible())
    dit: list[str] = []
    for exemple in doctest.DocTestFinder().find(importlib.import_module(module)):
        lanceur.run(exemple, out=dit.append)
    assert lanceur.tries and not lanceur.failures, "".join(dit)
