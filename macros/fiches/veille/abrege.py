"""Une édition abrégée : le courriel du mois, en quatre cents mots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOTS = 400
"""Un courriel se lit en deux minutes : ce qui n'y tient pas reste en ligne."""
CADRE = 70
"""Mots du courriel hors des nouvelles et des dates : titre, couverture, séance, pied."""
DATES = 4


def abreger(contenu: Mapping[str, Any]) -> dict[str, Any]:
    """Rend ce qu'un courriel garde d'une édition (``editions.contenu_d_edition``) en quatre cents mots, et combien d'entrées il laisse.

    Les dates d'abord, quatre au plus, sans celles des gestes ; puis les nouvelles, les plus fortes les premières. La
    première tient toujours.
    """
    dates = [j for j in contenu["a_venir"] if j.sorte != "a-faire"][:DATES]
    place = MOTS - CADRE - sum(len(j.libelle.split()) + 6 for j in dates)
    retenues: list[tuple[Any, list[str]]] = []
    for entree, actions in contenu["a_faire"]:
        titre = entree.contenu.titre
        place -= len(titre.split()) + len(titre.partition(" : ")[0].split()) + len(actions[0].split()) + 15
        if place < 0 and retenues:
            break
        retenues.append((entree, actions))
    return {"dates": dates, "retenues": retenues, "laissees": len(contenu["entrees"]) - len(retenues)}
