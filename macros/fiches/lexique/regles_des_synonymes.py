"""Le lexique de la recherche : chaque expression dit quelque chose, et n'est que dans un groupe."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.lecture.anomalie import Anomalie
from macros.texte.langue import mots, racine

MOTS_MAX = 8
"""Au-delà, personne ne tape l'expression entière."""


def expressions(c: Consultation) -> Iterator[Anomalie]:
    """Une expression a de un à huit mots utiles, et n'est dans aucun autre groupe, même au pluriel ou sans accent."""
    for fiche in c.fiches("synonymes").values():
        vues: dict[tuple[str, ...], tuple[int, str]] = {}
        for rang, groupe in enumerate(fiche.contenu.groupes):
            distinctes, refusees = set(), 0
            for place, expression in enumerate(groupe):
                racines = tuple(racine(m) for m in mots(expression))
                if not racines or len(racines) > MOTS_MAX:
                    yield fiche.anomalie(
                        ("groupes", rang, place),
                        "expression-introuvable",
                        f"« {expression} » n'a que des mots vides"
                        if not racines
                        else f"« {expression} » a plus de {MOTS_MAX} mots",
                        "Écrivez ce qu'un acheteur taperait, en quelques mots qui ont un sens.",
                    )
                    refusees += 1
                    continue
                distinctes.add(racines)
                ailleurs = vues.setdefault(racines, (rang, expression))
                if ailleurs[0] != rang:
                    yield _contradiction(fiche, rang, place, expression, ailleurs)
            if len(distinctes) == 1 and not refusees:
                yield fiche.anomalie(
                    ("groupes", rang),
                    "groupe-inutile",
                    f"le groupe de « {groupe[0]} » ne contient que des formes du même mot",
                    "La recherche connaît déjà les pluriels, les féminins et les accents : ajoutez un autre mot, ou retirez le groupe.",
                )


def _contradiction(fiche: Fiche, rang: int, place: int, expression: str, ailleurs: tuple[int, str]) -> Anomalie:
    autre_rang, autre = ailleurs
    ligne, _ = fiche.position(("groupes", autre_rang))
    return fiche.anomalie(
        ("groupes", rang, place),
        "deux-groupes",
        f"« {expression} » est déjà dans le groupe de la ligne {ligne} (« {autre} »)",
        "Gardez-la dans le groupe qui en dit le sens, ou réunissez les deux groupes sur une ligne.",
    )
