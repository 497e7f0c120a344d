"""La marque d'une variable dans un texte à insérer, ``{{taux}}``, ou d'un renvoi à un autre, ``{{renvoi:penalite}}``."""

import re

VARIABLE = re.compile(r"\{\{\s*([a-z0-9_]+|renvoi:[a-z0-9-]+)\s*\}\}")
RENVOI = "renvoi:"
