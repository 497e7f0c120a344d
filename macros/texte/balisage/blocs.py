"""Un texte de fiche en blocs simples, que le navigateur écrit de la même façon en page, en Word et en Markdown.

Bloc : ``{genre: paragraphe, suite}``, ``{genre: liste, ordonnee, elements}`` ou ``{genre: tableau, entetes, lignes}``.
Suite : des morceaux, une chaîne quand rien ne la marque, sinon ``{texte, gras, italique, lien}``, ``{variable: nom}`` ou
``{renvoi: id}``. Ce sont les blocs de ``blocs.js``, valeurs encore à poser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from macros.texte.variables import RENVOI, VARIABLE

from .leger import analyser

Bloc = dict[str, Any]
Suite = list[str | dict[str, Any]]
MARQUES = {"strong": "gras", "em": "italique"}


def en_blocs(texte: str) -> list[Bloc]:
    """Rend les blocs d'un texte, typographié."""
    return list(_blocs(iter(analyser(texte)), ""))


def en_suite(texte: str) -> Suite:
    """Rend la suite d'un texte d'un seul tenant ; ses paragraphes, s'il en a, se suivent."""
    return [morceau for bloc in en_blocs(texte) for morceau in bloc.get("suite", [])]


def _blocs(jetons: Iterator[Token], jusque: str) -> Iterator[Bloc]:
    for jeton in jetons:
        if jeton.type == jusque:
            return
        if jeton.type == "inline":
            yield {"genre": "paragraphe", "suite": list(_suite(jeton.children or ()))}
        elif jeton.type in ("bullet_list_open", "ordered_list_open"):
            ordonnee = jeton.type.startswith("ordered")
            yield {"genre": "liste", "ordonnee": ordonnee, "elements": list(_elements(jetons, ordonnee))}


def _elements(jetons: Iterator[Token], ordonnee: bool) -> Iterator[list[Bloc]]:
    fin = "ordered_list_close" if ordonnee else "bullet_list_close"
    for jeton in jetons:
        if jeton.type == fin:
            return
        if jeton.type == "list_item_open":
            yield list(_blocs(jetons, "list_item_close"))


def _suite(enfants: Sequence[Token]) -> Iterable[str | dict[str, Any]]:
    marques: dict[str, Any] = {}
    for jeton in enfants:
        nom, _, sens = jeton.type.rpartition("_")
        if nom in MARQUES:
            marques = {**marques, MARQUES[nom]: True} if sens == "open" else _sans(marques, MARQUES[nom])
        elif nom == "link":
            adresse = str(jeton.attrs.get("href", ""))
            marques = {**marques, "lien": adresse} if adresse.startswith("https://") else _sans(marques, "lien")
        elif jeton.type == "hardbreak":
            yield {"texte": "\n"}
        elif jeton.type == "softbreak":
            yield " "
        elif jeton.content:
            yield from _morceaux(jeton.content, marques)


def _sans(marques: dict[str, Any], nom: str) -> dict[str, Any]:
    return {cle: valeur for cle, valeur in marques.items() if cle != nom}


def _morceaux(texte: str, marques: dict[str, Any]) -> Iterator[str | dict[str, Any]]:
    position = 0
    for trouve in VARIABLE.finditer(texte):
        if avant := texte[position : trouve.start()]:
            yield {"texte": avant, **marques} if marques else avant
        nom = trouve[1]
        cible = {"renvoi": nom.removeprefix(RENVOI)} if nom.startswith(RENVOI) else {"variable": nom}
        yield {**cible, **marques}
        position = trouve.end()
    if apres := texte[position:]:
        yield {"texte": apres, **marques} if marques else apres
