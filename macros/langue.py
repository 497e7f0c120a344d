"""Le français comme on le tape : accents, élisions, pluriels, références de droit. Le navigateur fait de même (langue.js)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import snowballstemmer

MOTS_VIDES = frozenset(
    re.findall(
        r"\w+",
        """
        a art article articles au aux avec c ce cet cette ces ceux comme d dans de des du elle en entre est et etc il ils j je
        l la le les leur leurs lui m mais me meme n ne ni no nos notre nous on ont or ou par pas plus pour qu quand que quel
        quelle quelles quels qui quoi s sa sans se ses si soit son sont sous sur t ta te tes ton tous tout toute toutes un une
        vers vos votre vous y
        """,
    )
)
REFERENCE = re.compile(r"(?<![a-z0-9])(?:([lrd])[.\s]{0,3})?\*?\s?(\d{1,4}(?:-\d{1,5})+)(?![a-z0-9])")
"""Numéro d'article, de loi, de décret ou de règlement : un seul mot, avec et sans sa lettre."""
LIAISON = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
MOT = re.compile(r"[a-z0-9]+(?:-[0-9]+)*")
LONGUEUR_RACINE = 4
_radical = snowballstemmer.stemmer("french")


def _nu(caractere: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", caractere) if not unicodedata.combining(c))


PLIS = {code: _nu(chr(code)) for code in (*range(0xC0, 0x180), 0xA0, 0x2007, 0x202F)} | str.maketrans(
    {"œ": "oe", "æ": "ae", "’": "'", "‑": "-", "‐": "-"}
)
"""Table des lettres du français : bien plus rapide que de décomposer chaque texte."""


def plier(texte: str) -> str:
    """Rend le texte en minuscules, sans accents, ligatures ouvertes."""
    bas = texte.lower().translate(PLIS)
    return bas if bas.isascii() else _nu(bas)


def _references(plie: str) -> tuple[str, list[str]]:
    """Rend le texte sans ses références, et les mots de celles-ci : « l2112-2 » et « 2112-2 »."""
    lues = []

    def lire(trouve: re.Match) -> str:
        numero = re.sub("[‐‑]", "-", trouve[2])
        lues.extend([f"{trouve[1]}{numero}", numero] if trouve[1] else [numero])
        return " "

    return REFERENCE.sub(lire, plie), lues


def mots(texte: str) -> list[str]:
    """Rend les mots utiles du texte, pliés, dans l'ordre, puis les références qu'il cite."""
    reste, references = _references(plier(texte))
    return [m for m in MOT.findall(reste) if m not in MOTS_VIDES] + references


def composes(texte: str) -> list[str]:
    """Rend les mots composés, collés : « éco-label » répond aussi à « ecolabel »."""
    reste, _ = _references(plier(texte))
    return [c.replace("-", "") for c in LIAISON.findall(reste)]


@cache
def racine(mot: str) -> str:
    """Rend la racine d'un mot plié : pluriels, féminins et formes du verbe ramenés à la même.

    Un sigle, un nombre ou un mot de trois lettres reste entier ; une racine de moins de quatre lettres confondrait trop
    de mots (« toner » et « tonne ») : on n'ôte alors que le pluriel.
    """
    if len(mot) < LONGUEUR_RACINE or not mot.isalpha():
        return mot
    radical = re.sub("[sx]$", "", _radical.stemWord(mot))  # « bleus », « locaux » : le radical garde parfois le pluriel
    return radical if len(radical) >= LONGUEUR_RACINE else re.sub("[sx]$", "", mot)
