"""Les mauvais fichiers : un par règle, avec le message attendu.

Un cas part du petit projet valide. ``avant`` → ``apres`` remplace un passage du fichier ; sans ``avant``, ``apres`` est le
contenu entier. ``attendu`` est le début de l'anomalie ; s'il commence par une place, « 12:3: », elle est dans ce fichier.
"""

from collections.abc import Callable
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


def dans(fichier: str, temoin: str | None = None) -> Callable[..., Cas]:
    """Rend de quoi écrire les cas d'un fichier : un passage y est remplacé, ou dans ``temoin``, qui s'écrit en entier."""

    def cas(nom: str, avant: str, apres: str, attendu: str, conseil: str = "") -> Cas:
        if temoin is None:
            return Cas(nom, fichier, avant, apres, attendu, conseil)
        assert avant in temoin, f"« {nom} » ne s'applique plus au témoin"
        return Cas(nom, fichier, None, temoin.replace(avant, apres, 1), attendu, conseil)

    return cas


clause, page, pratique, veille, loi = map(dans, (CLAUSE, PAGE, PRATIQUE, VEILLE, TEXTE))


def corps(nom: str, source: str, attendu: str, conseil: str = "") -> Cas:
    """Un cas où ``source`` est tout le corps de la page."""
    return page(nom, "Un paragraphe.", source, attendu, conseil)


def avec_macros(nom: str, source: str, attendu: str, conseil: str = "") -> Cas:
    """Un cas où ``source`` est tout le corps d'une page qui annonce des macros ; sa première ligne est la septième."""
    return page(nom, "\n---\n\nUn paragraphe.", f"\nrender_macros: true\n---\n\n{source}", attendu, conseil)


def titre(nom: str, valeur: str, code: str, conseil: str = "") -> Cas:
    """Un cas qui remplace la valeur du champ ``titre``, ligne 5 colonne 8 de la clause."""
    return clause(nom, 'titre: "Ce que la clause d’essai obtient"', f"titre: {valeur}", code, conseil)


def texte(nom: str, phrase: str, code: str, conseil: str = "") -> Cas:
    """Un cas qui ajoute une phrase au texte à insérer."""
    return clause(nom, "dans ces conditions.", f"dans ces conditions. {phrase}", code, conseil)
