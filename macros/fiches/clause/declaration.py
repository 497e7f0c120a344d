"""La clause : tout ce qu'elle déclare aux sorties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.fraicheur import motifs
from macros.base.genre import Calcul, Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi, Table
from macros.base.promesses import Article, Canal, Document, Groupe
from macros.base.suivi import article_de
from macros.fiches.clause.communes import phrases_communes
from macros.fiches.clause.dossier import dossier, fichiers
from macros.fiches.clause.ecrire import QUESTIONS, pieces_de_reserve, trame_de_clause
from macros.fiches.clause.entreprise import pages as pages_d_entreprise
from macros.fiches.clause.images import (
    anatomie_clause,
    chemin_d_une_penalite,
    etat_du_fonds,
    fonds_par_fraicheur,
    fonds_par_nature,
    fonds_par_theme,
    place_des_textes,
)
from macros.fiches.clause.modele import Clause
from macros.fiches.clause.notation.considerations import calculs_declares
from macros.fiches.clause.objets import liste_objets, objets_seuls
from macros.fiches.clause.page import de_flux, extrait_de_clause, page, tableau_clauses
from macros.fiches.clause.regles import completude, criteres, delais, mots, objets, penalites, proportion, variables
from macros.fiches.clause.relecture.etat import liste_relectures, version_de
from macros.fiches.clause.suivi import suivi_du_marche
from macros.fiches.clause.tableau import TABLEAU, transversale
from macros.sorties.html.tableaux import codes
from macros.sorties.recherche.aides import phrases, references
from macros.texte.variables import VARIABLE

NOM = "clauses"


def _declares() -> Iterator[Calcul]:
    """Rend la version que nomme une relecture, puis ce que la clause donne à déclarer."""
    schema: dict[str, object] = {
        "type": "string",
        "description": "Version du texte : celle que nomment ses relectures.",
    }
    yield Calcul("version", schema, lambda c, fiche: version_de(c, c.fiches(NOM)[fiche.id]))
    yield from calculs_declares(lambda c, fiche: [(fiche.contenu, d) for d in fiche.contenu.dispositions])


def documents(c: Consultation, fiche: Fiche[Clause]) -> Iterator[Document]:
    """Rend ce que la recherche sait d'une clause."""
    clause = fiche.contenu
    premiere = [] if transversale(fiche) else clause.segments[:1]
    champs = {
        "titre": [clause.titre],
        "references": references(c, fiche),
        "lexique": [
            *c.mots("segments", premiere),
            *_cpv(c, premiere),
            *c.mots("themes", clause.themes),
            *c.mots("natures", clause.natures),
        ],
        "familles": [*c.mots("segments", clause.segments), *_cpv(c, clause.segments)],
        "resume": [clause.resume],
        "texte": [VARIABLE.sub(" ", t) for t in phrases(fiche)],
    }
    adresse, revoir = c.adresse(NOM, fiche.id), bool(motifs(c, fiche))
    yield Document(NOM, fiche.id, adresse, clause.titre, clause.resume, champs, revoir, codes(c, TABLEAU, fiche))


def _cpv(c: Consultation, segments: Iterable[str]) -> set[str]:
    """Rend le début des codes CPV de ces familles : la division et le groupe, car une clause vaut au-delà d'un code."""
    familles = (c.fiches("familles").get(code) for code in segments)
    return {debut for famille in familles if famille for x in famille.contenu.cpv for debut in x.debuts(3)}


def canaux(c: Consultation) -> Iterator[Canal]:
    """Rend le flux des clauses nouvelles ou modifiées."""
    titre, description = "Les clauses nouvelles ou modifiées", "Les clauses ajoutées, et celles dont le fond a changé."
    yield Canal("flux/clauses", titre, description, "clauses/", partial(_articles, c), rang=40)


def _articles(c: Consultation) -> Iterator[Article]:
    for fiche in c.visibles(NOM):
        nature = "Clause modifiée" if fiche.contenu.changement else "Nouvelle clause"
        yield article_de(c, NOM, fiche, f"{nature} : {fiche.contenu.titre}", de_flux)


CLAUSE = Genre(
    nom=NOM,
    modele=Clause,
    libelle="clause",
    titre="Clauses",
    lecture=Lecture(dossier="data/clauses/**", seuils=True, variables=True),
    pages=Pages(
        adresse="clauses/{id}/",
        reserves=frozenset({"selection", "segments", "codes-cpv", "phrases-communes"}),
        rendre=page,
        autres=pages_d_entreprise,
        fichiers=fichiers,
        tableau=TABLEAU,
        macros=(
            *(tableau_clauses, dossier, suivi_du_marche, anatomie_clause, chemin_d_une_penalite, place_des_textes),
            *(etat_du_fonds, fonds_par_nature, fonds_par_theme, fonds_par_fraicheur),
            *(
                extrait_de_clause,
                phrases_communes,
                trame_de_clause,
                pieces_de_reserve,
                liste_relectures,
                liste_objets,
                objets_seuls,
            ),
        ),
    ),
    recherche=Recherche(groupe=Groupe("clauses", "Clauses", 10), documents=documents),
    suivi=Suivi(cite=True, revue=True, canaux=canaux),
    donnees=Donnees(
        jeu=Jeu(
            "clauses",
            "Clauses modèles",
            1,
            tuple(_declares()),
            (Table("dispositions", "Textes à insérer des clauses", (("dispositions", "rang"),)),),
        ),
        schema="clause",
        questions=QUESTIONS,
        exiges=("preuves", "controle"),
    ),
    regles=Regles(
        ensemble=(completude.cycles, mots.loi_sans_article_d_une_page, objets.vocabulaire),
        de_fiche=(
            mots.loi_sans_article,
            variables.variables,
            variables.valeurs,
            variables.accolades,
            variables.bornes_legales,
            criteres.critere_complet,
            criteres.promesse_tenue,
            criteres.suite_du_manquement,
            criteres.remplacements,
            criteres.critere_environnemental,
            criteres.lettre_notee,
            penalites.penalite_complete,
            penalites.plafond_dit,
            penalites.derogation_ecrite,
            penalites.derogation_gardee,
            penalites.article_de_chaque_cahier,
            completude.insertion_complete,
            completude.exigence_prouvee,
            completude.annexes_nommees,
            completude.retrait_dit,
            completude.relectures_passees,
            completude.phrases_changees,
            completude.incompatibles,
            mots.signe_sans_equivalent,
            mots.preference_locale,
            mots.politique_generale,
            mots.mots,
            delais.un_seul_delai,
            delais.delai_en_dur,
            objets.objet_dit,
            objets.clause_en_double,
            proportion.economie_dite,
            proportion.charge_mesuree,
            proportion.formules,
            proportion.prix_source,
            proportion.sanction_a_la_mesure,
        ),
        defauts=(
            completude.ClauseComplete,
            criteres.Criteres,
            penalites.Penalites,
            delais.Delais,
            objets.Objets,
            proportion.Proportion,
            mots.MotsDeClause,
            variables.Variables,
        ),
    ),
)
