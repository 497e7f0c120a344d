"""Le nom du fichier est l'identité et l'adresse de la fiche."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from macros.base.consultation import Consultation, adresses
from macros.base.types import SLUG, Modele
from macros.lecture.anomalie import Anomalie
from macros.lecture.defauts import Champs, Fichier

LONGUEUR_MAX = 80
PASSEES = (
    *("publie_le", "modifie_le", "verifie_le", "corrige_le", "date"),
    *("premiere_publication", "sources_lues_jusqu_au"),
)
"""Champs qui disent un jour passé, ou celui-ci."""


def nom_de_fichier(c: Consultation) -> Iterator[Anomalie]:
    """Le nom est un slug : minuscules sans accent, chiffres, tirets."""
    for genre, fiche in c.lues():
        if not SLUG.fullmatch(fiche.id) or len(fiche.id) > LONGUEUR_MAX:
            yield fiche.anomalie((), Fichier.NOM_DE_FICHIER(nom=fiche.id))
        elif genre.adresse and (fiche.id == "index" or fiche.id in genre.reserves):
            yield fiche.anomalie((), Fichier.NOM_RESERVE(nom=fiche.id))


def fichiers_uniques(c: Consultation) -> Iterator[Anomalie]:
    """Un genre d'un seul fichier a ce fichier, que rien ne remplace."""
    for genre in c.genres.values():
        if genre.fichier and not c.fiches(genre.nom) and not _refusee(c, genre.nom):
            yield Fichier.FICHIER_ABSENT().dans(genre.fichier)


def _refusee(c: Consultation, genre: str) -> bool:
    return any(nom == genre for nom, _ in c.base.refusees)


def adresses_uniques(c: Consultation) -> Iterator[Anomalie]:
    """Deux sources pour une même adresse : l'une masquerait l'autre."""
    prises = dict(adresses(c))
    for page in sorted(c.pages.values(), key=lambda p: p.chemin):
        if (autre := prises.setdefault(page.adresse, page.fichier)) != page.fichier:
            yield Fichier.ADRESSE_EN_DOUBLE(autre_fichier=autre, adresse=page.adresse).dans(page.fichier)


def dates(c: Consultation) -> Iterator[Anomalie]:
    """Les dates se suivent, et aucune n'est lointaine (de 1950 à quinze ans d'ici)."""
    plancher, plafond = date(1950, 1, 1), date(c.jour.year + 15, 12, 31)
    for _, fiche in c.par_genre():
        for chemin, valeur in _dates(fiche.contenu):
            if not plancher <= valeur <= plafond:
                yield fiche.anomalie(chemin, Champs.DATE_LOINTAINE(date=valeur))
            elif chemin[-1] in PASSEES and valeur > c.jour:
                yield fiche.anomalie(chemin, Champs.DATE_FUTURE(date=valeur, jour=c.jour))
        contenu = fiche.contenu
        if hasattr(contenu, "modifie_le") and contenu.modifie_le < contenu.publie_le:
            yield fiche.anomalie(("modifie_le",), Champs.ORDRE_DES_DATES("modifie_le précède publie_le"))


def _dates(valeur: object, chemin: tuple = ()) -> Iterator[tuple[tuple, date]]:
    """Rend (chemin, jour) de toutes les dates de la fiche, à toute profondeur."""
    if isinstance(valeur, date):
        yield chemin, valeur
    elif isinstance(valeur, Modele):
        for nom in type(valeur).model_fields:
            yield from _dates(getattr(valeur, nom), (*chemin, nom))
    elif isinstance(valeur, dict):
        for cle, element in valeur.items():
            yield from _dates(element, (*chemin, cle))
    elif isinstance(valeur, list):
        for rang, element in enumerate(valeur):
            yield from _dates(element, (*chemin, rang))
