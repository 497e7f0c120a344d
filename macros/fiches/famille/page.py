"""La page d'une famille d'achat : son premier marché, et tout ce que ses clauses, ses règles et ses textes en disent déjà."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import zip_longest
from typing import Any

from markupsafe import Markup

from macros.base.citations import citants, citees
from macros.base.consultation import Consultation, Fiches, une_fois
from macros.base.fiche import Fiche
from macros.base.macro import macro
from macros.base.promesses import PageRendue, Ref, Rendre
from macros.base.vocabulaire import TOUTES_FAMILLES
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.page import valeurs
from macros.fiches.clause.tableau import transversale
from macros.fiches.conseil.compte import ce_qu_il_met
from macros.fiches.territoire.page import qui_peut_repondre
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.liens import modifier
from macros.sorties.html.tableaux import tableau

QUESTIONS = 5
"""Questions à poser avant d'écrire : au-delà, un fournisseur ne répond plus."""
AUTRES = "Autres achats"
PIEGES = 2
"""Points de vigilance repris par clause : sa page dit les autres."""


def pages(c: Consultation) -> Iterator[tuple[str, str, Rendre]]:
    """Rend une page par famille d'achat du vocabulaire, qu'une fiche en parle ou non, et le fichier dont elle vient."""
    for code in c.valeurs("segments"):
        yield f"clauses/segments/{code}/", c.fiches("vocabulaires")["segments"].fichier, partial(page, code=code)


def page(ctx: Contexte, code: str) -> PageRendue:
    """Rend la page d'une famille d'achat ; sans clause, elle dit « non couvert » et où chercher."""
    c = ctx.c
    valeur = c.valeurs("segments")[code]
    clauses = clauses_de(c, code)
    famille = c.fiches("familles").get(code)
    if clauses:
        ctx.dire("sommaire")
    dossiers = [f for f in c.visibles("dossiers") if code in f.contenu.familles]
    questions = list(_questions(clauses))
    html = ctx.fragment(
        "famille/fiche",
        code=code,
        valeur=valeur,
        famille=famille,
        modifier=modifier(c, famille) if famille else "",
        entrees=entrees_segments.rendre(ctx) if code == TOUTES_FAMILLES else "",
        clauses=clauses,
        dossiers=dossiers,
        qui=qui_peut_repondre.rendre(ctx) if clauses else "",
        premieres=_premieres(questions, [prise.clause for f in dossiers for prise in f.contenu.prises]),
        mis={f.id: ce_qu_il_met(c, f) for f in dossiers},
        partagees=[f for f in clauses if transversale(f)],
        tableau=tableau(ctx, "clauses", segment=code) if clauses else "",
        pieces=list(_par_piece(c, clauses)),
        obligations=[f for f in c.visibles("obligations") if f.contenu.vise(code) and _en_vue(c, f)],
        references=references_propres(c, clauses),
        questions=questions,
        pieges=[
            (f, f.contenu.vigilance[:PIEGES], ctx.texte(valeurs(c, f.contenu))) for f in clauses if f.contenu.vigilance
        ],
    )
    description = (
        f"Famille d’achat « {valeur.libelle} » : premier marché, clauses, droit, questions, pièges et codes CPV."
    )
    return PageRendue(f"Clauses : {valeur.libelle}", description, html, (("Clauses", "clauses/"),))


def clauses_de(c: Consultation, code: str) -> Fiches:
    """Rend les clauses d'une famille d'achat, les siennes d'abord, puis celles qu'elle partage avec beaucoup d'autres."""
    return _par_segment(c).get(code, [])


@une_fois
def _par_segment(c: Consultation) -> dict[str, Fiches]:
    table: dict[str, Fiches] = {}
    for fiche in sorted(c.visibles("clauses"), key=transversale):
        for code in fiche.contenu.segments:
            table.setdefault(code, []).append(fiche)
    return table


def _en_vue(c: Consultation, regle: Fiche[Any]) -> bool:
    """Dit si une règle vaut encore : en vigueur, ou à venir."""
    return regle.contenu.jusqu_a is None or regle.contenu.jusqu_a >= c.jour


def _par_piece(c: Consultation, clauses: Fiches) -> Iterator[tuple[str, list[tuple[str, Fiches]]]]:
    """Rend (document, [(niveau, clauses)]) : ce que la famille met dans chaque document, du premier pas à l'exemplaire."""
    for piece, v in c.valeurs("pieces").items():
        niveaux = [
            (
                n.libelle,
                [f for f in clauses if any((d.piece, d.niveau) == (piece, code) for d in f.contenu.dispositions)],
            )
            for code, n in c.valeurs("niveaux").items()
        ]
        if any(siennes for _, siennes in niveaux):
            yield v.libelle, [(niveau, siennes) for niveau, siennes in niveaux if siennes]


def references_propres(c: Consultation, clauses: Fiches) -> list[Ref]:
    """Rend les articles et les textes que les clauses de la famille citent plus que toutes les autres, par libellé.

    Un article que toute clause cite, comme celui des conditions d'exécution, ne dit rien de la famille.
    """
    siennes = {f.fichier for f in clauses}
    citees_ici = {a: ref for f in clauses for a, ref in citees(c, f).items()}
    propres = []
    for adresse, ref in citees_ici.items():
        citantes = [f.fichier for genre, f in citants(c, adresse) if genre == "clauses"]
        if sum(fichier in siennes for fichier in citantes) * 2 > len(citantes):
            propres.append(ref)
    return sorted(propres, key=lambda ref: ref.libelle)


def _questions(clauses: Fiches) -> Iterator[tuple[Fiche[Clause], list[str]]]:
    """Rend (clause, ses questions de sourçage) ; une question déjà posée plus haut ne l'est pas deux fois."""
    posees: set[str] = set()
    for fiche in clauses:
        neuves = [q for q in fiche.contenu.questions_sourcing if q not in posees]
        posees.update(neuves)
        if neuves:
            yield fiche, neuves


def _premieres(questions: list[tuple[Fiche[Clause], list[str]]], conseillees: list[str]) -> list[str]:
    """Rend les premières questions à poser : une par clause, celles des dossiers conseillés d'abord, puis la suite des leurs."""
    rangees = sorted(
        questions, key=lambda q: conseillees.index(q[0].id) if q[0].id in conseillees else len(conseillees)
    )
    tours = zip_longest(*(siennes for _, siennes in rangees))
    return [question for tour in tours for question in tour if question][:QUESTIONS]


@macro()
def entrees_segments(ctx: Contexte) -> Markup:
    """Rend les familles d'achat par domaine, avec leur nombre de clauses : les plus fournies d'abord."""
    c = ctx.c
    comptes = Counter(code for fiche in c.visibles("clauses") for code in fiche.contenu.segments)
    par_domaine: dict[str, list[tuple[str, str, int]]] = {}
    for code, famille in c.valeurs("segments").items():
        if comptes[code]:
            par_domaine.setdefault(famille.domaine or "", []).append((code, famille.libelle, comptes[code]))
    domaines = [
        (code, c.libelle("domaines", code) if code else AUTRES, sorted(familles, key=lambda f: -f[2]))
        for code, familles in par_domaine.items()
    ]
    domaines.sort(key=lambda d: -sum(n for _, _, n in d[2]))
    absentes = [(code, v.libelle) for code, v in c.valeurs("segments").items() if not comptes[code]]
    return ctx.fragment("famille/entrees_segments", domaines=domaines, absentes=absentes)


@macro()
def codes_cpv(ctx: Contexte) -> Markup:
    """Rend les codes CPV des fiches de famille, par division, chacun avec les familles qui le donnent."""
    libelles: dict[str, str] = {}
    familles: dict[str, list[str]] = {}
    for nom, fiche in ctx.c.fiches("familles").items():
        for x in fiche.contenu.cpv:
            libelles[x.code] = x.libelle
            familles.setdefault(x.code, []).append(nom)
    divisions: dict[str, list[tuple[str, str, list[str]]]] = {}
    for code in sorted(familles):
        divisions.setdefault(code[:2], []).append((code, libelles[code], familles[code]))
    return ctx.fragment("famille/codes_cpv", divisions=divisions.items())


@macro()
def clauses_pour_entreprises(ctx: Contexte) -> Markup:
    """Rend, par domaine puis par famille d'achat, ses clauses lues par qui y répond ; celles de plusieurs familles, à la fin."""
    c = ctx.c
    domaines: dict[str, dict[str, Fiches]] = {v.libelle: {} for v in c.valeurs("domaines").values()}
    for code, v in c.valeurs("segments").items():
        if siennes := [f for f in clauses_de(c, code) if not transversale(f)]:
            domaines.setdefault(c.libelle("domaines", v.domaine) if v.domaine else AUTRES, {})[v.libelle] = siennes
    domaines["Clauses de plusieurs familles"] = {"": [f for f in c.visibles("clauses") if transversale(f)]}
    return ctx.fragment("famille/clauses_pour_entreprises", domaines=domaines)
