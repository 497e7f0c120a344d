"""Où est le thème : le seul endroit qui sait que la roue ne le range pas comme le dépôt."""

from __future__ import annotations

from pathlib import Path

PAQUET = Path(__file__).resolve().parents[1]


def theme() -> Path:
    """Rend le dossier des gabarits, des styles et des modules : ``macros/theme`` dans la roue, ``overrides`` dans le dépôt."""
    return PAQUET / "theme" if installe() else PAQUET.parent / "overrides"


def installe() -> bool:
    """Dit si le moteur vient d'une roue, et non du dépôt où il s'écrit."""
    return (PAQUET / "theme").is_dir()
