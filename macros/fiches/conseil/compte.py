"""Ce qu'un dossier conseillé met, compté à la construction, avant que le navigateur le compose."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import NamedTuple

from macros.base.a_venir import AVenir, a_venir
from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.clause.dispositions import Disposition
from macros.fiches.clause.modele import Clause
from macros.fiches.conseil.modele import ClausePrise, Conseil
from macros.fiches.conseil.regles import LETTRE, niveaux_de, textes_pris

MOTS_PAR_PAGE = 400
"""Une page de contrat, titres compris : un ordre de grandeur."""


class Niveau(NamedTuple):
    """Un niveau auquel une clause peut entrer, et ce qu'elle met alors."""

    code: str
    mots: int
    criteres: int


def _niveaux_offerts(c: Consultation, prise: ClausePrise) -> list[Niveau]:
    """Rend les niveaux offerts à une clause du dossier : la lettre, ou ceux des autres documents ; aucun si elle n'est plus dans la base."""
    clause = c.fiches("clauses").get(prise.clause)
    if not clause:
        return []
    codes = [code for code in niveaux_de(clause.contenu) if (code == LETTRE) == (prise.niveau == LETTRE)]
    textes = {code: _textes(c, prise.model_copy(update={"niveau": code})) for code in codes}
    return [Niveau(code, _mots(siens), sum(bool(d.ponderation) for d in siens)) for code, siens in textes.items()]


class CeQuIlMet(NamedTuple):
    """Ce qu'un dossier conseillé met : une phrase, et, clause par clause, ce que mettrait chaque niveau."""

    dit: str
    niveaux: dict[str, list[Niveau]]
    changera: list[tuple[AVenir, list[Fiche[Clause]]]]
    """Ce qui changera, le plus proche d'abord, et ses clauses que cela touche."""


def ce_qu_il_met(c: Consultation, fiche: Fiche[Conseil]) -> CeQuIlMet:
    """Rend « 5 clauses, 3 critères, environ 4 pages », que le navigateur recompte (conseils.js) ; les textes de la loi, que l'achat décide, n'y sont pas."""
    conseil = fiche.contenu
    prises = {prise.clause: prise for prise in conseil.prises}
    pages = ceil(sum(_mots(_textes(c, prise)) for prise in prises.values()) / MOTS_PAR_PAGE)
    communs = len(conseil.criteres) + _criteres(c, conseil.clauses)
    par_lot = [len(lot.criteres) + _criteres(c, lot.clauses) for lot in conseil.lots]
    criteres = communs + max(par_lot, default=0)
    dits = [
        f"{len(conseil.lots)} lots" if conseil.lots else "",
        _compter(len(prises), "clause"),
        f"{_compter(criteres, 'critère')}{' au plus par lot' if conseil.lots else ''}" if criteres else "",
        f"environ {_compter(pages, 'page')}",
    ]
    niveaux = {nom: _niveaux_offerts(c, prise) for nom, prise in prises.items()}
    return CeQuIlMet(", ".join(filter(None, dits)), niveaux, _changera(c, list(prises)))


def _changera(c: Consultation, noms: list[str]) -> list[tuple[AVenir, list[Fiche[Clause]]]]:
    table: dict[tuple[date | None, str], tuple[AVenir, list[Fiche[Clause]]]] = {}
    for clause in c.nommees("clauses", noms):
        for change in a_venir(c, "clauses", clause):
            table.setdefault((change.le, change.adresse), (change, []))[1].append(clause)
    return sorted(table.values(), key=lambda t: (t[0].le or date.max, t[0].adresse))


def _compter(nombre: int, mot: str) -> str:
    return f"{nombre}\u00a0{mot}{'s' if nombre > 1 else ''}"


def _mots(textes: list[Disposition]) -> int:
    return sum(len(d.texte.split()) for d in textes)


def _textes(c: Consultation, prise: ClausePrise) -> list[Disposition]:
    """Rend les textes qu'une clause prise donne ; aucun si elle n'est plus dans la base, ce que le contrôle dit déjà."""
    clause = c.fiches("clauses").get(prise.clause)
    pris = textes_pris(clause.contenu, prise.niveau) if clause else []
    return [d for d in pris if d.id not in prise.sans]


def textes_du_dossier(c: Consultation, fiche: Fiche[Conseil]) -> list[tuple[Clause, Disposition]]:
    """Rend les textes que le dossier met, ceux de chaque lot compris, chacun avec sa clause."""
    clauses = c.fiches("clauses")
    return [(clauses[p.clause].contenu, d) for p in fiche.contenu.prises for d in _textes(c, p)]


def _criteres(c: Consultation, prises: list[ClausePrise]) -> int:
    return sum(bool(d.ponderation) for prise in prises for d in _textes(c, prise))
