"""Le lexique de la recherche : chaque expression dit quelque chose, et n'est que dans un groupe."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.lexique.synonymes import Synonymes
from macros.lecture.anomalie import Anomalie, Defaut
from macros.texte.langue import racines_de

MOTS_MAX = 8
"""Au-delà, personne ne tape l'expression entière."""


class Groupes(Defaut):
    """Les synonymes de la recherche"""

    EXPRESSION_INTROUVABLE = (
        "une expression n'a que des mots vides, ou en a trop pour être tapée"
        " → Écrivez ce qu'un acheteur taperait, en quelques mots qui ont un sens."
    )
    GROUPE_INUTILE = (
        "le groupe de « {expression} » ne contient que des formes du même mot"
        " → La recherche connaît déjà les pluriels, les féminins et les accents : ajoutez un autre mot, ou retirez le groupe."
    )
    DEUX_GROUPES = (
        "« {expression} » est déjà dans le groupe de la ligne {autre_ligne} (« {autre_mot} »)"
        " → Gardez-la dans le groupe qui en dit le sens, ou réunissez les deux groupes sur une ligne."
    )


def expressions(c: Consultation, fiche: Fiche[Synonymes]) -> Iterator[Anomalie]:
    """Une expression a de un à huit mots utiles, et n'est dans aucun autre groupe, même au pluriel ou sans accent."""
    vues: dict[tuple[str, ...], tuple[int, str]] = {}
    for rang, groupe in enumerate(fiche.contenu.groupes):
        distinctes, refusees = set(), 0
        for place, expression in enumerate(groupe):
            racines = racines_de(expression)
            if not racines or len(racines) > MOTS_MAX:
                manque = f"a plus de {MOTS_MAX} mots" if racines else "n'a que des mots vides"
                constat = Groupes.EXPRESSION_INTROUVABLE(f"« {expression} » {manque}")
                yield fiche.anomalie(("groupes", rang, place), constat)
                refusees += 1
                continue
            distinctes.add(racines)
            autre_rang, autre = vues.setdefault(racines, (rang, expression))
            if autre_rang != rang:
                ligne, _ = fiche.position(("groupes", autre_rang))
                constat = Groupes.DEUX_GROUPES(expression=expression, autre_ligne=ligne, autre_mot=autre)
                yield fiche.anomalie(("groupes", rang, place), constat)
        if len(distinctes) == 1 and not refusees:
            yield fiche.anomalie(("groupes", rang), Groupes.GROUPE_INUTILE(expression=groupe[0]))
