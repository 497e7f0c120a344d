"""Ce qui se lit, et que la fiche n'admet pas : valeurs, champs, renvois, variables, personnes."""

from tests.hostiles.cas.fiches import MODELE

from .commun import Faute

IDENTITE = "data/reseau/identite.yml"

PENALITE = """\
  - id: penalite
    piece: CCAP
    nature: penalite
    niveau: base
    objet: contenants-reemployables
    sans_economie: document
    texte: Le titulaire encourt une pénalité après mise en demeure.
ccag:"""

FAUTES = (
    Faute(
        "document sans objet",
        "## Objet\n",
        "",
        "2:1",
        "sans-objet: le document ne dit pas son objet",
        "« **Objet : demande",
        ("La commune de [nom]", "**Objet\u00a0: demande de devis pour un essai** \n\nLa commune de [nom]"),
        fichier=MODELE,
    ),
    Faute(
        "deux valeurs sans virgule",
        "[economie-circulaire]",
        "[dechets eau]",
        "5:10",
        "valeur-inconnue: « dechets eau »",
        "Mettez une virgule entre deux valeurs : dechets, eau.",
        ("dechets eau", "dechets, eau"),
    ),
    Faute(
        "nom de texte en mots",
        "- id: exigence",
        "- id: Relevé 1",
        "12:5",
        "forme-incorrecte: « Relevé 1 » n'a pas la forme attendue pour « id »",
        "Écrivez releve-1.",
        ("Relevé 1", "releve-1"),
    ),
    Faute(
        "nombre à virgule",
        "defaut: 50",
        "defaut: 12,5",
        "45:5",
        "type-incorrect: « taux » attend un nombre",
        "Écrivez 12.5, sans guillemets.",
        ("12,5", "12.5"),
    ),
    Faute(
        "nombre à milliers",
        "max: 100",
        "max: 1 000",
        "47:5",
        "type-incorrect: « max » attend un nombre",
        "Écrivez 1000, sans guillemets.",
        ("1 000", "1000"),
    ),
    Faute(
        "non pour rien",
        '# insertion: ""',
        "insertion: non",
        "40:12",
        "valeur-ambigue: « non »",
        "pour dire « rien », écrivez null, ou retirez la ligne",
        ("insertion: non", "insertion: null"),
        seule=False,
    ),
    Faute(
        "statut oublié",
        "statut: brouillon   # État de la fiche. Valeurs : brouillon, publie, retiree.\n",
        "",
        "3:1",
        "champ-manquant: le champ « statut » manque",
        "Ajoutez « statut: brouillon ». État de la fiche.",
        ("relu_par:", "statut: brouillon\nrelu_par:"),
    ),
    Faute(
        "sources oubliées",
        "sources:   # Sources publiques.\n  - titre: Code de la commande publique, Légifrance\n"
        "    url: https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019/\n",
        "",
        "3:1",
        "champ-manquant: le champ « sources » manque",
        "Ajoutez « sources: [{titre: …, url: …}] ».",
        ("relu_par:", "sources: [{titre: Légifrance, url: https://www.legifrance.gouv.fr/}]\nrelu_par:"),
    ),
    Faute(
        "phrase partagée mal nommée",
        "socle: exoneration-1000",
        "socle: exoneration-100",
        "69:7",
        "renvoi-absent: la fiche « exoneration-100 » n'existe pas",
        "Vouliez-vous dire « exoneration-1000 » ?",
        ("exoneration-100\n", "exoneration-1000\n"),
        fichier="data/clauses/critere-court.yml",
    ),
    Faute(
        "lien coupé",
        "dans ces conditions.",
        "dans ces conditions. Voir [le code] (https://www.legifrance.gouv.fr/).",
        "24:95",
        "lien-coupe: une espace sépare le texte d'un lien de son adresse",
        "Collez-les : [texte](https://…).",
        ("code] (", "code]("),
    ),
    Faute(
        "variable accentuée",
        "dans ces conditions.",
        "dans ces conditions, {{délai enlèvement}} après.",
        "24:82",
        "nom-de-variable: « {{délai enlèvement}} »",
        "Écrivez {{delai_enlevement}}",
        ("{{délai enlèvement}}", "{{delai_enlevement}}"),
        ("variable-inconnue: « {{delai_enlevement}} »",),
    ),
    *(
        Faute(
            f"variable {ecrite}",
            "{{taux}}",
            ecrite,
            "24:37",
            f"accolades-simples: « {ecrite} »",
            "Écrivez {{taux}} si c'est une variable",
            (f"moins {ecrite} des", "moins {{taux}} des"),
        )
        for ecrite in ("{taux}", "{{taux}", "{taux}}", "{{{taux}}}")
    ),
    Faute(
        "pour cent deux fois",
        "{{taux}}",
        "{{taux}} %",
        "24:37",
        "unite-en-double: « % » suit {{taux}}",
        "Retirez l'unité du texte",
    ),
    Faute(
        "pénalité sans plafond",
        "ccag:",
        PENALITE,
        "39:5",
        "penalite-sans-plafond (alerte): la pénalité « penalite » n'a pas de plafond",
        "sans_plafond avec la raison",
        ("nature: penalite\n", "nature: penalite\n    sans_plafond: Elle est due une fois par marché.\n"),
        ("penalite-incomplete (alerte): ",),
        seule=False,
    ),
    Faute(
        "pénalité sans nom",
        "ccag:",
        PENALITE.replace("id: penalite", "id:"),
        "37:8",
        "valeur-vide: ",
        "Donnez une valeur",
        ("- id:\n", "- id: penalite\n"),
        ("penalite-incomplete (alerte): ", "penalite-sans-plafond (alerte): "),
    ),
    Faute(
        "département en nombre",
        '["22", "29"]',
        '["22", 9]',
        "8:22",
        "type-incorrect: « departements » attend un texte",
        'Mettez des guillemets : "09".',
        ('"22", 9', '"22", "09"'),
        fichier=IDENTITE,
    ),
    Faute(
        "nom et téléphone de qui contrôle",
        "Le service utilisateur",
        "Camille Durand, 05 00 00 00 00",
        "55:24",
        "telephone-dans-un-role: « 05 00 00 00 00 »",
        "Nommez la fonction ou le service",
        (", 05 00 00 00 00", ""),
        ("personne-a-verifier (alerte): « Camille Durand »",),
        seule=False,
    ),
    Faute(
        "nom de qui contrôle",
        "Le service utilisateur",
        "Camille Durand",
        "55:8",
        "personne-a-verifier (alerte): « Camille Durand »",
        "« Le service utilisateur »",
    ),
    Faute(
        "certification sans équivalent",
        "dans ces conditions.",
        "dans ces conditions. Les huiles sont certifiées ISCC.",
        "24:98",
        "signe-sans-equivalent (alerte): « certifiées ISCC »",
        "Ajoutez « ou équivalent »",
        ("ISCC", "ISCC ou équivalent"),
    ),
)
