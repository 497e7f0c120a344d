"""Le Markdown des pages écrites à la main : tableaux, encadrés, code, images, macros ; jamais de HTML.

``lire`` rend ce que le contrôle juge, ``rendre`` publie ces mêmes jetons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.admon import admon_plugin

from macros.texte.typographie import typographier

from .jetons import DU_SQUELETTE, ancre_de_page, ancres, cellules, titres, typographie
from .liens import Liens, texte_de

BLOC, MOT = "\ue000{}\ue000", "\ue001{}\ue001"
"""Ce que laisse le n-ième appel de macro : un bloc, seul dans son paragraphe, ou un mot de la phrase.

Aucune source ne peut contenir ces signes.
"""
_BLOC, _MOT = re.compile(BLOC.format("([0-9]+)")), re.compile(MOT.format("([0-9]+)"))
BALISE = re.compile(r"<[A-Za-z/!?][^\s<>]{0,20}")
SANS_DEFINITION = re.compile(r"\[[^\[\]]*\]\[[^\[\]]*\]|\[\^[^\[\]]*\]")
"""Un lien de référence, ou une note, dont la définition manque : le moteur les laisse tels quels."""
INCONNUES = re.compile(
    r"^\[TOC\]|^-+8<-+|^=== |\{[:#.%]\s*[\w.#][^}\n]{0,80}\}|\[\[[^\[\]]{1,80}\]\]|^\[[ xX]\] |^\*\[[^\]]+\]:|^: {2,}|\{(?:\+\+|~~|==|>>)"
    r"|:(?:material|fontawesome|octicons|simple)-[\w-]+:|&(?:#\w{1,8}|[A-Za-z]\w{1,7});|^#{2,6}\w|\]\([^()\s]{1,600} [^()]{0,200}\)"
    r"|^\s*[•▪◦‣●]"
)
"""Ce que MkDocs rend ailleurs, et qui se lirait ici tel quel."""
ENCADRES = ("note", "tip", "info", "success", "warning", "danger", "example", "question")
_ENCADRE = re.compile(rf'\s*(?:{"|".join(ENCADRES)})\s+"[^"]+"\s*')


@dataclass(frozen=True)
class Extrait:
    """Un passage de la page, et sa ligne dans le corps, de 1."""

    texte: str
    ligne: int
    fin: int = 0
    """Sa dernière ligne, pour un bloc."""


@dataclass(frozen=True)
class Intertitre:
    """Un intertitre : son niveau (1 à 6), son ancre, son libellé, sa ligne."""

    niveau: int
    ancre: str
    libelle: str
    ligne: int


@dataclass(frozen=True)
class PageLue:
    """Les jetons d'une page, et ce que le contrôle en juge."""

    jetons: tuple[Token, ...]

    @property
    def intertitres(self) -> Iterator[Intertitre]:
        """Rend les intertitres, dans l'ordre."""
        for jeton, libelle in titres(self.jetons):
            yield Intertitre(int(jeton.tag[1]), str(jeton.attrs["id"]), libelle, _ligne(jeton))

    @property
    def liens(self) -> Iterator[Extrait]:
        """Rend l'adresse de chaque lien, telle que la page l'écrit."""
        return (Extrait(str(j.attrs["href"]), ligne) for j, ligne in self._enfants() if j.type == "link_open")

    @property
    def images(self) -> Iterator[Extrait]:
        """Rend l'adresse de chaque image, telle que la page l'écrit."""
        return (Extrait(str(j.attrs["src"]), ligne) for j, ligne in self._enfants() if j.type == "image")

    @property
    def html(self) -> Iterator[Extrait]:
        """Rend ce qui, hors du code, a l'air d'une balise."""
        return self.trouver(BALISE)

    @property
    def sans_definition(self) -> Iterator[Extrait]:
        """Rend les liens de référence et les notes dont la définition manque."""
        return self.trouver(SANS_DEFINITION)

    @property
    def inconnues(self) -> Iterator[Extrait]:
        """Rend ce qu'un autre Markdown rendrait."""
        return self.trouver(INCONNUES)

    @property
    def liens_muets(self) -> Iterator[Extrait]:
        """Rend les liens qui n'ont aucun texte."""
        for bloc in self.jetons:
            enfants = bloc.children or []
            for jeton, suivant in pairwise(enfants):
                if jeton.type == "link_open" and suivant.type == "link_close":
                    yield Extrait("[", _ligne(bloc))

    @property
    def codes(self) -> Iterator[Extrait]:
        """Rend les blocs de code entre deux marques : leur marque, leur première et leur dernière ligne."""
        return (Extrait(j.markup, _ligne(j), j.map[1] if j.map else 1) for j in self.jetons if j.type == "fence")

    @property
    def encadres(self) -> Iterator[Extrait]:
        """Rend la première ligne des encadrés qui n'ont pas la forme ``!!! tip "Titre"``."""
        for jeton in self.jetons:
            if jeton.type == "admonition_open" and (jeton.markup != "!!!" or not _ENCADRE.fullmatch(jeton.info)):
                yield Extrait(f"{jeton.markup}{jeton.info}", _ligne(jeton))

    @property
    def trop_profonds(self) -> Iterator[Extrait]:
        """Rend les blocs au-delà desquels le moteur n'imbrique plus, et perd ce qui suit."""
        limite = _MOTEUR.options["maxNesting"] - 1
        return (Extrait("", _ligne(j)) for j in self.jetons if j.nesting == 1 and j.level >= limite and j.map)

    @property
    def macros(self) -> set[int]:
        """Rend les appels de macro qui sont à leur place : un bloc seul dans son paragraphe, un mot dans une phrase."""
        places = {int(jeton.content) for jeton in self.jetons if jeton.type == "macro"}
        contenant = ""
        for bloc in self.jetons:
            # Une ancre ou l'intitulé d'une colonne se lisent du texte : un mot calculé n'y est pas.
            if bloc.type == "inline" and contenant not in ("heading_open", "th_open"):
                textes = (j.content for j in bloc.children or () if j.type == "text")
                places |= {int(n) for texte in textes for n in _MOT.findall(texte)}
            contenant = bloc.type
        return places

    def trouver(self, motif: re.Pattern[str]) -> Iterator[Extrait]:
        """Rend ce qui, hors du code, a cette forme."""
        for jeton, ligne in self._enfants():
            for texte in (jeton, *(jeton.children or ())):
                if texte.type == "text":
                    yield from (Extrait(trouve[0], ligne) for trouve in motif.finditer(texte.content))

    def _enfants(self) -> Iterator[tuple[Token, int]]:
        for bloc in self.jetons:
            ligne = _ligne(bloc)
            for jeton in bloc.children or ():
                yield jeton, ligne
                ligne += jeton.type in ("softbreak", "hardbreak")


def _ligne(jeton: Token) -> int:
    return jeton.map[0] + 1 if jeton.map else 1


@lru_cache(256)
def lire(corps: str) -> PageLue:
    """Rend la page lue, ses textes typographiés, ses intertitres ancrés, ses macros de bloc détachées ; le contrôle et le rendu la partagent."""
    return PageLue(tuple(_MOTEUR.parse(corps)))


def rendre(page: PageLue, liens: Liens, appeler: Callable[[int], str]) -> Markup:
    """Rend le HTML d'une page ; ``appeler`` exécute le n-ième appel de macro : un fragment sûr, ou le texte d'un mot.

    Tout se rend dans l'ordre de la page : un fragment explique des termes, comme le texte qui l'entoure.
    """
    jetons = []
    for jeton in liens.poser(page.jetons):
        if jeton.type == "macro":
            jeton = Token("html_block", "", 0, content=f"{appeler(int(jeton.content))}\n")
        elif jeton.type == "inline":
            jeton = jeton.copy(children=list(_mots(jeton.children or (), appeler)))
        jetons.append(jeton)
    return Markup(_MOTEUR.renderer.render(jetons, _MOTEUR.options, {}))


def _mots(enfants: Iterable[Token], appeler: Callable[[int], str]) -> Iterator[Token]:
    for jeton in enfants:
        if jeton.type == "text" and MOT[0] in jeton.content:
            for rang, morceau in enumerate(_MOT.split(jeton.content)):
                yield texte_de(typographier(appeler(int(morceau))) if rang % 2 else morceau)
        else:
            yield jeton


def _macros(etat: StateCore) -> None:
    """Règle : un paragraphe qui n'est que l'appel d'une macro de bloc devient ce bloc."""
    jetons: list[Token] = []
    for jeton in etat.tokens:
        seul = jeton.type == "inline" and _BLOC.fullmatch(jeton.content)
        if seul and jetons[-1].type == "paragraph_open":
            jetons[-1] = Token("macro", "", 0, content=seul[1], map=jeton.map, block=True)
        elif not (jeton.type == "paragraph_close" and jetons[-1].type == "macro"):
            jetons.append(jeton)
    etat.tokens = jetons


def _ancrer(etat: StateCore) -> None:
    ancres(etat.tokens, ancre_de_page, DU_SQUELETTE, "_")


def _moteur() -> MarkdownIt:
    moteur = MarkdownIt("commonmark", {"html": False}).enable("table").use(admon_plugin)
    # Une entité écrirait un signe que le contrôle du fichier n'a pas pu voir.
    moteur.disable(["html_block", "html_inline", "autolink", "entity"])
    # Une adresse interdite reste un lien : le contrôle la voit et la refuse.
    moteur.validateLink = lambda url: True  # type: ignore[method-assign]  # la bibliothèque le veut ainsi
    for nom, regle in (("macros", _macros), ("typographie", typographie), ("ancres", _ancrer), ("cellules", cellules)):
        moteur.core.ruler.push(nom, regle)
    return moteur


_MOTEUR = _moteur()
