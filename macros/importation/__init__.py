"""Reprendre les fiches d'un autre réseau, publiées en JSON : tout est contrôlé, rien n'est fondu, tout ou rien."""

from .reprise import Bilan, importer

__all__ = ["Bilan", "importer"]
