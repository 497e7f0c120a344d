"""Les obligations et les faits d'un achat."""

from tests.petit.fiches import OBLIGATION

from .commun import Cas, dans

REGLE = "data/obligations/essai.yml"
SUIVANTE = "data/obligations/essai-suivant.yml"
SEUILS = "data/droit/seuils.yml"
FAITS = "data/vocabulaires/faits.yml"


regle = dans(REGLE)


fait = dans(FAITS)
registre = dans(SEUILS)


def deduit(nom: str, de: str) -> str:
    """Rend un fait déduit d'un autre, à mettre avant les contradictions."""
    return (
        f"  {nom}:\n    libelle: Un fait déduit\n    type: oui-non\n    demande: deduit\n    vrai_si:\n"
        f'      - - fait: {de}\n          op: est\n          valeur: "oui"\n'
    )


VALEUR = "    op: au-moins\n    seuil: decp\n"
HORS = "essai.yml:8:5: hors-bornes: « {} » n'est pas une réponse possible à « montant »"
LES_FAITS = (
    fait(
        "fait deduit d'un fait deduit",
        "contradictions:",
        f"{deduit('un', 'petit-achat')}contradictions:",
        "79:11: fait-deux-fois-deduit: le fait « un » se déduit de « petit-achat »",
        "ceux dont « petit-achat » se déduit",
    ),
    fait("fait deduit de soi", "contradictions:", f"{deduit('un', 'un')}contradictions:", "79:11: fait-deux-fois-deduit: le fait « un » se déduit de « un »"),
    *(fait(f"fait nomme {nom}", "  urgence:", f"  {nom}:", f"62:3: fait-mal-declare: le fait « {nom} » a un nom réservé", "un autre nom") for nom in ("constructor", "v")),
    fait("bornes a l'envers", "min: 1\n    max: 240", "min: 9\n    max: 1", "40:5: hors-bornes: « min » du fait"),
    fait(
        "bornes d'une date en nombres",
        "min: 2024-01-01\n    max: 2030-12-31",
        "min: 2024\n    max: 2030",
        "42:3: fait-mal-declare: le fait « lancement » n'a pas les bornes de son type",
        "une date, deux jours",
    ),
    fait("nombre sans bornes", "    min: 1\n    max: 240\n", "", "35:3: fait-mal-declare: le fait « duree » n'a pas"),
    fait("reponse d'abord inconnue", "defaut: ordinaire", "defaut: ordinair", "12:5: reponse-inconnue: « ordinair » n'est pas une réponse à « contrat »", "« ordinaire » ?"),
    fait("jour d'abord inconnu", "defaut: aujourd-hui", "defaut: demain", "46:5: forme-incorrecte:", "Écrivez aujourd-hui."),
    fait("nombre d'abord en lettres", "unite: mois", "unite: mois\n    defaut: un", "40:5: type-incorrect:", 'guillemets : "1"'),
    fait("nombre d'abord trop grand", "unite: mois", 'unite: mois\n    defaut: "999"', "40:5: hors-bornes: « 999 »", "de 1 à 240"),
)  # fmt: skip
CAS = (
    *LES_FAITS,
    regle("liste vide", "[etat, collectivites]", "[]", "essai.yml:11:5: valeur-de-regle: ", "d'une réponse au moins"),
    regle("montant negatif", VALEUR, "    op: moins-de\n    valeur: -1\n", HORS.format(-1), "de 1 à 10000000000"),
    regle("montant sans fin", VALEUR, "    op: au-moins\n    valeur: 999999999999999\n", HORS.format(999999999999999)),
    regle("conditions sans fin", "si:\n", "si:\n" + "  - {fait: montant, op: au-moins, seuil: decp}\n" * 20, "essai.yml:5:1: liste-trop-longue: « si »", "Au plus 20"),
    regle(
        "article d'une autre piece",
        "sources:",
        "textes: [{piece: CCAP, article: cctp-exigences, texte: Une phrase à écrire au marché.}]\nsources:",
        "essai.yml:20:24: article-d-une-autre-piece: l'article « cctp-exigences » est du document CCTP, et le texte va dans CCAP",
        "ccap-execution",
    ),
    regle(
        "obligation sans reponse",
        "debiteur: acheteur\nobjet: part-d-essai\nacte:",
        "objet: part-d-essai\n# acte:",
        "essai.yml:3:1: obligation-incomplete: l'obligation ne dit pas qui la doit, ni ce qui y répond",
        "debiteur, textes",
    ),
    *(regle(f"jour {jour}", "moment: besoin", f'moment: besoin, chaque_annee: "{jour}"', "essai.yml:19:69: forme-incorrecte: ", "un jour que toute année a") for jour in ("04-31", "02-29")),
    Cas(
        "regle recopiee",
        "data/obligations/recopie.yml",
        None,
        OBLIGATION.replace("suite: essai\n", "").replace("2024-01-01", "2026-01-01"),
        "recopie.yml:1:1: regle-en-double: data/obligations/essai.yml donne déjà cette règle",
        "ce qui les sépare",
    ),
    regle("fait inconnu", "fait: montant", "fait: montants", "essai.yml:6:5: fait-inconnu: « montants »", "« montant » ?"),
    regle("seuil de regle inconnu", "seuil: decp", "seuil: dcep", "essai.yml:8:5: seuil-de-regle: « dcep »", "« decp » ?"),
    regle("choix compare", "op: au-moins", "op: est", "essai.yml:7:5: operateur: « est » ne se dit pas", "Un nombre"),
    regle("nombre dans une liste", "op: parmi", "op: plus-de", "essai.yml:10:5: operateur: « plus-de »", "Un choix"),
    regle("liste attendue", "[etat, collectivites]", "etat", "essai.yml:11:5: valeur-de-regle: ", "une liste pour parmi"),
    regle("valeur et seuil", "    seuil: decp", "    seuil: decp\n    valeur: 3", "valeur-de-regle: la valeur ne va pas", "un seul des deux"),
    regle("reponse inconnue", "[etat, coll", "[etats, coll", "reponse-inconnue: « etats »", "Vouliez-vous dire « etat » ?"),
    Cas("regles contraires", SUIVANTE, "depuis: 2024-07-01", "depuis: 2024-06-30", "essai-suivant.yml:12:1: regles-contraires: dans la suite « essai »", "Séparez-les"),
    Cas(
        "trou de dates",
        SUIVANTE,
        "depuis: 2024-07-01",
        "depuis: 2024-08-01",
        "essai-suivant.yml:12:1: trou-de-dates: dans la suite « essai », aucune règle ne vaut du 2024-07-01 au 2024-07-31",
        "le lendemain de la fin de « essai »",
    ),
    regle("periode a l'envers", "jusqu_a: 2024", "jusqu_a: 2022", "essai.yml:13:1: periode-a-l-envers: la fin précède"),
    regle("doute absent", "certitude: sur", "certitude: incertain", "doute-absent: la règle est incertaine", "« doute »"),
    regle("doute de trop", "certitude: sur", "certitude: sur\ndoute: Un doute qui n’a rien à faire ici.", "doute-absent: la règle est sûre et porte un doute", "Retirez"),
    registre(
        "seuil sur un fait inconnu",
        "    pour: Tous les acheteurs soumis au code.\n",
        "    pour: Tous les acheteurs soumis au code.\n    fait: couvert\n",
        "seuils.yml:8:5: fait-inconnu: « couvert » n'est pas un fait",
        "« couverts » ?",
    ),
    registre(
        "seuil d'un achat inconnu",
        "    pour: Tous les acheteurs soumis au code.\n",
        "    pour: Tous les acheteurs soumis au code.\n    achat: {famile: nettoyage}\n",
        "fait-inconnu: « famile » n'est pas un fait",
        "« famille » ?",
    ),
    registre(
        "seuil d'une famille inconnue",
        "    pour: Tous les acheteurs soumis au code.\n",
        "    pour: Tous les acheteurs soumis au code.\n    achat: {acheteur: etats}\n",
        "reponse-inconnue: « etats » n'est pas une réponse à « acheteur »",
        "« etat » ?",
    ),
    fait("choix sans reponses", "    liste: organismes\n", "", "fait-mal-declare: le fait « acheteur »", "« liste »"),
    fait("nombre suppose", "    unite: repas\n", '    unite: repas\n    suppose: "non"\n', "fait-mal-declare: le fait « couverts » suppose une réponse qu'il n'a pas", "« vrai_si »"),
    fait("fait deduit de rien", "    demande: deduit\n", "    demande: au-besoin\n", "fait-mal-declare: le fait « petit-achat » est mal déduit", "« vrai_si »"),
    fait("fait deduit d'un fait inconnu", "      - - fait: montant", "      - - fait: montants", "faits.yml:71:11: fait-inconnu: « montants »"),
    fait("contradiction d'une reponse inconnue", "        valeur: concession", "        valeur: concessions", "reponse-inconnue: « concessions »"),
)  # fmt: skip
