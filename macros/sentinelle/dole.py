"""Les dossiers législatifs : les décrets que les lois du registre attendent encore."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.base.consultation import Consultation
from macros.lecture.droit import Droit, Refus
from macros.sentinelle.legi import racine
from macros.sentinelle.sources import d_archive
from macros.sentinelle.suivi import CID
from macros.texte.dates import MOIS

NUMERO = re.compile(r"n°\s*(\d{2,4}-\d+)")
PUBLIE = re.compile(
    r"\s*(?:décret|arrêté|ordonnance)s?\s+(?:(?:en\s+Conseil\s+d.État|simple|(?:inter)?ministériel)s?\s+)?"
    rf"(?:(?:n°\s*)?\d{{2,4}}-\d|du\s+\d{{1,2}}(?:er)?(?:/\d|\s+(?:{'|'.join(MOIS)})))",
    re.IGNORECASE,
)
"""Ce que dit la colonne « décret » d'une mesure prise : son numéro, ou son jour ; toute autre phrase est une annonce, ou une explication."""


@dataclass(frozen=True)
class Attendu:
    """Une mesure d'application attendue. ``article`` : de la loi ; ``dit`` : ce que le dossier en dit, ou rien."""

    loi: str
    article: str
    base: str
    objet: str
    dit: str


def attendus(c: Consultation, archives: Iterable[Path]) -> tuple[dict[str, list[Attendu]], int]:
    """Rend (loi du registre → ses mesures attendues, dossiers lus) ; un dossier lu plus tard remplace le même."""
    lois = {cle: nom for nom, fiche in c.fiches("textes").items() for cle in _cles(fiche.contenu)}
    trouves: dict[str, list[Attendu]] = {}
    lus = 0
    for archive in archives:
        for chemin, octets in d_archive(archive):
            if chemin.endswith(".dat"):
                continue
            arbre = racine(octets, f"{archive.name}, {chemin}")
            lus += arbre.tag == "DOSSIER_LEGISLATIF"
            titre = arbre.findtext(".//META_DOSSIER_LEGISLATIF/TITRE") or ""
            dites = {_dit(arbre, f".//ID_TEXTE_{n}") for n in range(1, 6)} | {*NUMERO.findall(titre)[:1]}
            if loi := next((lois[cle] for cle in sorted(dites) if cle in lois), None):
                trouves[loi] = [*_mesures(loi, arbre)]
    if not lus:
        raise Refus("DOLE", Droit.DOSSIERS_ABSENTS())
    return {loi: mesures for loi, mesures in sorted(trouves.items()) if mesures}, lus


def _cles(texte: Any) -> Iterator[str]:
    if texte.nature in ("loi", "ordonnance"):
        yield from CID.findall(texte.url or "")
        if texte.numero:
            yield texte.numero


def _mesures(loi: str, arbre: Any) -> Iterator[Attendu]:
    for ligne in arbre.iterfind(".//ECHEANCIER/LIGNE"):
        if not PUBLIE.match(dit := _dit(ligne, "DECRET")):
            yield Attendu(loi, _dit(ligne, "ARTICLE"), _dit(ligne, "BASE_LEGALE"), _dit(ligne, "OBJET"), dit)


def _dit(arbre: Any, nom: str) -> str:
    element = arbre.find(nom)
    return "" if element is None else " ".join("".join(element.itertext()).split())
