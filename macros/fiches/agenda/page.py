"""Les pages de l'agenda : ce qui vient, ce qui est passé, et chaque événement."""

from __future__ import annotations

from datetime import date
from typing import Any

from markupsafe import Markup

from macros.base.consultation import Consultation, Fiches
from macros.base.fiche import Fiche
from macros.base.macro import macro
from macros.base.promesses import PageRendue
from macros.fiches.agenda.modele import FUSEAUX, Evenement
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.liens import prerempli, trame
from macros.sorties.html.tableaux import tableau
from macros.texte.balisage.leger import brut
from macros.texte.dates import heure, jour_long

PEU = 8
"""Jusqu'à ce nombre, les événements se lisent d'un coup d'œil : pas de tableau à filtrer."""


def quand(evenement: Evenement) -> str:
    """Rend « jeudi 3 décembre 2026, de 12 h 30 à 13 h », ou du premier jour au dernier."""
    debut, fin, fuseau = evenement.commence, evenement.finit, evenement.fuseau
    ailleurs = f" ({FUSEAUX[fuseau]})" if fuseau and fuseau != next(iter(FUSEAUX)) else ""
    if debut.date() == fin.date():
        return f"{jour_long(debut)}, de {heure(debut)} à {heure(fin)}{ailleurs}"
    return f"du {jour_long(debut)} à {heure(debut)} au {jour_long(fin)} à {heure(fin)}{ailleurs}"


def par_date(c: Consultation, fiches: Fiches) -> Fiches:
    """Rend ce qui vient, dans l'ordre, puis ce qui est passé, le plus récent d'abord."""
    ranges = sorted(fiches, key=lambda f: (f.contenu.commence, f.id))
    passes = [f for f in ranges if f.contenu.est_passe(c.jour)]
    return [*(f for f in ranges if not f.contenu.est_passe(c.jour)), *reversed(passes)]


def page(ctx: Contexte, fiche: Fiche[Evenement]) -> PageRendue:
    """Rend la page d'un événement."""
    evenement = fiche.contenu
    organise = ctx.c.fiches("structures").get(evenement.structure or "")
    html = ctx.de_fiche("agenda/fiche", "evenements", fiche, organise=organise, quand=quand)
    dit = quand(evenement)
    description = f"{dit[0].upper()}{dit[1:]}. {brut(evenement.resume)}"
    return PageRendue(evenement.titre, description, html, (("Agenda", "agenda/"),))


def de_flux(ctx: Contexte, fiche: Fiche[Evenement]) -> Markup:
    """Rend un événement pour un lecteur de flux, liens absolus."""
    return ctx.fragment("agenda/flux", fiche=fiche, c=fiche.contenu, quand=quand)


def rendez_vous_de_flux(ctx: Contexte, jour: date) -> Markup:
    """Rend une date du rendez-vous mensuel pour un lecteur de flux."""
    return ctx.fragment("agenda/rendez_vous_de_flux", jour=jour, **_rendez_vous(ctx.c))


def _rendez_vous(c: Consultation) -> dict[str, Any]:
    regle = c.reseau.rendez_vous
    return {"regle": regle, "prochaines": regle.prochaines(c.jour) if regle else []}


@macro()
def agenda(ctx: Contexte) -> Markup:
    """Rend l'agenda : le rendez-vous du mois, ce qui vient, ce qui est passé, comment le suivre et y annoncer."""
    c = ctx.c
    fiches = c.visibles("evenements")
    demandes = ("Titre", "Jour, heures", "Lieu ou lien", "Pour qui", "Qui organise", "Inscription", "Page publique")
    return ctx.fragment(
        "agenda/agenda",
        a_venir=[f for f in fiches if not f.contenu.est_passe(c.jour)],
        passes=[f for f in fiches if f.contenu.est_passe(c.jour)],
        tableau=tableau(ctx, "evenements") if len(fiches) > PEU else "",
        **_rendez_vous(c),
        annoncer=prerempli("Annoncer un événement", trame(demandes), c.reseau.contact),
        quand=quand,
    )
