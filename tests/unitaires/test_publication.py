"""L'échange des dossiers d'un site : en une fois."""

from __future__ import annotations

from pathlib import Path

from macros.commandes.publier import _echanger


def test_echange_en_une_fois(tmp_path: Path) -> None:
    for nom in ("neuf", "site"):
        (tmp_path / nom).mkdir()
        (tmp_path / nom / "f").write_text(nom)
    _echanger(tmp_path / "neuf", tmp_path / "site")
    assert (tmp_path / "site/f").read_text() == "neuf" and not (tmp_path / "site").is_symlink()
