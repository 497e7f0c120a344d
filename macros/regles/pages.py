"""Les pages écrites à la main : macros autorisées, HTML sûr, liens.

Leur Jinja s'exécute dans la construction : on n'y admet que l'appel d'une macro de la liste, avec des constantes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import markdown
from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.modele import Anomalie, Base, Page

from .contenu import CONSEIL_LIEN, adresse_connue, defaut_adresse
from .outils import proche

MACROS = (
    "actualites",
    "appel_petite_commune",
    "champ_recherche",
    "dernier_30_30",
    "entrees_segments",
    "identite_reseau",
    "liste_flux",
    "reference_champs",
    "tableau_bonnes_pratiques",
    "tableau_clauses",
    "tableau_textes",
    "tableau_veille",
)
"""Noms des macros ouvertes aux pages. ``extension`` refuse de démarrer si elle n'enregistre pas exactement celles-ci."""

EXTENSIONS_MARKDOWN = ("admonition", "footnotes", "tables", "toc", "pymdownx.details", "pymdownx.superfences")
BALISES = {
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
}
ATTRIBUTS = {"href", "src", "alt", "title", "id", "class", "start", "open", "style"}
APPEL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_JINJA = Environment(autoescape=True)


def macros(base: Base) -> Iterator[Anomalie]:
    """Le Jinja d'une page n'est que ``{{ macro_connue("constante", cle=1) }}``."""
    for page in base.pages.values():
        try:
            arbre = _JINJA.parse(page.source)
        except TemplateSyntaxError as erreur:
            yield Anomalie(
                page.fichier,
                erreur.lineno or 1,
                1,
                "macro-illisible",
                "cet appel de macro ne peut pas être lu",
                'Écrivez {{ nom_de_macro(argument="valeur") }} ; pour des accolades en clair, retirez-les.',
            )
            continue
        for noeud in arbre.body:
            if not isinstance(noeud, nodes.Output):
                yield _refus(page, noeud, "seul l'appel d'une macro est admis, pas une instruction {% %}")
                continue
            for partie in noeud.nodes:
                if isinstance(partie, nodes.TemplateData):
                    continue
                if not (isinstance(partie, nodes.Call) and isinstance(partie.node, nodes.Name)):
                    yield _refus(page, partie, "seul l'appel d'une macro est admis")
                elif partie.node.name not in MACROS:
                    yield _refus(
                        page,
                        partie,
                        f"la macro « {partie.node.name} » n'existe pas",
                        proche(partie.node.name, list(MACROS), f"Macros admises : {', '.join(MACROS)}."),
                    )
                elif (
                    partie.dyn_args
                    or partie.dyn_kwargs
                    or not all(isinstance(v, nodes.Const) for v in (*partie.args, *(k.value for k in partie.kwargs)))
                ):
                    yield _refus(page, partie, "les arguments d'une macro sont des textes ou des nombres en clair")
                elif "render_macros: true" not in page.source.split("---")[1 if page.source.startswith("---") else 0]:
                    yield _refus(
                        page,
                        partie,
                        "la page appelle une macro sans l'annoncer",
                        "Ajoutez « render_macros: true » dans l'en-tête de la page.",
                    )


def _refus(page: Page, noeud: nodes.Node, message: str, conseil: str = "") -> Anomalie:
    return Anomalie(
        page.fichier, noeud.lineno, 1, "macro-interdite", message, conseil or f"Macros admises : {', '.join(MACROS)}."
    )


def html_des_pages(base: Base) -> Iterator[Anomalie]:
    """Le HTML produit par une page ne contient que des balises sûres, et des liens https ou internes."""
    moteur = markdown.Markdown(extensions=list(EXTENSIONS_MARKDOWN))
    for page in base.pages.values():
        corps = APPEL.sub("", "\n".join(page.source.split("\n")[page.ligne_corps - 1 :]))
        lecteur = _Lecteur()
        lecteur.feed(moteur.reset().convert(corps))
        for defaut, extrait in lecteur.defauts:
            yield Anomalie(page.fichier, _ligne(page, extrait), 1, "html-brut", defaut, "Employez le Markdown seul.")
        for adresse in lecteur.adresses:
            if adresse.startswith(("#", "mailto:")):
                continue
            if adresse.startswith("/") and not adresse.startswith("//"):
                if not adresse_connue(base, adresse):
                    yield Anomalie(
                        page.fichier,
                        _ligne(page, adresse),
                        1,
                        "lien-interne",
                        f"« {adresse} » n'existe pas sur le site",
                        "Vérifiez le chemin : /clauses/nom-de-la-fiche/, /bonnes-pratiques/…/, /veille/AAAA/…/.",
                    )
            elif not re.fullmatch(r"[\w./-]+\.(?:md|png|jpg|webp)(?:#[\w-]+)?", adresse) and (
                defaut := defaut_adresse(adresse)
            ):
                yield Anomalie(
                    page.fichier,
                    _ligne(page, adresse),
                    1,
                    "lien-refuse",
                    f"« {adresse[:80]} » : {defaut}",
                    CONSEIL_LIEN,
                )
        if len(lecteur.titres) > 1 or (page.titre and lecteur.titres):
            yield Anomalie(
                page.fichier,
                page.ligne_corps,
                1,
                "titre-en-double",
                "la page a deux titres principaux",
                "Gardez « title » dans l'en-tête, et commencez le texte par des intertitres ##.",
            )
        if not page.titre:
            yield Anomalie(
                page.fichier,
                1,
                1,
                "titre-manquant",
                "la page n'a pas de « title » dans son en-tête",
                "Commencez le fichier par « --- », « title: … », « --- ».",
            )


def _ligne(page: Page, extrait: str) -> int:
    position = page.source.find(extrait) if extrait else -1
    return page.source.count("\n", 0, position) + 1 if position >= 0 else page.ligne_corps


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

    def handle_decl(self, decl: str) -> None:
        self.defauts.append(("les déclarations HTML ne sont pas admises", "<!"))
