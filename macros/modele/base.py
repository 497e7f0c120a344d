"""La base : toutes les fiches lues, et la résolution d'une référence juridique."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from .clause import Clause
from .commun import Fiche, Modele, cle_de_tri
from .droit import Article, ArticleDeTexte, CodeDroit, TexteDroit
from .page import Page
from .pratique import BonnePratique
from .seuil import Seuil, Seuils
from .veille import EntreeVeille
from .vocabulaire import Vocabulaire

REFERENCE_CODE = re.compile(r"(?P<code>[A-Z]{2,8}) (?P<numero>[LRD]\*?\d+(?:-\d+)*)")
REFERENCE_TEXTE = re.compile(r"(?P<texte>[A-Z0-9]+(?:-[A-Z0-9]+)*)(?: art\. (?P<article>[0-9A-Za-z.-]+))?")


@dataclass(frozen=True)
class Genre:
    """Un genre de fiche : où il se trouve et à quelle adresse il se lit."""

    nom: str
    dossier: str
    modele: type[Modele]
    libelle: str


GENRES = {
    genre.nom: genre
    for genre in (
        Genre("vocabulaires", "data/vocabulaires", Vocabulaire, "vocabulaire"),
        Genre("textes", "data/droit/textes", TexteDroit, "texte de droit"),
        Genre("codes", "data/droit/articles", CodeDroit, "code"),
        Genre("seuils", "data/droit", Seuils, "seuils"),
        Genre("clauses", "data/clauses", Clause, "clause"),
        Genre("pratiques", "docs/bonnes-pratiques", BonnePratique, "bonne pratique"),
        Genre("veille", "docs/veille", EntreeVeille, "entrée de veille"),
    )
}


ADRESSES = {"clauses": "clauses", "pratiques": "bonnes-pratiques", "textes": "droit", "codes": "droit"}


@dataclass(frozen=True)
class RefResolue:
    """Une référence juridique résolue dans le registre. ``adresse`` est relative à la racine du site."""

    reference: str
    libelle: str
    adresse: str
    url: str | None
    objet: str
    texte: Fiche[TexteDroit] | None = None
    article: Article | ArticleDeTexte | None = None

    @property
    def abroge_le(self) -> date | None:
        """Rend le jour d'abrogation de l'article, sinon de son texte."""
        return getattr(self.article, "abroge_le", None) or (self.texte.contenu.abroge_le if self.texte else None)


@dataclass
class Base:
    """Tout ce qui a été lu, une fois. ``jour`` est le jour de la construction."""

    jour: date
    vocabulaires: dict[str, Fiche[Vocabulaire]] = field(default_factory=dict)
    textes: dict[str, Fiche[TexteDroit]] = field(default_factory=dict)
    codes: dict[str, Fiche[CodeDroit]] = field(default_factory=dict)
    seuils: dict[str, Fiche[Seuils]] = field(default_factory=dict)
    clauses: dict[str, Fiche[Clause]] = field(default_factory=dict)
    pratiques: dict[str, Fiche[BonnePratique]] = field(default_factory=dict)
    veille: dict[str, Fiche[EntreeVeille]] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    refusees: set[tuple[str, str]] = field(default_factory=set)
    """(genre, id) des fiches présentes mais illisibles : y renvoyer n'est pas une seconde faute."""

    def par_genre(self) -> Iterator[tuple[str, Fiche[Any]]]:
        """Rend (nom du genre, fiche) pour toutes les fiches."""
        for nom in GENRES:
            for fiche in getattr(self, nom).values():
                yield nom, fiche

    def adresse(self, genre: str, fiche_id: str) -> str:
        """Rend l'adresse publique de la fiche, relative à la racine du site."""
        if genre == "veille":
            return f"veille/{fiche_id[:4]}/{fiche_id}/"
        return f"{ADRESSES[genre]}/{fiche_id}/"

    def adresse_article(self, code: str, numero: str) -> str:
        """Rend l'adresse publique d'un article de code."""
        return f"droit/{code}/{numero.lower().replace('*', '')}/"

    @cached_property
    def adresses(self) -> dict[str, str]:
        """Rend l'adresse de chaque page tirée d'une fiche → le fichier dont elle vient, brouillons compris."""
        table = {self.adresse(g, f.id): f.fichier for g, f in self.par_genre() if g in ADRESSES or g == "veille"}
        for code in self.codes.values():
            table |= {self.adresse_article(code.id, numero): code.fichier for numero in code.contenu.articles}
        table |= {f"veille/{entree.contenu.mois}/": entree.fichier for entree in self.veille.values()}
        if segments := self.vocabulaires.get("segments"):
            table |= {f"clauses/segments/{code}/": segments.fichier for code in segments.contenu.valeurs}
        return table

    def libelle(self, vocabulaire: str, code: str) -> str:
        """Rend le libellé d'un code, ou le code s'il est inconnu (une règle l'aura signalé)."""
        fiche = self.vocabulaires.get(vocabulaire)
        valeur = fiche.contenu.valeurs.get(code) if fiche else None
        return valeur.libelle if valeur else code

    def pilier(self, theme: str) -> str | None:
        """Rend le pilier d'un thème : environnement, social ou economie."""
        valeur = self.vocabulaires["themes"].contenu.valeurs.get(theme)
        return valeur.pilier if valeur else None

    def seuil(self, nom: str) -> Seuil | None:
        """Rend le seuil de ce nom (``data/droit/seuils.yml``), ou ``None``."""
        fiche = self.seuils.get("seuils")
        return fiche.contenu.seuils.get(nom) if fiche else None

    def publiees(self) -> list[Fiche[Clause]]:
        """Rend les clauses visibles sur le site, par titre."""
        visibles = [c for c in self.clauses.values() if c.contenu.statut == "publie"]
        return sorted(visibles, key=lambda c: cle_de_tri(c.contenu.titre))

    def veille_datee(self) -> list[Fiche[EntreeVeille]]:
        """Rend les entrées de veille, de la plus récente à la plus ancienne."""
        return sorted(self.veille.values(), key=lambda e: (e.contenu.date, e.id), reverse=True)


def resoudre(base: Base, reference: str) -> RefResolue | None:
    """Rend l'article ou le texte du registre désigné par ``reference``, ou ``None``.

    Formes admises : « CCP L2112-2 », « LOI-2020-105 », « LOI-2020-105 art. 58 », « CCAG-FCS art. 16.2 ».
    """
    if (trouve := REFERENCE_CODE.fullmatch(reference)) and (code := base.codes.get(trouve["code"].lower())):
        numero = trouve["numero"]
        if article := code.contenu.articles.get(numero):
            affiche = re.sub(r"^([LRD]\*?)", "\\1.\u00a0", numero)
            return RefResolue(
                reference,
                f"{affiche} {_du(code.contenu)}",
                base.adresse_article(code.id, numero),
                article.url or code.contenu.url,
                article.objet,
                article=article,
            )
        return None
    if not (trouve := REFERENCE_TEXTE.fullmatch(reference)) or not (texte := base.textes.get(trouve["texte"].lower())):
        return None
    adresse, contenu = f"droit/{texte.id}/", texte.contenu
    if numero := trouve["article"]:
        article = contenu.articles.get(numero)
        if article is None:
            return None
        return RefResolue(
            reference,
            f"art.\u00a0{numero}, {contenu.titre}",
            f"{adresse}#article-{numero.replace('.', '-')}",
            article.url or contenu.url,
            article.objet,
            texte,
            article,
        )
    return RefResolue(reference, contenu.titre, adresse, contenu.url, contenu.resume.split("\n")[0], texte)


def _du(code: CodeDroit) -> str:
    return f"du {code.titre[0].lower()}{code.titre[1:]}"
