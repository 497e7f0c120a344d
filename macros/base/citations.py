"""Qui cite quoi : les références qu'une fiche porte, et les fiches qui citent une adresse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.promesses import Ref, Resolveur
from macros.base.types import RenvoiDroit

CITANTS_MAX = 200
"""Une liste de fiches citantes s'arrête là : au-delà, elle pèse plus qu'elle ne sert."""


@une_fois
def resolveur(c: Consultation) -> Resolveur:
    """Rend ce qui connaît le registre du droit, que tient l'un des genres."""
    resolveurs: Iterator[Resolveur] = (g.lecture.resoudre(c) for g in c.genres.values() if g.lecture.resoudre)
    return next(resolveurs)


@une_fois
def _citees(c: Consultation) -> dict[str, dict[str, Ref]]:
    return {}


def citees(c: Consultation, fiche: Fiche[Any]) -> dict[str, Ref]:
    """Rend adresse → référence pour tout ce que la fiche cite, dans ses champs et dans ses phrases."""
    connues = _citees(c)
    if fiche.fichier not in connues:
        droit = resolveur(c)
        refs = [droit.resoudre(valeur) for _, _, valeur in fiche.marques(RenvoiDroit)]
        refs += [citation.ref for _, phrase in fiche.balises for citation in droit.citations(phrase)]
        connues[fiche.fichier] = {ref.adresse: ref for ref in refs if ref}
    return connues[fiche.fichier]


@une_fois
def _par_adresse(c: Consultation) -> dict[str, list[tuple[str, Fiche[Any]]]]:
    table: dict[str, list[tuple[str, Fiche[Any]]]] = defaultdict(list)
    for genre in c.genres.values():
        for fiche in c.visibles(genre.nom) if genre.suivi.cite else ():
            vues = {a: None for ref in citees(c, fiche).values() for a in _adresses(ref)}
            vues.update((a, None) for a in (genre.suivi.cite_aussi(c, fiche) if genre.suivi.cite_aussi else ()))
            for adresse in vues:
                table[adresse].append((genre.nom, fiche))
    return table


def citants(c: Consultation, adresse: str) -> list[tuple[str, Fiche[Any]]]:
    """Rend (genre, fiche) de ce qui cite l'adresse : une page, ou un article qui en est une ancre."""
    return _par_adresse(c).get(adresse, [])


def citants_par_titre(c: Consultation, adresse: str) -> list[tuple[str, str, list[Fiche[Any]]]]:
    """Rend (nom du genre, intitulé du groupe, fiches) de ce qui cite l'adresse, sans doublon, dans l'ordre des genres."""
    groupes: dict[str, dict[str, Fiche[Any]]] = {}
    for genre, fiche in citants(c, adresse):
        groupes.setdefault(genre, {})[fiche.fichier] = fiche
    return [(nom, c.genres[nom].titre, list(groupes[nom].values())) for nom in c.genres if nom in groupes]


def touchees(c: Consultation, fiche: Fiche[Any], genre: str) -> list[Fiche[Any]]:
    """Rend les fiches du genre que l'entrée nomme, puis celles qui citent un de ses articles, sans doublon."""
    refs = (resolveur(c).resoudre(article) for article in fiche.contenu.articles)
    citantes = [f for ref in refs if ref for g, f in citants(c, ref.adresse) if g == genre]
    return list({f.id: f for f in (*c.nommees(genre, getattr(fiche.contenu, genre)), *citantes)}.values())


def _adresses(ref: Ref) -> tuple[str, ...]:
    """Rend l'adresse de la page, puis celle de l'article quand il est une ancre de cette page."""
    page = ref.adresse.split("#")[0]
    return (page,) if page == ref.adresse else (page, ref.adresse)
