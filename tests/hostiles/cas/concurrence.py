"""Ce qu'un concurrent évincé attaquerait : loi sans article, label sans équivalent, préférence locale ; et l'alerte que l'on lève."""

from .commun import clause, corps, texte
from .droit import critere

CAS = (
    texte(
        "loi sans article",
        "En application de la loi n° 2020-105, le titulaire trie ses déchets.",
        "24:103: loi-sans-article (alerte): « loi n° 2020-105 » fonde ce qui est dû",
        "article 58 de la loi n° 2020-105",
    ),
    texte("code sans article", "Le code du travail impose cette formation.", "loi-sans-article (alerte): « code du travail »"),
    corps("loi sans article dans une page", "Un mot.\n\nLe décret n° 2024-134 fixe ces parts.", "8:1: loi-sans-article (alerte): « décret n° 2024-134 »"),
    texte("label", "Les produits portent l’Écolabel européen.", "signe-sans-equivalent (alerte): « Écolabel »", "ou équivalent"),
    texte(
        "equivalent d'une autre phrase",
        "Les produits portent l’Écolabel européen. Le candidat peut proposer une solution équivalente.",
        "signe-sans-equivalent (alerte): « Écolabel »",
        "dans la même phrase",
    ),
    texte("norme", "Le produit respecte la norme ISO 14024.", "signe-sans-equivalent (alerte):"),
    texte("local", "Le titulaire fournit des produits locaux.", "preference-locale (alerte): « produits locaux »"),
    texte("distance", "Le dépôt est à moins de 30 km.", "preference-locale (alerte):"),
    texte("lieu", "L’atelier est établi dans le département.", "preference-locale (alerte):"),
    critere("politique generale", "Part des livraisons groupées que promet le candidat.", "La politique RSE du candidat est notée.", "politique-generale (alerte): « politique RSE »", "n° 417580"),
    clause("levee inutile", "statut: brouillon", "alertes_levees: [{regle: preference-locale, extrait: produits locaux, motif: Sans objet désormais.}]\nstatut: brouillon", "alerte-levee-inutile:"),
    clause("levee inconnue", "statut: brouillon", "alertes_levees: [{regle: champ-manquant, extrait: titre, motif: Sans objet désormais.}]\nstatut: brouillon", "alerte-levee-inconnue:"),
    texte("local sans exception", "Les produits locaux sont exigés sans exception.", "preference-locale (alerte):"),
)  # fmt: skip
