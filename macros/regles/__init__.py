"""Les règles : un petit générateur chacune, toutes les anomalies à la fois."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from macros.modele import Anomalie, Base

from . import (
    agenda,
    contenu,
    formation,
    identite,
    indicateurs,
    juridique,
    lexique,
    macros,
    pages,
    publies,
    references,
    reseau,
    seuils,
    synonymes,
    territoire,
    variables,
    veille,
)

__all__ = ["REGLES", "verifier"]

REGLES: tuple[Callable[[Base], Iterator[Anomalie]], ...] = (
    identite.nom_de_fichier,
    identite.fichiers_uniques,
    identite.nom_de_veille,
    identite.adresses_uniques,
    identite.dates,
    contenu.html_brut,
    contenu.gabarit,
    contenu.liens,
    contenu.corps,
    references.vocabulaires,
    references.renvois,
    references.droit,
    references.droit_abroge_en_phrase,
    references.cycles,
    references.incompatibles,
    variables.variables,
    seuils.periodes,
    seuils.montants_recopies,
    veille.obligatoire_datee,
    veille.effet_apres_signature,
    veille.suites,
    veille.trente_minutes,
    agenda.fuseaux,
    agenda.heures,
    agenda.endroits,
    agenda.organisateurs,
    agenda.doublons,
    synonymes.expressions,
    indicateurs.valeurs_officielles,
    indicateurs.formules,
    formation.etapes,
    formation.durees,
    formation.lectures,
    formation.questions,
    lexique.ecritures,
    lexique.sources,
    lexique.emplois,
    reseau.departements,
    reseau.couleurs,
    territoire.courriels,
    territoire.personnes,
    territoire.portees,
    territoire.rencontres_uniques,
    territoire.reserves,
    territoire.contours,
    publies.disparus,
    publies.titres,
    juridique.critere_complet,
    juridique.penalite_complete,
    juridique.penalite_sans_plafond,
    juridique.insertion_complete,
    juridique.exigence_prouvee,
    juridique.derogation_nommee,
    juridique.signe_sans_equivalent,
    juridique.preference_locale,
    juridique.politique_generale,
    pages.entetes,
    pages.moments,
    macros.macros,
    pages.corps_des_pages,
    pages.ancres,
)


def verifier(base: Base) -> list[Anomalie]:
    """Rend toutes les anomalies de la base, erreurs et alertes, triées par fichier et ligne."""
    trouvees = [anomalie for regle in REGLES for anomalie in regle(base)]
    return sorted(juridique.lever(base, trouvees))
