"""Les données ouvertes de ce réseau : valides, et les cellules trop longues pour un tableur annoncées."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.donnees import lire_csv
from tests.fabrique import RACINE, SITE_URL, Base, donnees_de
from tests.unitaires.test_donnees import (
    test_ajv_lit_tout,
    test_csv_egal_au_json,
    test_frictionless_lit_tout,
    test_json_conforme_a_son_schema,
    test_le_classeur_dit_ce_que_disent_les_csv,
    test_une_table_longue_dit_tout,
)

__all__ = [
    "test_ajv_lit_tout",
    "test_csv_egal_au_json",
    "test_frictionless_lit_tout",
    "test_json_conforme_a_son_schema",
    "test_le_classeur_dit_ce_que_disent_les_csv",
    "test_une_table_longue_dit_tout",
]


@pytest.fixture(scope="module")
def sorties(base_reelle: Base) -> dict[str, bytes]:
    """Rend les données ouvertes du dépôt."""
    return donnees_de(base_reelle)


def test_aucune_cellule_n_est_trop_longue(sorties: dict[str, bytes]) -> None:
    """Et aucune n'a dû renvoyer au JSON : ce qui est long a sa table."""
    textes = {c: o.decode("utf-8-sig") for c, o in sorties.items() if c.endswith(".csv")}
    longues = [(c, n) for c in textes for rangee in lire_csv(sorties[c]) for n, v in rangee.items() if len(v) > 32_000]
    assert longues == [] and [c for c, t in textes.items() if "Trop long pour un tableur" in t] == []


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
