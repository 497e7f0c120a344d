"""Les pages écrites à la main : en-tête, aucun HTML, macros à leur place, liens.

Ce qui est jugé est ce qui sera publié : même typographie, mêmes jetons de macro, même moteur, sans son traitement du HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import markdown
from markdown.extensions import Extension

from macros.balisage import typographier
from macros.modele import SLUG, Anomalie, Base, Page

from .contenu import HTML, defaut_lien
from .outils import proche

EXTENSIONS_MARKDOWN = ("admonition", "footnotes", "tables", "toc", "pymdownx.details", "pymdownx.superfences")
BALISE = re.compile(r"<[A-Za-z/!?][^\s<>]{0,20}")
CODE = re.compile(r"(^```.*?^```|`[^`\n]*`|\]\([^)\s]*\))", re.DOTALL | re.MULTILINE)
"""Ce que la typographie ne touche pas : le code, l'adresse d'un lien."""
APPEL = re.compile(r"\{\{\s*(\w*).*?\}\}", re.DOTALL)
JETON = "\ue000{}\ue000"
"""Ce qu'une macro laisse dans le Markdown, seul dans son paragraphe ; aucune source ne peut contenir ce signe."""
PARAGRAPHE = re.compile(f"<p>{JETON.format('([0-9]+)')}</p>")
DANS_LA_PHRASE = frozenset({"nom_reseau", "seuil"})
"""Macros qui rendent un mot de la phrase, et non un bloc."""


class SansHtml(Extension):
    """Retire de Python-Markdown ce qui laisse passer du HTML : un chevron n'y est plus qu'un signe."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Retire les blocs et les balises HTML, et les liens entre chevrons."""
        md.preprocessors.deregister("html_block")
        for motif in ("html", "autolink", "automail"):
            md.inlinePatterns.deregister(motif)


def typographier_page(markdown: str) -> str:
    """Rend le Markdown d'une page, typographié hors du code et des adresses."""
    return "".join(m if rang % 2 else typographier(m) for rang, m in enumerate(CODE.split(markdown)))


def entetes(base: Base) -> Iterator[Anomalie]:
    """L'en-tête d'une page ne porte ni HTML ni gabarit, et son nom peut devenir une adresse.

    mkdocs-macros rend aussi le titre : une accolade y serait du code.
    """
    for page in base.pages.values():
        for champ in ("title", "description"):
            valeur = getattr(page.en_tete, champ)
            if HTML.search(valeur) or "{" in valeur or "}" in valeur:
                yield Anomalie(
                    page.fichier,
                    2,
                    1,
                    "gabarit-interdit",
                    f"« {champ} » contient du HTML ou une accolade",
                    "Écrivez le texte en clair.",
                )
        segments = page.chemin.removesuffix(".md").split("/")
        if any(not SLUG.fullmatch(segment) for segment in segments) or segments == ["404"]:
            yield Anomalie(
                page.fichier,
                1,
                1,
                "nom-de-fichier",
                "ce chemin ne peut pas devenir une adresse",
                "Renommez : minuscules sans accent, chiffres et tirets ; 404 est réservé.",
            )


def moments(base: Base) -> Iterator[Anomalie]:
    """Le moment d'une page de parcours est au vocabulaire : sinon la carte de l'achat l'oublierait."""
    fiche = base.vocabulaires.get("moments")
    admis = list(fiche.contenu.valeurs) if fiche else []
    for page in base.pages.values():
        if page.en_tete.moment and page.en_tete.moment not in admis:
            yield Anomalie(
                page.fichier,
                2,
                1,
                "valeur-inconnue",
                f"« {page.en_tete.moment} » n'est pas dans le vocabulaire « moments »",
                proche(page.en_tete.moment, admis, f"Valeurs admises : {', '.join(admis)}."),
            )


def html_des_pages(base: Base) -> Iterator[Anomalie]:
    """Une page ne contient pas de HTML ; une macro de bloc y est seule dans son paragraphe ; ses liens mènent quelque part."""
    moteur = markdown.Markdown(extensions=[*EXTENSIONS_MARKDOWN, SansHtml()])
    for page in base.pages.values():
        corps, appels = _avec_jetons(page)
        lecteur = _Lecteur()
        try:
            html = moteur.reset().convert(typographier_page(corps))
            lecteur.feed(html)
            lecteur.close()
        except RecursionError:
            yield Anomalie(
                page.fichier,
                page.ligne_corps,
                1,
                "page-illisible",
                "la page imbrique trop de niveaux",
                "Simplifiez les listes et les citations.",
            )
            continue
        for extrait in lecteur.html:
            yield Anomalie(
                page.fichier,
                _ligne(page, extrait),
                1,
                "html-brut",
                f"« {extrait} » ressemble à du HTML",
                "Employez le Markdown seul ; montrez une balise entre accents graves, et un lien par [texte](https://…).",
            )
        posees = {int(n) for n in PARAGRAPHE.findall(html)}
        for rang, ligne in enumerate(appels):
            if rang not in posees:
                yield Anomalie(
                    page.fichier,
                    page.ligne_corps + ligne,
                    1,
                    "macro-mal-placee",
                    "cette macro rend un bloc, et se trouve dans du code ou dans une phrase",
                    "Laissez-la seule sur sa ligne, entre deux lignes vides.",
                )
        for adresse in lecteur.adresses:
            if adresse.startswith(("#", "mailto:")):
                continue
            if re.fullmatch(r"[\w./-]+\.(?:md|png|jpg|webp)(?:#[\w-]+)?", adresse) and not adresse.startswith("/"):
                continue  # chemin de fichier : MkDocs le contrôle
            if defaut := defaut_lien(base, adresse):
                yield Anomalie(page.fichier, _ligne(page, adresse), 1, *defaut)
        if lecteur.titres:
            yield Anomalie(
                page.fichier,
                page.ligne_corps,
                1,
                "titre-en-double",
                "la page a deux titres principaux",
                "Gardez « title » dans l'en-tête, et commencez le texte par des intertitres ##.",
            )


def _avec_jetons(page: Page) -> tuple[str, list[int]]:
    """Rend le corps où chaque appel a laissé ce qu'il laissera dans la construction, et la ligne (de 0) de chaque bloc."""
    appels: list[int] = []

    def poser(trouve: re.Match) -> str:
        if trouve[1] in DANS_LA_PHRASE:
            return trouve[1]
        appels.append(page.corps.count("\n", 0, trouve.start()))
        return f"\n\n{JETON.format(len(appels) - 1)}\n\n"

    return APPEL.sub(poser, page.corps), appels


def _ligne(page: Page, extrait: str) -> int:
    position = page.corps.find(extrait) if extrait else -1
    return page.ligne_corps + (page.corps.count("\n", 0, position) if position >= 0 else 0)


class _Lecteur(HTMLParser):
    """Lit le HTML d'une page : ce qui, hors du code, a l'air d'une balise ; les adresses ; les titres principaux."""

    def __init__(self) -> None:
        super().__init__()
        self.html: list[str] = []
        self.adresses: list[str] = []
        self.titres: list[str] = []
        self.code = 0

    def handle_starttag(self, balise: str, attributs: list[tuple[str, str | None]]) -> None:
        self.code += balise == "code"
        if balise == "h1":
            self.titres.append(balise)
        self.adresses += [valeur or "" for nom, valeur in attributs if nom in ("href", "src")]

    def handle_endtag(self, balise: str) -> None:
        self.code -= balise == "code"

    def handle_data(self, texte: str) -> None:
        if not self.code:
            self.html += BALISE.findall(texte)
