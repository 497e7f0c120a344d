"""Ce qu'un réseau attend de son contenu : de ce que tous partagent (``data/essais``), de ce qui n'est qu'à lui (``data/reseau/essais``)."""

from __future__ import annotations

from typing import Any

import yaml

from tests.fabrique import RACINE, Base, avec, devenues

PARTAGE = "data/essais"
RESEAU = "data/reseau/essais"
"""Un réseau frère remplace ``data/reseau`` : rien de ``PARTAGE`` ne vise ce qui s'y trouve."""


def attentes(nom: str, *dossiers: str) -> list[Any]:
    """Rend les attentes du fichier ``nom`` de ces dossiers, des deux si aucun n'est dit ; un dossier peut ne pas l'avoir."""
    fichiers = [RACINE / dossier / f"{nom}.yml" for dossier in dossiers or (PARTAGE, RESEAU)]
    return [une for f in fichiers if f.exists() for une in yaml.safe_load(f.read_text("utf-8"))[nom]]


def recherches(nom: str, base: Base, *dossiers: str) -> list[Any]:
    """Rend les recherches attendues (``noms`` ou ``requetes``), chaque bonne réponse sous son nom d'aujourd'hui.

    Renommer une fiche ou la retirer ne change pas ce fichier : une recherche dont toutes les réponses sont retirées n'en
    attend plus.
    """
    suite, forme = devenues(base), "clauses/{}/" if nom == "requetes" else "{}"
    rendues = []
    for une in attentes(nom, *dossiers):
        adresses = [forme.format(bonne) for bonne in une["bonnes"]]
        bonnes = [b for a in adresses if (b := suite.get(a, a))]
        rendues += [{**une, "bonnes": bonnes}] if bonnes else []
    return rendues


def sans_le_reseau(base: Base) -> Base:
    """Rend la base sans les fiches de ``data/reseau``, l'identité exceptée : ce qu'un réseau frère en garde."""
    return avec(base, structures={}, evenements={})
