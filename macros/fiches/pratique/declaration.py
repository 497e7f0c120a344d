"""La bonne pratique : sa page, et tout ce qu'elle déclare aux sorties."""

from __future__ import annotations

from markupsafe import Markup

from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi
from macros.base.macro import macro
from macros.base.promesses import Groupe, PageRendue
from macros.base.tableau import PAR_TITRE, Facette, Tableau, de
from macros.fiches.pratique.modele import BonnePratique
from macros.regles.contenu import corps
from macros.sorties.html.contexte import Contexte
from macros.sorties.html.tableaux import ETAT, tableau

NOM = "pratiques"


def page(ctx: Contexte, fiche: Fiche[BonnePratique]) -> PageRendue:
    """Rend la page d'une bonne pratique."""
    pratique = fiche.contenu
    html = ctx.de_fiche("pratique/fiche", NOM, fiche, pratique=pratique)
    ariane = (("Bonnes pratiques", "bonnes-pratiques/"),)
    return PageRendue(pratique.titre, pratique.resume, html, ariane)


@macro(theme="themes", profil="profils", taille="tailles", segment="segments")
def tableau_bonnes_pratiques(
    ctx: Contexte, theme: str = "", profil: str = "", taille: str = "", segment: str = ""
) -> Markup:
    """Rend le tableau des bonnes pratiques, restreint par facette."""
    return tableau(ctx, NOM, theme=theme, profil=profil, taille=taille, segment=segment)


PRATIQUE = Genre(
    nom=NOM,
    modele=BonnePratique,
    libelle="bonne pratique",
    titre="Bonnes pratiques",
    lecture=Lecture(dossier="docs/bonnes-pratiques", seuils=True),
    pages=Pages(
        adresse="bonnes-pratiques/{id}/",
        rendre=page,
        tableau=Tableau(
            noms=("bonne pratique", "bonnes pratiques", "Chercher dans les bonnes pratiques"),
            rangee="pratique/_rangee.html",
            facettes=(
                Facette("profil", "Métier", de("profils"), "profils"),
                Facette("theme", "Thème", de("themes"), "themes"),
                Facette("taille", "Taille d’acheteur", de("tailles"), "tailles"),
                Facette("effort", "Effort", de("effort"), "efforts"),
                Facette("territoire", "Territoire", de("territoires"), "territoires"),
                ETAT,
                Facette("segment", "Famille d’achat", de("segments"), "segments", case=False),
            ),
            tris=(*PAR_TITRE, ("effort", "Le moins d’effort d’abord")),
        ),
        macros=(tableau_bonnes_pratiques,),
    ),
    recherche=Recherche(
        groupe=Groupe("pratiques", "Bonnes pratiques", 20), mots=lambda c, f: c.mots("themes", f.contenu.themes)
    ),
    suivi=Suivi(cite=True, revue=True),
    donnees=Donnees(jeu=Jeu("bonnes-pratiques", "Bonnes pratiques", 2), schema="bonne-pratique"),
    regles=Regles(de_fiche=(corps,)),
)
