"""La marque d'une variable dans un texte à insérer : ``{{taux}}``."""

import re

VARIABLE = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
