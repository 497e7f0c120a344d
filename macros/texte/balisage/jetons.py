"""Les règles qui ne dépendent que du texte : typographie, ancres, intitulé de chaque cellule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from macros.texte.langue import sans_accents
from macros.texte.typographie import typographier_suite

DU_SQUELETTE = frozenset(("haut", "contenu", "menu-principal", "recherche-entete", "resultats"))
"""Identifiants que le squelette pose sur chaque page : un intertitre qui les prendrait détournerait ses liens."""
ALIGNEMENTS = {"text-align:center": "au-centre", "text-align:right": "a-droite"}
"""Alignement d'une colonne → sa classe : la page n'admet aucun style en ligne, et une cellule est à gauche d'office."""


def typographie(etat: StateCore) -> None:
    """Règle : pose la typographie sur les textes de chaque bloc, jamais sur le code ni les adresses."""
    for bloc in etat.tokens:
        if bloc.type == "inline":
            _typographier(bloc.children or [])


def _typographier(enfants: list[Token]) -> None:
    textes = ["\n" if j.type in ("softbreak", "hardbreak") else j.content if j.type == "text" else "" for j in enfants]
    for jeton, texte in zip(enfants, typographier_suite(textes), strict=True):
        if jeton.type == "text":
            jeton.content = texte
        elif jeton.type == "image":
            _typographier(jeton.children or [])


def titres(jetons: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Rend (ouverture, libellé) de chaque intertitre."""
    for rang, jeton in enumerate(jetons):
        if jeton.type == "heading_open":
            yield jeton, libelle(jetons[rang + 1].children or ())


def libelle(enfants: Iterable[Token]) -> str:
    """Rend le texte lisible d'un intertitre ou d'une cellule, sans balisage."""
    return "".join(
        " " if j.type in ("softbreak", "hardbreak") else j.content if j.type in ("text", "code_inline") else ""
        for j in enfants
    )


def ancres(jetons: Sequence[Token], nommer: Callable[[str], str], prises: Iterable[str], separateur: str) -> None:
    """Pose l'ancre de chaque intertitre : son nom, et un rang si le nom est pris."""
    connues = set(prises)
    rangs: dict[str, int] = {}
    """Nom → premier rang peut-être libre : mille titres égaux ne se recomptent pas mille fois."""
    for jeton, texte in titres(jetons):
        depart = nommer(texte)
        libre, rang = depart, rangs.get(depart, 2 if separateur == "-" else 1)
        while not libre or libre in connues:
            libre, rang = f"{depart}{separateur}{rang}", rang + 1
        rangs[depart] = rang
        connues.add(libre)
        jeton.attrSet("id", libre)


def ancre(libelle: str) -> str:
    """Rend l'ancre d'un intertitre de fiche : minuscules sans accents, mots et apostrophes séparés par des tirets."""
    plat = sans_accents(re.sub("[’']", "-", libelle)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plat).strip("-") or "partie"


def ancre_de_page(libelle: str) -> str:
    """Rend l'ancre d'un intertitre de page, à la règle de Python-Markdown : des adresses publiées en dépendent."""
    nu = unicodedata.normalize("NFKD", libelle).encode("ascii", "ignore").decode()
    plat = re.sub(r"[^\w\s-]", "", nu).strip().lower()
    return re.sub(r"[-\s]+", "-", plat)


def cellules(etat: StateCore) -> None:
    """Règle : pose sur chaque cellule l'intitulé de sa colonne, que l'écran étroit montre, et son alignement en classe."""
    intitules: list[str] = []
    colonne = 0
    for rang, jeton in enumerate(etat.tokens):
        if jeton.type == "thead_open":
            intitules = []
        elif jeton.type == "tr_open":
            colonne = 0
        elif jeton.type == "th_open":
            intitules.append(libelle(etat.tokens[rang + 1].children or ()))
        elif jeton.type == "td_open":
            jeton.attrSet("data-libelle", intitules[colonne])
            colonne += 1
        if jeton.type in ("th_open", "td_open") and (classe := ALIGNEMENTS.get(str(jeton.attrs.pop("style", "")))):
            jeton.attrSet("class", classe)
