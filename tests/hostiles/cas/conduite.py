"""Indicateurs, feuilles de route, modèles de documents."""

from tests.petit.fiches import MODELE as MODELE_VALIDE

from .commun import Cas, dans

INDICATEUR = "data/indicateurs/essai.yml"
FEUILLE = "data/feuilles-de-route/essai.yml"
MODELE = "docs/modeles/essai.md"
indicateur, feuille = map(dans, (INDICATEUR, FEUILLE))

ENTETE = MODELE_VALIDE[: MODELE_VALIDE.rindex("---") + 4]


def formule(nom: str, valeur: str, attendu: str, conseil: str = "") -> Cas:
    """Rend le cas d'une formule d'indicateur."""
    return Cas(nom, INDICATEUR, "formule: avec / tous * 100", f"formule: {valeur}", attendu, conseil)


CAS = (
    indicateur("valeur decp inconnue", "[Clause sociale]", "[Clauses sociales]", "14:15: valeur-decp: « Clauses sociales » n'est pas une valeur officielle", "Vouliez-vous dire « Clause sociale » ?"),
    indicateur("valeur decp d'un autre champ", "[Clause sociale]", "[Critère environnemental]", "valeur-decp: « Critère environnemental » n'est pas une valeur officielle du champ considerationsSociales"),
    formule("terme inconnu", "avec / total * 100", f"{INDICATEUR}:6:1: terme-inconnu: la formule emploie « total »"),
    formule("terme inutile", "avec * 100", "terme-inutile: la formule n'emploie pas « tous »"),
    formule("formule coupee", "avec / ", "formule-illisible:", "contrats_avec / contrats_tous * 100"),
    formule("formule qui s'execute", "__import__('os').system('x')", "formule-illisible:"),
    formule("formule a puissance", "avec ** 9999999 / tous", "formule-illisible:"),
    indicateur("resultat faux", "resultat: 25", "resultat: 30", "exemple-faux: la formule donne 25.00"),
    formule("resultat sans valeur", "avec / tous + 1e999 - 1e999", "exemple-faux: la formule donne nan"),
    indicateur("division par zero", "tous: 12}", "tous: 0}", "exemple-faux: l'exemple divise par zéro"),
    indicateur("exemple incomplet", "{avec: 3, tous: 12}", "{avec: 3, total: 12}", "exemple-incomplet:", "Donnez une valeur à chaque terme"),
    feuille("etape et clause absente", "indicateurs: [essai]", "clauses: [absente]", "renvoi-absent: la fiche « absente »"),
    feuille("etape et clause en brouillon", "indicateurs: [essai]", "clauses: [temoin]", "renvoi-brouillon (alerte): la fiche « temoin » est un brouillon", "Publiez-la aussi"),
    feuille("etape et indicateur absent", "indicateurs: [essai]", "indicateurs: [essais]", "10:112: renvoi-absent: la fiche « essais » n'existe pas (indicateurs)", "Vouliez-vous dire « essai » ?"),
    feuille("etape et article absent", "    fondements: [CCP L2112-2]", "    fondements: [CCP L9999-9]", "reference-juridique: « CCP L9999-9 »"),
    feuille("feuille de deux etapes", "  - {quand: Mois 1, quoi: Regarder une année de factures., qui: [acheteur], livrable: Un tableau des achats.}\n", "", "liste-trop-courte"),
    Cas("modele sans corps", MODELE, None, ENTETE, "corps-vide"),
    Cas("modele et html", MODELE, "Pièces à joindre", "<b>Pièces</b> à joindre", "html"),
)  # fmt: skip
