"""La marque d'une variable dans un texte à insérer, ``{{taux}}``, ou d'un renvoi à un autre, ``{{renvoi:penalite}}``."""

import re

from macros.texte.langue import plier

VARIABLE = re.compile(r"\{\{\s*([a-z0-9_]+|renvoi:[a-z0-9-]+)\s*\}\}")
RENVOI = "renvoi:"
ACCOLADES = re.compile(r"(?P<ouvre>\{(?<!\{\{)\{*)\s*(?P<nom>(?:renvoi:)?[\w][\w '’-]{0,60}?)\s*(?P<ferme>\}+)")
"""Un nom entre accolades, bien ou mal écrit."""


def nom_de_variable(mots: str) -> str:
    """Rend le nom que ces mots donneraient à une variable : minuscules sans accent, chiffres, tiret bas."""
    return "_".join(filter(None, map(plier, re.split(r"[\W_]+", mots))))
