"""Les moteurs comparés : comment bâtir leur index, et ce que le navigateur en charge."""

import subprocess
import sys
from pathlib import Path

import pagefind_bin

from .cout import CONSTRUCTION_MO, CONSTRUCTION_S, Abandon, lancer, lire

RACINE = Path(__file__).resolve().parents[3]
JS = Path(__file__).parent / "js"
ORIGINE = "material"
"""Le moteur auquel les autres se rapportent."""
MOTEURS = {"notre": "Le nôtre", "pagefind": "Pagefind", ORIGINE: "Material (lunr)"}


def preparer(projet: Path, dossier: Path) -> dict[str, float]:
    """Écrit le corpus d'un projet ; rend le coût de notre Index et le nombre de fiches."""
    dossier.mkdir(parents=True, exist_ok=True)
    module = [sys.executable, "-m", "tests.bench.recherche.corpus", str(projet), str(dossier)]
    return lire(lancer(module, 2 * CONSTRUCTION_S, dossier)[0])


def construire(moteur: str, dossier: Path) -> dict[str, float]:
    """Bâtit l'index d'un moteur et son programme ; rend le coût de l'index. Le nôtre vient de ``preparer``."""
    _empaqueter(moteur, dossier)
    match moteur:
        case "notre":
            return {}
        case "pagefind":
            options = ["--site", str(dossier / "pages"), "--output-path", str(dossier / "pagefind")]
            cout = lancer([str(pagefind_bin.get_executable()), *options], CONSTRUCTION_S, dossier)[1]
        case _:
            module = [sys.executable, "-m", "tests.bench.recherche.material", str(dossier)]
            cout = lire(lancer(module, CONSTRUCTION_S, dossier)[0])
    if cout["memoire"] > CONSTRUCTION_MO:
        raise Abandon(f"{cout['memoire']:.0f} Mo, plus de {CONSTRUCTION_MO} Mo")
    return cout


def _empaqueter(moteur: str, dossier: Path) -> None:
    """Écrit ``js/MOTEUR.js`` : la seule partie de recherche, réduite ; ce que le site sert déjà reste à part."""
    subprocess.run(
        [
            str(RACINE / "node_modules" / ".bin" / "esbuild"),
            "--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=error",
            "--external:/pagefind/*", f"--outfile={dossier}/js/{moteur}.js",
        ],
        input=f'export {{ ouvrir }} from "./moteurs/{moteur}.mjs";',
        cwd=JS,
        text=True,
        check=True,
    )  # fmt: skip
