"""La forge qui tient le dépôt : son adresse la dit, ou l'identité du réseau."""

from __future__ import annotations

from urllib.parse import urlsplit

HOTES = {"github": "github", "gitlab": "gitlab", "codeberg": "forgejo", "forgejo": "forgejo", "gitea": "forgejo"}
"""Mot du nom de l'hôte → sa forge."""


def forge_de(ecrite: str | None, depot: str) -> str:
    """Rend la forge écrite, sinon celle que dit l'adresse du dépôt, sinon une chaîne vide."""
    hote = urlsplit(depot).hostname or ""
    return ecrite or next((forge for mot, forge in HOTES.items() if mot in hote), "")
