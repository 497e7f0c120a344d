"""Les macros des listes, des cartes et des références."""

from __future__ import annotations

from macros.calendrier import CALENDRIERS
from macros.exports import champs
from macros.flux import canaux
from macros.rendu import donnees

from .etat import ETAT


def tableau_feuilles() -> str:
    """Rend les feuilles de route, de la plus simple à la plus complète."""
    return ETAT.rendu.feuilles(ETAT.r)


def liste_modeles() -> str:
    """Rend les modèles de documents, à lire ou à télécharger."""
    return ETAT.rendu.modeles(ETAT.r)


def agenda() -> str:
    """Rend l'agenda : le rendez-vous du mois, ce qui vient, ce qui est passé, comment le suivre et y annoncer."""
    return ETAT.rendu.agenda(ETAT.r)


def liste_parcours() -> str:
    """Rend les parcours de formation, leur durée et leur début."""
    return ETAT.rendu.liste_parcours(ETAT.r)


def carte_achat() -> str:
    """Rend la carte dessinée d'un achat, du besoin au bilan."""
    return ETAT.rendu.carte_achat(ETAT.r)


def liste_kits() -> str:
    """Rend les kits d'animation, à lire ou à télécharger."""
    return ETAT.rendu.liste_kits(ETAT.r)


def plan_30_30() -> str:
    """Rend le plan minute par minute de la dernière édition du 30-30."""
    return ETAT.rendu.plan_30_30(ETAT.r)


def lexique() -> str:
    """Rend tous les termes du lexique, par lettre."""
    return ETAT.rendu.lexique(ETAT.r)


def archives_veille() -> str:
    """Rend les éditions mois par mois, et les archives par année, thème et famille d'achat."""
    return ETAT.rendu.sommaire_d_archives(ETAT.r)


def echeancier() -> str:
    """Rend la frise des dates d'effet, passées et à venir."""
    return ETAT.rendu.echeancier(ETAT.r)


def liste_a_revoir() -> str:
    """Rend les clauses et bonnes pratiques à revoir, les plus urgentes d'abord, et leur raison."""
    return ETAT.rendu.liste_a_revoir(ETAT.r)


def tableau_seuils() -> str:
    """Rend tous les seuils et leur valeur du jour, en un coup d'œil."""
    return ETAT.rendu.seuils("tableau_seuils", ETAT.r)


def detail_seuils() -> str:
    """Rend chaque seuil : sa valeur, son effet, sa base légale, son histoire, ce qui s'annonce."""
    return ETAT.rendu.seuils("detail_seuils", ETAT.r)


def seuil(nom: str) -> str:
    """Rend la valeur du jour d'un seuil, au fil de la phrase."""
    return ETAT.base.seuil(nom).affichage(ETAT.base.jour)


def liste_flux() -> str:
    """Rend les flux, leur adresse à copier, et de quoi choisir par thème et par famille d'achat."""
    par_genre: dict[str, list] = {"principal": [], "theme": [], "segment": []}
    for canal in canaux(ETAT.base):
        par_genre[canal.genre].append(canal)
    vides = {c.chemin for cs in par_genre.values() for c in cs if next(c.articles(ETAT.base), None) is None}
    return ETAT.rendu.fragment("liste_flux", ETAT.r, canaux=par_genre, vides=vides)


def liste_calendriers() -> str:
    """Rend les calendriers et leur adresse à copier."""
    return ETAT.rendu.fragment("liste_calendriers", ETAT.r, calendriers=CALENDRIERS)


def liste_donnees() -> str:
    """Rend le tableau des données ouvertes à télécharger."""
    return donnees.liste_donnees(ETAT.rendu, ETAT.jeux, ETAT.r)


def identite_reseau() -> str:
    """Rend le nom, la région et le contact du réseau."""
    return ETAT.rendu.fragment("identite_reseau", ETAT.r)


def reference_champs(genre: str) -> str:
    """Rend la référence des champs d'un genre de fiche, tirée du modèle."""
    return ETAT.rendu.fragment("reference_champs", ETAT.r, champs=champs(genre, ETAT.base))


def carte_territoire() -> str:
    """Rend la carte des départements du réseau, et le nombre de structures de chacun."""
    return ETAT.rendu.carte_territoire(ETAT.r)


def liste_par_departement() -> str:
    """Rend les structures de chaque département, puis celles qui agissent partout."""
    return ETAT.rendu.liste_par_departement(ETAT.r)


def liste_ess() -> str:
    """Rend chaque sorte de structure de l'économie sociale et solidaire."""
    return ETAT.rendu.liste_ess(ETAT.r)


def liste_rencontres() -> str:
    """Rend les premières rencontres à préparer, par famille d'achat."""
    return ETAT.rendu.liste_rencontres(ETAT.r)


def nom_reseau() -> str:
    """Rend le nom du réseau, au fil de la phrase."""
    return ETAT.rendu.reseau.nom
