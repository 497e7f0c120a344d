"""Une alerte examinée se lève dans la fiche, avec sa raison."""

from __future__ import annotations

from collections.abc import Collection

from macros.base.consultation import Consultation
from macros.lecture.anomalie import Anomalie, Gravite
from macros.lecture.defauts import Champs


def levables(c: Consultation) -> list[str]:
    """Rend les codes qu'une fiche peut lever : les alertes des genres qui ont « alertes_levees »."""
    tables = [t for g in c.genres.values() if "alertes_levees" in g.modele.model_fields for t in g.regles.defauts]
    return [defaut.code for table in tables for defaut in table if defaut.gravite is Gravite.ALERTE]


def lever(c: Consultation, anomalies: list[Anomalie], seuls: Collection[str] | None = None) -> list[Anomalie]:
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
    alertes = levables(c)
    for fiche in fiches if seuls is None else ():  # l'alerte levée est peut-être d'une règle qui lit toute la base
        for rang, levee in enumerate(fiche.contenu.alertes_levees):
            if levee.regle not in alertes:
                constat = Champs.ALERTE_LEVEE_INCONNUE(alerte=levee.regle, alertes=alertes)
            elif (fiche.fichier, rang) not in servies:
                constat = Champs.ALERTE_LEVEE_INUTILE(alerte=levee.regle, extrait=levee.extrait)
            else:
                continue
            gardees.append(fiche.anomalie(("alertes_levees", rang, "regle"), constat))
    return gardees
