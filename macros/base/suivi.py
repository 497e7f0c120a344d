"""La vie d'une fiche pour ses abonnés : le nom de son article, qui ne change jamais, et ce qui y a changé."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.promesses import Article
from macros.base.types import Changement


def identite(fiche: Fiche[Any]) -> str:
    """Rend le nom sous lequel les abonnés connaissent la fiche : le premier qu'elle a porté."""
    return next(iter(getattr(fiche.contenu, "anciens_noms", ())), fiche.id)


def a_jour(fiche: Fiche[Any]) -> date | None:
    """Rend le jour de son dernier changement, ou de la dernière lecture de ses sources s'il est plus récent."""
    return max(filter(None, (fiche.champ("modifie_le"), fiche.champ("verifie_le"))), default=None)


def nom_d_article(genre: str, fiche: Fiche[Any]) -> str:
    """Rend l'identifiant de l'article : le genre, le nom de la fiche, jamais son dossier, et le jour de son dernier changement.

    Un changement est donc un article neuf : un lecteur qui reconnaît un article à son identifiant le montre aussi.
    """
    nom, changement = f"{genre}/{identite(fiche)}", fiche.contenu.changement
    return f"{nom}/{changement.le}" if changement else nom


def article_de(
    c: Consultation, genre: str, fiche: Fiche[Any], titre: str, contenu: Callable[..., Markup], jour: date | None = None
) -> Article:
    """Rend l'article qui annonce la fiche, ou son dernier changement ; ``jour`` : celui de l'événement, s'il en est un autre."""
    return Article(
        nom_d_article(genre, fiche),
        titre,
        c.adresse(genre, fiche.id),
        jour or fiche.contenu.modifie_le,
        fiche.contenu.modifie_le,
        partial(contenu, fiche=fiche),
        tuple(getattr(fiche.contenu, "themes", ())),
    )


def changees(c: Consultation, debut: date, fin: date) -> list[tuple[str, Fiche[Any], Changement]]:
    """Rend (genre, fiche, changement) de ce qui a changé de ``debut`` à ``fin`` inclus, le plus récent d'abord."""
    return [trouve for trouve in _changements(c) if debut <= trouve[2].le <= fin]


@une_fois
def _changements(c: Consultation) -> list[tuple[str, Fiche[Any], Changement]]:
    trouves = [
        (genre.nom, fiche, changement)
        for genre in c.genres.values()
        if genre.a_une_page
        for fiche in c.visibles(genre.nom)
        for changement in getattr(fiche.contenu, "changements", ())
    ]
    return sorted(trouves, key=lambda t: (-t[2].le.toordinal(), t[0], t[1].id))
