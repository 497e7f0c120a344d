"""Ce que coûte au contrôle un fichier écrit pour le ralentir : le coût suit la taille, ou la borne l'arrête."""

import os
import time
from pathlib import Path

from macros.site.maison import Maison
from tests.fabrique.reperes import JOUR, epoque
from tests.petit import projet as petit
from tests.petit.fiches import PAGE, VEILLE

TAILLES = (50, 100, 200)
"""En Ko : sous la borne d'une page (60 000 signes), puis au-dessus ; la dernière touche celle d'une fiche (200 000 octets)."""
MARGE = 2_000
MOTIFS = ("## a\n", "# a\n", "[a](/b/) ", "*a", "- a\n", "a@b.fr ", "L. 2112-2 ")
CODES = ("ea, ", "eau, ")
"""Ce qui se répète."""
CLAUSE, ENTREE, PAGE_HOSTILE = "data/clauses/temoin.yml", "docs/veille/2026/2026-11-20-essai.md", "docs/hostile.md"


def mesurer(racine: Path) -> dict[str, dict[int, float]]:
    """Rend sorte de fichier → taille en Ko → secondes de processeur du pire motif, au-delà du contrôle du petit projet."""
    os.environ["SOURCE_DATE_EPOCH"] = epoque(JOUR)
    petit.ecrire(racine)
    sans = _cout(racine)
    fiche = (racine / CLAUSE).read_text("utf-8")
    codes, reste = fiche.split("themes: [", 1)
    fichiers = {  # sorte → (fichier, avant le motif, après, motifs)
        "Page": (PAGE_HOSTILE, PAGE, "", MOTIFS),
        "Fiche Markdown": (ENTREE, VEILLE, "", MOTIFS),
        "Fiche YAML, champs": (CLAUSE, f"{fiche}plus: [", "x]\n", CODES),
        "Fiche YAML, codes": (CLAUSE, f"{codes}themes: [", reste, CODES),
    }
    couts: dict[str, dict[int, float]] = {}
    for nom, (fichier, avant, apres, motifs) in fichiers.items():
        chemin = racine / fichier
        ancien = chemin.read_bytes() if chemin.exists() else None
        for taille in TAILLES:
            place = taille * 1000 - MARGE - len(f"{avant}{apres}".encode())
            pires = []
            for motif in motifs:
                chemin.write_text(f"{avant}{motif * (place // len(motif))}{apres}", "utf-8")
                pires.append(_cout(racine) - sans)
            couts.setdefault(nom, {})[taille] = max(pires)
        if ancien is None:
            chemin.unlink()
        else:
            chemin.write_bytes(ancien)
    return couts


def _cout(racine: Path) -> float:
    debut = time.process_time()
    Maison(racine)
    return time.process_time() - debut
