"""Lire un projet et le contrôler, sans relire les fiches que l'essai n'a pas touchées."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from macros.base import chargement
from macros.base.base import Base
from macros.base.consultation import Consultation
from macros.fiches.liste import GENRES, MACROS
from macros.fiches.reseau.declaration import reseau_de
from macros.lecture.anomalie import Anomalie
from macros.lecture.reglage import du_reglage
from macros.regles.toutes import verifier
from macros.sorties.chemins import produits
from tests.fabrique.reperes import DEPOT, SITE_URL, epoque

_deja_lu = lru_cache(4000)(chargement.lire_yaml)


def lire_yaml(*lecture: Any, **options: Any) -> tuple[Any, ...]:
    """Rend ce que rend la vraie lecture, sans relire une fiche que l'essai n'a pas touchée."""
    valeurs, reperes, anomalies = _deja_lu(*lecture, **options)
    return valeurs, reperes, [*anomalies]


@contextmanager
def lectures_retenues() -> Iterator[None]:
    """Le temps des essais, toute lecture passe par ``lire_yaml``, celles des commandes comprises."""
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(chargement, "lire_yaml", lire_yaml)
        yield


def lire(racine: Path, jour: date | None = None) -> tuple[Base, list[Anomalie]]:
    """Rend la base d'un dossier et ses anomalies de forme, lues au jour dit ou au jour courant."""
    with pytest.MonkeyPatch.context() as rustine:
        if jour:
            rustine.setenv("SOURCE_DATE_EPOCH", epoque(jour))
        return chargement.charger(racine, GENRES)


def controler(base: Base) -> list[Anomalie]:
    """Rend les anomalies de fond d'une base."""
    return verifier(Consultation(base, GENRES, reseau_de(base, SITE_URL, DEPOT), MACROS, produits))


_LUES: dict[Path, chargement.Retenues] = defaultdict(dict)


def anomalies_de(racine: Path, a_froid: bool = False) -> list[str]:
    """Rend toutes les anomalies d'un projet, telles que le contributeur les lit.

    Lues comme en servant : une fiche que l'essai n'a pas touchée reste la même. ``a_froid`` : comme au contrôle et à la
    publication, où rien n'est retenu.
    """
    base, anomalies = chargement.charger(racine, GENRES, None if a_froid else _LUES[racine])
    return [str(a) for a in sorted([*anomalies, *controler(base), *du_reglage(racine)])]


def base_saine(racine: Path, jour: date | None = None) -> Base:
    """Rend la base d'un projet, qui doit être sans anomalie ce jour-là."""
    base, anomalies = lire(racine, jour)
    assert [str(a) for a in (*anomalies, *controler(base))] == []
    return base
