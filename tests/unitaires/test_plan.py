"""Le plan de la maison nomme toutes ses pièces, et aucune autre."""

import re
from pathlib import Path

from tests.fabrique.reperes import RACINE

MACROS = RACINE / "macros"
PLAN = (MACROS / "README.md").read_text("utf-8")


def dossiers(dans: Path) -> set[str]:
    return {d.name for d in dans.iterdir() if d.is_dir() and d.name != "__pycache__"}


def test_chaque_piece_a_sa_ligne() -> None:
    lignes = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \|", PLAN, re.MULTILINE)
    nommees = {nom for ligne in lignes for nom in re.findall(r"`([\w/.<>]+)`", ligne)}
    attendues = {f"{nom}/" for nom in dossiers(MACROS)} - {"fiches/", "sorties/"}
    attendues |= {f"sorties/{nom}/" for nom in dossiers(MACROS / "sorties")} | {"fiches/<genre>/", "fiches/liste.py"}
    assert attendues <= nommees
    assert {nom for nom in nommees if nom.endswith("/") and "<" not in nom} <= attendues


def test_chaque_genre_est_nomme() -> None:
    liste = re.search(r"^Les genres : (.*?)\n\n", PLAN, re.MULTILINE | re.DOTALL)
    assert liste
    assert set(re.findall(r"`(\w+)`", liste[1])) == dossiers(MACROS / "fiches")


def test_un_fichier_nomme_existe() -> None:
    racines = [MACROS, MACROS / "sorties", MACROS / "fiches", MACROS.parent, MACROS.parent / "overrides/fragments"]
    racines += [MACROS.parent / "overrides", MACROS.parent / "overrides/assets"]
    for nom in re.findall(r"`([\w/.]+\.(?:py|html|js|yml))`", PLAN):
        ici = any((racine / nom).exists() for racine in racines)
        assert ici or any(MACROS.rglob(nom)), nom
