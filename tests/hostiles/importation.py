"""Un fichier de données ouvertes que l'on abîme, et le refus qu'il reçoit."""

from pathlib import Path

import pytest

from macros.commandes.importer.commande import commande_importer
from tests.petit.projet import changer

PERDUS = (
    "data/clauses/temoin.yml",
    "docs/bonnes-pratiques/essai.md",
    "docs/veille/2026/2026-11-20-essai.md",
    "data/feuilles-de-route/essai.yml",
    "data/parcours/essai.yml",
)


def publier_le_temoin(projet: Path) -> None:
    changer(projet / "data/clauses/temoin.yml", ("statut: brouillon", "statut: publie"))


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
