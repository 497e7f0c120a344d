"""Les faits et les seuils qui décident d'une obligation, et toutes les conditions qui les nomment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.obligation.modele import Condition, Fait
from macros.lecture.anomalie import Chemin


def conditions(c: Consultation) -> Iterator[tuple[Fiche[Any], Chemin, Condition]]:
    """Rend (fiche, chemin, condition) de toutes les conditions : règles, exceptions, faits déduits, contradictions."""
    for fiche in c.fiches("obligations").values():
        regle = fiche.contenu
        groupes: list[tuple[Chemin, Sequence[Condition]]] = [(("si",), regle.si)]
        groupes += [(("sauf", n, "si"), dispense.si) for n, dispense in enumerate(regle.sauf)]
        yield from _de(fiche, groupes)
    for fiche in c.fiches("faits").values():
        groupes = [(("contradictions", n, "si"), x.si) for n, x in enumerate(fiche.contenu.contradictions)]
        for nom, fait in fiche.contenu.faits.items():
            groupes += [(("faits", nom, "vrai_si", n), si) for n, si in enumerate(fait.vrai_si)]
        yield from _de(fiche, groupes)


def _de(
    fiche: Fiche[Any], groupes: Sequence[tuple[Chemin, Sequence[Condition]]]
) -> Iterator[tuple[Fiche[Any], Chemin, Condition]]:
    for chemin, si in groupes:
        yield from ((fiche, (*chemin, n), condition) for n, condition in enumerate(si))


def faits_de(c: Consultation) -> Mapping[str, Fait]:
    """Rend nom → fait ; rien si le fichier manque."""
    fiche = c.fiches("faits").get("faits")
    return fiche.contenu.faits if fiche else {}


def seuils_de(c: Consultation) -> Mapping[str, Any]:
    """Rend nom → seuil du registre ; rien si le fichier manque."""
    fiche = c.fiches("seuils").get("seuils")
    return fiche.contenu.seuils if fiche else {}
