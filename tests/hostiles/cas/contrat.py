"""Ce qu'une clause écrit au contrat : pénalités, critères, mots écartés, délai de mise en demeure."""

from .commun import dans

COURT = "data/clauses/critere-court.yml"
MODELE = "docs/modeles/essai.md"
court, modele = map(dans, (COURT, MODELE))

CAS = (
    court(
        "penalite d'une duree",
        "    type: montant\n",
        "    type: duree\n",
        "37:5: variable-d-un-autre-type: « montant » est de type duree, et « montant » ne se compte pas ainsi",
        "montant, pourcentage, nombre",
    ),
    court(
        "plafond et sans plafond",
        "  - id: penalite\n",
        "  - id: penalite\n    sans_plafond: Elle est due une fois par marché.\n",
        "30:5: plafond-contradictoire: la pénalité « penalite » a un plafond, et dit ne pas en avoir",
        "un seul des deux",
    ),
    court("texte qui se remplace", "  - id: penalite\n", "  - id: penalite\n    remplace: [penalite]\n", "30:5: cycle: « penalite » revient à lui-même en suivant remplace", "Retirez un des renvois"),
    court("mot ecarte d'un contrat", "donne lieu à une pénalité de", "coûte", "mot-de-contrat: « coûte » n'est pas d'un contrat", "donne lieu à une pénalité de"),
    court(
        "somme due sans etre une penalite",
        "Une part moindre que la part promise donne lieu à une pénalité de {{montant}}",
        "Le titulaire doit {{montant}}",
        "mot-de-contrat: « doit {{montant}} » n'est pas d'un contrat",
        "est redevable",
    ),
    court(
        "fait instantane dans une lettre",
        "choisirons l’offre sur le prix et",
        "choisirons, au jour de ce fait instantané,",
        "mot-de-contrat: « instantané » n'est pas d'un contrat",
        "ce qui ne peut plus être corrigé",
    ),
    modele("mot ecarte d'une lettre modele", "Le prix, en euros.", "Ce que chaque produit coûte.", "mot-de-contrat: « coûte »", "donne lieu à"),
    court(
        "deux delais de mise en demeure",
        "  plafond:\n    libelle",
        "  delai_suite:\n    libelle: Délai laissé par une mise en demeure\n    type: duree\n    unite: jours\n    defaut: 15\n    min: 15\n"
        "    max: 60\n    partagee: delai-mise-en-demeure\n  plafond:\n    libelle",
        "delai-en-double: « delai_suite » est un second délai de mise en demeure, après « delai »",
        "Écrivez {{delai}}",
    ),
    court("delai qui n'est pas celui du marche", "    defaut: 15\n", "    defaut: 8\n", "delai-change: « delai » est le délai de mise en demeure du marché, et defaut", "Écrivez defaut: 15."),
    court(
        "delai sans raison",
        "    libelle: Délai laissé par une mise en demeure\n    type: duree\n    defaut: 15\n    min: 15\n    max: 60\n    unite: jours\n"
        "    origine: depart\n    partagee: delai-mise-en-demeure\n",
        "    libelle: Délai pour corriger\n    type: duree\n    defaut: 8\n    unite: jours\n    origine: depart\n",
        "delai-sans-raison: « delai » donne à une mise en demeure un autre délai",
        "écrivez dans aide",
    ),
    court(
        "delai mal nomme",
        "    partagee: delai-mise-en-demeure\n",
        "    aide: Un bidon se retire le jour même.\n",
        "delai-mal-nomme: « delai » s'appelle délai de mise en demeure",
        "Nommez dans libelle",
    ),
    court("delai en dur", "dans un délai de {{delai}}", "sous huit jours", "delai-en-dur: « sous huit jours » fixe le délai", "le délai du marché"),
    court(
        "critere pour consequence",
        "consequence: penalite",
        "consequence: critere",
        "28:9: consequence-sans-suite: « critere » ne sanctionne rien : c'est un texte de nature critere-attribution",
        "penalite, refaction, suivi, prix",
    ),
)  # fmt: skip
