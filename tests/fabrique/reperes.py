"""Le réseau d'essai : où il est, le jour qu'il est, et les genres que l'on y parcourt."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from macros.base.reseau import Reseau
from macros.fiches.liste import GENRES

RACINE = Path(__file__).resolve().parents[2]
SITE_URL = "https://exemple.test/base/"
DEPOT = "https://github.com/exemple/depot"
JOUR = date(2026, 11, 25)
"""Le jour des fiches écrites en mémoire et du petit projet."""
RESEAU = Reseau(
    nom="R",
    nom_long="réseau d’essai",
    region="r",
    contact="c@exemple.test",
    hebergeur="h",
    autorite_flux="exemple.test,2026",
    site_url=SITE_URL,
    repo_url=DEPOT,
)
"""L'identité du réseau d'essai ; un essai en change ce qu'il veut."""
PUBLICS = tuple(genre for genre in GENRES if genre.donnees.jeu)
"""Les genres qui ont un jeu de données ouvertes."""
FICHIERS_UNIQUES = tuple(genre.lecture.fichier for genre in GENRES if genre.lecture.fichier)
"""Les fichiers qui portent un genre à eux seuls."""


def epoque(jour: date) -> str:
    """Rend midi de ce jour, comme SOURCE_DATE_EPOCH l'écrit."""
    return str(int(datetime.combine(jour, time(12), UTC).timestamp()))


def reglage_d_un_reseau() -> str:
    """Rend le ``mkdocs.yml`` du dépôt, tel qu'un réseau l'écrit : le moteur y vient de la roue."""
    return (RACINE / "mkdocs.yml").read_text("utf-8").replace("  custom_dir: overrides\n", "")
