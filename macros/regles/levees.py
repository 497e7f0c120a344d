"""Une alerte examinée se lève dans la fiche, avec sa raison."""

from __future__ import annotations

from functools import partial

from macros.base.consultation import Consultation
from macros.lecture.anomalie import Anomalie, Gravite

ALERTES = ("penalite-sans-plafond", "signe-sans-equivalent", "preference-locale", "politique-generale")


def lever(c: Consultation, anomalies: list[Anomalie]) -> list[Anomalie]:
    """Retire les alertes levées par leur fiche ; une levée sans objet devient elle-même une anomalie.

    Une levée vaut pour les mots qu'elle recopie, non pour toutes les alertes futures de la même règle.
    """
    fiches = [f for _, f in c.par_genre() if hasattr(f.contenu, "alertes_levees")]
    levees = {f.fichier: f.contenu.alertes_levees for f in fiches}
    servies: set[tuple[str, int]] = set()
    gardees = []
    for anomalie in anomalies:
        rangs = [
            rang
            for rang, levee in enumerate(levees.get(anomalie.fichier, ()))
            if anomalie.gravite is Gravite.ALERTE and levee.regle == anomalie.code and levee.extrait in anomalie.message
        ]
        servies.update((anomalie.fichier, rang) for rang in rangs)
        if not rangs:
            gardees.append(anomalie)
    for fiche in fiches:
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
            elif (fiche.fichier, rang) not in servies:
                gardees.append(
                    signaler(
                        "alerte-levee-inutile",
                        f"l'alerte « {levee.regle} » ne se produit pas sur « {levee.extrait} »",
                        "Recopiez dans extrait les mots que l'alerte cite entre guillemets, ou retirez cette levée.",
                    )
                )
    return gardees
