"""Le dossier conseillé : la page qui les réunit, et tout ce qu'il déclare aux sorties."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles
from macros.base.macro import macro
from macros.base.promesses import Document, Groupe
from macros.fiches.clause.notation.considerations import calculs_declares
from macros.fiches.conseil import regles
from macros.fiches.conseil.compte import ce_qu_il_met, textes_du_dossier
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


def documents(c: Consultation, fiche: Fiche[Conseil]) -> Iterator[Document]:
    """Rend le dossier conseillé, par son titre, sa famille et sa forme : ses clauses, elles, se cherchent déjà."""
    conseil, famille = fiche.contenu, c.libelle("segments", fiche.contenu.famille)
    champs = {
        "titre": [conseil.titre],
        "lexique": ["dossier conseillé", FORMES[conseil.forme]],
        "familles": [famille],
        "resume": [conseil.resume],
    }
    yield Document(NOM, fiche.id, c.adresse(NOM, fiche.id), conseil.titre, conseil.resume, champs, noms=[conseil.titre])


CONSEIL = Genre(
    nom=NOM,
    modele=Conseil,
    libelle="dossier conseillé",
    titre="Dossiers conseillés",
    lecture=Lecture(dossier="data/dossiers", ordre=ordre),
    pages=Pages(adresse="dossier/conseilles/#{id}", macros=(dossiers_conseilles,)),
    recherche=Recherche(groupe=Groupe(NOM, "Dossiers conseillés", 84), documents=documents),
    donnees=Donnees(
        jeu=Jeu("dossiers", "Dossiers conseillés", 2, calculs=tuple(calculs_declares(textes_du_dossier))),
        schema="dossier",
    ),
    regles=Regles(de_fiche=(regles.conseils,), defauts=(regles.Conseils,)),
)
