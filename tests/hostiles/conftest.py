"""Ce que les essais hostiles partagent : le petit projet où l'on est, et les données qu'il publie."""

import shutil
from pathlib import Path

import pytest

from tests.donnees import changer_json
from tests.fabrique.donnees import donnees_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.reperes import JOUR
from tests.hostiles.importation import PERDUS, publier_le_temoin


@pytest.fixture
def dans_le_projet(projet: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(projet)
    return projet


@pytest.fixture(scope="module")
def donnees(modele_de_projet: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Rend nom du jeu → le JSON que publie le petit projet."""
    projet = tmp_path_factory.mktemp("donnees") / "projet"
    shutil.copytree(modele_de_projet, projet)
    publier_le_temoin(projet)
    sorties = donnees_de(base_saine(projet, JOUR))
    return {
        Path(chemin).stem: octets
        for chemin, octets in sorties.items()
        if chemin.count("/") == 1 and chemin.endswith(".json") and b'"fiches": [' in octets
    }


@pytest.fixture
def publies(projet: Path, tmp_path: Path, donnees: dict[str, bytes]) -> dict[str, Path]:
    """Rend les JSON publiés par le petit projet, qui perd ensuite quelques fiches ; des clauses, la seule perdue."""
    publier_le_temoin(projet)
    (tmp_path / "recu").mkdir()
    fichiers = {nom: tmp_path / "recu" / f"{nom}.json" for nom in donnees}
    for nom, fichier in fichiers.items():
        fichier.write_bytes(donnees[nom])
    changer_json(
        fichiers["clauses"],
        lambda contenu: contenu.update(fiches=[f for f in contenu["fiches"] if f["id"] == "temoin"]),
    )
    for perdu in PERDUS:
        (projet / perdu).unlink()
    return fichiers
