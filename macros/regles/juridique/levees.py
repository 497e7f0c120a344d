"""Une alerte examinée se lève dans la fiche, avec sa raison."""

from __future__ import annotations

from functools import partial

from macros.modele import Anomalie, Base, Gravite

ALERTES = ("penalite-sans-plafond", "signe-sans-equivalent", "preference-locale", "politique-generale")


def lever(base: Base, anomalies: list[Anomalie]) -> list[Anomalie]:
    """Retire les alertes levées par leur fiche ; une levée sans objet devient elle-même une anomalie."""
    par_fichier = {f.fichier: f for f in base.clauses.values()}
    servies: set[tuple[str, str]] = set()
    gardees = []
    for anomalie in anomalies:
        fiche = par_fichier.get(anomalie.fichier)
        if (
            anomalie.gravite is Gravite.ALERTE
            and fiche
            and any(levee.regle == anomalie.code for levee in fiche.contenu.alertes_levees)
        ):
            servies.add((anomalie.fichier, anomalie.code))
        else:
            gardees.append(anomalie)
    for fiche in base.clauses.values():
        for rang, levee in enumerate(fiche.contenu.alertes_levees):
            signaler = partial(fiche.anomalie, ("alertes_levees", rang, "regle"))
            if levee.regle not in ALERTES:
                gardees.append(
                    signaler(
                        "alerte-levee-inconnue",
                        f"« {levee.regle} » n'est pas une alerte que l'on peut lever",
                        f"Alertes qui se lèvent : {', '.join(ALERTES)}.",
                    )
                )
            elif (fiche.fichier, levee.regle) not in servies:
                gardees.append(
                    signaler(
                        "alerte-levee-inutile",
                        f"l'alerte « {levee.regle} » ne se produit plus",
                        "Retirez cette levée d'alerte.",
                    )
                )
    return gardees
