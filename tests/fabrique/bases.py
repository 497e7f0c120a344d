"""Composer une base en mémoire, ou en changer une."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.fiches.liste import GENRES
from tests.fabrique.reperes import JOUR


def base_de(*fiches: Fiche[Any], jour: date = JOUR) -> Base:
    """Rend une base qui ne contient que ces fiches."""
    base = Base(jour)
    for fiche in fiches:
        (genre,) = (g.nom for g in GENRES if g.modele is type(fiche.contenu))
        base.fiches[genre][fiche.id] = fiche
    return base


def avec(base: Base, *, jour: date | None = None, **genres: Mapping[str, Fiche[Any]]) -> Base:
    """Rend une copie de la base, à un autre jour ou avec d'autres fiches (``genre={nom: fiche}``)."""
    copie = dataclasses.replace(base, jour=jour or base.jour)
    copie.fiches = base.fiches.copy()
    copie.fiches.update({nom: dict(fiches) for nom, fiches in genres.items()})
    return copie


def changee(fiche: Fiche[Any], **champs: Any) -> Fiche[Any]:
    """Rend la fiche, des champs changés : ceux de son contenu, ou les siens."""
    siens = {nom: champs.pop(nom) for nom in ("id", "fichier", "corps") if nom in champs}
    return dataclasses.replace(fiche, contenu=fiche.contenu.model_copy(update=champs), **siens)


def avec_changee(base: Base, genre: str, nom: str, **champs: Any) -> Base:
    """Rend une copie de la base où une seule fiche a changé."""
    fiches = base.fiches[genre]
    return avec(base, **{genre: {**fiches, nom: changee(fiches[nom], **champs)}})


def lue_jusqu_au(base: Base, jour: date) -> Base:
    """Rend la même base, les sources de la veille lues jusqu'à ``jour``."""
    return avec_changee(base, "couverture", "couverture", sources_lues_jusqu_au=jour)
