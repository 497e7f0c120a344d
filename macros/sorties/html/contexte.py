"""Ce que reçoit toute fonction de page : la base à interroger, la place de la page, les fragments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from markupsafe import Markup

from macros import balisage
from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.sorties.html.liens import citer, modifier, relier, signaler


class Fragments(Protocol):
    """Ce qui rend un fragment. ``sorties.html.gabarits.Gabarits`` en est un."""

    def fragment(self, nom: str, r: str, **valeurs: Any) -> Markup:
        """Rend le fragment ``nom`` pour une page dont ``r`` mène à la racine du site."""


@dataclass(frozen=True)
class Contexte:
    """``r`` : chemin relatif de la page vers la racine du site, ou adresse du site pour un lecteur de flux."""

    c: Consultation
    r: str
    fragments: Fragments

    def fragment(self, nom: str, **valeurs: Any) -> Markup:
        """Rend un fragment de ``overrides/fragments``."""
        return self.fragments.fragment(nom, self.r, **valeurs)

    def de_fiche(self, nom: str, genre: str, fiche: Fiche[Any], **valeurs: Any) -> Markup:
        """Rend le fragment d'une fiche : elle, son contenu ``c``, les liens pour la modifier et signaler une erreur."""
        return self.fragment(
            nom,
            fiche=fiche,
            c=fiche.contenu,
            modifier=modifier(self.c, fiche),
            signaler=signaler(self.c, fiche, self.c.adresse(genre, fiche.id)),
            **valeurs,
        )

    def texte(self, variables: Mapping[str, str] | None = None) -> Callable[[str], Markup]:
        """Rend ce qui rend un texte : références liées, variables posées."""
        liens, citations = relier(self.r), citer(self.c, self.r)
        return lambda t: balisage.rendre(t, variables=variables, relier=liens, citer=citations)

    def corps(self, fiche: Fiche[Any], imbrique: str = "") -> Markup:
        """Rend le corps d'une fiche Markdown, ou rien s'il est vide. ``imbrique`` : préfixe de ses ancres dans une page plus grande."""
        if not fiche.corps.strip():
            return Markup("")
        return balisage.rendre(
            fiche.corps, corps=True, relier=relier(self.r), citer=citer(self.c, self.r), imbrique=imbrique
        )
