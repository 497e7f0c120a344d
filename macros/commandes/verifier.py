"""Contrôler la base, ou quelques fiches seules."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from macros.commandes.annonces import annoncer
from macros.lecture.anomalie import Gravite, montrable
from macros.lecture.defauts import Fichier
from macros.lecture.reglage import du_reglage
from macros.site.maison import Maison


def commande_verifier(racine: Path, fichiers: Sequence[Path] = ()) -> int:
    """Affiche les anomalies de toute la base, ou de ces seules fiches ; rend 1 s'il y a au moins une erreur, 2 sur un autre fichier.

    Une fiche seule passe les règles qui la jugent ; celles qui lisent la base entière attendent le contrôle entier.
    """
    gc.disable()  # ce qui se lit reste jusqu'au bout : le ramasse-miettes le parcourrait pour rien
    if not fichiers:
        maison = Maison(racine)
        anomalies = [*maison.anomalies, *du_reglage(racine)]
        # D'un dossier qui manque, tout le reste n'est que la suite.
        anomalies = [a for a in anomalies if a.code == Fichier.DOSSIER_ABSENT.code] or anomalies
        lus = f"{sum(1 for _ in maison.c.par_genre())} fiches et {len(maison.c.pages)} pages lues"
    else:
        seuls = {
            str(f.resolve().relative_to(racine)) if f.resolve().is_relative_to(racine) else str(f) for f in fichiers
        }
        if inconnus := [f for f in sorted(seuls) if not (f.startswith(("data/", "docs/")) and (racine / f).is_file())]:
            print(
                f"« {montrable(inconnus[0])} » n'est ni une fiche ni une page d'ici. → Donnez un fichier de data/ ou de docs/."
            )
            return 2
        maison = Maison(racine, seuls=seuls)
        anomalies = [a for a in maison.anomalies if a.fichier in seuls]
        lus = f"{len(seuls)} fichier(s) contrôlé(s) sans le reste de la base"
    annoncer(anomalies)
    erreurs = sum(a.gravite is Gravite.ERREUR for a in anomalies)
    print(f"{lus} : {erreurs} erreur(s), {len(anomalies) - erreurs} alerte(s).")
    gc.freeze()  # ni à la sortie
    return 1 if erreurs else 0
