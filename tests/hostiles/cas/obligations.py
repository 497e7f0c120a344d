"""Les obligations et les faits d'un achat."""

from __future__ import annotations

from .commun import Cas

REGLE = "data/obligations/essai.yml"
SUIVANTE = "data/obligations/essai-suivant.yml"
SEUILS = "data/droit/seuils.yml"
FAITS = "data/vocabulaires/faits.yml"


def regle(nom: str, avant: str, apres: str, attendu: str, conseil: str = "") -> Cas:
    """Un cas qui casse la règle d'essai."""
    return Cas(nom, REGLE, avant, apres, attendu, conseil)


CAS = (
    regle(
        "fait inconnu", "fait: montant", "fait: montants", "essai.yml:6:5: fait-inconnu: « montants »", "« montant » ?"
    ),
    regle(
        "seuil de regle inconnu", "seuil: decp", "seuil: dcep", "essai.yml:8:5: seuil-de-regle: « dcep »", "« decp » ?"
    ),
    regle("choix compare", "op: au-moins", "op: est", "essai.yml:7:5: operateur: « est » ne se dit pas", "Un nombre"),
    regle("nombre dans une liste", "op: parmi", "op: plus-de", "essai.yml:10:5: operateur: « plus-de »", "Un choix"),
    regle(
        "liste attendue", "[etat, collectivites]", "etat", "essai.yml:11:5: valeur-de-regle: ", "une liste pour parmi"
    ),
    regle(
        "valeur et seuil",
        "    seuil: decp",
        "    seuil: decp\n    valeur: 3",
        "valeur-de-regle: la valeur ne va pas",
        "un seul des deux",
    ),
    regle(
        "reponse inconnue", "[etat, coll", "[etats, coll", "reponse-inconnue: « etats »", "Vouliez-vous dire « etat » ?"
    ),
    Cas(
        "regles contraires",
        SUIVANTE,
        "depuis: 2027-01-01",
        "depuis: 2026-12-31",
        "essai-suivant.yml:12:1: regles-contraires: dans la suite « essai »",
        "Séparez-les",
    ),
    Cas(
        "trou de dates",
        SUIVANTE,
        "depuis: 2027-01-01",
        "depuis: 2027-02-01",
        "essai-suivant.yml:12:1: trou-de-dates: dans la suite « essai », aucune règle ne vaut du 2027-01-01 au 2027-01-31",
        "le lendemain de la fin de « essai »",
    ),
    regle("periode a l'envers", "jusqu_a: 2026", "jusqu_a: 2023", "essai.yml:13:1: periode-a-l-envers: la fin précède"),
    regle(
        "doute absent", "certitude: sur", "certitude: incertain", "doute-absent: la règle est incertaine", "« doute »"
    ),
    regle(
        "doute de trop",
        "certitude: sur",
        "certitude: sur\ndoute: Un doute qui n’a rien à faire ici.",
        "doute-absent: la règle est sûre et porte un doute",
        "Retirez",
    ),
    Cas(
        "seuil sur un fait inconnu",
        SEUILS,
        "    pour: Tous les acheteurs soumis au code.\n",
        "    pour: Tous les acheteurs soumis au code.\n    fait: couvert\n",
        "seuils.yml:8:5: fait-inconnu: « couvert » n'est pas un fait",
        "« couverts » ?",
    ),
    Cas(
        "seuil d'un achat inconnu",
        SEUILS,
        "    pour: Tous les acheteurs soumis au code.\n",
        "    pour: Tous les acheteurs soumis au code.\n    achat: {famile: nettoyage}\n",
        "fait-inconnu: « famile » n'est pas un fait",
        "« famille » ?",
    ),
    Cas(
        "seuil d'une famille inconnue",
        SEUILS,
        "    pour: Tous les acheteurs soumis au code.\n",
        "    pour: Tous les acheteurs soumis au code.\n    achat: {acheteur: etats}\n",
        "reponse-inconnue: « etats » n'est pas une réponse à « acheteur »",
        "« etat » ?",
    ),
    Cas(
        "choix sans reponses",
        FAITS,
        "    liste: organismes\n",
        "",
        "fait-mal-declare: le fait « acheteur » n'a pas les réponses de son type",
        "« liste »",
    ),
    Cas(
        "nombre suppose",
        FAITS,
        "    unite: repas\n",
        '    unite: repas\n    suppose: "non"\n',
        "fait-mal-declare: le fait « couverts » suppose une réponse qu'il n'a pas",
        "« vrai_si »",
    ),
    Cas(
        "fait deduit de rien",
        FAITS,
        "    demande: deduit\n",
        "    demande: au-besoin\n",
        "fait-mal-declare: le fait « petit-achat » est mal déduit",
        "« vrai_si »",
    ),
    Cas(
        "fait deduit d'un fait inconnu",
        FAITS,
        "      - - fait: montant",
        "      - - fait: montants",
        "faits.yml:71:11: fait-inconnu: « montants »",
    ),
    Cas(
        "contradiction d'une reponse inconnue",
        FAITS,
        "        valeur: concession",
        "        valeur: concessions",
        "reponse-inconnue: « concessions »",
    ),
)
