"""Les règles : un petit générateur chacune, toutes les anomalies à la fois."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from macros.base.consultation import Consultation
from macros.base.fiche import FicheIncomplete
from macros.base.genre import Regle
from macros.lecture.anomalie import Anomalie, Gravite
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
    jugees = (regle(c, fiche) for genre, fiche in c.par_genre() for regle in genre.regles_de_fiche)
    trouvees = chain.from_iterable(chain((regle(c) for regle in (*REGLES, *propres)), jugees))
    return sorted([*lever(c, list(trouvees)), *_des_incompletes(c)])


def _des_incompletes(c: Consultation) -> Iterator[Anomalie]:
    """Rend les erreurs que les règles de son genre voient dans une fiche incomplète, prise seule.

    Une règle s'arrête au premier champ qui ne se lit pas : elle ne dit que ce qu'elle a lu. Une alerte attend, car la fiche
    l'a peut-être levée.
    """
    for (nom, _), fiche in c.base.refusees.items():
        if isinstance(fiche, FicheIncomplete):
            lisible = fiche.lisible()
            for regle in c.genres[nom].regles_de_fiche:
                with suppress(AttributeError):
                    yield from (a for a in regle(c, lisible) if a.gravite is Gravite.ERREUR)
