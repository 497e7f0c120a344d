"""L'échange des dossiers d'un site : en une fois ; et les paquets du jour, ou rien."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from macros.base.registre import RECU
from macros.commandes.publier import _echanger, publier
from macros.site import paquets
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


@pytest.mark.parametrize(
    ("faits", "source", "installe", "dit"),
    [
        (2, 1, False, ""),
        (1, 2, False, "plus vieux que leurs sources (assets/styles/site.css)"),
        (1, 2, True, ""),  # la roue porte les paquets avec leurs sources : la date de ses fichiers ne dit rien
        (None, 1, False, "ne sont pas faits"),
    ],
)
def test_des_paquets_d_hier_ne_se_publient_pas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, faits: int | None, source: int, installe: bool, dit: str
) -> None:
    """Un site dont les fiches sont du jour et le script de la veille se tairait sur ce qu'elles disent de neuf."""
    produits = {"overrides/js-1.js": {"entryPoint": "overrides/assets/js/a.js", "imports": []}}
    for nom, date in {"assets/styles/site.css": source, paquets.LISTE: faits}.items():
        if date is not None:
            (tmp_path / nom).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / nom).write_text(json.dumps({"outputs": produits}), "utf-8")
            os.utime(tmp_path / nom, (date, date))
    monkeypatch.setattr(paquets, "theme", lambda: tmp_path)
    monkeypatch.setattr(paquets, "installe", lambda: installe)
    if not dit:
        assert paquets.Paquets(publie=True)("js/a.js") == ["js-1.js"]
        return
    with pytest.raises(Abort):
        paquets.Paquets(publie=True)("js/a.js")
    vu = capsys.readouterr().out
    assert dit in vu and "→ Lancez « make theme »." in vu
