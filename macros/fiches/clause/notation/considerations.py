"""Ce que des textes donnent à déclarer, aux données essentielles et à l'avis européen : chacun compte pour son pilier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from macros.base.avis import AVIS, codes_avis
from macros.base.consultation import Consultation
from macros.base.decp import CONSIDERATIONS, valeurs_decp
from macros.base.fiche import Fiche
from macros.base.genre import Calcul
from macros.fiches.clause.dispositions import Disposition
from macros.fiches.clause.modele import Clause

Textes = list[tuple[Clause, Disposition]]
"""Des textes, chacun avec sa clause."""


def piliers(c: Consultation, clause: Clause) -> list[str]:
    """Rend les piliers d'une clause, d'après ses thèmes, dans leur ordre."""
    return list(dict.fromkeys(p for theme in clause.themes if (p := c.pilier(theme))))


def piliers_du_texte(c: Consultation, clause: Clause, d: Disposition) -> list[str]:
    """Rend le pilier que dit un texte, sinon ceux de sa clause."""
    return [d.pilier] if d.pilier else piliers(c, clause)


def considerations(c: Consultation, textes: Textes) -> dict[str, list[str]]:
    """Rend champ du schéma → valeurs conseillées, dans l'ordre de la liste officielle ; un champ sans valeur est absent."""
    dits = [valeurs_decp([d.nature], piliers_du_texte(c, clause, d)) for clause, d in textes]
    return _reunies(dits, CONSIDERATIONS)


def avis_du_texte(c: Consultation, clause: Clause, d: Disposition) -> dict[str, list[str]]:
    """Rend champ de l'avis européen → codes conseillés pour ce texte, d'après son type, son pilier et les thèmes de sa clause."""
    promus: dict[str, list[str]] = {}
    for theme in clause.themes:
        if valeur := c.valeurs("themes").get(theme):
            promus.setdefault(valeur.pilier or "", []).extend(valeur.avis)
    return codes_avis([d.nature], piliers_du_texte(c, clause, d), promus, clause.fondements)


def avis(c: Consultation, textes: Textes) -> dict[str, list[str]]:
    """Rend champ de l'avis européen → codes conseillés, dans l'ordre de sa liste ; un champ sans code est absent."""
    return _reunies(
        [avis_du_texte(c, clause, d) for clause, d in textes], {champ: codes for champ, (_, codes) in AVIS.items()}
    )


def _reunies(dits: list[dict[str, list[str]]], listes: dict[str, Any]) -> dict[str, list[str]]:
    toutes = {
        champ: [v for v in valeurs if any(v in dit.get(champ, ()) for dit in dits)] for champ, valeurs in listes.items()
    }
    return {champ: valeurs for champ, valeurs in toutes.items() if valeurs}


def calculs_declares(textes_de: Callable[[Consultation, Fiche[Any]], Textes]) -> Iterator[Calcul]:
    """Rend les champs des données ouvertes qui disent quoi déclarer : les deux champs officiels, et « avis », « BT-06 env-imp »."""

    def _champ(champ: str, c: Consultation, fiche: Fiche[Any]) -> list[str]:
        return considerations(c, textes_de(c, fiche)).get(champ, [])

    def _avis(c: Consultation, fiche: Fiche[Any]) -> list[str]:
        return [f"{champ} {code}" for champ, codes in avis(c, textes_de(c, fiche)).items() for code in codes]

    for champ, valeurs in CONSIDERATIONS.items():
        decrit = f"Valeurs conseillées du champ « {champ} » des données essentielles ; aucune : rien à déclarer."
        yield Calcul(champ, _liste(valeurs[:-1], decrit), partial(_champ, champ))
    admis = [f"{champ} {code}" for champ, (_, codes) in AVIS.items() for code in codes]
    yield Calcul(
        "avis", _liste(admis, "Codes conseillés de l'avis européen ; aucun : rien à cocher à ce titre."), _avis
    )


def _liste(admis: Any, description: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", "enum": list(admis)}, "description": description}
