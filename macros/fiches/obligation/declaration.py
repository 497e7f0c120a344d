"""Les obligations et les faits dont elles dépendent : tout ce qu'ils déclarent aux sorties."""

from __future__ import annotations

from macros.base.genre import Donnees, Genre, Jeu, Lecture, Pages, Recherche, Regles, Suivi, Table
from macros.base.promesses import Groupe
from macros.fiches.obligation import agec, page, regles, regles_des_faits
from macros.fiches.obligation.fichier import fichiers
from macros.fiches.obligation.modele import Faits, Obligation

OBLIGATIONS = Genre(
    nom=page.NOM,
    modele=Obligation,
    libelle="obligation",
    titre="Obligations",
    lecture=Lecture(dossier="data/obligations", ordre=page.ordre, seuils=True),
    pages=Pages(
        adresse="obligations/toutes/#{id}",
        fichiers=fichiers,
        macros=(
            page.page_obligations,
            page.toutes_obligations,
            page.relire,
            page.annee_de_commune,
            agec.declaration_agec,
        ),
    ),
    recherche=Recherche(
        groupe=Groupe("obligations", "Obligations", 45),
        mots=lambda c, f: ("obligation", "obligatoire"),
        familles=page.achats,
        sans=("textes", "acte", "doute", "sauf"),
    ),
    suivi=Suivi(cite=True, revue=True),
    donnees=Donnees(jeu=Jeu("obligations", "Obligations, en règles", 3), schema="obligation"),
    regles=Regles(
        ensemble=(regles.achats_dits, regles.comparaisons, regles.doublons, regles.suites),
        de_fiche=(regles.commencements, regles.periodes, regles.reponse_dite),
        defauts=(regles.Cas,),
    ),
)
FAITS = Genre(
    nom="faits",
    modele=Faits,
    libelle="faits d’un achat",
    lecture=Lecture(fichier="data/vocabulaires/faits.yml"),
    donnees=Donnees(
        jeu=Jeu("faits", "Faits d’un achat", 20, tables=(Table("faits", "Faits d’un achat", (("faits", "fait"),)),)),
        schema="faits",
    ),
    regles=Regles(de_fiche=(regles_des_faits.faits_declares,)),
)
