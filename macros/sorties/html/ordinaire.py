"""La page ordinaire d'un genre qui n'a pas encore la sienne : ses textes, dans l'ordre du modèle."""

from __future__ import annotations

from typing import Any

from macros.base.fiche import Fiche
from macros.base.genre import Genre
from macros.base.promesses import PageRendue
from macros.base.types import Balise
from macros.sorties.html.contexte import Contexte


def page_de_renvoi(ctx: Contexte, genre: str, fiche: Fiche[Any]) -> PageRendue:
    """Rend la page qu'une ancienne adresse garde : elle mène à la fiche, sans script."""
    titre, vers = fiche.contenu.titre, ctx.c.adresse(genre, fiche.id)
    html = ctx.fragment("_renvoi", titre=titre, vers=vers)
    return PageRendue(titre, f"Cette page a changé d’adresse : {titre}.", html, vers=vers)


def page_ordinaire(ctx: Contexte, fiche: Fiche[Any], genre: Genre) -> PageRendue:
    """Rend titre, résumé, puis chaque texte marqué sous l'intitulé de son champ."""
    parties: dict[str, list[str]] = {}
    for chemin, _, texte in fiche.marques(Balise):
        if chemin[0] != "resume":
            parties.setdefault(str(chemin[0]), []).append(texte)
    titres = {
        nom: champ.title or nom.replace("_", " ").capitalize() for nom, champ in genre.modele.model_fields.items()
    }
    html = ctx.de_fiche("_fiche", genre.nom, fiche, parties=[(n, titres[n], t) for n, t in parties.items()])
    return PageRendue(fiche.contenu.titre, fiche.contenu.resume, html)
