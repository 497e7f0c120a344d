"""La fraîcheur : ce qui, dans le droit ou dans la veille, rend une fiche « à revoir ».

Une clause ou une bonne pratique est à revoir quand le droit qu'elle cite a changé ou a été abrogé après ``verifie_le``,
quand la veille l'a nommée depuis, ou quand ``verifie_le`` a plus de dix-huit mois.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from macros.base.types import Fiche
from macros.fiches.droit.reference import RefResolue
from macros.fiches.veille.modele import EntreeVeille

if TYPE_CHECKING:
    from macros.base.base import Base

MOIS_DE_VALIDITE = 18


class Cause(IntEnum):
    """Pourquoi une fiche est à revoir, la plus urgente d'abord."""

    TEXTE_ABROGE = 1
    DROIT_CHANGE = 2
    VEILLE = 3
    VERIFICATION_ANCIENNE = 4


@dataclass(frozen=True)
class Motif:
    """Une raison de revoir une fiche. ``jour`` : celui du changement, ou de la fin de validité de la vérification."""

    cause: Cause
    jour: date
    ref: RefResolue | None = None
    objet: str | None = None
    entree: Fiche[EntreeVeille] | None = None


def plus_mois(jour: date, mois: int) -> date:
    """Rend le même quantième ``mois`` mois plus tard, ramené au dernier jour quand le mois est plus court."""
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    return date(annee, rang + 1, min(jour.day, monthrange(annee, rang + 1)[1]))


class Fraicheur:
    """Les motifs de revoir les fiches d'une base, et les entrées de veille qui en sont la cause."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self._par_adresse: dict[str, list[Fiche[EntreeVeille]]] = {}
        self._nommant: dict[tuple[str, str], list[Fiche[EntreeVeille]]] = {}
        for entree in base.veille_datee():
            contenu = entree.contenu
            refs = (base.references.resoudre(article) for article in contenu.articles)
            adresses = {ref.adresse for ref in refs if ref} | ({f"droit/{contenu.texte}/"} if contenu.texte else set())
            for adresse in adresses:
                self._par_adresse.setdefault(adresse, []).append(entree)
            for genre, noms in (("clauses", contenu.clauses), ("pratiques", contenu.pratiques)):
                for nom in noms:
                    self._nommant.setdefault((genre, nom), []).append(entree)

    @cached_property
    def a_revoir(self) -> list[tuple[str, Fiche, list[Motif]]]:
        """Rend (genre, fiche, motifs) des fiches publiées à revoir.

        La cause la plus grave d'abord, puis le changement qui attend depuis le plus longtemps.
        """
        fiches = [("clauses", f) for f in self.base.publiees()] + [
            ("pratiques", f) for f in self.base.pratiques.values()
        ]
        trouvees = [(genre, fiche, motifs) for genre, fiche in fiches if (motifs := self.motifs(genre, fiche))]
        return sorted(trouvees, key=lambda t: (t[2][0].cause, t[2][0].jour, t[1].id))

    def motifs(self, genre: str, fiche: Fiche) -> list[Motif]:
        """Rend les motifs de revoir la fiche, le plus urgent puis le plus récent d'abord ; aucun si elle est à jour."""
        verifie, jour = fiche.contenu.verifie_le, self.base.jour
        trouves = [m for ref in self.base.references.citees(fiche).values() for m in self._changements(ref, verifie)]
        vues = {m.entree.id for m in trouves if m.entree}
        for entree in self._nommant.get((genre, fiche.id), ()):
            effet = entree.contenu.en_vigueur_le or entree.contenu.date
            if verifie < effet <= jour and entree.contenu.oblige and entree.id not in vues:
                trouves.append(Motif(Cause.VEILLE, effet, entree=entree))
        if (fin := plus_mois(verifie, MOIS_DE_VALIDITE)) < jour:
            trouves.append(Motif(Cause.VERIFICATION_ANCIENNE, fin))
        return sorted(trouves, key=lambda m: (m.cause, -m.jour.toordinal(), m.ref.adresse if m.ref else ""))

    def _changements(self, ref: RefResolue, verifie: date) -> Iterator[Motif]:
        if (abroge := ref.abroge_le) and abroge <= self.base.jour:
            if verifie < abroge:
                yield Motif(Cause.TEXTE_ABROGE, abroge, ref, None, self._cause(ref, abroge))
            return
        for jour, objet in _dates(ref):
            if verifie < jour <= self.base.jour:
                yield Motif(Cause.DROIT_CHANGE, jour, ref, objet, self._cause(ref, jour))

    def _cause(self, ref: RefResolue, jour: date) -> Fiche[EntreeVeille] | None:
        """Rend l'entrée qui annonce ce changement : celle du jour, sinon celle du texte qui le fait."""
        auteur = getattr(ref.article, "change_par", None) or (ref.texte.contenu.abroge_par if ref.texte else None)
        adresses = [ref.adresse, ref.adresse.split("#")[0], f"droit/{auteur}/" if auteur else ""]
        candidates = [(rang, e) for rang, a in enumerate(adresses) for e in self._par_adresse.get(a, ())]
        du_jour = [c for c in candidates if jour in (c[1].contenu.en_vigueur_le, c[1].contenu.date)]
        retenues = du_jour or [c for c in candidates if auteur and c[1].contenu.texte == auteur]
        return min(retenues, key=lambda c: (c[0], c[1].id), default=(0, None))[1]


def _dates(ref: RefResolue) -> Iterator[tuple[date, str | None]]:
    """Rend (jour, objet) des changements connus de l'article, sinon de son texte."""
    if depuis := getattr(ref.article, "depuis", None):
        yield depuis, None
    elif ref.texte:
        yield from ((m.le, m.objet) for m in ref.texte.contenu.modifie_par)
        yield from ((e.le, e.objet) for e in ref.texte.contenu.en_vigueur)
