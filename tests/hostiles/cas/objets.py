"""Les objets des clauses, la mesure des sanctions, la charge de suivi, les valeurs calculées."""

from tests.invente import ICI

from .commun import clause, dans

COURT = "data/clauses/critere-court.yml"
OBJETS = "data/vocabulaires/objets.yml"
court, objets = dans(COURT), dans(OBJETS)
PENALITE = "    nature: penalite\n    niveau: base\n    objet: part-d-essai\n"
REDUCTION = """\
  - id: reduction
    piece: CCAP
    nature: refaction
    niveau: base
    objet: part-d-essai
    texte: Pour chaque point manquant, le prix facturé sur la période est réduit de {{reduction}}.
    fait: Chaque point manquant au relevé.
    montant: reduction
    par: par point manquant
    economie: surcout / 100
"""
HAUTE = (
    REDUCTION.replace("reduction\n    piece", "haute\n    piece")
    .replace("100", "50")
    .replace("base", "avance\n    remplace: [reduction]")
)
VARIABLES = """\
  surcout: {libelle: Surcoût d’une part, type: pourcentage, defaut: 25, origine: depart}
  reduction: {libelle: Réduction par point, type: pourcentage, calcul: surcout / 80, arrondi: 0.01, confirme_par: le sourçage}
"""
ECRIT = (ICI / COURT).read_text("utf-8")
reduit = dans(
    COURT,
    ECRIT.replace("  - id: lettre\n", f"{REDUCTION}  - id: lettre\n").replace(
        "variables:\n", f"variables:\n{VARIABLES}"
    ),
)

CAS = (
    court("texte sans objet", PENALITE, PENALITE[: PENALITE.index("    objet")], "29:5: objet-manquant: « penalite »", "objets.yml"),
    court("ligne notee sans objet", "        objet: part-d-essai\n", "", "objet-manquant: « Part sur laquelle", "/contribuer/objets/"),
    court("objet au critere", "    ponderation: poids\n", "    objet: part-d-essai\n    ponderation: poids\n", "objet-au-critere: « critere »", "ligne à ligne"),
    court("clause qui se double", "  - id: lettre\n", "  - id: bis\n    piece: CCAP\n    nature: suivi\n    niveau: base\n    objet: suivi-d-essai\n    aussi: [suivi-d-essai]\n    texte: Il remet un relevé chaque trimestre.\n  - id: lettre\n", "objet-en-double: « suivi-d-essai » est demandé deux fois", "Réunissez les deux textes"),
    objets("objet que personne d'autre ne porte", "    seule: Le critère court d’essai est le seul à la noter.\n", "", "objet-seul: une seule clause (critere-court) traite de « part-d-essai »", "Dites pourquoi"),
    objets("ordre perime", "    seule: Le critère court d’essai est le seul à la noter.\n", "    seule: Le critère court d’essai est le seul à la noter.\n    ordre: [temoin]\n", "ordre-perime: « temoin » ne traite pas de « part-d-essai »", "Retirez-la"),
    reduit("formule illisible", "surcout / 100", "surcout ** 2", "formule-illisible: « surcout ** 2 »", "Écrivez par exemple"),
    reduit("terme inconnu d'une economie", "surcout / 100", "surcouts / 100", "terme-sans-variable: la formule emploie « surcouts »", "sous variables"),
    reduit("sanction trop legere", "calcul: surcout / 80", "calcul: surcout / 200", "sanction-legere: manquer à « part-d-essai »", "relevez"),
    reduit("sanction trop lourde", "calcul: surcout / 80", "calcul: surcout / 50", "sanction-lourde: manquer à « part-d-essai »", "un juge modère"),
    reduit("sanction trop legere a son seul niveau", "  - id: lettre\n", f"{HAUTE}  - id: lettre\n", "sanction-legere: manquer à « part-d-essai » épargne 0,5", "relevez"),
    reduit("economie et son contraire", "    economie: surcout / 100\n", "    economie: surcout / 100\n    sans_economie: document\n", "economie-contradictoire: « reduction »", "Gardez"),
    reduit("sanction sans economie", "    economie: surcout / 100\n", "", "economie-manquante: « reduction »", "sans_economie"),
    reduit("calcul et valeur ecrite", "calcul: surcout / 80", "defaut: 0.5, calcul: surcout / 80", "calcul-et-defaut: « reduction »", "Gardez defaut ou calcul"),
    reduit("calcul sans arrondi", ", arrondi: 0.01, confirme_par: le sourçage", "", "calcul-incomplet: « reduction » se calcule sans dire arrondi, confirme_par", "Ajoutez ces champs"),
    reduit("calcul d'un texte", "type: pourcentage, calcul", "type: texte, calcul", "calcul-sans-nombre: « reduction »", "Changez son type"),
    court("prix sans source", "    source:\n      titre: Barème d’essai\n      url: https://www.legifrance.gouv.fr/\n", "", "prix-sans-source: « cout_point »", "retirez defaut"),
    court("charge trop lourde", "charge: {documents: 2, controles: 2}", "charge: {documents: 4, controles: 2}", "charge-lourde: le premier pas demande 4 document(s) et 2 contrôle(s) par an, et n'en admet que 2 et 3", "raison"),
    court("lettre trop lourde", "charge: {documents: 1, controles: 1}", "charge: {documents: 1, controles: 2}", "charge-lourde: la lettre demande 1 document(s) et 2 contrôle(s)", "raison"),
    clause("charge absente", "    charge: {documents: 1, controles: 1}", "    # rien", "charge-manquante (alerte): rien ne dit ce que le premier pas", "charge"),
)  # fmt: skip
