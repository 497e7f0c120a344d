"""Indicateurs, feuilles de route, modèles de documents."""

from __future__ import annotations

from tests.petit import MODELE as MODELE_VALIDE

from .commun import Cas

INDICATEUR = "data/indicateurs/essai.yml"
FEUILLE = "data/feuilles-de-route/essai.yml"
MODELE = "docs/modeles/essai.md"


ENTETE = MODELE_VALIDE[: MODELE_VALIDE.rindex("---") + 4]


def formule(nom: str, valeur: str, attendu: str, conseil: str = "") -> Cas:
    """Rend le cas d'une formule d'indicateur."""
    return Cas(nom, INDICATEUR, "formule: avec / tous * 100", f"formule: {valeur}", attendu, conseil)


CAS = (
    Cas(
        "valeur decp inconnue",
        INDICATEUR,
        "[Clause sociale]",
        "[Clauses sociales]",
        f"{INDICATEUR}:14:15: valeur-decp: « Clauses sociales » n'est pas une valeur officielle",
        "Vouliez-vous dire « Clause sociale » ?",
    ),
    Cas(
        "valeur decp d'un autre champ",
        INDICATEUR,
        "[Clause sociale]",
        "[Critère environnemental]",
        "valeur-decp: « Critère environnemental » n'est pas une valeur officielle du champ considerationsSociales",
    ),
    formule("terme inconnu", "avec / total * 100", f"{INDICATEUR}:6:1: terme-inconnu: la formule emploie « total »"),
    formule("terme inutile", "avec * 100", "terme-inutile: la formule n'emploie pas « tous »"),
    formule("formule coupee", "avec / ", "formule-illisible:", "contrats_avec / contrats_tous * 100"),
    formule("formule qui s'execute", "__import__('os').system('x')", "formule-illisible:"),
    formule("formule a puissance", "avec ** 9999999 / tous", "formule-illisible:"),
    Cas("resultat faux", INDICATEUR, "resultat: 25", "resultat: 30", "exemple-faux: la formule donne 25.00"),
    formule("resultat sans valeur", "avec / tous + 1e999 - 1e999", "exemple-faux: la formule donne nan"),
    Cas("division par zero", INDICATEUR, "tous: 12}", "tous: 0}", "exemple-faux: l'exemple divise par zéro"),
    Cas(
        "exemple incomplet",
        INDICATEUR,
        "{avec: 3, tous: 12}",
        "{avec: 3, total: 12}",
        "exemple-incomplet:",
        "Donnez une valeur à chaque terme",
    ),
    Cas(
        "etape et clause absente",
        FEUILLE,
        "indicateurs: [essai]",
        "clauses: [absente]",
        "renvoi-absent: la fiche « absente » n'existe pas (clauses)",
    ),
    Cas(
        "etape et clause en brouillon",
        FEUILLE,
        "indicateurs: [essai]",
        "clauses: [temoin]",
        "renvoi-brouillon (alerte): la fiche « temoin » est un brouillon",
        "Publiez-la aussi",
    ),
    Cas(
        "etape et indicateur absent",
        FEUILLE,
        "indicateurs: [essai]",
        "indicateurs: [essais]",
        f"{FEUILLE}:10:112: renvoi-absent: la fiche « essais » n'existe pas (indicateurs)",
        "Vouliez-vous dire « essai » ?",
    ),
    Cas(
        "etape et article absent",
        FEUILLE,
        "    fondements: [CCP L2112-2]",
        "    fondements: [CCP L9999-9]",
        "reference-juridique: « CCP L9999-9 »",
    ),
    Cas(
        "feuille de deux etapes",
        FEUILLE,
        "  - {quand: Mois 1, quoi: Regarder une année de factures., qui: [acheteur], livrable: Un tableau des achats.}\n",
        "",
        "liste-trop-courte",
    ),
    Cas("modele sans corps", MODELE, None, ENTETE, "corps-vide"),
    Cas("modele et html", MODELE, "Pièces à joindre", "<b>Pièces</b> à joindre", "html"),
)
