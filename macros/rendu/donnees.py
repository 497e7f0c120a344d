"""La liste des données ouvertes, pour leur page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from markupsafe import Markup

from macros.rendu.moteur import Moteur, nombre


class JeuDeDonnees(Protocol):
    """Un genre de fiche publié en données ouvertes : ses fichiers, relatifs à la racine du site."""

    titre: str
    nombre: int
    json: str
    csv: str
    schema: str
    table_schema: str
    taille_json: int
    taille_csv: int


def liste_donnees(rendu: Moteur, jeux: Iterable[JeuDeDonnees], r: str) -> Markup:
    """Rend le tableau des fichiers : contenu, nombre de fiches, JSON, CSV, leur taille et leur schéma."""
    return rendu.fragment("liste_donnees", r, jeux=jeux, taille=taille_lisible)


def taille_lisible(octets: int) -> str:
    """Rend « 3 Ko » ou « 1,2 Mo » : kilo-octets de mille octets, un au moins."""
    if octets < 1_000_000:
        return f"{nombre(max(1, round(octets / 1000)))}\u00a0Ko"
    return f"{nombre(round(octets / 1_000_000, 1))}\u00a0Mo"
