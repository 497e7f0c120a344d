"""Les règles de droit."""

from .commun import CLAUSE, Cas, clause, loi, texte

CRITERE = """  - id: critere
    piece: RC
    nature: critere-attribution
    texte: Le critère « Livraisons » est apprécié ainsi.
    ponderation: taux
    elements:
      - intitule: Part des livraisons groupées que promet le candidat.
        points: 100
        mesure: {type: lineaire, de: taux, a: 100}
        preuve: Plan de livraison, ou tout document équivalent.
        question: Quelle part de livraisons groupées promettez-vous ?
        controle: Le relevé se rapproche des bons de livraison.
        consequence: exigence

ccag:"""
PENALITE = """  - id: penalite
    piece: CCAP
    nature: penalite
    objet: contenants-reemployables
    texte: Une pénalité est due après mise en demeure.
    fait: Chaque point de pourcentage manquant.
    montant: taux
    par: par point manquant
    mise_en_demeure: Mise en demeure écrite restée sans effet.
    plafond: {valeur: taux, assiette: marche}

ccag:
  cahiers: [FCS]
  deroge_a: [{socle: exoneration-1000, textes: [penalite]}]"""
CAHIERS = """ccag:   # CCAG visés et articles auxquels il est dérogé.
  cahiers: [FCS]   # Cahiers visés
  sans_derogation: Ce texte d’essai complète le CCAG sans s’en écarter.   # Ou deroge_a"""
LINEAIRE = "{type: lineaire, de: taux, a: 100}"


def critere(nom: str, avant: str, apres: str, code: str, conseil: str = "") -> Cas:
    """Un cas qui ajoute à la clause un critère dont un passage est faux."""
    assert avant in CRITERE
    return Cas(nom, CLAUSE, "\nccag:", "\n" + CRITERE.replace(avant, apres), code, conseil)


def penalite(nom: str, avant: str, apres: str, code: str, conseil: str = "") -> Cas:
    """Un cas qui ajoute à la clause une pénalité, ou sa dérogation, dont un passage est faux."""
    assert avant in PENALITE
    return Cas(nom, CLAUSE, CAHIERS, PENALITE.replace(avant, apres).lstrip("\n"), code, conseil)


ARTICLES = "data/droit/articles/ccp.yml"

CAS = (
    Cas(
        "article non lu mais verifie",
        ARTICLES,
        "prennent en compte l’environnement.",
        "prennent en compte l’environnement. Version du jour non lue.",
        "7:91: verifie-sans-lire: « non lue » : la page dirait ce texte vérifié",
        "Écrivez ce qui n'a pas été lu dans non_lu",
    ),
    loi(
        "texte non lu mais verifie",
        "resume: Un texte d’essai, pour les contrôles.",
        "resume: Un texte d’essai, qui n’a pas été lu.",
        "5:35: verifie-sans-lire: « pas été lu »",
        "Écrivez ce qui n'a pas été lu dans non_lu",
    ),
    Cas(
        "version plus recente que la verification",
        ARTICLES,
        "verifie_le: 2026-11-24",
        "verifie_le: 2026-08-21",
        "8:5: version-plus-recente: la version du 2026-08-22 est plus récente que la vérification du 2026-08-21",
        "ou dites dans non_lu qu'elle n'a pas été lue.",
    ),
    critere("critere sans poids", "    ponderation: taux\n", "", "critere-incomplet (alerte): il manque le poids", "CCP R2152-11"),
    critere("critere sans elements", CRITERE[CRITERE.index("    elements:") : CRITERE.index("\nccag:")], "", "critere-incomplet (alerte): il manque ce qui est évalué"),
    critere("critere sans nom", "« Livraisons » ", "", "critere-incomplet (alerte): il manque son nom", "CCP R2152-11"),
    critere("points du critere", "points: 100", "points: 90", "points-du-critere: les points des éléments font 90"),
    critere("mesure sans fin", LINEAIRE, "{type: lineaire, de: taux}", "bareme-incomplet: une mesure linéaire va d'une valeur à une autre", "Ajoutez de et a"),
    critere("mesure sans longueur", LINEAIRE, "{type: lineaire, de: taux, a: taux}", "bareme-incomplet: les deux bouts de l'échelle sont la même valeur", "Écartez de et a"),
    critere(
        "un seul palier",
        LINEAIRE,
        '{type: paliers, paliers: [{si: "Le plan est joint.", points: 100}]}',
        "bareme-incomplet: les paliers ne montent pas jusqu'aux 100 points",
        "Écrivez deux paliers au moins",
    ),
    critere("paliers trop bas", LINEAIRE, '{type: paliers, paliers: [{si: "Aucun plan joint.", points: 0}, {si: "Un plan est joint.", points: 80}]}', "bareme-incomplet: les paliers ne montent pas"),
    critere(
        "paliers en desordre",
        LINEAIRE,
        '{type: paliers, paliers: [{si: "Aucun plan joint.", points: 0}, {si: "Deux plans joints.", points: 80}, {si: "Trois plans joints.", points: 40}, {si: "Tous les plans.", points: 100}]}',
        "bareme-incomplet: les paliers ne montent pas",
    ),
    critere("texte en double", "id: critere", "id: exigence", "texte-en-double: « exigence » nomme déjà un autre texte"),
    critere("consequence absente", "consequence: exigence", "consequence: exigences", "texte-absent: « exigences » n'est l'id d'aucun texte", "Vouliez-vous dire « exigence » ?"),
    texte("renvoi a un texte absent", "Voyez {{renvoi:penalite}}.", "texte-absent: « penalite »", "Textes de la clause"),
    clause("preuve d'un texte absent", "controle:   # Qui", "    textes: [suivis]\ncontrole:   # Qui", "texte-absent: « suivis »"),
    clause("remplace un texte absent", "    # remplace: []", "    remplace: [autre]", "texte-absent: « autre » n'est"),
    penalite(
        "derogation en double",
        "deroge_a: [{socle: exoneration-1000, textes: [penalite]}]",
        "deroge_a: [{socle: exoneration-1000, textes: [penalite]}, {socle: exoneration-1000, textes: [penalite]}]",
        "derogation-en-double: « exoneration-1000 » est deux fois dans deroge_a",
        "Gardez une ligne",
    ),
    penalite(
        "derogation perdue par le texte qui remplace",
        "    plafond: {valeur: taux, assiette: marche}\n\nccag:\n  cahiers: [FCS]\n  deroge_a: [",
        "    remplace: [exigence]\n    plafond: {valeur: taux, assiette: marche}\n\nccag:\n  cahiers: [FCS]\n"
        "  deroge_a: [{socle: engagements-offre, textes: [exigence]}, ",
        "derogation-perdue: « penalite » remplace « exigence »",
        "Ajoutez penalite",
    ),
    penalite("derogation d'un texte absent", "textes: [penalite]", "textes: [penalites]", "texte-absent: « penalites »"),
    Cas(
        "critere manquant",
        "data/vocabulaires/segments.yml",
        "    critere: critere-court\n",
        "",
        "critere-manquant (alerte): la clause environnementale n'a pas de critère au premier pas",
        "data/vocabulaires/segments.yml",
        ou=CLAUSE,
    ),
    Cas(
        "lettre sans critere",
        "data/clauses/critere-court.yml",
        "    piece: lettre-consultation\n    nature: critere-attribution",
        "    piece: lettre-consultation\n    nature: condition-execution",
        "46:5: lettre-sans-critere: la lettre de consultation ne note rien",
        "Ajoutez à la lettre un texte critere-attribution",
    ),
    penalite("penalite sans fait", "    fait: Chaque point de pourcentage manquant.\n", "", "penalite-incomplete (alerte): il manque le fait compté"),
    penalite("penalite sans mise en demeure", "    mise_en_demeure: Mise en demeure écrite restée sans effet.\n", "", "penalite-incomplete (alerte): il manque la mise en demeure"),
    penalite("penalite sans plafond", "    plafond: {valeur: taux, assiette: marche}\n", "", "penalite-sans-plafond (alerte): la pénalité « penalite »"),
    penalite("penalite par jour sans plafond deroge", "par: par point manquant", "par: par jour de retard", "penalite-sans-derogation (alerte): la pénalité « penalite » ne s'appuie pas sur plafond-10"),
    penalite(
        "fait instantane sans derogation",
        "est due après mise en demeure.",
        "est due ; au dernier relevé, l’écart est un fait instantané.",
        "penalite-sans-derogation (alerte): la pénalité « penalite » ne s'appuie pas sur sanction-immediate",
    ),
    *(
        penalite(
            f"retour du fait sans derogation : {retour}",
            "est due après mise en demeure.",
            f"est due après mise en demeure, ou {retour}.",
            "penalite-sans-derogation (alerte): la pénalité « penalite » ne s'appuie pas sur sanction-immediate",
        )
        for retour in (
            "si le fait se répète",
            "si le fait se renouvelle",
            "si l’écart se reproduit",
            "si le fait revient dans les six mois",
            "pour un fait revenu dans les six mois",
            "si le fait est de nouveau constaté",
            "par panne où le prêt a tardé de nouveau",
            "à chaque nouveau constat",
            "si l’écart demeure au relevé suivant",
            "quand l’écart se retrouve au semestre qui suit",
        )
    ),
    penalite(
        "phrase partagee sans l'article d'un cahier",
        "cahiers: [FCS]\n  deroge_a: [{socle",
        "cahiers: [FCS, PI]\n  deroge_a: [{socle: engagements-offre, textes: [penalite]}, {socle",
        "49:3: phrase-sans-article: « engagements-offre » ne dit pas à quel article déroge le CCAG PI",
        "Ajoutez à deroge, dans data/socle/engagements-offre.yml",
    ),
    clause("derogation muette", CAHIERS, "ccag: {cahiers: [FCS]}", "derogation-muette (alerte): la clause vise un CCAG", "sans_derogation avec la raison"),
    penalite("phrase partagee absente", "socle: exoneration-1000", "socle: exoneration-100", "renvoi-absent:"),
    clause("insertion", "themes: [economie-circulaire]", "themes: [insertion]", "insertion-incomplete (alerte): une clause d'insertion doit dire : heures, publics"),
)  # fmt: skip
