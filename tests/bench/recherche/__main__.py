"""Compare notre recherche à deux autres, sur nos fiches. N'échoue jamais sur un temps."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.fabrique.lecture import lire as lire_base
from tests.fabrique.recherche import recherches_de

from . import tableau
from .cout import CONSTRUCTION_MO, CONSTRUCTION_S, NAVIGATEUR_S, Abandon, lancer, lire
from .moteurs import MOTEURS, ORIGINE, RACINE, construire, preparer
from .navigateur import REQUETE

LEGENDE = f"""Première requête à froid : « {REQUETE} », cinq réponses avec leur titre.
  transféré     octets compressés : programme, index, premières réponses
  1re réponse   Chromium sous 4G lente (1,6 Mbit/s, 150 ms)
  frappe        médiane par lettre tapée, processeur ralenti 4 fois, index déjà chargé
  1re frappe    la même saisie, la première fois : un index en morceaux en lit encore (serveur local) ; puis la plus lente
  processeur    construction de l'index, lecture des fiches exclue ; mémoire au-dessus du départ
                Material ne fait qu'écrire les textes : son index se bâtit chez le lecteur, dans « 1re réponse »
Budget par moteur et par taille : construction {CONSTRUCTION_S} s et {CONSTRUCTION_MO} Mo, navigateur {NAVIGATEUR_S} s.
Au-delà, « abandon » et sa raison."""


def dans_le_navigateur(moteur: str, dossier: Path, *demande: str) -> tuple[dict, str]:
    """Rend les mesures faites dans Chromium, et la raison d'un arrêt ou une chaîne vide."""
    module = [sys.executable, "-m", "tests.bench.recherche.navigateur", moteur, str(dossier), *demande]
    try:
        return lire(lancer(module, NAVIGATEUR_S, dossier)[0]), ""
    except Abandon as arret:
        return lire((dossier / "sortie.txt").read_text("utf-8")), f"dans le navigateur, {arret}"


def a_la_taille(nombre: int, moteurs: list[str], source: Path, dossier: Path) -> None:
    """Mesure tous les moteurs sur ``nombre`` clauses de synthèse, et imprime leur tableau."""
    projet = dossier.with_name(f"projet-{nombre}")
    synthese = [sys.executable, "-m", "tests.bench.synthese", str(nombre), str(projet), "--projet", str(source)]
    subprocess.run(synthese, check=True)
    depart = preparer(projet, dossier)
    fiches = int(depart.pop("fiches"))
    resultats, abandons = {}, {}
    for moteur in moteurs:
        print(f"… {nombre} clauses, {MOTEURS[moteur]}", file=sys.stderr, flush=True)
        try:
            cout = construire(moteur, dossier) or depart
        except Abandon as arret:
            resultats[moteur], abandons[moteur] = {}, f"à la construction, {arret}"
            continue
        mesures, raison = dans_le_navigateur(moteur, dossier)
        resultats[moteur] = {**cout, **mesures}
        if raison:
            abandons[moteur] = raison
    tableau.couts(nombre, fiches, resultats, abandons)


def de_qualite(moteurs: list[str], projet: Path, dossier: Path) -> None:
    """Pose les requêtes de mise au point sur les vraies clauses, et imprime la part de bonnes réponses."""
    preparer(projet, dossier)
    demandes = [r for r in recherches_de(projet, lire_base(projet)[0]) if r.clauses]
    (dossier / "requetes.json").write_text(json.dumps([d.attente.quoi.q for d in demandes]), "utf-8")
    effectifs = Counter(d.attente.quoi.sorte for d in demandes)
    parts = {}
    for moteur in moteurs:
        try:
            construire(moteur, dossier)
        except Abandon as arret:
            print(f"  abandon, {MOTEURS[moteur]} : {arret}")
            continue
        mesures, raison = dans_le_navigateur(moteur, dossier, str(dossier / "requetes.json"))
        if raison:
            print(f"  abandon, {MOTEURS[moteur]} : {raison}")
            continue
        servies: Counter[str] = Counter()
        for demande, adresses in zip(demandes, mesures["reponses"], strict=True):
            servies[demande.attente.quoi.sorte] += any(a in demande.bonnes for a in adresses)
        parts[moteur] = {sorte: servies[sorte] / n for sorte, n in effectifs.items()}
        parts[moteur]["toutes"] = sum(servies.values()) / len(demandes)
    clauses = sum(1 for _ in (projet / "data" / "clauses").rglob("*.yml"))
    tableau.qualite(clauses, parts, effectifs)


def main() -> int:
    """Lit la ligne de commande et mesure."""
    analyseur = argparse.ArgumentParser(prog="python -m tests.bench.recherche", description=__doc__)
    analyseur.add_argument("--tailles", default="200,2000,20000", help="nombres de clauses, séparés par des virgules")
    analyseur.add_argument("--moteurs", default=",".join(MOTEURS), help=f"parmi {', '.join(MOTEURS)}")
    analyseur.add_argument("--projet", type=Path, default=RACINE, help="celui dont on part ; celui-ci d'office")
    demande = analyseur.parse_args()
    moteurs = [m for m in MOTEURS if m in demande.moteurs.split(",") or m == ORIGINE]
    print(LEGENDE, flush=True)
    with tempfile.TemporaryDirectory(prefix="banc-") as dossier:
        de_qualite(moteurs, demande.projet, Path(dossier, "vrai"))
        for taille in filter(None, demande.tailles.split(",")):
            a_la_taille(int(taille), moteurs, demande.projet, Path(dossier, taille))
    return 0


if __name__ == "__main__":
    sys.exit(main())
