"""Le seul moteur de balisage léger : paragraphes, listes, emphases, liens, et intertitres dans les corps.

Tout texte de fiche passe ici, jamais par un moteur de gabarits ni par un Markdown qui laisse passer du HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from macros.texte.langue import sans_accents

SIGNES = re.compile(r"[\n*_\[\]\\{}<>&\"!#`~]|^\s|^(?:[-+]|\d+[.)])\s|\s$|\s\s")
"""Ce qui demande le moteur ; une phrase simple s'en passe (trois textes sur quatre)."""
CHIFFRE = re.compile(r"\d")
VARIABLE = re.compile(r"\{\{\s*([a-z0-9_]+|renvoi:[a-z0-9-]+)\s*\}\}")
"""Une variable de clause, dans ses textes."""
TYPOGRAPHIE = re.compile(
    r"(?P<fine>(?<=\S) (?=[;!?])|(?<=[0-9]) (?=[0-9]{3}(?![0-9])))"
    r"|(?P<mot>(?<=\S) (?=[»%€]|:(?:\s|$))|(?<=«) |(?<=\bn°) )"
    r"|(?P<apostrophe>'(?=\w))"
    r"|\b(?P<article>[LRD])(?:\. ?)?(?=\d{3,4}-\d)"
)


Citer = Callable[[str], Iterable[tuple[int, int, str, str]]]
"""Trouve les références juridiques d'un texte : (début, fin, adresse, note courte)."""


def typographier(texte: str) -> str:
    """Rend le texte avec les espaces insécables, l'apostrophe et les numéros d'article du français."""
    return TYPOGRAPHIE.sub(_typographie, texte)


def _typographie(trouve: re.Match) -> str:
    if trouve["article"]:
        return f"{trouve['article']}.\u00a0"
    return {"fine": "\u202f", "mot": "\u00a0", "apostrophe": "’"}[str(trouve.lastgroup)]


def _tout_lien(adresse: str) -> bool:
    return True


def lien_admis(adresse: str) -> bool:
    """Dit si une adresse écrite dans un texte peut devenir un lien : https, ou chemin du site."""
    return adresse.startswith("https://") or bool(re.fullmatch(r"/(?!/)[A-Za-z0-9/_.?=&#-]*", adresse))


def liens(texte: str) -> list[str]:
    """Rend toutes les adresses de liens et d'images du texte, même interdites."""
    if "[" not in texte:
        return []
    return list(_adresses(_ANALYSE.parse(texte)))


def _adresses(jetons: Iterable[Token]) -> Iterator[str]:
    for jeton in jetons:
        if jeton.type in ("link_open", "image"):
            yield str(jeton.attrs.get("href") or jeton.attrs.get("src"))
        yield from _adresses(jeton.children or ())


def analyser(texte: str, *, corps: bool = False) -> list[Token]:
    """Rend les jetons du texte, typographiés : pour un autre rendu que le HTML."""
    return (_CORPS if corps else _TEXTE).parse(texte, {"variables": {}})


def intertitres(texte: str) -> list[tuple[int, str, str]]:
    """Rend (niveau, ancre, libellé) pour chaque intertitre d'un corps."""
    jetons = _CORPS.parse(texte, {"variables": {}})
    return [
        (int(j.tag[1]), str(j.attrs["id"]), typographier(jetons[i + 1].content))
        for i, j in enumerate(jetons)
        if j.type == "heading_open"
    ]


def rendre(
    texte: str,
    *,
    corps: bool = False,
    variables: Mapping[str, str] | None = None,
    relier: Callable[[str], str] | None = None,
    citer: Citer | None = None,
    imbrique: str = "",
) -> Markup:
    """Rend le HTML sûr du texte.

    ``variables`` donne la valeur affichée de chaque ``{{nom}}`` ; ``relier`` change un chemin du site (``/clauses/``)
    en adresse relative à la page ; ``citer`` change les références juridiques en liens. ``imbrique``,
    préfixe des ancres, descend les intertitres de deux niveaux : le corps est alors une partie d'une page plus grande.
    """
    moteur = _CORPS if corps else _TEXTE
    if not SIGNES.search(texte) and not (citer and CHIFFRE.search(texte)):
        return Markup("<p>{}</p>\n").format(typographier(texte))
    if variables is None and relier is None and citer is None:
        return _simple(texte, corps)
    env = {"variables": variables or {}, "relier": relier, "citer": citer, "imbrique": imbrique}
    return Markup(moteur.render(texte, env))


def rendre_phrase(texte: str, relier: Callable[[str], str] | None = None, citer: Citer | None = None) -> Markup:
    """Rend le HTML sûr d'un texte d'un seul tenant, sans paragraphe : emphases, liens, références juridiques."""
    if not SIGNES.search(texte) and not (citer and CHIFFRE.search(texte)):
        return Markup.escape(typographier(texte))
    return Markup(_TEXTE.renderInline(texte, {"variables": {}, "relier": relier, "citer": citer}))


@lru_cache(maxsize=4096)
def _simple(texte: str, corps: bool) -> Markup:
    return Markup((_CORPS if corps else _TEXTE).render(texte, {"variables": {}}))


def ancre(libelle: str) -> str:
    """Rend une ancre : minuscules sans accents, mots séparés par des tirets."""
    plat = sans_accents(re.sub("[’']", "-", libelle)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plat).strip("-") or "partie"


ANCRES_PRISES = {
    "haut",
    "contenu",
    "sources",
    "articles",
    "base-legale",
    "etapes",
    "clauses-liees",
    "ce-qui-change",
    "a-faire",
    "clauses-touchees",
    "menu-principal",
    "recherche-entete",
}
"""Identifiants que les fragments posent déjà autour d'un corps."""


def _ancre_libre(libelle: str, prises: set[str]) -> str:
    depart = ancre(libelle)
    libre, rang = depart, 2
    while libre in prises:
        libre, rang = f"{depart}-{rang}", rang + 1
    prises.add(libre)
    return libre


def _completer(etat: StateCore) -> None:
    """Pose les variables, les ancres, la typographie et les liens relatifs sur les jetons déjà analysés."""
    variables, relier, citer = etat.env.get("variables") or {}, etat.env.get("relier"), etat.env.get("citer")
    imbrique = etat.env.get("imbrique")
    ancres = set(ANCRES_PRISES)
    for rang, bloc in enumerate(etat.tokens):
        if bloc.type in ("heading_open", "heading_close") and imbrique:
            bloc.tag = f"h{int(bloc.tag[1]) + 2}"
        if bloc.type == "heading_open":
            libre = _ancre_libre(etat.tokens[rang + 1].content, ancres)
            bloc.attrSet("id", f"{imbrique}-{libre}" if imbrique else libre)
        enfants: list[Token] = []
        titre = rang > 0 and etat.tokens[rang - 1].type == "heading_open"
        dans_un_lien = 0
        for jeton in bloc.children or ():
            dans_un_lien += jeton.nesting if jeton.type in ("link_open", "link_close") else 0
            if jeton.type == "link_open" and relier and str(jeton.attrs["href"]).startswith("/"):
                jeton.attrSet("href", relier(str(jeton.attrs["href"])))
            if jeton.type != "text":
                enfants.append(jeton)
                continue
            cite = citer if citer and not titre and not dans_un_lien else None
            position = 0
            for trouve in VARIABLE.finditer(jeton.content):
                if trouve[1] not in variables:
                    continue
                enfants += _suite(jeton, jeton.content[position : trouve.start()], cite)
                enfants += [
                    Token("span_open", "span", 1, attrs={"class": "variable", "data-variable": trouve[1]}),
                    _texte(jeton, variables[trouve[1]]),
                    Token("span_close", "span", -1),
                ]
                position = trouve.end()
            enfants += _suite(jeton, jeton.content[position:], cite)
        if bloc.children:
            bloc.children = enfants


def _suite(modele: Token, contenu: str, citer: Citer | None) -> list[Token]:
    """Rend les jetons d'un texte, ses références juridiques changées en liens."""
    if citer is None:
        return [_texte(modele, contenu)]
    jetons, position = [], 0
    for debut, fin, adresse, note in citer(contenu):
        jetons += [
            _texte(modele, contenu[position:debut]),
            Token("link_open", "a", 1, attrs={"href": adresse, "class": "renvoi-droit", "title": note}),
            _texte(modele, contenu[debut:fin]),
            Token("link_close", "a", -1),
        ]
        position = fin
    return [*jetons, _texte(modele, contenu[position:])]


def _texte(modele: Token, contenu: str) -> Token:
    copie = modele.copy()
    copie.content = typographier(contenu)
    return copie


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
    moteur.validateLink = lien_admis if strict else _tout_lien  # type: ignore[method-assign,assignment]
    if not corps:
        moteur.disable(["heading"])
    if strict:
        moteur.core.ruler.push("completer", _completer)
    return moteur


_TEXTE = _moteur(corps=False)
_CORPS = _moteur(corps=True)
_ANALYSE = _moteur(corps=True, strict=False)
