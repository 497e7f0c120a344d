"""Les objets : ce que les textes exigent, notent, demandent ou punissent, et qui cède quand deux clauses font deux fois le même geste."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from markupsafe import Markup

from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.macro import macro
from macros.base.vocabulaire import TOUTES_FAMILLES, Valeur
from macros.fiches.clause.dispositions import SANCTIONS, Disposition
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.notation.criteres import LETTRE
from macros.lecture.anomalie import Chemin
from macros.sorties.html.contexte import Contexte

VOCABULAIRE = "objets"


@dataclass(frozen=True)
class Geste:
    """Ce qu'un texte, ou une ligne notée, fait d'un objet. ``forme`` : la lettre, ou le reste des documents ; ``achats`` vide : tous."""

    role: str
    objet: str
    forme: str
    achats: frozenset[str]
    texte: Disposition
    chemin: Chemin

    def double(self, autre: Geste) -> bool:
        """Dit si, dans un même marché, l'autre refait le même geste."""
        return self.role == autre.role and self._rencontre(autre)

    def redit(self, autre: Geste) -> bool:
        """Dit si l'autre, d'une autre clause, refait le même geste : réduire le prix et punir y sont la même suite d'un même manquement."""
        memes = self.role == autre.role or {self.role, autre.role} <= {*SANCTIONS}
        return memes and self._rencontre(autre)

    def _rencontre(self, autre: Geste) -> bool:
        memes = (self.objet, self.forme) == (autre.objet, autre.forme)
        return memes and (not self.achats or not autre.achats or bool(self.achats & autre.achats))


def role_de(c: Consultation, d: Disposition) -> str | None:
    """Rend ce que ce texte fait de son objet, d'après sa nature."""
    nature = c.valeurs("natures").get(d.nature)
    return nature.role if nature else None


def gestes(c: Consultation, clause: Clause) -> Iterator[Geste]:
    """Rend ce que chaque texte de la clause, et chaque ligne notée, fait de chaque objet."""
    for rang, d in enumerate(clause.dispositions):
        if role := role_de(c, d):
            chemin: Chemin = ("dispositions", rang)
            dits: list[tuple[str | None, Chemin]] = [(d.objet, (*chemin, "objet"))]
            dits += [(objet, (*chemin, "aussi", i)) for i, objet in enumerate(d.aussi)]
            dits += [(e.objet, (*chemin, "elements", i, "objet")) for i, e in enumerate(d.elements)]
            forme = "lettre" if d.piece == LETTRE else "documents"
            for objet, ou in dits:
                if objet:
                    yield Geste(role, objet, forme, frozenset(d.achats), d, ou)


def retenus(clause: Clause, niveaux: list[str]) -> Iterator[list[Disposition]]:
    """Rend, pour chaque niveau de la clause, les textes que l'acheteur prend : ceux d'en dessous aussi, moins ceux qu'un autre remplace."""
    for rang, niveau in enumerate(niveaux):
        if niveau in clause.niveaux:
            atteints = [d for d in clause.dispositions if niveaux.index(d.niveau) <= rang]
            remplaces = {nom for d in atteints for nom in d.remplace}
            yield [d for d in atteints if d.id not in remplaces]


def se_rencontrent(une: Clause, autre: Clause) -> bool:
    """Dit si deux clauses peuvent servir le même achat : une famille, un type de marché et un CCAG communs, sans s'exclure."""

    def commun(unes: list[str], autres: list[str]) -> bool:
        return not unes or not autres or bool({*unes} & {*autres})

    familles = TOUTES_FAMILLES in (*une.segments, *autre.segments) or commun(une.segments, autre.segments)
    return familles and commun(une.marches, autre.marches) and commun(une.ccag.cahiers, autre.ccag.cahiers)


@une_fois
def emplois(c: Consultation) -> dict[str, dict[str, list[Geste]]]:
    """Rend objet → clause → ce qu'elle en fait, pour les clauses publiées."""
    trouves: dict[str, dict[str, list[Geste]]] = defaultdict(lambda: defaultdict(list))
    for fiche in c.fiches("clauses").values():
        if fiche.contenu.statut == "publie":
            for geste in gestes(c, fiche.contenu):
                trouves[geste.objet][fiche.id].append(geste)
    return trouves


def doublons(c: Consultation, objet: str) -> Iterator[tuple[Fiche[Clause], Fiche[Clause], set[str]]]:
    """Rend les paires de clauses qui, dans un même achat, font deux fois le même geste sur cet objet, et ces gestes."""
    clauses = c.fiches("clauses")
    for une, autre in combinations(sorted(emplois(c).get(objet, {})), 2):
        a, b = clauses[une], clauses[autre]
        exclues = autre in a.contenu.liens.incompatible or une in b.contenu.liens.incompatible
        if not exclues and se_rencontrent(a.contenu, b.contenu):
            siens, autres = emplois(c)[objet][une], emplois(c)[objet][autre]
            roles = {g.role for g in siens for h in autres if g.redit(h)}
            if roles:
                yield a, b, roles


@macro()
def liste_objets(ctx: Contexte) -> Markup:
    """Rend les objets que plusieurs clauses portent : ce qu'elles en font, et celle qui reste."""
    return _rendre(ctx, seuls=False)


@macro()
def objets_seuls(ctx: Contexte) -> Markup:
    """Rend les objets qu'une seule clause porte, et pourquoi."""
    return _rendre(ctx, seuls=True)


def _rendre(ctx: Contexte, seuls: bool) -> Markup:
    lignes = [_ligne(ctx.c, code, valeur) for code, valeur in ctx.c.valeurs(VOCABULAIRE).items()]
    siennes = [ligne for ligne in lignes if ligne["clauses"] and (len(ligne["clauses"]) == 1) is seuls]
    return ctx.fragment("clause/objets", lignes=siennes, seuls=seuls)


def _ligne(c: Consultation, code: str, valeur: Valeur) -> dict[str, Any]:
    siens = emplois(c).get(code, {})
    rangs = {nom: rang for rang, nom in enumerate(valeur.ordre)}
    noms = sorted(siens, key=lambda nom: (rangs.get(nom, len(rangs)), nom))
    clauses = [(c.fiches("clauses")[nom], list(dict.fromkeys(g.role for g in siens[nom]))) for nom in noms]
    return {"code": code, "valeur": valeur, "clauses": clauses}
