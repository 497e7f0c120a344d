"""La forme, qui n'est pas le fond : blancs, ponctuation typographique, balises, ancres."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

SIGNES = str.maketrans({**dict.fromkeys("‘’ʼ`´", "'"), **dict.fromkeys("«»“”„", '"'), **dict.fromkeys("‐‑‒–—−", "-")})
ANCRE = re.compile(r"\{#[^}]*\}|</?[a-zA-Z][^<>]{0,200}>|(?<=\])\((?:https?:|/|#)[^)\s]*\)")
MARQUES = re.compile(r"^\s*[-*+>#]+|[*_\\\[\]]|(?<!\w)\|(?!\w)", re.MULTILINE)
INVISIBLES = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def mots(texte: str) -> list[str]:
    """Rend les mots du texte, leur ponctuation comprise, sous leur forme simple.

    >>> mots("« L’acheteur » [prévoit](/a)   des conditions ;")
    ['"', "L'acheteur", '"', 'prévoit', 'des', 'conditions', ';']
    """
    simple = unicodedata.normalize("NFC", INVISIBLES.sub("", texte)).replace("…", "...").translate(SIGNES)
    return MARQUES.sub("", ANCRE.sub("", simple)).split()


def empreinte(texte: str) -> str:
    """Rend l'empreinte du fond : la même pour deux textes qui ne diffèrent que par la forme.

    >>> empreinte("l'offre : le prix") == empreinte("l’offre\u00a0: le\\n\\nprix") != empreinte("l'offre : le coût")
    True
    """
    return sha256("".join(mots(texte)).encode()).hexdigest()
