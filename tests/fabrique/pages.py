"""Rendre une page, une macro, un tableau, une phrase, tels que le site les écrit."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from markupsafe import Markup

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.base.promesses import PageRendue
from macros.fiches.droit.page import article
from macros.fiches.veille.editions import edition
from macros.fiches.veille.page import de_flux
from macros.sorties.html import tableaux
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.gabarits import Gabarits
from macros.sorties.html.ordinaire import page_ordinaire
from tests.fabrique.questions import consulter
from tests.fabrique.reperes import RACINE, SITE_URL


def contexte_de(base: Base, r: str = "../", **reseau: Any) -> Contexte:
    """Rend ce que reçoit une page dont ``r`` mène à la racine du site."""
    c = consulter(base, **reseau)
    return Contexte(c, r, Gabarits(c, RACINE / "overrides" / "fragments"))


def page_de(base: Base, genre: str, fiche: Fiche[Any], r: str = "../../") -> PageRendue:
    """Rend la page d'une fiche, ses liens relatifs à ``r``."""
    contexte = contexte_de(base, r)
    declare = contexte.c.genres[genre]
    return (declare.pages.rendre or partial(page_ordinaire, genre=declare))(contexte, fiche)


def page_d_article(base: Base, code: str, numero: str, r: str = "../../../") -> PageRendue:
    """Rend la page d'un article de code."""
    return article(contexte_de(base, r), base.fiches["codes"][code], numero)


def page_en_plus(base: Base, genre: str, adresse: str) -> PageRendue:
    """Rend une des pages qu'un genre ajoute à celles de ses fiches."""
    contexte = contexte_de(base, "../" * adresse.count("/"))
    return next(rendre for a, _, rendre in contexte.c.genres[genre].pages.autres(contexte.c) if a == adresse)(contexte)


def edition_de(base: Base, mois: str, r: str = "../../") -> PageRendue:
    """Rend l'édition d'un mois (AAAA-MM)."""
    return edition(contexte_de(base, r), mois)


def macro_de(base: Base, nom: str, /, r: str = "../", reseau: Mapping[str, Any] | None = None, **arguments: Any) -> str:
    """Rend ce qu'une macro écrit dans une page."""
    contexte = contexte_de(base, r, **(reseau or {}))
    return contexte.c.macros[nom].rendre(contexte, **arguments)


def tableau_de(
    base: Base,
    genre: str,
    restreindre: Mapping[str, str] | None = None,
    seuil: int = tableaux.SEUIL_LIGNES,
    **reseau: Any,
) -> Markup:
    """Rend le tableau d'un genre, restreint à ces codes (facette → code), découpé au-delà de ``seuil`` lignes."""
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setattr(tableaux, "SEUIL_LIGNES", seuil)
        return tableaux.tableau(contexte_de(base, **reseau), genre, **(restreindre or {}))


def phrase_de(base: Base, texte: str, r: str = "") -> str:
    """Rend une phrase d'une fiche, ses références liées."""
    return gabarit_de(base, "{{ texte | phrase(r) }}", texte=texte, r=r)


def gabarit_de(base: Base, source: str, **valeurs: Any) -> str:
    """Rend un gabarit écrit par l'essai, qui emploie les fragments du site."""
    gabarits = Gabarits(consulter(base), RACINE / "overrides" / "fragments")
    return gabarits.env.from_string(source).render(**valeurs)


def article_de_flux(base: Base, entree: Fiche[Any]) -> Markup:
    """Rend le contenu d'une entrée de veille pour un lecteur de flux."""
    return de_flux(contexte_de(base, SITE_URL), entree)
