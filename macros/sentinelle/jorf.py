"""Le Journal officiel : les titres de ses sommaires, rangés par branche du droit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from macros.base.consultation import Consultation
from macros.lecture.droit import Droit, Refus
from macros.sentinelle.legi import racine
from macros.sentinelle.sources import d_archive
from macros.texte.langue import racines_de

IDENTIFIANT = re.compile(r"JORFTEXT\d{12}")
ECARTEES = ("mesures nominatives", "conventions collectives", "informations")
"""Débuts des rubriques du sommaire qui ne sont jamais une règle."""


@dataclass(frozen=True)
class Titre:
    """Un texte du sommaire. ``identifiant`` : JORFTEXT… ; ``branches`` : codes, aucun si ses mots n'en disent rien."""

    jour: date
    identifiant: str
    titre: str
    branches: tuple[str, ...]


def sommaires(archive: Path) -> Iterator[tuple[date, Any]]:
    """Rend (jour du journal, son sommaire) ; le soir, la DILA en republie de très anciens."""
    for chemin, octets in d_archive(archive):
        if "/conteneur/" in chemin:
            arbre = racine(octets, f"{archive.name}, {chemin}")
            try:
                yield date.fromisoformat((arbre.findtext(".//DATE_PUBLI") or "").strip()), arbre
            except ValueError:
                raise Refus(f"{archive.name}, {chemin}", Droit.SOMMAIRES_ABSENTS()) from None


def titres(c: Consultation, jour: date, sommaire: Any) -> Iterator[Titre]:
    """Rend les textes d'un sommaire, hors les rubriques écartées ; lève ``Refus`` s'il n'a aucun texte, ou l'un sans identifiant."""
    structure = sommaire.find("STRUCTURE_TXT")
    if structure is None or structure.find(".//LIEN_TXT") is None:
        raise Refus(f"JORF, {jour}", Droit.SOMMAIRES_ABSENTS())
    for lien in _liens(structure):
        titre, identifiant = " ".join(lien.get("titretxt", "").split()), lien.get("idtxt", "")
        if not IDENTIFIANT.fullmatch(identifiant):
            raise Refus(f"JORF, {jour}", Droit.SOMMAIRES_ABSENTS())
        yield Titre(jour, identifiant, titre, branches(c, titre))


def _liens(element: Any) -> Iterator[Any]:
    for enfant in element:
        if enfant.tag == "LIEN_TXT":
            yield enfant
        elif not (enfant.findtext("TITRE_TM") or "").strip().lower().startswith(ECARTEES):
            yield from _liens(enfant)


def branches(c: Consultation, titre: str) -> tuple[str, ...]:
    """Rend les branches dont un mot du vocabulaire est dans le titre, à sa racine près."""
    dit = f" {' '.join(racines_de(titre))} "
    return tuple(
        code
        for code, valeur in c.valeurs("branches").items()
        if any(f" {' '.join(racines_de(mot))} " in dit for mot in valeur.mots)
    )
