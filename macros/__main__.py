"""La ligne de commande : ``python -m macros verifier``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from macros.chargement import charger
from macros.modele import Anomalie, Gravite
from macros.regles import verifier


def main(arguments: list[str] | None = None) -> int:
    """Exécute la commande ; rend 0 quand tout va bien, 1 sur une anomalie, 2 sur une mauvaise demande."""
    analyseur = argparse.ArgumentParser(prog="python -m macros", description="Base des achats publics responsables.")
    commandes = analyseur.add_subparsers(dest="commande", required=True, metavar="COMMANDE")
    commandes.add_parser("verifier", help="contrôle toutes les fiches et toutes les pages")
    demande = analyseur.parse_args(arguments)
    racine = Path.cwd()
    return {"verifier": lambda: commande_verifier(racine)}[demande.commande]()


def commande_verifier(racine: Path) -> int:
    """Affiche toutes les anomalies ; rend 1 s'il y a au moins une erreur."""
    base, anomalies = charger(racine)
    anomalies = sorted([*anomalies, *verifier(base)])
    annoncer(anomalies)
    erreurs = sum(a.gravite is Gravite.ERREUR for a in anomalies)
    fiches = sum(1 for _ in base.fiches())
    print(f"{fiches} fiches et {len(base.pages)} pages lues : {erreurs} erreur(s), {len(anomalies) - erreurs} alerte(s).")
    return 1 if erreurs else 0


def annoncer(anomalies: list[Anomalie]) -> None:
    """Écrit les anomalies ; sous GitHub Actions, aussi en annotations sur les lignes."""
    for anomalie in anomalies:
        print(anomalie)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            niveau = "error" if anomalie.gravite is Gravite.ERREUR else "warning"
            texte = f"{anomalie.message} → {anomalie.conseil}".replace("%", "%25").replace("\n", "%0A")
            print(f"::{niveau} file={anomalie.fichier},line={anomalie.ligne},col={anomalie.colonne},"
                  f"title={anomalie.code}::{texte}")


if __name__ == "__main__":
    sys.exit(main())
