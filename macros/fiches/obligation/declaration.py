"""Les obligations et les faits dont elles dépendent : tout ce qu'ils déclarent aux sorties."""

from __future__ import annotations

from macros.base.genre import Genre, Jeu, Table
from macros.base.promesses import Groupe
from macros.fiches.obligation import page, regles, regles_des_faits
from macros.fiches.obligation.fichier import fichiers
from macros.fiches.obligation.modele import Faits, Obligation

OBLIGATIONS = Genre(
    nom=page.NOM,
    modele=Obligation,
    libelle="obligation",
    titre="Obligations",
    dossier="data/obligations",
    adresse="obligations/toutes/#{id}",
    fichiers=fichiers,
    ordre=page.ordre,
    cite=True,
    seuils=True,
    revue=True,
    groupe=Groupe("obligations", "Obligations", 45),
    mots=page.mots,
    jeu=Jeu("obligations", "Obligations, en règles", 3),
    schema="obligation",
    defauts=(regles.Cas,),
    regles=(regles.achats_des_seuils, regles.comparaisons, regles.doublons, regles.suites),
    regles_de_fiche=(regles.commencements, regles.periodes),
    macros=(page.obligations, page.toutes_obligations),
)
FAITS = Genre(
    nom="faits",
    modele=Faits,
    libelle="faits d’un achat",
    fichier="data/vocabulaires/faits.yml",
    jeu=Jeu("faits", "Faits d’un achat", 20, tables=(Table("faits", "Faits d’un achat", (("faits", "fait"),)),)),
    schema="faits",
    regles_de_fiche=(regles_des_faits.faits_declares,),
)
