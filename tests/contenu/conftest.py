"""Les promesses de ce réseau sur ses propres fiches : les mêmes contrôles, devant le vrai site et la vraie base."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fabrique import Base


@pytest.fixture(scope="session")
def base_du_site(base_reelle: Base) -> Base:
    """Rend la base du dépôt."""
    return base_reelle


@pytest.fixture(scope="session")
def site_construit(site_reel: Path) -> Path:
    """Rend le site du dépôt."""
    return site_reel
