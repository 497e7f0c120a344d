"""Ce que les essais hostiles partagent : le petit projet où l'on est, et les données qu'il publie."""

import shutil
from pathlib import Path

import pytest

from tests.donnees import changer_json, ecrire_les_donnees
from tests.fabrique.donnees import donnees_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.reperes import JOUR
from tests.petit.projet import changer

PERDUS = (
    "data/clauses/temoin.yml",
    "docs/bonnes-pratiques/essai.md",
    "docs/veille/2026/2026-11-20-essai.md",
    "data/feuilles-de-route/essai.yml",
    "data/parcours/essai.yml",
)
"""Les fiches que le petit projet n'a plus, et que l'autre réseau publie."""


def publier_le_temoin(projet: Path) -> None:
    changer(projet / "data/clauses/temoin.yml", ("statut: brouillon", "statut: publie"))


@pytest.fixture
def dans_le_projet(projet: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(projet)
    return projet


@pytest.fixture(scope="module")
def donnees(modele_de_projet: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Rend chemin → octets de ce que publie le petit projet."""
    projet = tmp_path_factory.mktemp("donnees") / "projet"
    shutil.copytree(modele_de_projet, projet)
    publier_le_temoin(projet)
    return donnees_de(base_saine(projet, JOUR))


@pytest.fixture
def publies(projet: Path, tmp_path: Path, donnees: dict[str, bytes]) -> dict[str, Path]:
    """Rend jeu → le JSON que publie le petit projet, qui perd ensuite quelques fiches ; des clauses, la seule perdue."""
    publier_le_temoin(projet)
    fichiers = {f.stem: f for f in ecrire_les_donnees(donnees, tmp_path / "recu")}
    changer_json(
        fichiers["clauses"],
        lambda contenu: contenu.update(fiches=[f for f in contenu["fiches"] if f["id"] == "temoin"]),
    )
    for perdu in PERDUS:
        (projet / perdu).unlink()
    return fichiers
