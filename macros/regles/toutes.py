"""Les règles : un petit générateur chacune, toutes les anomalies à la fois."""

from __future__ import annotations

from macros.base.consultation import Consultation
from macros.base.genre import Regle
from macros.lecture.anomalie import Anomalie
from macros.regles import appels, contenu, noms, pages, personnes, references, squelette
from macros.regles.levees import lever

REGLES: tuple[Regle, ...] = (
    noms.nom_de_fichier,
    noms.anciens_noms,
    noms.codes,
    noms.fichiers_uniques,
    noms.adresses_uniques,
    noms.dates,
    noms.changements,
    contenu.html_brut,
    contenu.gabarit,
    contenu.formes,
    contenu.marques,
    contenu.liens,
    squelette.squelette_intact,
    references.vocabulaires,
    references.doubles,
    references.renvois,
    references.droit_abroge_en_phrase,
    personnes.courriels,
    personnes.personnes,
    pages.entetes,
    pages.moments,
    appels.appels,
    pages.corps_des_pages,
    pages.ancres,
)
"""Ce qui vaut pour tous les genres ; chacun déclare ce qui ne vaut que pour lui."""


def verifier(c: Consultation) -> list[Anomalie]:
    """Rend toutes les anomalies de la base, erreurs et alertes, triées par fichier et ligne."""
    propres = (regle for genre in c.genres.values() for regle in genre.regles)
    return sorted(lever(c, [anomalie for regle in (*REGLES, *propres) for anomalie in regle(c)]))
