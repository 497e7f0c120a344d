"""L'édition d'un mois en courriel : le fichier .eml, le HTML simple, et le message prérempli d'un réseau à sa propre liste."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from markupsafe import Markup

from macros.base.macro import macro
from macros.fiches.veille import lettre
from macros.fiches.veille.couverture import dernier_mois, derniere_edition, lecture
from macros.fiches.veille.editions import contenu_d_edition
from macros.fiches.veille.mois import mois_de_veille, titre_d_edition
from macros.sorties.courriel import message
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.liens import inscription, prerempli
from macros.texte.dates import mois_long

NOUVELLES = 5
"""Titres d'un message prérempli : au-delà, son adresse est trop longue pour certaines messageries."""


def fichiers(ctx: Contexte) -> Mapping[str, Callable[[], bytes]]:
    """Rend chemin → ce qui en écrit les octets : deux fichiers par édition et par lettre, liens absolus."""
    absolu = Contexte(ctx.c, ctx.c.reseau.site_url, ctx.fragments)
    editions = {
        f"veille/{mois}/courriel.{extension}": partial(ecrire, absolu, mois)
        for mois in mois_de_veille(ctx.c)
        for extension, ecrire in (("html", _html), ("eml", _eml))
    }
    return editions | dict(lettre.fichiers(absolu))


def _html(ctx: Contexte, mois: str) -> bytes:
    return _page(ctx, mois).encode()


def _eml(ctx: Contexte, mois: str) -> bytes:
    parution = lecture(ctx.c, mois).dernier + timedelta(days=1)
    return message(titre_d_edition(mois).replace("\u00a0", " "), _page(ctx, mois), min(parution, ctx.c.jour))


def _page(ctx: Contexte, mois: str) -> Markup:
    titre = titre_d_edition(mois)
    return ctx.fragment("veille/courriel_seul", **contenu_d_edition(ctx.c, mois), titre=titre)


@macro()
def courriel_du_mois(ctx: Contexte) -> Markup:
    """Rend de quoi s'inscrire à la lettre, puis ce que le réseau envoie : les lettres, la dernière édition, le message prérempli."""
    c, mois = ctx.c, dernier_mois(ctx.c)
    return ctx.fragment(
        "veille/courriel_du_mois",
        **derniere_edition(c),
        prerempli=_message_court(ctx, mois) if mois else "",
        inscription=inscription(c).replace("{familles}", "toutes"),
        lettres=lettre.lettres(c),
    )


def _message_court(ctx: Contexte, mois: str) -> str:
    """Rend le lien d'un message sans destinataire : les premiers titres du mois, les plus forts d'abord, et l'adresse de l'édition."""
    site = ctx.c.reseau.site_url
    lues = [e for _, groupe in contenu_d_edition(ctx.c, mois)["groupes"] for e in groupe]
    reste = len(lues) - NOUVELLES
    lignes = [
        f"Bonjour,\n\nCe qui change dans le droit des achats responsables, en {mois_long(mois)} :\n",
        *(f"- {e.contenu.titre}" for e in lues[:NOUVELLES]),
        *([f"- et {reste} autre{'s' if reste > 1 else ''}"] if reste > 0 else []),
        f"\nTout lire, en trente minutes au plus :\n{site}veille/{mois}/\n\nS’abonner : {site}flux/\n",
    ]
    return prerempli(titre_d_edition(mois), "\n".join(lignes))
