"""Ce que la recherche trouve : ce que chaque genre déclare, et les pages écrites à la main."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from macros.base.consultation import Consultation
from macros.base.genre import Genre, Recherche
from macros.base.promesses import Document, Groupe
from macros.sorties.recherche.aides import document, nu

CHAMPS = ("titre", "references", "lexique", "familles", "resume", "texte")
"""Les champs d'un document, du plus au moins parlant."""
PAGES = Groupe("pages", "Pages du site", 99, "Page")


def _cherches(c: Consultation) -> list[tuple[Recherche, Genre]]:
    """Rend (ce que la recherche en sait, genre), dans l'ordre où elle montre les groupes."""
    return sorted(((g.recherche, g) for g in c.genres.values() if g.recherche), key=lambda t: t[0].groupe.rang)


def groupes(c: Consultation) -> dict[str, str]:
    """Rend code → intitulé des groupes de réponses, dans leur ordre."""
    return {groupe.code: groupe.titre for groupe in (*(r.groupe for r, _ in _cherches(c)), PAGES)}


def documents(c: Consultation) -> Iterator[Document]:
    """Rend tout ce qui se cherche, groupe après groupe : les genres, puis les pages du site."""
    demandes = {a: mots for f in c.fiches("demandes").values() for a, mots in f.contenu.pages.items()}
    for sorte, lu in _declares(c):
        dites = demandes.get(lu.adresse, ())
        champs = {**lu.champs, "lexique": [*lu.champs.get("lexique", ()), *dites]}
        yield replace(lu, champs=champs, demandes=dites, sorte=sorte)


def _declares(c: Consultation) -> Iterator[tuple[str, Document]]:
    """Rend (ce que c'est, document)."""
    for su, genre in _cherches(c):
        sorte = su.groupe.sorte or genre.libelle[:1].upper() + genre.libelle[1:]
        for fiche in c.visibles(genre.nom):
            siens = su.documents(c, fiche) if su.documents else [document(c, genre, su, fiche)]
            yield from ((sorte, lu) for lu in siens)
    for page in sorted(c.pages.values(), key=lambda p: p.chemin):
        if page.en_tete.interne:
            continue
        titre, resume = page.en_tete.title, page.en_tete.description
        champs = {"titre": [titre], "resume": [resume], "texte": [nu(page.corps)]}
        nom = page.adresse.rstrip("/") or "accueil"
        yield PAGES.sorte, Document(PAGES.code, nom, page.adresse, titre, resume, champs, noms=[titre])
