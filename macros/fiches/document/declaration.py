"""Le modèle de document : sa page, son fichier Word, et tout ce qu'il déclare aux sorties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi
from macros.base.macro import macro
from macros.base.promesses import Groupe, PageRendue
from macros.fiches.document.modele import ModeleDeDocument
from macros.fiches.document.reprises import Reprises, blancs, composer, mots, objet, reprises
from macros.regles.contenu import corps
from macros.sorties.html.contexte import Contexte
from macros.texte.typographie import typographier

if TYPE_CHECKING:
    from macros.sorties.word.redaction import Redaction

NOM = "modeles"


def page(ctx: Contexte, fiche: Fiche[ModeleDeDocument]) -> PageRendue:
    """Rend la page d'un modèle de document."""
    html = ctx.de_fiche("document/fiche", NOM, composer(ctx.c, fiche), blancs=blancs(fiche.contenu))
    return PageRendue(fiche.contenu.titre, fiche.contenu.resume, html, (("Modèles", "modeles/"),))


def word(plume: Redaction, fiche: Fiche[ModeleDeDocument]) -> bytes:
    """Rend le document seul, tel qu'il s'envoie ou se vote : ce qu'il faut savoir avant est sur la page."""
    compose = composer(plume.c, fiche)
    dit = typographier(objet(compose))
    doc = plume.piece(fiche, dit[0].upper() + dit[1:])
    plume.corps(doc, compose.corps)
    return plume.octets(doc)


@macro()
def liste_modeles(ctx: Contexte) -> Markup:
    """Rend les modèles de documents, à lire ou à télécharger."""
    return ctx.fragment("document/liste", modeles=ctx.c.visibles(NOM))


@macro()
def lettres_pretes(ctx: Contexte) -> Markup:
    """Rend « Je veux acheter… » : les lettres prêtes, une par sorte d'achat."""
    lettres = [f for f in ctx.c.visibles(NOM) if f.contenu.achat]
    return ctx.fragment("document/lettres", lettres=lettres)


DOCUMENT = Genre(
    nom=NOM,
    modele=ModeleDeDocument,
    libelle="modèle de document",
    titre="Modèles de documents",
    lecture=Lecture(dossier="docs/modeles", seuils=True),
    pages=Pages(adresse="modeles/{id}/", rendre=page, macros=(liste_modeles, lettres_pretes)),
    recherche=Recherche(
        groupe=Groupe("modeles", "Modèles et feuilles de route", 30, "Modèle"),
        mots=lambda c, f: ["modèle", "document", "Word", f.contenu.achat or ""],
    ),
    suivi=Suivi(cite=True),
    donnees=Donnees(jeu=Jeu("modeles", "Modèles de documents", 9), schema="modele", word=word),
    regles=Regles(de_fiche=(corps, reprises, mots), defauts=(Reprises,)),
)
