"""Les règles : un petit générateur chacune, toutes les anomalies à la fois."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche, FicheIncomplete
from macros.base.genre import Regle, RegleDeFiche
from macros.base.page import Page
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
    contenu.gabarit,
    squelette.squelette_intact,
    references.vocabulaires,
    references.doubles,
    references.renvois,
    references.droit_abroge_en_phrase,
    pages.moments,
    pages.ancres,
)
"""Ce qui vaut pour tous les genres ; chacun déclare ce qui ne vaut que pour lui."""
DE_FICHE: tuple[RegleDeFiche, ...] = (
    contenu.html_brut,
    contenu.formes,
    contenu.marques,
    contenu.liens,
    personnes.courriels,
    personnes.personnes,
)
"""Ce qui juge une fiche à la fois, de tous les genres, même refusée pour sa forme."""
DE_PAGE: tuple[Callable[[Consultation, Page], Iterator[Anomalie]], ...] = (
    personnes.courriels,
    personnes.personnes,
    pages.entetes,
    appels.appels,
    pages.corps_des_pages,
    pages.liens_des_pages,
)
"""Ce qui juge une page écrite à la main à la fois."""
RegleDUne = Callable[[Any, Any], Iterator[Anomalie]]


def verifier(c: Consultation, retenir: bool = False) -> list[Anomalie]:
    """Rend toutes les anomalies de la base, erreurs et alertes, triées par fichier et ligne.

    ``retenir`` : une fiche, une page garde le verdict des règles qui n'ont lu qu'elle, pour la lecture suivante.
    """
    propres = (regle for genre in c.genres.values() for regle in genre.regles)
    a_juger: Iterator[tuple[RegleDUne, Fiche[Any] | Page]] = chain(
        ((regle, fiche) for _, fiche in c.lues() for regle in DE_FICHE),
        ((regle, page) for page in c.pages.values() for regle in DE_PAGE),
        ((regle, fiche) for genre, fiche in c.par_genre() for regle in genre.regles_de_fiche),
    )
    jugees = (_retenu(regle, c, lue) if retenir else regle(c, lue) for regle, lue in a_juger)
    trouvees = chain.from_iterable(chain((regle(c) for regle in (*REGLES, *propres)), jugees))
    return sorted([*lever(c, list(trouvees)), *_des_incompletes(c)])


class _Temoin:
    """La consultation, et si une règle lui a demandé autre chose que les genres et les macros, que le code seul dit."""

    def __init__(self, c: Consultation) -> None:
        self.consultation, self.genres, self.macros, self.interroge = c, c.genres, c.macros, False

    def __getattr__(self, nom: str) -> Any:
        self.interroge = True
        return getattr(self.consultation, nom)


def _retenu(regle: RegleDUne, c: Consultation, lue: Fiche[Any] | Page) -> Iterable[Anomalie]:
    """Rend ce que la règle dit de cette fiche ou de cette page, qui le garde si la règle n'a rien lu d'autre : elle redirait de même."""
    verdicts = lue.__dict__.setdefault("_verdicts", {})
    if (verdict := verdicts.get(regle)) is None:
        temoin = _Temoin(c)
        verdict = [*regle(temoin, lue)]
        if not temoin.interroge:
            verdicts[regle] = verdict
    return verdict


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
