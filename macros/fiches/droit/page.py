"""Les pages du registre du droit : texte, article, code, seuils."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from math import log10
from typing import Any

from markupsafe import Markup

from macros.base.a_venir import touchees_a_venir
from macros.base.citations import citants, citants_par_titre, resolveur
from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.macro import macro
from macros.base.promesses import PageRendue, Ref
from macros.fiches.droit import jalons
from macros.fiches.droit.modele import CodeDroit, TexteDroit
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.frise import Frise
from macros.sorties.html.tableaux import tableau
from macros.texte.balisage.leger import brut

LARGEUR, MARCHE = 360, 24
"""Longueurs du plus long trait de l'échelle, et du plus court."""


def texte(ctx: Contexte, fiche: Fiche[TexteDroit]) -> PageRendue:
    """Rend la page d'un texte de droit."""
    c, contenu = ctx.c, fiche.contenu
    frise = Frise.de(jalons.du_texte(c, fiche), c.jour)

    def citants_de(numero: str) -> int:
        return len(citants(c, f"droit/{fiche.id}/#article-{numero.replace('.', '-')}"))

    html = ctx.de_fiche(
        "droit/texte",
        "textes",
        fiche,
        texte=contenu,
        frise=frise,
        cites=citants_par_titre(c, f"droit/{fiche.id}/"),
        changees=_changees(c, f"droit/{fiche.id}/"),
        cites_article=citants_de,
    )
    return PageRendue(contenu.titre, brut(contenu.resume)[:280], html, (("Droit", "droit/"),))


def _changees(c: Consultation, adresse: str) -> list[tuple[date | None, dict[str, list[Fiche[Any]]]]]:
    """Rend (jour, genre → fiches) de ce que changera le texte de cette page, ce qui n'a pas de date à la fin."""
    siennes = [(le, fiches) for (le, sienne), fiches in touchees_a_venir(c).items() if sienne == adresse]
    return sorted(siennes, key=lambda t: t[0] or date.max)


def article(ctx: Contexte, code: Fiche[CodeDroit], numero: str) -> PageRendue:
    """Rend la page d'un article de code."""
    c, contenu = ctx.c, code.contenu.articles[numero]
    ref = resolveur(c).resoudre(f"{code.contenu.sigle} {numero}")
    assert isinstance(ref, Ref)  # le code est au registre, et l'article y est
    titre = f"Article {ref.libelle}"
    html = ctx.de_fiche(
        "droit/article",
        "codes",
        code,
        (titre, ref.adresse),
        numero=numero,
        article=contenu,
        ref=ref,
        frise=Frise.de(jalons.de_l_article(c, contenu, ref), c.jour),
        cites=citants_par_titre(c, ref.adresse),
    )
    ariane = (("Droit", "droit/"), (code.contenu.titre, f"droit/{code.id}/"))
    return PageRendue(titre, contenu.objet, html, ariane)


def code(ctx: Contexte, fiche: Fiche[CodeDroit]) -> PageRendue:
    """Rend la page d'un code : ses articles cités."""
    html = ctx.de_fiche("droit/code", "codes", fiche, code=fiche.contenu)
    description = f"Les articles du {fiche.contenu.titre} que citent nos fiches."
    return PageRendue(fiche.contenu.titre, description, html, (("Droit", "droit/"),))


@macro(nature="natures-textes", theme="themes")
def tableau_textes(ctx: Contexte, nature: str = "", theme: str = "") -> Markup:
    """Rend le tableau des textes de droit, restreint par facette."""
    return tableau(ctx, "textes", nature=nature, theme=theme)


@macro()
def tableau_seuils(ctx: Contexte) -> Markup:
    """Rend tous les seuils et leur valeur du jour, en un coup d'œil."""
    return _seuils(ctx, "droit/tableau_seuils")


@macro()
def detail_seuils(ctx: Contexte) -> Markup:
    """Rend chaque seuil : sa valeur, son effet, sa base légale, son histoire, ce qui s'annonce."""
    return _seuils(ctx, "droit/detail_seuils")


@macro()
def echelle_seuils(ctx: Contexte) -> Markup:
    """Rend l'échelle par montant : ce qui commence à chaque seuil, du plus petit au plus grand."""
    jour = ctx.c.jour
    places = [
        (s.valeur_au(jour), nom, s) for nom, s in ctx.c.fiches("seuils")["seuils"].contenu.seuils.items() if s.echelle
    ]
    rangees = sorted((p for p in places if p[0]), key=lambda p: p[0].montant)
    barreaux = [(montant, list(siens)) for montant, siens in groupby(rangees, key=lambda p: p[2].ecrire(p[0]))]
    return ctx.fragment("droit/echelle_seuils", barreaux=_marches(barreaux))


def _marches(barreaux: list[tuple[str, list[Any]]]) -> list[tuple[str, int, list[Any]]]:
    """Rend (montant, longueur de son trait, ce qui y commence) : plus le montant est haut, plus le trait est long."""
    montants = [log10(siens[0][0].montant) for _, siens in barreaux]
    etendue = (montants[-1] - montants[0]) or 1 if montants else 1
    return [
        (montant, round(MARCHE + (LARGEUR - MARCHE) * (log10(siens[0][0].montant) - montants[0]) / etendue), siens)
        for montant, siens in barreaux
    ]


def _seuils(ctx: Contexte, fragment: str) -> Markup:
    """Rend tous les seuils, par groupe, dans l'ordre du vocabulaire."""
    registre = ctx.c.fiches("seuils")["seuils"].contenu
    groupes = [
        (code, groupe, [(nom, s) for nom, s in registre.seuils.items() if s.groupe == code])
        for code, groupe in ctx.c.valeurs("groupes-seuils").items()
    ]
    return ctx.fragment(
        fragment, registre=registre, groupes=[g for g in groupes if g[2]], verifie_le=registre.verifie_le
    )


@macro(exige="nom", en_phrase=True, nom="seuil")
def seuil(ctx: Contexte, nom: str) -> str:
    """Rend la valeur du jour d'un seuil, au fil de la phrase."""
    dit: str = ctx.c.fiches("seuils")["seuils"].contenu.seuils[nom].affichage(ctx.c.jour)
    return dit
