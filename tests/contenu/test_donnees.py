"""Les données ouvertes de ce réseau : valides, et les cellules trop longues pour un tableur annoncées."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.donnees import lire_csv
from tests.fabrique import RACINE, SITE_URL, Base, donnees_de
from tests.unitaires.test_donnees import (
    NOMS,
    test_ajv_lit_tout,
    test_csv_egal_au_json,
    test_frictionless_lit_tout,
    test_json_conforme_a_son_schema,
)

__all__ = ["test_ajv_lit_tout", "test_csv_egal_au_json", "test_frictionless_lit_tout", "test_json_conforme_a_son_schema"]


@pytest.fixture(scope="module")
def sorties(base_reelle: Base) -> dict[str, bytes]:
    """Rend les données ouvertes du dépôt."""
    return donnees_de(base_reelle)


def test_une_cellule_trop_longue_pour_excel_est_annoncee(sorties: dict[str, bytes]) -> None:
    longues = {
        (nom, colonne)
        for nom in NOMS
        for ligne in lire_csv(sorties[f"donnees/{nom}.csv"])
        for colonne, valeur in ligne.items()
        if len(valeur) > 32_767
    }
    decrites = {
        (nom, champ["name"])
        for nom in NOMS
        for champ in json.loads(sorties[f"donnees/{nom}.table-schema.json"])["fields"]
        if "32 767 signes" in champ["description"]
    }
    assert longues <= decrites
    assert not longues or "32 767 signes" in page_des_donnees()


def page_des_donnees() -> str:
    return Path(RACINE, "docs/donnees/index.md").read_text("utf-8")


def test_la_page_promet_ce_que_l_import_tient() -> None:
    """Le schéma publié et l'import admettent un champ de plus : la page le dit."""
    promesse = page_des_donnees().partition("## Ce que promet la version")[2].partition("\n## ")[0]
    assert "un champ peut s’ajouter" in promesse and "`importer` refuse un fichier d’une autre version" in promesse


def test_l_exemple_python_de_la_page_marche(site_construit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Le programme donné aux réutilisateurs est celui qu'on essaie sur le site construit."""
    [exemple] = re.findall(r"^```python\n(.*?)^```", page_des_donnees(), re.DOTALL | re.MULTILINE)
    exec(compile(exemple.replace("https://adresse-du-site/", f"{site_construit.as_uri()}/"), "exemple", "exec"), {})
    assert f"{SITE_URL}clauses/" in capsys.readouterr().out
