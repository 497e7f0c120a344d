"""Ce qu'une clause donne à déclarer aux données essentielles : chacun de ses textes compte pour son pilier."""

from __future__ import annotations

from macros.base.consultation import Consultation
from macros.base.decp import CONSIDERATIONS, valeurs_decp
from macros.fiches.clause.dispositions import Disposition
from macros.fiches.clause.modele import Clause


def piliers(c: Consultation, clause: Clause) -> list[str]:
    """Rend les piliers d'une clause, d'après ses thèmes, dans leur ordre."""
    return list(dict.fromkeys(p for theme in clause.themes if (p := c.pilier(theme))))


def piliers_du_texte(c: Consultation, clause: Clause, d: Disposition) -> list[str]:
    """Rend le pilier que dit un texte, sinon ceux de sa clause."""
    return [d.pilier] if d.pilier else piliers(c, clause)


def considerations(c: Consultation, clause: Clause) -> dict[str, list[str]]:
    """Rend champ du schéma → valeurs conseillées, dans l'ordre de la liste officielle ; un champ sans valeur est absent."""
    textes = [valeurs_decp([d.nature], piliers_du_texte(c, clause, d)) for d in clause.dispositions]
    toutes = {
        champ: [v for v in valeurs if any(v in texte.get(champ, ()) for texte in textes)]
        for champ, valeurs in CONSIDERATIONS.items()
    }
    return {champ: valeurs for champ, valeurs in toutes.items() if valeurs}
