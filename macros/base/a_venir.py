"""Ce qui changera : les changements annoncés du droit qu'une fiche cite, datés ou en attente d'un décret."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from macros.base.citations import citees, resolveur
from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.fraicheur import annonce_de, nommantes
from macros.base.promesses import Annonce, Effet, Ref
from macros.texte.dates import date_longue


@dataclass(frozen=True)
class AVenir:
    """Un changement annoncé. ``le`` : ``None``, un décret doit fixer le jour ; ``titre``, ``adresse`` : où le lire.

    ``clefs`` : les adresses du texte et de l'annonce qui le font, sous lesquelles l'échéancier le montre.
    """

    le: date | None
    titre: str
    adresse: str
    objets: tuple[str, ...]
    incertain: bool
    clefs: frozenset[str]

    @property
    def objet(self) -> str:
        """Rend ce qui change alors."""
        return " ".join(self.objets)

    @property
    def quand(self) -> str:
        """Rend « le 1er janvier 2027 (à confirmer) », ou ce que l'on attend."""
        if not self.le:
            return "à une date non fixée (décret attendu)"
        return f"le {date_longue(self.le)}{' (à confirmer)' if self.incertain else ''}"


@une_fois
def a_venir(c: Consultation, genre: str, fiche: Fiche[Any]) -> list[AVenir]:
    """Rend ce qui changera dans le droit que la fiche cite, le plus proche d'abord, ce qui n'a pas de date à la fin.

    Un texte qui change plusieurs de ses articles le même jour est un seul changement.
    """
    trouves: dict[tuple[date | None, str], AVenir] = {}
    for ref in citees(c, fiche).values():
        for effet in _effets(ref, c.jour):
            clef = effet.le, effet.par or ref.adresse
            trouves[clef] = _plus(trouves.get(clef), _de_l_effet(c, ref, effet))
    for annonce in nommantes(c, genre, fiche):
        connues = {(a.le, clef) for a in trouves.values() for clef in a.clefs}
        if annonce.effet > c.jour and connues.isdisjoint(
            (annonce.effet, clef) for clef in _clefs(annonce.texte, annonce)
        ):
            clefs = _clefs(annonce.texte, annonce)
            dit = annonce.fiche.contenu.titre
            trouves[annonce.effet, annonce.adresse] = AVenir(annonce.effet, dit, annonce.adresse, (), False, clefs)
    return sorted(trouves.values(), key=lambda a: (a.le or date.max, a.adresse))


@une_fois
def touchees_a_venir(c: Consultation) -> dict[tuple[date | None, str], dict[str, list[Fiche[Any]]]]:
    """Rend (jour, adresse de ce qui change) → genre → fiches que l'on revoit et que cela touche."""
    table: dict[tuple[date | None, str], dict[str, list[Fiche[Any]]]] = {}
    for genre in c.genres.values():
        for fiche in c.visibles(genre.nom) if genre.suivi.revue else ():
            for clef in {(a.le, clef) for a in a_venir(c, genre.nom, fiche) for clef in a.clefs}:
                table.setdefault(clef, {}).setdefault(genre.nom, []).append(fiche)
    return table


def _effets(ref: Ref, jour: date) -> Iterator[Effet]:
    if ref.abroge_le and ref.abroge_le > jour:
        yield Effet(ref.abroge_le, "Abrogation.", ref.auteur)
    yield from (effet for effet in ref.changements if effet.le is None or effet.le > jour)


def _de_l_effet(c: Consultation, ref: Ref, effet: Effet) -> AVenir:
    annonce = annonce_de(c, ref, effet)
    if annonce and not (annonce.oblige and effet.le in annonce.jours):
        annonce = None  # elle parle d'un autre jour
    source = resolveur(c).resoudre(effet.par.upper()) or ref
    titre, adresse = (annonce.fiche.contenu.titre, annonce.adresse) if annonce else (source.libelle, source.adresse)
    clefs = _clefs(effet.par, annonce) | {ref.adresse.split("#")[0]}
    return AVenir(effet.le, titre, adresse, (effet.objet,) if effet.objet else (), effet.incertain, clefs)


def _clefs(texte: str, annonce: Annonce | None) -> frozenset[str]:
    return frozenset(filter(None, (f"droit/{texte}/" if texte else "", annonce.adresse if annonce else "")))


def _plus(connu: AVenir | None, autre: AVenir) -> AVenir:
    """Rend les deux en un : le premier qui a dit où lire, et ce que chacun dit changer."""
    if not connu:
        return autre
    objets = tuple(dict.fromkeys((*connu.objets, *autre.objets)))
    incertain = connu.incertain or autre.incertain
    return AVenir(connu.le, connu.titre, connu.adresse, objets, incertain, connu.clefs | autre.clefs)
