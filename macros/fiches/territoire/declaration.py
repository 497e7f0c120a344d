"""Le territoire : structures, sortes de structures, rencontres, contours ; tout ce qu'ils déclarent aux sorties."""

from __future__ import annotations

from collections.abc import Sequence

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi
from macros.base.promesses import Groupe
from macros.base.tableau import Facette, Tableau, de, par_valeur
from macros.fiches.territoire import page, regles
from macros.fiches.territoire.contours import Contours
from macros.fiches.territoire.modele import Rencontre, Structure, TypeDeStructure

PORTEES = {"departementale": "Départementale", "regionale": "Régionale", "nationale": "Nationale"}


def _departements(c: Consultation, fiche: Fiche[Structure]) -> Sequence[str]:
    """Rend les départements du réseau où la structure agit."""
    siens, structure = c.reseau.departements, fiche.contenu
    return list(siens) if structure.portee == "nationale" else [d for d in structure.departements if d in siens]


STRUCTURES = Genre(
    nom="structures",
    modele=Structure,
    libelle="structure",
    titre="Structures",
    lecture=Lecture(dossier="data/reseau/structures", seuils=True),
    pages=Pages(
        adresse="territoire/{id}/",
        reserves=frozenset({"acheter-a-l-ess", "rencontres"}),
        rendre=page.structure,
        tableau=Tableau(
            noms=("structure", "structures", "Chercher une structure"),
            rangee="territoire/_rangee.html",
            cle=lambda f: list(PORTEES).index(f.contenu.portee),  # le plus proche d'abord
            groupe=par_valeur("famille", "familles-structures"),
            facettes=(
                Facette("famille", "Sorte d’organisme", de("famille"), "familles-structures"),
                Facette("portee", "Portée", de("portee"), valeurs=PORTEES),
                Facette("departement", "Département", _departements, "departements"),
            ),
        ),
        macros=(
            page.tableau_structures,
            page.carte_territoire,
            page.liste_par_departement,
            page.tableau_facilitateurs,
            page.qui_peut_repondre,
            page.demander_une_fiche,
        ),
    ),
    recherche=Recherche(
        groupe=Groupe("territoire", "Qui peut aider", 80, "Qui peut aider"),
        mots=lambda c, f: ["qui peut aider", "réseau", "annuaire"],
    ),
    donnees=Donnees(
        jeu=Jeu("structures", "Structures qui aident les acheteurs", 13),
        schema="structure",
        questions={"Où agit-il ?": ("portee", "region", "departements")},
    ),
    regles=Regles(de_fiche=(regles.portees,), defauts=(regles.Territoire,)),
)
ESS = Genre(
    nom="ess",
    modele=TypeDeStructure,
    libelle="sorte de structure",
    titre="Acheter à l’ESS",
    lecture=Lecture(dossier="data/ess", seuils=True),
    pages=Pages(adresse="territoire/acheter-a-l-ess/{id}/", rendre=page.type_ess, macros=(page.liste_ess,)),
    recherche=Recherche(
        groupe=Groupe("territoire", "Qui peut aider", 81, "À qui acheter"),
        mots=lambda c, f: ["ESS", "économie sociale et solidaire", "acheter à"],
    ),
    suivi=Suivi(cite=True),
    donnees=Donnees(
        jeu=Jeu("types-de-structures", "Sortes de structures à qui acheter", 14), schema="type-de-structure"
    ),
    regles=Regles(de_fiche=(regles.reserves,)),
)
RENCONTRES = Genre(
    nom="rencontres",
    modele=Rencontre,
    libelle="première rencontre",
    titre="Premières rencontres",
    lecture=Lecture(dossier="data/rencontres", seuils=True),
    pages=Pages(adresse="territoire/rencontres/{id}/", rendre=page.rencontre, macros=(page.liste_rencontres,)),
    recherche=Recherche(
        groupe=Groupe("territoire", "Qui peut aider", 82, "Rencontre"),
        mots=lambda c, f: ["rencontre", "sourçage", "questions"],
    ),
    donnees=Donnees(jeu=Jeu("rencontres", "Premières rencontres de fournisseurs", 15), schema="rencontre"),
    regles=Regles(ensemble=(regles.rencontres_uniques,)),
)
CONTOURS = Genre(
    nom="contours",
    modele=Contours,
    libelle="contours des départements",
    lecture=Lecture(fichier="data/territoire/contours.yml"),
    regles=Regles(de_fiche=(regles.contours,)),
)
