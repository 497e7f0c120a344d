"""Les pages écrites à la main : en-tête, aucun HTML, macros à leur place, liens et ancres qui mènent quelque part.

Ce qui est jugé est ce qui sera publié : même moteur, mêmes jetons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

from macros.modele import SLUG, Anomalie, Base, Page
from macros.texte.balisage.pages import ENCADRES, Extrait, PageLue, lire

from .contenu import HTML, defaut_lien
from .macros import DANS_LA_PHRASE, avec_jetons
from .outils import proche

ANCRE = re.compile(r"#\w")
"""Ce qu'un lien vers une ancre contient, et pas un intertitre."""


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


def corps_des_pages(base: Base) -> Iterator[Anomalie]:
    """Le corps d'une page : pas de HTML, pas de second titre, chaque macro, encadré, lien et image en règle."""
    for page in base.pages.values():
        corps, appels = avec_jetons(page)
        lue = lire(corps)
        yield from _formes(page, lue)
        places = lue.macros
        for rang, ligne in enumerate(appels):
            if rang not in places:
                yield _anomalie(
                    page,
                    Extrait("{{", ligne),
                    "macro-mal-placee",
                    "cet appel de macro est dans du code, un titre, un tableau ou une phrase",
                    "Laissez-le seul entre deux lignes vides ; "
                    f"dans une phrase, seules le sont : {', '.join(sorted(DANS_LA_PHRASE))}.",
                )
        for lien in lue.liens:
            if defaut := _defaut_de_lien(base, page, lien.texte):
                yield _anomalie(page, lien, *defaut)
        for image in lue.images:
            if (resoudre(base, page, image.texte) or "").lstrip("/") not in base.images:
                yield _anomalie(
                    page,
                    image,
                    "image-absente",
                    f"« {image.texte[:80]} » n'est pas une image de docs/images",
                    "Déposez l'image dans docs/images/, et écrivez son chemin à partir de la page : ../images/nom.png.",
                )


def _formes(page: Page, lue: PageLue) -> Iterator[Anomalie]:
    for extrait in lue.html:
        yield _anomalie(
            page,
            extrait,
            "html-brut",
            f"« {extrait.texte} » ressemble à du HTML",
            "Employez le Markdown seul ; montrez une balise entre accents graves, et un lien par [texte](https://…).",
        )
    for extrait in lue.sans_definition:
        yield _anomalie(
            page,
            extrait,
            "reference-sans-definition",
            f"« {extrait.texte} » renvoie à une définition qui manque",
            "Écrivez [texte](adresse), ou ajoutez une ligne « [nom]: adresse » ; les notes de bas de page ne sont pas admises.",
        )
    for extrait in lue.encadres:
        yield _anomalie(
            page,
            extrait,
            "encadre-inconnu",
            f"« {extrait.texte[:60]} » n'ouvre pas un encadré",
            f'Écrivez !!! tip "Titre", puis le texte en retrait de quatre espaces. Genres : {", ".join(ENCADRES)}.',
        )
    for extrait in lue.trop_profonds:
        yield _anomalie(
            page,
            extrait,
            "page-illisible",
            "la page imbrique trop de niveaux",
            "Simplifiez les listes et les citations.",
        )
    for intertitre in lue.intertitres:
        if intertitre.niveau == 1:
            yield _anomalie(
                page,
                Extrait("# ", intertitre.ligne),
                "titre-en-double",
                "la page a deux titres principaux",
                "Gardez « title » dans l'en-tête, et commencez le texte par des intertitres ##.",
            )


def _defaut_de_lien(base: Base, page: Page, adresse: str) -> tuple[str, str, str] | None:
    if adresse.startswith("mailto:"):
        return None
    cible = resoudre(base, page, adresse)
    if cible is None:
        conseil = "Vérifiez le nom du fichier, ou écrivez l'adresse de la page : /clauses/nom-de-la-fiche/."
        return "lien-interne", f"« {adresse[:80]} » n'existe pas dans docs/", conseil
    return defaut_lien(base, cible)


def resoudre(base: Base, page: Page, adresse: str) -> str | None:
    """Rend l'adresse d'un lien ou d'une image : chemin du site (``/clauses/#a``), ou adresse complète inchangée.

    Un fichier s'écrit à partir de la page : ``../clauses/index.md``, ``../images/x.png``. Rend ``None`` s'il n'existe pas.
    """
    chemin, diese, ancre = adresse.partition("#")
    if not chemin:
        return f"/{page.adresse}{diese}{ancre}"
    if chemin.startswith("/") or ":" in chemin:
        return adresse
    source = normpath(join(dirname(page.chemin), chemin))
    if source in base.images:
        return f"/{source}"
    if source in base.pages:
        return f"/{base.pages[source].adresse}{diese}{ancre}"
    fiche = next((a for a, fichier in base.adresses.items() if fichier == f"docs/{source}"), None)
    return f"/{fiche}{diese}{ancre}" if fiche else None


def ancres(base: Base) -> Iterator[Anomalie]:
    """Une ancre mène à un intertitre. Celles d'une fiche, ou d'une macro, ne se voient qu'une fois la page rendue."""

    def lues(adresse: str) -> Collection[str] | None:
        page = next((p for p in base.pages.values() if p.adresse == adresse), None)
        if page is None:
            return None
        corps, appels = avec_jetons(page)
        return None if appels else {i.ancre for i in lire(corps).intertitres}

    return ancres_brisees(base, lues)


def ancres_brisees(base: Base, ancres_de: Callable[[str], Collection[str] | None]) -> Iterator[Anomalie]:
    """Rend les liens vers une ancre que la page visée n'a pas.

    ``ancres_de`` rend les ancres de la page à cette adresse, ou ``None`` quand on ne peut pas le dire.
    """
    for page in base.pages.values():
        if not ANCRE.search(page.corps):
            continue
        for lien in lire(avec_jetons(page)[0]).liens:
            cible = urlsplit(resoudre(base, page, lien.texte) or "")
            ancre, visee = cible.fragment, f"{cible.path.strip('/')}/".lstrip("/")
            connues = ancres_de(visee) if ancre and not cible.netloc else None
            if connues is not None and ancre not in connues:
                yield _anomalie(
                    page,
                    lien,
                    "ancre-absente",
                    f"« #{ancre[:60]} » n'est pas dans la page « /{visee} »",
                    proche(ancre, list(connues), "Ouvrez la page visée, et recopiez l'ancre d'un de ses intertitres."),
                )


def _anomalie(page: Page, extrait: Extrait, code: str, message: str, conseil: str) -> Anomalie:
    """Rend l'anomalie à la place de l'extrait : sa ligne, et sa colonne quand la ligne le contient."""
    colonne = page.corps.split("\n")[extrait.ligne - 1].find(extrait.texte) + 1
    return Anomalie(page.fichier, page.ligne_corps + extrait.ligne - 1, max(colonne, 1), code, message, conseil)
