"""Les mauvais fichiers : chaque module de ce dossier en a une table, ``CAS``."""

from importlib import import_module
from pkgutil import iter_modules

CAS = tuple(
    cas for module in iter_modules(__path__) for cas in getattr(import_module(f"{__name__}.{module.name}"), "CAS", ())
)
