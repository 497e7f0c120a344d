"""Où est le thème : le seul endroit qui sait que la roue ne le range pas comme le dépôt."""

from __future__ import annotations

from pathlib import Path

PAQUET = Path(__file__).resolve().parents[1]


def theme() -> Path:
    """Rend le dossier des gabarits, des styles et des modules : ``macros/theme`` dans la roue, ``overrides`` dans le dépôt."""
    dans_la_roue = PAQUET / "theme"
    return dans_la_roue if dans_la_roue.is_dir() else PAQUET.parent / "overrides"
