"""Ce que reçoit toute fonction de page : la base à interroger, la place de la page, les fragments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from markupsafe import Markup

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.sorties.html.liens import liens, modifier, signaler
from macros.texte.balisage.leger import rendre


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
    dits: set[str] = field(default_factory=set, compare=False)
    """Ce que la page dit d'elle à son cadre : ``dire``."""

    def dire(self, fait: str) -> None:
        """Dit au cadre ce qu'il n'a pas à chercher dans la page.

        « liste » : elle en a une, où l'on va d'un saut ; « sommaire » : elle a le sien, ou ses parties vont et viennent ;
        « seance », « obligations », « proposer » : la feuille de style qu'elle demande ; « textes », « dossier », « questions »,
        et « liste » encore : le paquet dont elle se sert, que le navigateur demande ainsi sans attendre ; « recherche » : le
        moteur et son index, demandés de même si l'adresse porte une recherche.
        """
        self.dits.add(fait)

    def fragment(self, nom: str, **valeurs: Any) -> Markup:
        """Rend un fragment de ``overrides/fragments``."""
        return self.fragments.fragment(nom, self.r, **valeurs)

    def de_fiche(
        self, nom: str, genre: str, fiche: Fiche[Any], part: tuple[str, str] | None = None, **valeurs: Any
    ) -> Markup:
        """Rend le fragment d'une fiche : elle, son contenu ``c``, les liens pour la modifier et signaler une erreur.

        ``part`` : titre et adresse de la page, si elle n'en montre qu'une part. Retirée, elle dit d'abord pourquoi.
        """
        retrait = getattr(fiche.contenu, "retrait", None)
        avis = self.fragment("_retrait", retrait=retrait) if retrait else Markup()
        return avis + self.fragment(
            nom,
            fiche=fiche,
            c=fiche.contenu,
            modifier=modifier(self.c, fiche),
            signaler=signaler(self.c, self.c.genres[genre], fiche, part),
            **valeurs,
        )

    def texte(self, variables: Mapping[str, str], lexique: bool = True) -> Callable[[str], Markup]:
        """Rend ce qui rend un texte, ses variables posées ; ``lexique`` faux pour un texte qui se copie."""
        siens = liens(self.c, self.r, variables, lexique)
        return lambda texte: rendre(texte, siens)
