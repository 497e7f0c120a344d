"""Les décisions de justice d'un mois : celles du registre, avec l'entrée qui les raconte et les clauses qui les citent."""

from __future__ import annotations

from typing import Any, NamedTuple

from macros.base.citations import citants
from macros.base.consultation import Consultation
from macros.base.fiche import Fiche


class Jugement(NamedTuple):
    """Une décision du registre."""

    texte: Fiche[Any]
    entree: Fiche[Any] | None
    clauses: list[Fiche[Any]]


def jugements(c: Consultation, mois: str) -> list[Jugement]:
    """Rend les décisions rendues ce mois ``AAAA-MM``, la plus ancienne d'abord : une adresse officielle ou deux sources l'établissent."""
    decisions = [t for t in c.fiches("textes").values() if t.contenu.nature == "decision" and t.contenu.signe_le]
    rendues = [t for t in decisions if f"{t.contenu.signe_le:%Y-%m}" == mois and _etablie(t)]
    return [_jugement(c, texte) for texte in sorted(rendues, key=lambda t: (t.contenu.signe_le, t.id))]


def _jugement(c: Consultation, texte: Fiche[Any]) -> Jugement:
    entree = next((e for e in c.visibles("veille") if e.contenu.texte == texte.id), None)
    clauses = [fiche for genre, fiche in citants(c, f"droit/{texte.id}/") if genre == "clauses"]
    return Jugement(texte, entree, clauses)


def _etablie(texte: Fiche[Any]) -> bool:
    return bool(texte.contenu.url) or len(texte.contenu.sources) > 1
