"""Le balisage léger des fiches : paragraphes, listes, emphases, liens, et intertitres dans les corps.

Tout texte de fiche passe ici, jamais par un moteur de gabarits ni par un Markdown qui laisse passer du HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from macros.texte.typographie import typographier

from .jetons import DU_SQUELETTE, ancre, ancres, libelle, typographie
from .liens import Liens, texte_de

SIGNES = re.compile(r"[\n*_\[\]\\{}<>&\"!#`~]|^\s|^(?:[-+]|\d+[.)])\s|\s$|\s\s")
"""Ce qui demande le moteur ; une phrase simple s'en passe (trois textes sur quatre)."""
SANS_LIEN = Liens()
ANCRES_PRISES = {
    *DU_SQUELETTE,
    "sources",
    "articles",
    "base-legale",
    "etapes",
    "clauses-liees",
    "ce-qui-change",
    "a-faire",
    "clauses-touchees",
}
"""Identifiants que les fragments posent déjà autour d'un corps."""


def lien_admis(adresse: str) -> bool:
    """Dit si une adresse écrite dans un texte peut devenir un lien : https, ou chemin du site."""
    return adresse.startswith("https://") or bool(re.fullmatch(r"/(?!/)[A-Za-z0-9/_.?=&#-]*", adresse))


def liens(texte: str) -> list[str]:
    """Rend toutes les adresses de liens et d'images du texte, même interdites."""
    if "](" not in texte:
        return []
    return list(_adresses(_ANALYSE.parse(texte)))


def _adresses(jetons: Iterable[Token]) -> Iterator[str]:
    for jeton in jetons:
        if jeton.type in ("link_open", "image"):
            yield str(jeton.attrs.get("href") or jeton.attrs.get("src") or "")
        yield from _adresses(jeton.children or ())


@lru_cache(maxsize=4096)
def analyser(texte: str, *, corps: bool = False) -> tuple[Token, ...]:
    """Rend les jetons du texte, typographiés, ses intertitres ancrés ; à ne pas changer : ils resservent."""
    if texte and not SIGNES.search(texte):
        phrase = Token("inline", "", 0, content=texte, children=[texte_de(typographier(texte))])
        return Token("paragraph_open", "p", 1, block=True), phrase, Token("paragraph_close", "p", -1, block=True)
    return tuple((_CORPS if corps else _TEXTE).parse(texte))


def rendre(texte: str, liens: Liens = SANS_LIEN, *, corps: bool = False, imbrique: str = "") -> Markup:
    """Rend le HTML sûr du texte, lié par ``liens``.

    ``imbrique``, préfixe des ancres, descend les intertitres de deux niveaux : le corps est alors une partie d'une page
    plus grande.
    """
    jetons = analyser(texte, corps=corps)
    return _html((_imbriquer(j, imbrique) for j in jetons) if imbrique else jetons, liens)


def brut(texte: str) -> str:
    """Rend le texte typographié sans balisage, sur une ligne."""
    mots = " ".join(libelle(jeton.children or ()) for jeton in analyser(texte))
    return re.sub(r"[ \n]+", " ", mots).strip(" ")  # split() couperait aussi aux espaces insécables


def _html(jetons: Iterable[Token], liens: Liens) -> Markup:
    return Markup(_TEXTE.renderer.render(list(liens.poser(jetons)), _TEXTE.options, {}))


def _imbriquer(jeton: Token, prefixe: str) -> Token:
    if jeton.type not in ("heading_open", "heading_close"):
        return jeton
    attributs = {nom: f"{prefixe}-{valeur}" if nom == "id" else valeur for nom, valeur in jeton.attrs.items()}
    return jeton.copy(tag=f"h{int(jeton.tag[1]) + 2}", attrs=attributs)


def rendre_phrase(texte: str, liens: Liens = SANS_LIEN) -> Markup:
    """Rend le HTML sûr d'un texte d'un seul tenant, sans paragraphe : emphases, liens, références juridiques."""
    jetons = _TEXTE.parseInline(texte) if SIGNES.search(texte) else analyser(texte)[1:2]
    return _html(jetons, liens)


def rendre_mots(texte: str, liens: Liens) -> Markup:
    """Rend le HTML d'un texte court sans balisage (un libellé, un titre), ses termes expliqués."""
    jetons = [Token("inline", "", 0, children=[texte_de(typographier(texte))])]
    return _html(jetons, liens)


def _ancrer(etat: StateCore) -> None:
    ancres(etat.tokens, ancre, ANCRES_PRISES, "-")


def _moteur(*, corps: bool, strict: bool = True) -> MarkdownIt:
    moteur = MarkdownIt("commonmark", {"html": False}).disable(
        [
            "code",
            "fence",
            "hr",
            "html_block",
            "html_inline",
            "lheading",
            "reference",
            "autolink",
            "backticks",
            "entity",
            "blockquote",
        ]
    )
    if strict:
        moteur.disable(["image"])
        moteur.validateLink = lien_admis  # type: ignore[method-assign,assignment]  # la bibliothèque le veut ainsi
        moteur.core.ruler.push("ancres", _ancrer)
        moteur.core.ruler.push("typographie", typographie)
    else:
        moteur.validateLink = lambda url: True  # type: ignore[method-assign]  # la bibliothèque le veut ainsi
    if not corps:
        moteur.disable(["heading"])
    return moteur


_TEXTE = _moteur(corps=False)
_CORPS = _moteur(corps=True)
_ANALYSE = _moteur(corps=True, strict=False)
