"""Une édition abrégée : le courriel du mois, en quatre cents mots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOTS = 400
"""Un courriel se lit en deux minutes : ce qui n'y tient pas reste en ligne."""
CADRE = 98
"""Mots du courriel hors des nouvelles, des dates et des décisions : titre, couverture, séance, « non trouvé », pied."""
DATES = 4
DECISIONS = 2


def abreger(contenu: Mapping[str, Any]) -> dict[str, Any]:
    """Rend ce qu'un courriel garde d'une édition (``editions.contenu_d_edition``) en quatre cents mots, et combien d'entrées il laisse.

    Les dates d'abord, quatre au plus, sans celles des gestes, et deux décisions de justice ; puis les nouvelles, les plus fortes les premières. La
    première tient toujours.
    """
    dates = [j for j in contenu["a_venir"] if j.sorte != "a-faire"][:DATES]
    decisions = contenu["jugements"][:DECISIONS]
    place = MOTS - CADRE - sum(len(j.libelle.split()) + 6 for j in dates)
    place -= sum(len(j.texte.contenu.titre.split()) + 20 for j in decisions)
    retenues: list[tuple[Any, list[str]]] = []
    for entree, actions in contenu["a_faire"]:
        titre = entree.contenu.titre
        place -= len(titre.split()) + len(titre.partition(" : ")[0].split()) + len(actions[0].split()) + 15
        if place < 0 and retenues:
            break
        retenues.append((entree, actions))
    return {
        "dates": dates,
        "decisions": decisions,
        "retenues": retenues,
        "laissees": len(contenu["entrees"]) - len(retenues),
    }
