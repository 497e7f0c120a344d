"""Le dossier conseillé : la page qui les réunit, et tout ce qu'il déclare aux sorties."""

from __future__ import annotations

from markupsafe import Markup

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Regles
from macros.base.macro import macro
from macros.fiches.conseil import regles
from macros.fiches.conseil.compte import ce_qu_il_met
from macros.fiches.conseil.modele import FORMES, Conseil
from macros.sorties.html.contexte import Contexte

NOM = "dossiers"


def ordre(c: Consultation, fiches: list[Fiche[Conseil]]) -> list[Fiche[Conseil]]:
    """Range les dossiers par famille d'achat, puis de la lettre à la procédure formalisée."""
    familles, formes = list(c.valeurs("segments")), list(FORMES)
    return sorted(fiches, key=lambda f: (familles.index(f.contenu.famille), formes.index(f.contenu.forme), f.id))


@macro()
def dossiers_conseilles(ctx: Contexte) -> Markup:
    """Rend les dossiers conseillés, par famille d'achat ; une famille qui n'en a pas le dit."""
    c = ctx.c
    par_famille = {code: [f for f in c.visibles(NOM) if f.contenu.famille == code] for code in c.valeurs("segments")}
    ctx.dire("obligations")
    mis = {f.id: ce_qu_il_met(c, f) for f in c.visibles(NOM)}
    avec_questions = {
        code for f in c.visibles("clauses") if f.contenu.questions_sourcing for code in f.contenu.segments
    }
    return ctx.fragment("conseil/liste", par_famille=par_famille, mis=mis, avec_questions=avec_questions)


CONSEIL = Genre(
    nom=NOM,
    modele=Conseil,
    libelle="dossier conseillé",
    titre="Dossiers conseillés",
    lecture=Lecture(dossier="data/dossiers", ordre=ordre),
    pages=Pages(adresse="dossier/conseilles/#{id}", macros=(dossiers_conseilles,)),
    donnees=Donnees(jeu=Jeu("dossiers", "Dossiers conseillés", 2), schema="dossier"),
    regles=Regles(de_fiche=(regles.conseils,), defauts=(regles.Conseils,)),
)
