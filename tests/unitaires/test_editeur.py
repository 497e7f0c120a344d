"""L'éditeur, hors ligne : un schéma par genre, qui admet les fiches de ses fichiers, et nul autre."""

import json
from fnmatch import fnmatch
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from macros.base.base import Base
from macros.commandes.editeur import commande_schemas, reglage
from macros.lecture.yaml import lire_yaml
from tests.conftest import EPOQUE
from tests.fabrique.questions import consulter
from tests.fabrique.reperes import RACINE


def test_chaque_fiche_a_un_schema_et_un_seul(
    projet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOQUE)
    for _ in range(2):  # un réglage déjà là n'est pas récrit
        assert commande_schemas(projet) == 0
        regle = json.loads((projet / ".vscode/settings.json").read_text("utf-8"))
        (projet / ".vscode/settings.json").write_text(json.dumps(regle | {"a.moi": True}), "utf-8")
    assert regle["a.moi"]
    for fichier in (projet / "data").rglob("*.yml"):
        nom = fichier.relative_to(projet).as_posix()
        siens = [s for s, ou in regle["yaml.schemas"].items() if any(_vise(glob, nom) for glob in _liste(ou))]
        assert len(siens) <= 1, nom
        for schema in siens:
            valide = Draft202012Validator(json.loads((projet / schema).read_text("utf-8")))
            lu = json.loads(json.dumps(lire_yaml(fichier.read_text("utf-8"), nom)[0], default=str))
            assert not [e.message for e in valide.iter_errors(lu)], nom


def test_le_reglage_du_depot_nomme_chaque_genre(base_inventee: Base) -> None:
    ecrit = json.loads((RACINE / ".vscode/settings.json").read_text("utf-8"))
    assert [*ecrit["yaml.schemas"]] == [*reglage(consulter(base_inventee))["yaml.schemas"]]


def _liste(ou: str | list[str]) -> list[str]:
    return ou if isinstance(ou, list) else [ou]


def _vise(glob: str, nom: str) -> bool:
    return fnmatch(nom, glob.replace("**/", ""))
