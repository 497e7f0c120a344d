"""Le kit d'animation : sa page, et tout ce qu'il déclare aux sorties."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi
from macros.base.macro import macro
from macros.base.promesses import Groupe, PageRendue
from macros.fiches.kit.modele import Kit
from macros.regles.outils import duree_juste
from macros.sorties.html.contexte import Contexte

if TYPE_CHECKING:
    from macros.sorties.word.redaction import Redaction

NOM = "kits"


def page(ctx: Contexte, fiche: Fiche[Kit]) -> PageRendue:
    """Rend un kit d'animation, à lire et à imprimer."""
    html = ctx.de_fiche("kit/fiche", NOM, fiche)
    return PageRendue(fiche.contenu.titre, fiche.contenu.resume, html, (("Animer", "animer/"),))


@macro()
def liste_kits(ctx: Contexte) -> Markup:
    """Rend les kits d'animation, pour qui, en combien de temps."""
    return ctx.fragment("kit/liste", kits=sorted(ctx.c.visibles(NOM), key=lambda f: (f.contenu.ordre, f.id)))


def _word(plume: Redaction, fiche: Fiche[Kit]) -> bytes:
    """Rend le .docx de la fiche ; python-docx ne se charge que pour écrire."""
    from macros.fiches.kit.word import word

    return word(plume, fiche)


KIT = Genre(
    nom=NOM,
    modele=Kit,
    libelle="kit d’animation",
    titre="Kits d’animation",
    lecture=Lecture(dossier="data/kits", seuils=True),
    pages=Pages(adresse="animer/{id}/", rendre=page, macros=(liste_kits,)),
    recherche=Recherche(
        groupe=Groupe("formation", "Se former et animer", 71, "Kit"),
        mots=lambda c, f: ["kit", "animer", "réunion", "atelier", "Word"],
    ),
    suivi=Suivi(cite=True),
    donnees=Donnees(jeu=Jeu("kits", "Kits d’animation", 11), schema="kit", word=_word),
    regles=Regles(de_fiche=(partial(duree_juste, champ="deroule"),)),
)
