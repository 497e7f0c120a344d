"""L'échange des dossiers d'un site : en une fois."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from macros.base.registre import RECU
from macros.commandes.publier import _echanger, publier
from tests.conftest import empreinte
from tests.fabrique import RACINE

ECHANGER_ET_MOURIR = """
import os, signal, sys
from pathlib import Path
from macros.base.registre import RECU
from macros.commandes.publier import _echanger, publier

def mourir(cadre, evenement, argument):
    global reste
    if evenement == "c_call" and argument is os.rename:
        if reste == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        reste -= 1

reste = int(sys.argv[2])
sys.setprofile(mourir)
_echanger(Path(sys.argv[1], "neuf"), Path(sys.argv[1], "site"))
"""


@pytest.mark.parametrize(("renommages", "apres"), [(0, "ancien"), (1, "ancien"), (2, "neuf")])
def test_une_publication_tuee_ne_mele_rien(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renommages: int, apres: str
) -> None:
    """Tuée avant, entre ou après ses deux renommages : la publication suivante retrouve un site entier, même si elle échoue."""
    for nom, contenu in (("neuf", "neuf"), ("site", "ancien")):
        (tmp_path / nom).mkdir()
        for page in ("a", "b"):
            (tmp_path / nom / page).write_text(contenu)
    programme = [sys.executable, "-c", ECHANGER_ET_MOURIR, str(tmp_path), str(renommages)]
    assert subprocess.run(programme, cwd=RACINE, check=False).returncode == (0 if renommages == 2 else -signal.SIGKILL)
    assert (tmp_path / "site").exists() is (renommages != 1)
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 1)
    assert publier(tmp_path) == 1
    assert set(empreinte(tmp_path / "site").values()) == {apres.encode()}
    assert not list(tmp_path.glob(".construction*"))


def test_un_echange_impossible_rend_l_ancien_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a").write_text("ancien")
    with pytest.raises(FileNotFoundError):
        _echanger(tmp_path / "absent", tmp_path / "site")
    assert empreinte(tmp_path) == {"site/a": b"ancien"}


@pytest.mark.parametrize(
    ("site", "recu", "attendu"),
    [
        ("https://base.test/", False, 1),
        ("https://base.test/", True, 7),
        ("https://base.reseau.example/", False, 7),
    ],
)
def test_un_site_a_mettre_en_ligne_attend_son_registre(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str, recu: bool, attendu: int
) -> None:
    """À une adresse réservée, le site n'est que pour soi."""
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 7)
    if recu:
        (tmp_path / RECU).write_text("{}", "utf-8")
    assert publier(tmp_path, site_url=site) == attendu
