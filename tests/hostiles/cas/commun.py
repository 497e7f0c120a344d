"""Les mauvais fichiers : un par règle, avec le message attendu.

Un cas part du petit projet valide. ``avant`` → ``apres`` remplace un passage du fichier ; sans ``avant``, ``apres`` est le
contenu entier. ``attendu`` est le début de l'anomalie, position comprise quand elle compte.
"""

from __future__ import annotations

from dataclasses import dataclass

CLAUSE = "data/clauses/temoin.yml"
TEXTE = "data/droit/textes/loi-2020-105.yml"
VEILLE = "docs/veille/2026/2026-11-20-essai.md"
PRATIQUE = "docs/bonnes-pratiques/essai.md"
PAGE = "docs/index.md"


@dataclass(frozen=True)
class Cas:
    """Un mauvais fichier et l'anomalie qu'il doit produire."""

    nom: str
    fichier: str
    avant: str | None
    apres: str | bytes
    attendu: str
    conseil: str = ""
    ou: str = ""
    """Fichier de l'anomalie, quand elle n'est pas dans le fichier cassé."""


def titre(nom: str, valeur: str, code: str, conseil: str = "") -> Cas:
    """Un cas qui remplace la valeur du champ ``titre``, ligne 5 colonne 8 de la clause."""
    return Cas(nom, CLAUSE, 'titre: "Ce que la clause d’essai obtient"', f"titre: {valeur}", code, conseil)


def texte(nom: str, phrase: str, code: str, conseil: str = "") -> Cas:
    """Un cas qui ajoute une phrase au texte à insérer."""
    return Cas(nom, CLAUSE, "dans ces conditions.", f"dans ces conditions. {phrase}", code, conseil)
