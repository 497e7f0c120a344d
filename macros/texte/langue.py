"""Le français comme on le tape : accents, élisions, pluriels, références de droit. Le navigateur fait de même (langue.js)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

try:
    from Stemmer import Stemmer as stemmer
except ImportError:  # Python 3.14 et suivants n'ont pas cette version, en C, toute faite
    from snowballstemmer import stemmer

MOTS_VIDES = frozenset(
    re.findall(
        r"\w+",
        """
        a art article articles au aux avec c ce cet cette ces ceux chaque comme contre d dans de des du elle elles en entre est et etc il ils j je
        l la le les leur leurs lui m mais me meme n ne ni no nos notre nous on ont or ou par pour qu quand que quel
        quelle quelles quels qui quoi s sa se ses si soit son sont sous sur t ta te tes ton tous tout toute toutes un une
        vers vos votre vous y
        """,
    )
)
REFERENCE = re.compile(r"(?<![^\W_])(?:([lrd])[.\s]{0,3})?\*?\s?(\d{1,4}(?:[-‐‑–]\d{1,5})+)(?![^\W_])")
"""Numéro d'article, de loi, de décret ou de règlement : un seul mot, avec et sans sa lettre."""
TIRETS = re.compile("[-‐‑–]")
RARES = re.compile("[^\\x00-\\x7fÀ-ÖÙ-Üà-öù-üŒœÇç’«»…€°‐‑–\u00a0\u202f]")
"""Signes dont le pli change la coupe des mots (½, ß, µ, ²) : le texte entier se plie alors d'abord, comme au navigateur."""
RESTE = re.compile("[^\\x00-\\x7f‐‑–]")
NUMERO = re.compile(f"{TIRETS.pattern}(?<=[0-9].)[0-9]")
"""Ce que toute référence contient : presque aucun texte n'en a, et cela se voit plus vite."""
MILLIERS = re.compile(r"(?<![0-9])[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?![0-9])")
"""Un nombre écrit avec ses espaces : « 40 000 » est un seul mot."""
BLANC = re.compile(r"[ \u00a0\u202f]")
MOT = re.compile(r"\w+(?:[-‐‑]\w+)*")
LONGUEUR_RACINE = 4
EXCEPTIONS = {
    "materiaux": "materiau",
    "propos": "apropos",
    "maire": "unmaire",
    "former": "formation",
    "terrasse": "laterrasse",
}
"""Ce qui remplace un mot avant sa racine : un pluriel que le français ne coupe pas ; « à propos », qui n’est pas « proposer » ; le maire, qui n’est pas la mairie ; former, qui n’est pas une forme ; la terrasse, qui n’est pas la terre."""
FINS = (
    (re.compile("(?<=.{4})ees?$"), "e"),
    (re.compile("(?<=.{4})aises?$"), "ais"),
    (re.compile("(?<=.{4}[^nt])ages?$"), "er"),
    (re.compile("(?<=.{4}[gi])eres?$"), "er"),
)
"""Fins que Snowball ne rapproche pas, faute d'accents ou de règle : « recyclée » de « recyclé », « française », « nettoyage » de « nettoyer », « paysagère »."""
COMPOSES = frozenset(["rendezvous", "toutenun"])
"""Des mots composés dont le dernier mot est vide : « réunissez-les » n’en est pas un."""
_radical = stemmer("french")


def sans_accents(texte: str) -> str:
    """Rend le texte en minuscules, sans accents, ligatures ouvertes ; les autres signes y restent."""
    ouvert = unicodedata.normalize("NFKD", texte.lower()).replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in ouvert if not unicodedata.combining(c))


@cache
def plier(mot: str) -> str:
    """Rend le mot plié : lettres et chiffres seuls, en minuscules, sans accents."""
    return "".join(c for c in sans_accents(mot) if c.isascii() and c.isalnum())


def analyser(texte: str) -> tuple[list[str], list[str]]:
    """Rend (mots utiles, mots composés collés), pliés.

    Les mots sont dans l'ordre, puis les références, avec et sans leur lettre : « L. 2112-2 » donne « l2112-2 » et
    « 2112-2 ». Composé collé : « éco-label » répond aussi à « ecolabel ».
    """
    references = []

    def lire(trouve: re.Match[str]) -> str:
        numero = TIRETS.sub("-", trouve[2])
        references.extend([f"{trouve[1]}{numero}", numero] if trouve[1] else [numero])
        return " "

    bas = unicodedata.normalize("NFC", texte).lower()
    reste = RESTE.sub(" ", sans_accents(bas)) if RARES.search(bas) else bas
    if NUMERO.search(reste):
        reste = REFERENCE.sub(lire, reste)
    reste = MILLIERS.sub(lambda lu: BLANC.sub("", lu[0]), reste).replace("_", " ")
    dits: list[str] = []
    composes: list[str] = []
    for siens, compose in map(_lire_mot, MOT.findall(reste)):
        dits += siens
        composes += compose
    return dits + references, composes


@cache
def _lire_mot(brut: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Rend (mots utiles pliés, mot entier plié s'il est composé) de ce que les espaces séparent."""
    parties = TIRETS.split(brut)
    utiles = tuple(m for partie in parties if (m := plier(partie)) and m not in MOTS_VIDES)
    colle = plier(brut)
    compose = len(parties) > 1 and (colle in COMPOSES or plier(parties[-1]) not in MOTS_VIDES)
    return utiles, (colle,) if compose else ()


def mots(texte: str) -> list[str]:
    """Rend les mots utiles du texte."""
    return analyser(texte)[0]


@cache
def racine(mot: str) -> str:
    """Rend la racine d'un mot plié : pluriels, féminins et formes du verbe ramenés à la même.

    Un sigle, un nombre ou un mot de trois lettres reste entier ; une racine de moins de quatre lettres confondrait trop
    de mots (« toner » et « tonne ») : on n'ôte alors que le pluriel.
    """
    if len(mot) < LONGUEUR_RACINE or not mot.isalpha():
        return mot
    for fin, autre in FINS:
        mot = fin.sub(autre, mot)
    # Le pluriel d'abord : Snowball lit « crédits » et « usagers » comme des formes de verbe ; puis ce qu'il en reste (« bleus »).
    seul = mot.removesuffix("s")
    radical = re.sub("[sx]$", "", _radical.stemWord(EXCEPTIONS.get(mot) or EXCEPTIONS.get(seul) or seul))
    return radical if len(radical) >= LONGUEUR_RACINE else re.sub("[sx]$", "", mot)


@cache
def racines_de(expression: str) -> tuple[str, ...]:
    """Rend les racines des mots utiles d'une expression."""
    return tuple(racine(m) for m in mots(expression))


@cache
def cle_de_tri(titre: str) -> str:
    """Rend la clé d'un tri à la française : sans accents ni casse."""
    return sans_accents(titre).encode("ascii", "ignore").decode()
