"""Les pages écrites à la main : en-tête, HTML sûr, liens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import markdown

from macros.base.consultation import Consultation
from macros.base.page import Page
from macros.base.types import SLUG
from macros.lecture.anomalie import Anomalie
from macros.lecture.defauts import Fichier, Pages, Textes
from macros.regles.contenu import EN_CLAIR, HTML, defaut_lien
from macros.regles.references import hors_vocabulaire

EXTENSIONS_MARKDOWN = ("admonition", "footnotes", "tables", "toc", "pymdownx.details", "pymdownx.superfences")
BALISES = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "span",
        "strong",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTS = {"href", "src", "alt", "title", "id", "class", "start", "open", "style"}
APPEL = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def entetes(c: Consultation) -> Iterator[Anomalie]:
    """L'en-tête d'une page ne porte ni HTML ni gabarit, et son nom peut devenir une adresse.

    mkdocs-macros rend aussi le titre : une accolade y serait du code.
    """
    for page in c.pages.values():
        for champ in ("title", "description"):
            valeur = getattr(page.en_tete, champ)
            if HTML.search(valeur) or "{" in valeur or "}" in valeur:
                message = f"« {champ} » contient du HTML ou une accolade"
                yield Textes.GABARIT_INTERDIT(message, EN_CLAIR).dans(page.fichier, 2)
        segments = page.chemin.removesuffix(".md").split("/")
        if any(not SLUG.fullmatch(segment) for segment in segments) or segments == ["404"]:
            message = "ce chemin ne peut pas devenir une adresse"
            conseil = "Renommez : minuscules sans accent, chiffres et tirets ; 404 est réservé."
            yield Fichier.NOM_DE_FICHIER(message, conseil).dans(page.fichier)


def moments(c: Consultation) -> Iterator[Anomalie]:
    """Le moment d'une page de parcours est au vocabulaire : sinon la carte de l'achat l'oublierait."""
    admis = list(c.valeurs("moments"))
    for page in c.pages.values():
        moment = page.en_tete.moment
        if moment and moment not in admis:
            yield hors_vocabulaire(moment, "moments", admis).dans(page.fichier, 2)


def html_des_pages(c: Consultation) -> Iterator[Anomalie]:
    """Le HTML produit par une page ne contient que des balises sûres, et des liens https ou internes."""
    moteur = markdown.Markdown(extensions=list(EXTENSIONS_MARKDOWN))
    for page in c.pages.values():
        lecteur = _Lecteur()
        try:
            lecteur.feed(moteur.reset().convert(APPEL.sub("", page.corps)))
        except RecursionError:
            yield Pages.PAGE_ILLISIBLE().dans(page.fichier, page.ligne_corps)
            continue
        for defaut, extrait in lecteur.defauts:
            yield Textes.HTML_BRUT(defaut, "Employez le Markdown seul.").dans(page.fichier, _ligne(page, extrait))
        for adresse in lecteur.adresses:
            if adresse.startswith(("#", "mailto:")):
                continue
            if re.fullmatch(r"[\w./-]+\.(?:md|png|jpg|webp)(?:#[\w-]+)?", adresse) and not adresse.startswith("/"):
                continue  # chemin de fichier : MkDocs le contrôle
            if constat := defaut_lien(c, adresse):
                yield constat.dans(page.fichier, _ligne(page, adresse))
        if lecteur.titres:
            yield Pages.TITRE_EN_DOUBLE().dans(page.fichier, page.ligne_corps)


def _ligne(page: Page, extrait: str) -> int:
    position = page.corps.find(extrait) if extrait else -1
    return page.ligne_corps + (page.corps.count("\n", 0, position) if position >= 0 else 0)


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.defauts: list[tuple[str, str]] = []
        self.adresses: list[str] = []
        self.titres: list[str] = []

    def handle_starttag(self, balise: str, attributs: list[tuple[str, str | None]]) -> None:
        if balise not in BALISES:
            self.defauts.append((f"la balise <{balise}> n'est pas admise", f"<{balise}"))
        if balise == "h1":
            self.titres.append(balise)
        for nom, valeur in attributs:
            if nom not in ATTRIBUTS or (
                nom == "style" and not re.fullmatch(r"text-align: (?:left|right|center);", valeur or "")
            ):
                self.defauts.append((f"l'attribut « {nom} » n'est pas admis", nom))
            elif nom in ("href", "src"):
                self.adresses.append(valeur or "")

    def handle_comment(self, data: str) -> None:
        self.defauts.append(("les commentaires HTML ne sont pas admis", "<!--"))

    def handle_pi(self, data: str) -> None:
        self.defauts.append(("les instructions <? ?> ne sont pas admises", "<?"))

    def unknown_decl(self, data: str) -> None:
        self.defauts.append(("les sections <![CDATA[ ne sont pas admises", "<!["))

    def handle_decl(self, decl: str) -> None:
        self.defauts.append(("les déclarations HTML ne sont pas admises", "<!"))
