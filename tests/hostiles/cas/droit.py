"""Les règles de droit."""

from __future__ import annotations

from .commun import CLAUSE, Cas, texte

CRITERE = """  - piece: RC
    nature: critere-attribution
    texte: Le critère est apprécié ainsi.
    elements: [Part des livraisons groupées proposée par le candidat.]
    preuve: Le cadre de réponse rempli par le candidat.
    bareme: Dix points à la meilleure part, puis proportionnellement.
    ponderation: 10
    cadre_reponse: Quelle part de livraisons groupées proposez-vous ?

ccag:"""
PENALITE = """  - piece: CCAP
    nature: penalite
    texte: Une pénalité est due après mise en demeure.
    base: Chaque point de pourcentage manquant.
    montant: 100 € par point
    mise_en_demeure: Mise en demeure écrite restée sans effet.
    plafond: Dix pour cent du montant annuel.

ccag:"""


def ajout(nom: str, bloc: str, retire: str, code: str, conseil: str = "") -> Cas:
    return Cas(nom, CLAUSE, "\nccag:", "\n" + bloc.replace(retire, ""), code, conseil)


CAS = (
    ajout(
        "critere sans bareme",
        CRITERE,
        "    bareme: Dix points à la meilleure part, puis proportionnellement.\n",
        "critere-incomplet: il manque la façon de donner les points",
        "CCP R2152-11",
    ),
    ajout("critere sans poids", CRITERE, "    ponderation: 10\n", "critere-incomplet: il manque le poids"),
    ajout(
        "critere sans preuve",
        CRITERE,
        "    preuve: Le cadre de réponse rempli par le candidat.\n",
        "critere-incomplet: il manque la preuve",
    ),
    ajout(
        "critere sans elements",
        CRITERE,
        "    elements: [Part des livraisons groupées proposée par le candidat.]\n",
        "critere-incomplet: il manque ce qui est évalué",
    ),
    ajout(
        "penalite sans base",
        PENALITE,
        "    base: Chaque point de pourcentage manquant.\n",
        "penalite-incomplete: il manque le fait compté",
    ),
    ajout(
        "penalite sans mise en demeure",
        PENALITE,
        "    mise_en_demeure: Mise en demeure écrite restée sans effet.\n",
        "penalite-incomplete:",
    ),
    ajout(
        "penalite sans plafond",
        PENALITE,
        "    plafond: Dix pour cent du montant annuel.\n",
        "penalite-sans-plafond (alerte):",
    ),
    Cas(
        "insertion",
        CLAUSE,
        "themes: [economie-circulaire]",
        "themes: [insertion]",
        "insertion-incomplete: une clause d'insertion doit dire : heures, publics",
    ),
    texte("derogation", "Le marché déroge à l’article 14.1 du CCAG.", "derogation-non-nommee:", "R2112-3"),
    Cas(
        "derogation hors cahier",
        CLAUSE,
        "deroge_a: []",
        "deroge_a: [{article: Travaux 19.2, objet: Un autre plafond de pénalité.}]",
        "derogation-hors-cahier:",
    ),
    texte(
        "label",
        "Les produits portent l’Écolabel européen.",
        "signe-sans-equivalent (alerte): « Écolabel »",
        "ou équivalent",
    ),
    texte(
        "equivalent d'une autre phrase",
        "Les produits portent l’Écolabel européen. Le candidat peut proposer une solution équivalente.",
        "signe-sans-equivalent (alerte): « Écolabel »",
        "dans la même phrase",
    ),
    texte("norme", "Le produit respecte la norme ISO 14024.", "signe-sans-equivalent (alerte):"),
    texte("local", "Le titulaire fournit des produits locaux.", "preference-locale (alerte): « produits locaux »"),
    texte("distance", "Le dépôt est à moins de 30 km.", "preference-locale (alerte):"),
    texte("lieu", "L’atelier est situé dans le département.", "preference-locale (alerte):"),
    ajout(
        "politique generale",
        CRITERE.replace(
            "Part des livraisons groupées proposée par le candidat.", "La politique RSE du candidat est notée."
        ),
        "\u0000",
        "politique-generale (alerte):",
        "n° 417580",
    ),
    Cas(
        "levee inutile",
        CLAUSE,
        "statut: brouillon",
        "alertes_levees: [{regle: preference-locale, extrait: produits locaux, motif: Sans objet désormais.}]\nstatut: brouillon",
        "alerte-levee-inutile:",
    ),
    Cas(
        "levee inconnue",
        CLAUSE,
        "statut: brouillon",
        "alertes_levees: [{regle: champ-manquant, extrait: titre, motif: Sans objet désormais.}]\nstatut: brouillon",
        "alerte-levee-inconnue:",
    ),
    texte(
        "derogation niee ailleurs",
        "Par dérogation à l’article 14.1 du CCAG, aucune pénalité n’est plafonnée.",
        "derogation-non-nommee:",
    ),
    texte("local sans exception", "Les produits locaux sont exigés sans exception.", "preference-locale (alerte):"),
    Cas(
        "derogation a un autre article",
        CLAUSE,
        "dans ces conditions.",
        "dans ces conditions. Le marché déroge à l’article 14.1 du CCAG.",
        "derogation-non-nommee:",
    ),
)
