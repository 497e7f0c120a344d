"""Un fichier de données ouvertes que l'on abîme, et le refus qu'il reçoit."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from macros.commandes.importer.commande import commande_importer

Contenu = dict[str, Any]
PERDUS = (
    "data/clauses/temoin.yml",
    "docs/bonnes-pratiques/essai.md",
    "docs/veille/2026/2026-11-20-essai.md",
    "data/feuilles-de-route/essai.yml",
    "data/parcours/essai.yml",
)


def publier_le_temoin(projet: Path) -> None:
    clause = projet / "data/clauses/temoin.yml"
    clause.write_text(clause.read_text("utf-8").replace("statut: brouillon", "statut: publie"), "utf-8")


def changer(fichier: Path, modifier: Callable[[Contenu], object]) -> Path:
    """Modifie le JSON du fichier."""
    contenu = json.loads(fichier.read_text("utf-8"))
    modifier(contenu)
    fichier.write_text(json.dumps(contenu).replace("Infinity", "1e999"), "utf-8")
    return fichier


def photo(racine: Path) -> dict[str, bytes]:
    """Rend tout ce que contient le projet, dossiers vides compris."""
    return {str(f.relative_to(racine)): f.read_bytes() if f.is_file() else b"" for f in racine.rglob("*")}


def refuse(projet: Path, capsys: pytest.CaptureFixture[str], attendu: str, *fichiers: Path) -> str:
    """Contrôle qu'aucun des deux modes n'écrit, et que la sortie nomme le refus avec son conseil ; rend la sortie."""
    avant = photo(projet)
    for appliquer in (False, True):
        assert commande_importer(projet, list(fichiers), appliquer) == 1
        sortie = capsys.readouterr().out
        assert attendu in sortie and "Rien n'est écrit." in sortie
        lignes = sortie.split("\n")
        [rang] = [n for n, ligne in enumerate(lignes) if attendu in ligne][:1]
        assert lignes[rang + 1].startswith("    → "), "tout refus dit quoi faire"
        assert photo(projet) == avant
        assert "Traceback" not in sortie and "\x1b" not in sortie
    return sortie
