"""Le banc : ``python -m tests.bench [N]``. Affiche un tableau, n'échoue jamais sur un temps."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import droit, hostiles
from tests.bench.chronometre import mesurer
from tests.bench.synthese import RACINE

TOURS = 3


def main() -> int:
    """Mesure la construction et la vérification, en tours alternés avec le témoin ; quotients d'un même passage."""
    analyseur = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    analyseur.add_argument("nombre", type=int, nargs="?", default=1000, metavar="N", help="clauses de synthèse")
    analyseur.add_argument("--projet", type=Path, default=RACINE, help="celui dont on part ; celui-ci d'office")
    demande = analyseur.parse_args()
    nombre = demande.nombre
    with tempfile.TemporaryDirectory() as dossier:
        projet, markdown = Path(dossier, "projet"), Path(dossier, "temoin")
        # Dans d'autres processus, et les pages hostiles à la fin : la mémoire d'un enfant se mesure à partir de celle de son parent.
        engendrer = [sys.executable, "-m", "tests.bench.synthese", str(nombre), "--projet", str(demande.projet)]
        subprocess.run([*engendrer, str(projet)], check=True)
        subprocess.run([*engendrer, str(markdown), "--markdown"], check=True, stdout=subprocess.DEVNULL)
        pages = sum(1 for _ in markdown.rglob("*.md"))
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir"]
        commandes = {
            "Ce projet": ([*mkdocs, f"{dossier}/s1"], projet),
            "Material seul, recherche intégrée": ([*mkdocs, f"{dossier}/s2"], markdown),
            "Vérification seule": ([sys.executable, "-m", "macros", "verifier"], projet),
        }
        resultats: dict[str, list[tuple[float, float, float]]] = {nom: [] for nom in commandes}
        for _ in range(TOURS):
            for nom, (commande, ou) in commandes.items():
                resultats[nom].append(mesurer(commande, ou))
        print(f"{nombre} clauses de synthèse, {pages} pages communes, médiane de {TOURS} tours alternés\n")
        print(f"{'':36}{'processeur':>12}{'horloge':>12}{'mémoire':>12}")
        medianes = {}
        for nom, tours in resultats.items():
            medianes[nom] = [sorted(colonne)[TOURS // 2] for colonne in zip(*tours, strict=True)]
            processeur, horloge, memoire = medianes[nom]
            print(f"{nom:36}{processeur:10.1f} s{horloge:10.1f} s{memoire:9.0f} Mo")
        ici, la = medianes["Ce projet"][0], medianes["Material seul, recherche intégrée"][0]
        print(f"\nProcesseur, ce projet / Material seul : {ici / la:.2f}")
        print("\nRelevé d'une archive de droit entière\n")
        print(droit.mesurer(Path(dossier)))
        print("\nContrôle d'une page et d'une fiche hostiles, processeur ajouté à celui d'un petit projet\n")
        for nom, couts in hostiles.mesurer(Path(dossier, "hostile")).items():
            print(f"{nom:36}" + "".join(f"{taille:>7} Ko {cout:5.2f} s" for taille, cout in couts.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
