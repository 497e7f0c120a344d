"""Le critère qui va avec une clause environnementale : le sien au premier pas, sinon celui de sa famille d'achat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.modele import Clause

PREMIER_PAS = "base"
CRITERE = "critere-attribution"


@dataclass(frozen=True)
class CritereVoulu:
    """Le critère d'une clause. ``sien`` : écrit dans la clause ; sinon ``clause`` en nomme une qui le donne, s'il y en a une."""

    sien: bool
    clause: Fiche[Any] | None = None


def critere_de(c: Consultation, clause: Clause) -> CritereVoulu | None:
    """Rend le critère environnemental d'une clause ; rien si elle n'est pas environnementale.

    Depuis le 21 août 2026, un marché a au moins un critère environnemental : articles L2152-7 et R2152-7 du code de la
    commande publique.
    """
    if "environnement" not in {c.pilier(theme) for theme in clause.themes}:
        return None
    if any(
        d.nature == CRITERE and d.niveau == PREMIER_PAS and d.pilier in (None, "environnement")
        for d in clause.dispositions
    ):
        return CritereVoulu(True)
    for code in clause.segments:
        nom = critere_de_famille(c, code)
        if nom and (fiche := c.fiches("clauses").get(nom)) and fiche.contenu is not clause:
            return CritereVoulu(False, fiche)
    return CritereVoulu(False)


def critere_de_famille(c: Consultation, segment: str) -> str | None:
    """Rend le nom de la clause qui donne un critère environnemental à une famille d'achat, la sienne ou celle de son domaine."""
    valeur = c.valeurs("segments").get(segment)
    domaine = c.valeurs("domaines").get(valeur.domaine or "") if valeur else None
    return (valeur.critere if valeur else None) or (domaine.critere if domaine else None)
