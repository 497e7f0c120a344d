"""L'échange des dossiers d'un site : en une fois."""

import subprocess
from pathlib import Path

import pytest

from macros.base.registre import RECU
from macros.commandes.publier import _echanger, publier
from tests.conftest import empreinte


def test_un_echange_impossible_rend_l_ancien_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a").write_text("ancien")
    with pytest.raises(FileNotFoundError):
        _echanger(tmp_path / "absent", tmp_path / "site")
    assert empreinte(tmp_path) == {"site/a": b"ancien"}


@pytest.mark.parametrize(
    ("site", "recu", "attendu"),
    [("https://base.test/", False, 1), ("https://base.test/", True, 7), ("https://base.reseau.example/", False, 7)],
)
def test_un_site_a_mettre_en_ligne_attend_son_registre(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str, recu: bool, attendu: int
) -> None:
    """À une adresse réservée, le site n'est que pour soi."""
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 7)
    if recu:
        (tmp_path / RECU).write_text("{}", "utf-8")
    assert publier(tmp_path, site_url=site) == attendu
