"""Les pages de la veille : entrée, archives, échéancier, et ce qu'un lecteur de flux voit d'une entrée."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from macros.base.a_venir import touchees_a_venir
from macros.base.citations import touchees
from macros.base.consultation import Consultation, une_fois
from macros.base.dates import tous_les_jalons
from macros.base.fiche import Fiche
from macros.base.macro import macro
from macros.base.promesses import Jalon, PageRendue
from macros.fiches.veille.adresses import adresse_officielle
from macros.fiches.veille.couverture import couverture, lecture
from macros.fiches.veille.modele import EntreeVeille
from macros.fiches.veille.mois import (
    annees_de_veille,
    entrees_du_mois,
    mois_de_veille,
    titre_de_trimestre,
    trimestres_de_veille,
)
from macros.fiches.veille.rayons import en_rayon, valeurs_du_rayon
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.frise import Frise
from macros.sorties.html.tableaux import tableau
from macros.texte.balisage.leger import brut
from macros.texte.dates import mois_long

HORIZON = 183
"""Jours de dates à venir que l'échéancier dit proches, et qu'une édition annonce après son mois."""


def page(ctx: Contexte, fiche: Fiche[EntreeVeille]) -> PageRendue:
    """Rend la page d'une entrée de veille."""
    c, entree = ctx.c, fiche.contenu
    html = ctx.de_fiche(
        "veille/fiche",
        "veille",
        fiche,
        entree=entree,
        touchees=touchees(c, fiche, "clauses"),
        pratiques=touchees(c, fiche, "pratiques"),
        suites=_suites(c).get(fiche.id, []),
        precedente=c.fiches("veille").get(entree.fait_suite_a or ""),
        minutes=entree.minutes_lecture(fiche.corps),
        officielle=adresse_officielle(c, entree),
    )
    ariane = (("Veille 30-30", "veille/"), (mois_long(entree.mois).capitalize(), f"veille/{entree.mois}/"))
    return PageRendue(entree.titre, brut(entree.change)[:280], html, ariane)


@une_fois
def _suites(c: Consultation) -> dict[str, list[Fiche[EntreeVeille]]]:
    table: dict[str, list[Fiche[EntreeVeille]]] = {}
    for fiche in c.visibles("veille"):
        table.setdefault(fiche.contenu.fait_suite_a or "", []).append(fiche)
    return table


def de_flux(ctx: Contexte, fiche: Fiche[EntreeVeille]) -> Markup:
    """Rend le contenu complet d'une entrée pour un lecteur de flux, liens absolus."""
    return ctx.fragment(
        "veille/flux",
        fiche=fiche,
        entree=fiche.contenu,
        touchees=touchees(ctx.c, fiche, "clauses"),
        officielle=adresse_officielle(ctx.c, fiche.contenu),
        precedente=ctx.c.fiches("veille").get(fiche.contenu.fait_suite_a or ""),
    )


def archive(ctx: Contexte, rayon: str, code: str) -> PageRendue:
    """Rend l'archive d'une année (``annees``) ou d'une valeur d'un rayon (``rayons.valeurs_du_rayon``)."""
    c = ctx.c
    libelle = code if rayon == "annees" else valeurs_du_rayon(c, rayon)[code]
    # Un thème et une famille d'achat peuvent porter le même nom (« Déchets ») : le titre dit lequel on lit.
    titre = f"Veille par famille : {libelle}" if rayon == "segments" else f"Veille : {libelle}"
    entrees = [e for e in c.visibles("veille") if en_rayon(c, rayon, code, e)]
    par_mois = [(m, list(es)) for m, es in groupby(entrees, key=lambda e: e.contenu.mois)]
    vides = sorted(set(mois_de_veille(c)) - {m for m, _ in par_mois}, reverse=True)
    html = ctx.fragment(
        "veille/archive",
        genre=rayon,
        code=code,
        titre=titre,
        par_mois=par_mois,
        vides=[m for m in vides if rayon == "annees" and m.startswith(code) and lecture(c, m).complete],
        total=len(entrees),
        annees=annees_de_veille(c),
        couverture=couverture(c),
    )
    description = f"Archives de la veille « 30-30 », {libelle}."
    return PageRendue(titre, description, html, (("Veille 30-30", "veille/"),))


@macro(theme="themes", impact="impacts", annee="annee", segment="segments")
def tableau_veille(ctx: Contexte, theme: str = "", impact: str = "", annee: str = "", segment: str = "") -> Markup:
    """Rend le tableau de la veille, restreint par facette."""
    return tableau(ctx, "veille", theme=theme, impact=impact, annee=annee, segment=segment)


@macro()
def archives_veille(ctx: Contexte) -> Markup:
    """Rend les éditions mois par mois, et les archives par année et par rayon, avec leur nombre d'entrées."""
    c = ctx.c
    comptes = {
        rayon: [
            (code, libelle, n)
            for code, libelle in valeurs_du_rayon(c, rayon).items()
            if (n := sum(en_rayon(c, rayon, code, e) for e in c.visibles("veille")))
        ]
        for rayon in ("social", "themes", "segments", "formes")
    }
    mois = [(m, len(entrees_du_mois(c, m)), lecture(c, m)) for m in mois_de_veille(c)]
    trimestres = list(trimestres_de_veille(c))[::-1]
    annees = [
        (a, [t for t in mois if t[0].startswith(a)], [t for t in trimestres if t.startswith(a)])
        for a in annees_de_veille(c)
    ]
    return ctx.fragment(
        "veille/sommaire_archives", comptes=comptes, annees=annees, titre_de_trimestre=titre_de_trimestre
    )


@macro()
def echeancier(ctx: Contexte) -> Markup:
    """Rend la frise des dates d'effet, passées et à venir."""
    jour = ctx.c.jour
    frise = Frise.de(tous_les_jalons(ctx.c), jour)
    proche = jour + timedelta(days=HORIZON)
    return ctx.fragment(
        "veille/echeancier",
        frise=frise,
        bande=Frise.de((j for j in frise.jalons if j.le.year >= jour.year - 2), jour, situe=True),
        proches=_par_jour(j for j in frise.futurs if j.le <= proche),
        lointaines=_par_annee(j for j in frise.futurs if j.le > proche),
        passees=_par_annee(frise.passes),
        touchees=touchees_a_venir(ctx.c),
        attendus=[(fiche, a) for fiche in ctx.c.fiches("textes").values() for a in fiche.contenu.attend],
    )


def _par_annee(jalons: Iterable[Jalon]) -> list[tuple[int, list[tuple[date, list[Jalon]]]]]:
    return [(annee, _par_jour(groupe)) for annee, groupe in groupby(jalons, key=lambda j: j.le.year)]


def _par_jour(jalons: Iterable[Jalon]) -> list[tuple[date, list[Jalon]]]:
    """Rend (jour, jalons) : plusieurs effets le même jour se lisent sous une seule date."""
    return [(jour, list(groupe)) for jour, groupe in groupby(jalons, key=lambda j: j.le)]
