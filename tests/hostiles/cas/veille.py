"""La veille et ce qui la suit : entrées datées, suites, adresses."""

from .commun import TEXTE, Cas, veille


def ajoute(nom: str, champ: str, attendu: str, conseil: str = "") -> Cas:
    """Un cas qui ajoute un champ à l'entrée de veille, ligne 11."""
    return veille(nom, "publie_le:", f"{champ}\npublie_le:", attendu, conseil)


SUIVANTE = "data/obligations/essai-suivant.yml"
VERS_LA_SIGNATURE = "Corrigez en_vigueur_le, ou signe_le dans data/droit/textes/loi-2020-105.yml."
DATE_D_EFFET = "Ajoutez en_vigueur_le : AAAA-MM-JJ ; ou dites autrement, si rien n'oblige."

CAS = (
    veille("entree sans date", "date: 2026-11-20\n", "", "2:1: champ-manquant: le champ « date »", "Jour de l'événement"),
    veille("entree sans source", "sources:\n  - titre: Légifrance\n    url: https://www.legifrance.gouv.fr/\n", "", "2:1: champ-manquant: le champ « sources » manque", "Sources publiques, dont une officielle"),
    veille(
        "entree aux sources vides",
        "sources:\n  - titre: Légifrance\n    url: https://www.legifrance.gouv.fr/\n",
        "sources: []\n",
        "12:1: liste-trop-courte: « sources » est vide",
        "Au moins 1 élément(s).",
    ),
    veille("source sans adresse", "\n    url: https://www.legifrance.gouv.fr/", "", "13:5: champ-manquant: le champ « url » manque", "Adresse complète, en https."),
    veille("obligatoire dans le titre", "Une nouvelle d’essai", "Le bilan devient obligatoire", "2:25: obligation-sans-date: l'entrée dit « obligatoire » sans date d'effet", DATE_D_EFFET),
    veille("obligatoire dans ce qui change", "Ce qui change est", "Des bilans OBLIGATOIRES paraissent. Cela est", "10:20: obligation-sans-date:", DATE_D_EFFET),
    veille("obligatoire apres une negation d'autre chose", "Ce qui change est", "Le bilan n’est pas obligatoire ; le plan est obligatoire. Cela est", "10:54: obligation-sans-date:", DATE_D_EFFET),
    ajoute(
        "effet avant la signature",
        "texte: loi-2020-105\nen_vigueur_le: 2020-02-09",
        "12:1: ordre-des-dates: la date d'effet (2020-02-09) précède la signature du texte (2020-02-10)",
        VERS_LA_SIGNATURE,
    ),
    ajoute("effet lointain", "en_vigueur_le: 1020-01-01", "11:1: date-lointaine: 1020-01-01", "Vérifiez l'année."),
    ajoute(
        "effet en toutes lettres",
        "en_vigueur_le: le 1er décembre",
        "11:1: type-incorrect: « en_vigueur_le » attend une date AAAA-MM-JJ",
        "Écrivez le jour en chiffres, année d’abord, comme 2026-01-31, sans guillemets.",
    ),
    ajoute("article absent du registre", "articles: [CCP L2112-9]", "11:12: reference-juridique: « CCP L2112-9 » est absent du registre du droit", 'L2112-9: {objet: "…", depuis: AAAA-MM-JJ}'),
    ajoute("article du registre, mal écrit", "articles: [CCP:L2112-2]", "11:12: reference-juridique: « CCP:L2112-2 » est absent du registre du droit", "Écrivez « CCP L2112-2 »."),
    ajoute("article d'un texte absent du registre", "articles: [LOI-2020-105 art. 99]", "11:12: reference-juridique:", f"collez dans {TEXTE}, sous « articles: »"),
    ajoute("texte absent du registre", "texte: loi-2020-106", "11:1: renvoi-absent: la fiche « loi-2020-106 » n'existe pas (textes)", "Vouliez-vous dire « loi-2020-105 » ?"),
    ajoute("clause inconnue", "clauses: [temoins]", "11:11: renvoi-absent: la fiche « temoins » n'existe pas (clauses)", "Vouliez-vous dire « temoin » ?"),
    ajoute("pratique inconnue", "pratiques: [essais]", "11:13: renvoi-absent: la fiche « essais » n'existe pas (pratiques)", "Vouliez-vous dire « essai » ?"),
    veille(
        "nature d'acheteur inconnue",
        "  tailles: [petite]",
        "  organismes: [collectivite]\n  tailles: [petite]",
        "8:16: valeur-inconnue: « collectivite » n'est pas dans le vocabulaire « organismes »",
        "Vouliez-vous dire « collectivites » ?",
    ),
    veille(
        "entree datee de demain",
        "date: 2026-11-20",
        "date: 2026-11-26",
        "3:1: date-future: 2026-11-26 n'est pas encore passé (nous sommes le 2026-11-25)",
        "Écrivez le jour réel ; une fiche ne se date pas d'avance.",
    ),
    veille("mise en ligne demain", "publie_le: 2026-11-20", "publie_le: 2026-11-26", "11:1: date-future: 2026-11-26", "Écrivez le jour réel"),
    veille("mise en ligne avant l'evenement", "publie_le: 2026-11-20", "publie_le: 2026-11-19", "11:1: ordre-des-dates: l'entrée est publiée avant l'événement", "Corrigez publie_le ou date."),
    veille(
        "changement avant la mise en ligne",
        "sources:",
        "changements:\n  - {le: 2026-11-19, quoi: La date d’effet est corrigée.}\nsources:",
        "13:6: changement-trop-tot: le changement du 2026-11-19",
        "ou corrigez-le.",
    ),
    veille(
        "entree sans adresse officielle",
        "url: https://www.legifrance.gouv.fr/",
        "url: https://www.legifrance.gouv.fr.exemple.org/",
        "12:1: sans-adresse-officielle: ni les sources ni le texte de l'entrée n'ont d'adresse officielle",
        "ou dites pourquoi dans sans_adresse.",
    ),
    ajoute(
        "raison de trop",
        "sans_adresse: La page n’a pas été retrouvée.",
        "11:1: adresse-et-raison: sans_adresse dit pourquoi l'adresse officielle manque, mais l'entrée en a une",
        "Retirez sans_adresse.",
    ),
    veille(
        "date a venir absente de l'echeancier",
        "Ce qui change est",
        "La règle change le 1er mars 2027. Cela est",
        "10:1: date-hors-echeancier (alerte): le 1er mars 2027 n'est pas à l'échéancier",
        "Si le droit change ce jour-là, ajoutez la date à « en_vigueur » de son texte",
    ),
    veille(
        "echeance qui tait son obligation",
        "evenement: publication",
        "evenement: echeance",
        "4:1: echeance-sans-obligation: l'échéance ne dit pas quelle obligation elle change",
        "écrivez « obligations: [] » : aucune obligation changée.",
    ),
    Cas(
        "obligation recente que la veille tait",
        SUIVANTE,
        "depuis: 2024-07-01",
        "depuis: 2025-01-01",
        "essai-suivant.yml:12:1: obligation-sans-entree: l'obligation commence le 1er janvier 2025",
        "sans entrée, écrivez un rappel dans docs/veille.",
    ),
    ajoute("suite d'une entree absente", "fait_suite_a: 2026-11-19-essai", "11:1: renvoi-absent: la fiche « 2026-11-19-essai » n'existe pas (veille)", "Vouliez-vous dire « 2026-11-20-essai » ?"),
    ajoute("suite d'elle-meme", "fait_suite_a: 2026-11-20-essai", "11:1: cycle: la fiche renvoie à", "Retirez ce renvoi."),
    veille(
        "geste date d'une entree a suivre",
        "evenement: publication",
        "evenement: projet\na_faire_avant: {le: 2027-01-01, faire: Relisez vos modèles., certitude: sur, raison: La date du droit.}",
        "5:1: geste-sans-action: a_faire_avant date un geste, mais l'entrée n'est qu'à suivre",
        "ou dites dans a_faire ce qu'un acheteur doit faire.",
    ),
    Cas("page sur l'annee de veille", "docs/veille/2026.md", None, "PAGE", "1:1: adresse-en-double:"),
)  # fmt: skip
