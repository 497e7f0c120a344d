"""L'édition d'un mois : sa page, ce qu'un lecteur de flux en voit, sa séance de trente minutes, et la projection."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from markupsafe import Markup

from macros.base.consultation import Consultation, une_fois
from macros.base.dates import jalons
from macros.base.macro import macro
from macros.base.promesses import PageRendue
from macros.base.suivi import changees
from macros.fiches.veille.abrege import abreger
from macros.fiches.veille.complement import complement, venir
from macros.fiches.veille.couverture import (
    Lecture,
    branches,
    completee_le,
    court,
    dernier_mois,
    derniere_edition,
    lecture,
)
from macros.fiches.veille.diapositives import par_diapositive, phrases_de
from macros.fiches.veille.juges import jugements
from macros.fiches.veille.minutage import Minutage, minuter
from macros.fiches.veille.mois import (
    contenu_de_periode,
    entrees_du_mois,
    lues_du_mois,
    minutes_du_mois,
    mois_de_veille,
    titre_d_edition,
    trimestre,
)
from macros.fiches.veille.page import HORIZON
from macros.sorties.html.contexte import Contexte
from macros.texte.dates import mois_long, premier_du_mois

DATES_PROJETEES = 5
AUTRES_EDITIONS = 5


def edition(ctx: Contexte, mois: str) -> PageRendue:
    """Rend l'édition d'un mois : à faire, entrées par impact, dates à venir, clauses à relire."""
    titre = titre_d_edition(mois)
    ctx.dire("seance")
    html = ctx.fragment("veille/edition", **contenu_d_edition(ctx.c, mois), titre=titre)
    description = f"Le droit des achats responsables en {mois_long(mois)} : {_promesse(lecture(ctx.c, mois))}"
    return PageRendue(titre, description, html, (("Veille 30-30", "veille/"),))


def _promesse(lue: Lecture) -> str:
    """Rend ce qu'une édition donne à lire, pour les moteurs de recherche."""
    return "ce qui change, pour qui, que faire." if lue.jusqu_au else "mois non couvert à ce jour."


def edition_de_flux(ctx: Contexte, mois: str) -> Markup:
    """Rend le sommaire d'une édition pour un lecteur de flux, liens absolus."""
    return ctx.fragment("veille/edition_de_flux", **contenu_d_edition(ctx.c, mois))


@une_fois
def contenu_d_edition(c: Consultation, mois: str) -> dict[str, Any]:
    """Rend ce que montrent la page, le flux, la projection et le courriel d'une édition."""
    tous, lue = mois_de_veille(c), lecture(c, mois)
    rang, contenu = tous.index(mois), contenu_de_periode(c, entrees_du_mois(c, mois))
    contenu = {
        **contenu,
        "mois": mois,
        "trimestre": trimestre(mois),
        "minutes": minutes_du_mois(c, mois),
        "minutage": minutage(c, mois),
        "a_faire": [
            (e, e.contenu.actions[: 2 if impact == "fort" else 1])
            for impact, groupe in contenu["groupes"]
            if impact != "faible"
            for e in groupe
            if e.contenu.oblige
        ],
        "a_venir": jalons(c, lue.dernier + timedelta(days=1), lue.dernier + timedelta(days=HORIZON)),
        "lecture": lue,
        "court": court(c, mois),
        "branches": branches(c, mois),
        "completee": completee_le(c, mois),
        "jugements": jugements(c, mois),
        "changees": changees(c, premier_du_mois(mois), lue.dernier),
        "suivante": tous[rang - 1] if rang else None,
        "precedente": tous[rang + 1] if rang + 1 < len(tous) else None,
    }
    return {**contenu, **abreger(contenu)}


def minutage(c: Consultation, mois: str) -> Minutage:
    """Rend le minutage de l'édition d'un mois."""
    return minuter(lues_du_mois(c, mois), list(c.valeurs("impacts")), complement(c, mois))


def projection(ctx: Contexte, mois: str) -> PageRendue:
    """Rend l'édition d'un mois à projeter : une diapositive à la fois, au clavier."""
    titre, contenu = titre_d_edition(mois), contenu_d_edition(ctx.c, mois)
    dites = contenu["minutage"].complement.dates
    restent = [jalon for jalon in venir(ctx.c, mois, HORIZON) if jalon not in dites][:DATES_PROJETEES]
    exemples = {fiche.id: exemple(fiche.corps) for fiche in contenu["entrees"]}
    ctx.dire("seance")
    propres = {"titre": titre, "a_venir": restent, "exemples": exemples}
    html = ctx.fragment(
        "veille/projection", **{**contenu, **propres}, par_diapositive=par_diapositive, phrases_de=phrases_de
    )
    description = f"L’édition de {mois_long(mois)} à lire à plusieurs, en trente minutes au plus, au clavier."
    ariane = (("Veille 30-30", "veille/"), (mois_long(mois).capitalize(), f"veille/{mois}/"))
    return PageRendue(f"{titre} : à projeter", description, html, ariane)


def exemple(corps: str) -> str:
    """Rend ce que le corps d'une entrée dit sous son intitulé « Exemple », ou une chaîne vide."""
    suite = f"\n{corps}".partition("\n## Exemple")[2]
    return suite.partition("\n")[2].partition("\n## ")[0].strip()


@macro()
def plan_30_30(ctx: Contexte) -> Markup:
    """Rend le plan minute par minute de la dernière édition du 30-30, et de quoi la projeter."""
    c, mois = ctx.c, dernier_mois(ctx.c)
    autres = [m for m in mois_de_veille(c) if m != mois][:AUTRES_EDITIONS]
    return ctx.fragment(
        "veille/plan_30_30",
        **derniere_edition(c),
        minutage=minutage(c, mois) if mois else None,
        lecture=lecture(c, mois) if mois else None,
        autres=[(m, titre_d_edition(m)) for m in autres],
    )


@macro()
def dernier_30_30(ctx: Contexte) -> Markup:
    """Rend la dernière édition du 30-30 qui a de quoi tenir une séance."""
    c, mois = ctx.c, dernier_mois(ctx.c)
    return ctx.fragment(
        "veille/dernier_30_30", **derniere_edition(c), **contenu_de_periode(c, entrees_du_mois(c, mois))
    )
