"""Les règles : un petit générateur chacune, toutes les anomalies à la fois."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from itertools import chain

from macros.base.consultation import Consultation
from macros.base.fiche import ChampAbsent, FicheIncomplete
from macros.base.genre import Regle, RegleDeFiche, RegleDeTous
from macros.base.page import Page
from macros.lecture.anomalie import Anomalie, Gravite
from macros.regles import appels, contenu, noms, pages, personnes, references, squelette
from macros.regles.levees import lever

REGLES: tuple[Regle, ...] = (
    noms.anciens_noms,
    noms.codes,
    noms.fichiers_uniques,
    noms.adresses_uniques,
    references.vocabulaires_employes,
    pages.moments,
    pages.ancres,
)
"""Ce qui vaut pour tous les genres ; chacun déclare ce qui ne vaut que pour lui."""
DE_FICHE: tuple[RegleDeFiche, ...] = (
    noms.dates,
    noms.changements,
    contenu.html_brut,
    contenu.formes,
    contenu.marques,
    contenu.liens,
    references.vocabulaires,
    references.places,
    references.doubles,
    personnes.courriels,
    personnes.personnes,
)
"""Ce qui juge une fiche à la fois, de tous les genres, même refusée pour sa forme : de celle-là, textes et valeurs marquées se lisent."""
DE_FICHE_ET_GENRE: tuple[RegleDeTous, ...] = (
    noms.nom_de_fichier,
    contenu.gabarit,
    squelette.squelette_intact,
    references.renvois,
    references.droit_abroge_en_phrase,
)
"""De même, et ce que déclare le genre de la fiche y compte."""
DE_PAGE: tuple[Callable[[Consultation, Page], Iterator[Anomalie]], ...] = (
    personnes.courriels,
    personnes.personnes,
    pages.entetes,
    appels.appels,
    pages.corps_des_pages,
    pages.liens_des_pages,
)
"""Ce qui juge une page écrite à la main à la fois."""


def verifier(c: Consultation, seuls: Collection[str] | None = None) -> list[Anomalie]:
    """Rend toutes les anomalies de la base, erreurs et alertes, triées par fichier et ligne.

    ``seuls`` : les fichiers à juger, chacun par les règles qui n'en jugent qu'un ; absent, tous, et toutes les règles.
    """
    propres = [regle for genre in c.genres.values() for regle in genre.regles.ensemble]
    de_tous = [*DE_FICHE_ET_GENRE, *(regle for genre in c.genres.values() for regle in genre.regles.de_toute_fiche)]
    trouvees: list[Anomalie] = []
    # Une fiche se juge d'un trait : ce que les règles y cherchent ne se calcule qu'une fois.
    for genre, fiche in c.lues():
        if seuls is not None and fiche.fichier not in seuls:
            continue
        trouvees += chain.from_iterable(regle(c, fiche) for regle in DE_FICHE)
        trouvees += chain.from_iterable(regle(c, genre, fiche) for regle in de_tous)
        trouvees += chain.from_iterable(regle(c, fiche) for regle in genre.regles.de_fiche if fiche.entiere)
    pages = [page for page in c.pages.values() if seuls is None or page.fichier in seuls]
    trouvees += chain.from_iterable(regle(c, page) for page in pages for regle in DE_PAGE)
    if seuls is None:
        trouvees += chain.from_iterable(regle(c) for regle in (*REGLES, *propres))
    return sorted([*lever(c, trouvees, seuls), *_des_incompletes(c)])


def _des_incompletes(c: Consultation) -> Iterator[Anomalie]:
    """Rend les erreurs que les règles de son genre voient dans une fiche incomplète, prise seule.

    Une règle s'arrête au premier champ qui ne se lit pas : elle ne dit que ce qu'elle a lu. Une alerte attend, car la fiche
    l'a peut-être levée.
    """
    for (nom, _), fiche in c.base.refusees.items():
        if isinstance(fiche, FicheIncomplete):
            lisible = fiche.lisible()
            for regle in c.genres[nom].regles.de_fiche:
                with suppress(ChampAbsent):
                    yield from (a for a in regle(c, lisible) if a.gravite is Gravite.ERREUR)
