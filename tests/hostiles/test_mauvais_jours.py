"""Les mauvais jours : disque plein ou en lecture seule, sortie fermée, exécution tuée. Une ligne en français, rien laissé derrière."""

import errno
import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.commandes.passage import PASSAGE
from tests.conftest import empreinte, lancer
from tests.hostiles.cas.commun import CLAUSE
from tests.hostiles.processus import a_part
from tests.petit.projet import changer

COMMANDES = {"ranger": ["ranger"], "nouveau": ["nouveau", "clause", "une-clause-neuve"], "publier": ["publier"]}
"""Nom → commande qui écrit quelque chose dans le projet."""


@pytest.fixture
def a_ranger(dans_le_projet: Path) -> Path:
    changer(dans_le_projet / CLAUSE, ("marches: [fournitures", "marches: [ fournitures"))
    return dans_le_projet


@pytest.mark.parametrize("commande", COMMANDES)
def test_disque_plein(a_ranger: Path, commande: str) -> None:
    """La limite de taille d'un fichier, posée par le système, arrête l'écriture au même endroit qu'un disque plein."""
    avant = empreinte(a_ranger)

    def plein() -> int:
        subprocess.call = _construire_trop  # type: ignore[assignment]
        return main(COMMANDES[commande])

    fini = a_part(plein, taille=20)
    assert fini.code == 1, fini
    [ligne] = [ligne for ligne in fini.sortie.splitlines() if "Le système refuse" in ligne]
    assert "le système n'admet pas un fichier aussi gros. → Vérifiez la place et les droits" in ligne
    assert "Traceback" not in fini.sortie and "Errno" not in fini.sortie
    assert empreinte(a_ranger) == avant
    assert not list(a_ranger.glob(".construction-*"))


def _construire_trop(commande: list[str], **_: object) -> int:
    Path(commande[-1]).mkdir()
    Path(commande[-1], "index.html").write_bytes(b"a" * 100)
    return 0


@pytest.mark.parametrize("commande", COMMANDES)
@pytest.mark.parametrize(
    ("numero", "mots"),
    [
        (errno.EROFS, "le disque est en lecture seule"),
        (errno.EACCES, "les droits manquent"),
        (errno.ENOSPC, "le disque est plein"),
    ],
)
def test_projet_ou_l_on_ne_peut_pas_ecrire(
    a_ranger: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    commande: str,
    numero: int,
    mots: str,
) -> None:
    creer = tempfile.mkdtemp

    def refuser(suffix: str | None = None, prefix: str | None = None, dir: Path | None = None) -> str:
        if prefix == PASSAGE:
            raise OSError(numero, os.strerror(numero), f"{dir}/{prefix}x")
        return creer(suffix, prefix, dir)

    avant = empreinte(a_ranger)
    monkeypatch.setattr(tempfile, "mkdtemp", refuser)
    assert main(COMMANDES[commande]) == 1
    dit = capsys.readouterr()
    assert f".construction-x » : {mots}. → Vérifiez la place" in dit.err and dit.err.count("\n") == 1
    assert empreinte(a_ranger) == avant


def test_sortie_fermee(dans_le_projet: Path) -> None:
    """« make verifier | head » : celui qui lisait est parti."""
    fini = a_part(lambda: main(["verifier"]), sortie_fermee=True)
    assert fini == (1, "La sortie s'est fermée avant la fin : tout n'a pas été affiché.\n")


def test_une_sortie_sans_utf_8_n_arrete_pas(dans_le_projet: Path) -> None:
    (dans_le_projet / CLAUSE).write_text("titre: [«\n", "utf-8")
    fini = lancer(dans_le_projet, "-m", "macros", "verifier", PYTHONIOENCODING="ascii")
    assert fini.returncode == 1 and "Traceback" not in fini.stderr and "ouvert ici n'est pas ferm?" in fini.stdout
