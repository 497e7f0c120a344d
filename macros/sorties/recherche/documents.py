"""Ce que la recherche trouve : ce que chaque genre déclare, et les pages écrites à la main."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.genre import Genre
from macros.base.promesses import Document, Groupe
from macros.sorties.recherche.aides import document, groupe_de, nu

CHAMPS = ("titre", "references", "lexique", "familles", "resume", "texte")
"""Les champs d'un document, du plus au moins parlant."""
PAGES = Groupe("pages", "Pages du site", 99)


def _cherches(c: Consultation) -> list[Genre]:
    return sorted((g for g in c.genres.values() if g.groupe), key=lambda g: groupe_de(g).rang)


def groupes(c: Consultation) -> dict[str, str]:
    """Rend code → intitulé des groupes de réponses."""
    return {PAGES.code: PAGES.titre} | {groupe_de(g).code: groupe_de(g).titre for g in _cherches(c)}


def documents(c: Consultation) -> Iterator[Document]:
    """Rend tout ce qui se cherche, groupe après groupe : les genres, puis les pages du site."""
    for genre in _cherches(c):
        for fiche in c.visibles(genre.nom):
            yield from genre.documents(c, fiche) if genre.documents else document(c, genre.nom, fiche)
    for page in sorted(c.pages.values(), key=lambda p: p.chemin):
        titre, resume = page.en_tete.title, page.en_tete.description
        champs = {"titre": [titre], "resume": [resume], "texte": [nu(page.corps)]}
        yield Document(PAGES.code, page.chemin, page.adresse, titre, resume, champs)
