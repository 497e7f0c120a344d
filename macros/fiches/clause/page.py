"""La page d'une clause, et ce qu'un lecteur de flux en voit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from macros.base.avis import AVIS
from macros.base.citations import citees
from macros.base.consultation import Consultation
from macros.base.feuilles import feuilles_de
from macros.base.fiche import Fiche
from macros.base.fraicheur import Cause, changements
from macros.base.macro import macro
from macros.base.promesses import PageRendue, Ref
from macros.fiches.clause.dispositions import Charge, Disposition, Plafond, charge_de
from macros.fiches.clause.images import places
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.notation import baremes
from macros.fiches.clause.notation.considerations import avis, considerations
from macros.fiches.clause.notation.criteres import LETTRE, critere_de, lettre_sans_critere
from macros.fiches.clause.notation.devoirs import devoirs
from macros.fiches.clause.objets import retenus
from macros.fiches.clause.phrases import phrases_de
from macros.fiches.clause.places import partage_sa_place, place_de, titre_de
from macros.fiches.clause.relecture.etat import DEPUIS, lectures, version_de
from macros.fiches.clause.variables import Variable, aide_de, formule_en_mots
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.tableaux import tableau
from macros.texte.formules import noms
from macros.texte.variables import VARIABLE

ASSIETTES = {
    "marche": ("du marché", "sur la durée du marché"),
    "lot": ("du lot", "pour le lot"),
    "ligne": ("des lignes concernées", "par ligne concernée"),
    "commande": ("de la commande", "par commande"),
    "annee": ("de l’année", "par année"),
    "periode": ("de la période", "par période"),
    "facture": ("de la facture", "par facture"),
}
"""Sur quoi se compte un plafond → ce qui suit un pourcentage, ce qui suit une somme."""
LONGUE, DEBUT = 6_000, 100
"""Signes : au-delà, les textes du premier pas ne se lisent plus d'une traite, et chacun ne montre que son début, de DEBUT au moins."""


class Changee(NamedTuple):
    """Un article ou un texte cité, ce qui y a changé et quel jour."""

    le: date
    ref: Ref
    objet: str | None
    abroge: bool


def page(ctx: Contexte, fiche: Fiche[Clause]) -> PageRendue:
    """Rend la page d'une clause."""
    c, clause = ctx.c, fiche.contenu
    ctx.dire("textes")
    phrases = phrases_de(c, clause)
    longue = sum(len(d.texte) for d in clause.dispositions if d.niveau == "base" and d.piece != LETTRE) > LONGUE
    textes = [(clause, d) for d in clause.dispositions]
    html = ctx.de_fiche(
        "clause/fiche",
        "clauses",
        fiche,
        clause=clause,
        dispositions=par_niveau(c, clause),
        choix_de_niveau=tuple(_choix_de_niveau(c, clause)),
        decp=considerations(c, textes),
        avis=avis(c, textes),
        champs_avis=AVIS,
        texte_a_inserer=ctx.texte(valeurs(c, clause), lexique=False),
        texte_variable=ctx.texte(valeurs(c, clause)),
        titre_de=lambda d: titre_de(c, d),
        partage_sa_place=lambda d: partage_sa_place(c, clause, d),
        liee=lambda cible: c.fiches("clauses").get(cible),
        echelles=baremes.echelles(clause.dispositions, clause.variables),
        grille=lambda d: baremes.grille(d, clause.dispositions),
        exemple=lambda d: baremes.exemple(d, clause.variables),
        phrases=[p for p in phrases if p[0].contenu.piece != LETTRE],
        phrases_de_lettre=[p for p in phrases if p[0].contenu.piece == LETTRE],
        assiette=lambda plafond: assiette(clause, plafond),
        places=places(c, clause.dispositions),
        longue=longue,
        en_deux=lambda d: en_deux(d.texte) if longue else (d.texte, ""),
        texte_de=lambda repere: next((d for d in clause.dispositions if d.id == repere), None),
        aide_de=lambda v: aide_de(clause.variables, v),
        formule_en_mots=lambda formule: formule_en_mots(clause.variables, formule),
        sources_de=lambda formule: [s for nom in sorted(noms(formule)) if (s := clause.variables[nom].source)],
        saisies=a_saisir(clause),
        charges=charges(clause, list(c.valeurs("niveaux"))),
        critere=critere_de(c, clause),
        version=version_de(c, fiche),
        droit_change=droit_change(c, fiche),
        lectures=[(lue, DEPUIS[etat]) for lue, etat in lectures(c, fiche)],
        devoir=devoirs(c).get("critere", ""),
        lettre_seule=lettre_sans_critere(c, clause),
    )
    segment = clause.segments[0]
    ariane = (("Clauses", "clauses/"), (c.libelle("segments", segment), f"clauses/segments/{segment}/"))
    return PageRendue(clause.titre, clause.resume, html, ariane)


def droit_change(c: Consultation, fiche: Fiche[Clause]) -> list[Changee]:
    """Rend ce qui a changé, depuis la publication de la clause, dans chaque article ou texte qu'elle cite, le plus récent d'abord."""
    trouves = [
        Changee(jour, ref, effet.objet, cause is Cause.TEXTE_ABROGE)
        for ref in citees(c, fiche).values()
        for cause, jour, effet in changements(ref, fiche.contenu.publie_le, c.jour)
    ]
    return sorted(trouves, key=lambda fait: fait.le, reverse=True)


def valeurs(c: Consultation, clause: Clause) -> dict[str, str]:
    """Rend nom → ce qui s'affiche à la place de « {{nom}} » : la valeur proposée, ou la place du texte auquel on renvoie."""
    renvois = {f"renvoi:{d.id}": place_de(c, clause, d) for d in clause.dispositions}
    return {nom: v.valeur for nom, v in clause.variables.items()} | renvois


def en_deux(texte: str) -> tuple[str, str]:
    """Rend le début d'un texte et sa suite, coupés entre deux paragraphes ; une liste reste avec ce qui l'annonce."""
    debut, *suite = texte.split("\n\n")
    while suite and (len(debut) < DEBUT or not suite[0][0].isalpha()):
        debut += "\n\n" + suite.pop(0)
    return debut, "\n\n".join(suite)


def assiette(clause: Clause, plafond: Plafond) -> str:
    """Rend ce qui suit la valeur d'un plafond : un pourcentage est une part d'un montant, une somme vaut pour une durée."""
    if plafond.assiette not in ASSIETTES:
        return "par unité"
    part, somme = ASSIETTES[plafond.assiette]
    return somme if clause.variables[plafond.valeur].type == "montant" else f"du montant hors taxes {part}"


def a_saisir(clause: Clause) -> dict[str, Variable]:
    """Rend les variables que les textes emploient : celles qui ne servent qu'à une formule ne se saisissent pas ici."""
    ecrits = [texte for d in clause.dispositions for _, texte in feuilles_de(d)[0]]
    lues = {marque[1] for texte in ecrits for marque in VARIABLE.finditer(texte)}
    nommees = {n for d in clause.dispositions for n in (d.ponderation, d.montant, d.plafond and d.plafond.valeur)}
    bornes = {b for d in clause.dispositions for e in d.elements for b in (e.mesure.de, e.mesure.a)}
    return {nom: v for nom, v in clause.variables.items() if nom in lues | nommees | bornes}


def charges(clause: Clause, niveaux: list[str]) -> dict[str, Charge]:
    """Rend niveau → ce qu'il donne à suivre par an ; « lettre » pour la lettre, un niveau compte aussi ceux d'en dessous."""
    rendues: dict[str, Charge] = {}
    presents = [niveau for niveau in niveaux if niveau in clause.niveaux]
    for niveau, textes in zip(presents, retenus(clause, niveaux), strict=True):
        lettre = [d for d in textes if d.piece == LETTRE]
        autres = [d for d in textes if d.piece != LETTRE]
        for forme, siens in (("lettre", lettre), (niveau, autres)):
            if any(d.charge for d in siens):
                rendues.setdefault(forme, charge_de(siens))
    return rendues


def _choix_de_niveau(c: Consultation, clause: Clause) -> Iterator[tuple[str, str]]:
    """Rend (code, intitulé) de ce qu'un acheteur peut prendre seul : la lettre, chaque niveau, puis tout."""
    if any(d.piece == LETTRE for d in clause.dispositions):
        yield "lettre", "Petit achat : la lettre"
    presents = {d.niveau for d in clause.dispositions if d.piece != LETTRE}
    yield from ((code, v.libelle) for code, v in c.valeurs("niveaux").items() if code in presents)
    yield "tous", "Tout"


def par_niveau(c: Consultation, clause: Clause) -> list[Disposition]:
    """Rend les textes à insérer du premier pas à l'exemplaire, dans l'ordre de la fiche pour un même niveau."""
    niveaux = list(c.valeurs("niveaux"))
    return sorted(clause.dispositions, key=lambda d: niveaux.index(d.niveau))


def de_flux(ctx: Contexte, fiche: Fiche[Clause]) -> Markup:
    """Rend le résumé d'une clause pour un lecteur de flux, liens absolus."""
    return ctx.fragment("clause/flux", fiche=fiche, clause=fiche.contenu)


@macro(exige="clause", clause="clauses")
def extrait_de_clause(ctx: Contexte, clause: str) -> Markup:
    """Rend le premier texte d'une clause, tel qu'il se colle : ce que l'accueil montre."""
    fiche: Fiche[Clause] = ctx.c.fiches("clauses")[clause]
    premier = fiche.contenu.dispositions[0]
    texte = ctx.texte(valeurs(ctx.c, fiche.contenu), lexique=False)(premier.texte)
    return ctx.fragment("clause/extrait", fiche=fiche, premier=premier, texte=texte)


@macro(segment="segments", theme="themes", nature="natures", taille="tailles", marche="marches")
def tableau_clauses(
    ctx: Contexte, segment: str = "", theme: str = "", nature: str = "", taille: str = "", marche: str = ""
) -> Markup:
    """Rend le tableau des clauses, restreint par facette."""
    return tableau(ctx, "clauses", segment=segment, theme=theme, nature=nature, taille=taille, marche=marche)
