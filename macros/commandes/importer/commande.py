"""Montrer ce qu'une reprise changerait, et l'écrire si on le demande."""

from __future__ import annotations

from pathlib import Path

from macros.commandes.annonces import annoncer
from macros.commandes.importer.reprise import importer


def commande_importer(racine: Path, fichiers: list[Path], appliquer: bool) -> int:
    """Montre ce que la reprise changerait, et l'écrit si ``appliquer`` ; rend 1, sans rien écrire, si quelque chose s'y oppose."""
    bilan = importer(racine, fichiers, appliquer)
    etats = (("créée", bilan.creees), ("mise à jour", bilan.mises_a_jour), ("identique", bilan.identiques))
    for etat, chemins in etats:
        for chemin in chemins:
            print(f"  {etat:<12}{chemin}")
    for chemin, champs in bilan.conflits.items():
        print(f"  {'en conflit':<12}{chemin} : {', '.join(champs)}")
    annoncer([*bilan.alertes, *bilan.refus])
    if bilan.conflits:
        print(
            "Une fiche en conflit est d'ici, d'un autre réseau, ou retouchée ici depuis sa reprise : elle reste telle quelle."
        )
        print(
            "    → Comparez les champs nommés et reportez à la main ce qui convient. Les autres fiches s'écrivent sans elle."
        )
    for conseil in bilan.conseils:
        print(f"    → {conseil}")
    comptes = (
        f"{len(bilan.creees)} à créer, {len(bilan.mises_a_jour)} à mettre à jour, {len(bilan.identiques)} identique(s)"
    )
    print(f"{comptes}, {len(bilan.conflits)} en conflit, {len(bilan.refus)} refus.")
    if not bilan.admis:
        print("Rien n'est écrit.")
    elif not bilan.textes:
        print("Il n'y a rien à écrire.")
    elif bilan.ecrit:
        print(f"{len(bilan.textes)} fiche(s) écrite(s). Relisez-les, puis lancez « base verifier ».")
    else:
        print("Rien n'est écrit : pour écrire ces fiches, ajoutez --appliquer.")
    return 0 if bilan.admis else 1
