"""Le critère qui va avec une clause environnementale, et avec sa lettre : le sien au premier pas, sinon celui de sa famille d'achat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.dispositions import Disposition
from macros.fiches.clause.modele import Clause

PREMIER_PAS = "base"
CRITERE = "critere-attribution"
LETTRE = "lettre-consultation"


@dataclass(frozen=True)
class CritereVoulu:
    """Le critère d'une clause. ``sien`` : écrit dans la clause ; sinon ``clause`` en nomme une qui le donne, s'il y en a une."""

    sien: bool
    clause: Fiche[Any] | None = None


@dataclass(frozen=True)
class LettreSansCritere:
    """Une lettre qui ne note rien sur l'environnement. ``rang`` : son premier texte ; ``clauses`` : celles à y joindre, au choix."""

    rang: int
    clauses: tuple[Fiche[Any], ...]


def critere_de(c: Consultation, clause: Clause) -> CritereVoulu | None:
    """Rend le critère environnemental d'une clause ; rien si elle n'est pas environnementale.

    Depuis le 22 août 2026 (le 21 pour le règlement), un marché a au moins un critère environnemental : articles L2152-7 et R2152-7 du code de la
    commande publique.
    """
    if "environnement" not in {c.pilier(theme) for theme in clause.themes}:
        return None
    if _notent(clause.dispositions):
        return CritereVoulu(True)
    return CritereVoulu(False, next(_criteres_des_familles(c, clause), None))


def critere_illisible(c: Consultation, clause: Clause) -> bool:
    """Dit si une fiche refusée empêche de savoir quel critère les familles d'achat de la clause lui donnent."""
    if c.refusee("vocabulaires", "segments") or c.refusee("vocabulaires", "domaines"):
        return True
    return any(c.refusee("clauses", critere_de_famille(c, code) or "") for code in clause.segments)


def lettre_sans_critere(c: Consultation, clause: Clause) -> LettreSansCritere | None:
    """Rend ce qu'il faut joindre à la lettre d'une clause ; rien si elle n'en a pas, ou si la lettre note l'environnement.

    Une lettre envoyée à deux entreprises est une mise en concurrence, réservée ou non : elle porte le critère, ou on l'y
    joint (articles L2152-7 et R2152-7 du code de la commande publique).
    """
    lettre = _de_la_lettre(clause.dispositions)
    if not lettre or _notent(lettre):
        return None
    clauses = (f for f in _criteres_des_familles(c, clause) if _notent(_de_la_lettre(f.contenu.dispositions)))
    return LettreSansCritere(clause.dispositions.index(lettre[0]), tuple(clauses))


def _de_la_lettre(dispositions: Iterable[Disposition]) -> list[Disposition]:
    """Rend les textes de la lettre de consultation, au premier pas."""
    return [d for d in dispositions if d.piece == LETTRE and d.niveau == PREMIER_PAS]


def _notent(dispositions: Iterable[Disposition]) -> bool:
    """Vrai si l'un de ces textes est, au premier pas, un critère environnemental."""
    return any(
        d.nature == CRITERE and d.niveau == PREMIER_PAS and d.pilier in (None, "environnement") for d in dispositions
    )


def _criteres_des_familles(c: Consultation, clause: Clause) -> Iterator[Fiche[Any]]:
    """Rend les clauses que nomment les familles d'achat d'une clause, ou leur domaine, sans doublon ; jamais elle-même."""
    vues: set[str] = set()
    for code in clause.segments:
        nom = critere_de_famille(c, code)
        if nom and nom not in vues and (fiche := c.fiches("clauses").get(nom)) and fiche.contenu is not clause:
            vues.add(nom)
            yield fiche


def critere_de_famille(c: Consultation, segment: str) -> str | None:
    """Rend le nom de la clause qui donne un critère environnemental à une famille d'achat, la sienne ou celle de son domaine."""
    valeur = c.valeurs("segments").get(segment)
    domaine = c.valeurs("domaines").get(valeur.domaine or "") if valeur else None
    return (valeur.critere if valeur else None) or (domaine.critere if domaine else None)
