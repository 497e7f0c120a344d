"""Les règles qui dépendent de la page : variables, chemins du site, références juridiques, termes du lexique."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from macros.texte.typographie import typographier
from macros.texte.variables import RENVOI, VARIABLE

Reperer = Callable[[str], Iterable[tuple[int, int, str, str]]]
"""Trouve de quoi faire un lien dans un texte : (début, fin, adresse, note), dans l'ordre et sans chevauchement."""


@dataclass(frozen=True)
class Liens:
    """Ce qu'une page donne au texte pour le lier. Un terme ne s'explique ni dans un titre, ni dans un intitulé de colonne."""

    variables: Mapping[str, str] = field(default_factory=dict)
    """Nom de variable → valeur affichée."""
    relier: Callable[[str], str] | None = None
    """Change l'adresse écrite en adresse relative à la page : un chemin du site (``/clauses/``), un fichier voisin."""
    citer: Reperer | None = None
    """Trouve les références juridiques."""
    expliquer: Reperer | None = None
    """Trouve les termes du lexique que la page n'a pas encore expliqués ; reçoit les textes dans l'ordre de la page."""

    def poser(self, jetons: Iterable[Token]) -> Iterator[Token]:
        """Rend les jetons un à un, leurs textes liés ; ne change pas ceux qu'il reçoit."""
        contenant = ""
        for bloc in jetons:
            if bloc.type == "inline":
                enfants = list(self._enfants(bloc.children or (), contenant))
                bloc = Token("inline", "", 0, content=bloc.content, map=bloc.map, block=bloc.block, children=enfants)
            yield bloc
            contenant = bloc.type

    def _enfants(self, enfants: Sequence[Token], contenant: str) -> Iterator[Token]:
        citer = self.citer if contenant != "heading_open" else None
        expliquer = self.expliquer if contenant not in ("heading_open", "th_open") else None
        dans_un_lien = 0
        for jeton in enfants:
            if jeton.type in ("link_open", "link_close"):
                dans_un_lien += jeton.nesting
            if jeton.type == "text":
                yield from self._texte(jeton, *((None, None) if dans_un_lien else (citer, expliquer)))
            elif (nom := {"link_open": "href", "image": "src"}.get(jeton.type)) and self.relier:
                yield jeton.copy(attrs={**jeton.attrs, nom: self.relier(str(jeton.attrs[nom]))})
            else:
                yield jeton

    def _texte(self, jeton: Token, citer: Reperer | None, expliquer: Reperer | None) -> Iterator[Token]:
        texte, position = jeton.content, 0
        for trouve in VARIABLE.finditer(texte) if self.variables else ():
            if trouve[1] in self.variables:
                yield from _lier(texte_de(texte[position : trouve.start()]), citer, expliquer)
                valeur = texte_de(typographier(self.variables[trouve[1]]))
                if trouve[1].startswith(RENVOI):  # la place d'un autre texte : rien à saisir
                    yield valeur
                else:
                    yield Token("span_open", "span", 1, attrs={"class": "variable", "data-variable": trouve[1]})
                    yield valeur
                    yield Token("span_close", "span", -1)
                position = trouve.end()
        yield from _lier(texte_de(texte[position:]) if position else jeton, citer, expliquer)


def _lier(jeton: Token, citer: Reperer | None, expliquer: Reperer | None) -> Iterator[Token]:
    """Rend les jetons d'un texte : les références d'abord, puis les termes dans ce qui reste ; lui-même s'il n'a ni l'un ni l'autre."""
    reste, position = jeton, 0
    for debut, fin, adresse, note in citer(jeton.content) if citer else ():
        yield from _expliquer(texte_de(jeton.content[position:debut]), expliquer)
        yield from _lien(jeton.content[debut:fin], adresse, note, "renvoi-droit")
        position = fin
        reste = texte_de(jeton.content[fin:])
    yield from _expliquer(reste, expliquer)


def _expliquer(jeton: Token, expliquer: Reperer | None) -> Iterator[Token]:
    reste, position = jeton, 0
    for debut, fin, adresse, note in expliquer(jeton.content) if expliquer and jeton.content else ():
        yield texte_de(jeton.content[position:debut])
        yield from _lien(jeton.content[debut:fin], adresse, note, "terme")
        position = fin
        reste = texte_de(jeton.content[fin:])
    yield reste


def _lien(texte: str, adresse: str, note: str, classe: str) -> Iterator[Token]:
    yield Token("link_open", "a", 1, attrs={"href": adresse, "class": classe, "title": note})
    yield texte_de(texte)
    yield Token("link_close", "a", -1)


def texte_de(contenu: str) -> Token:
    """Rend le jeton d'un texte simple."""
    return Token("text", "", 0, content=contenu)
