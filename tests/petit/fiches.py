"""Les fiches du petit projet : une de chaque genre, toutes valides."""

from tests.invente import ICI
from tests.petit.commun import CORPS, DATES, FONDEMENTS, SOURCE
from tests.petit.formation import KIT, PARCOURS, TERME

CODE = """\
titre: Code de la commande publique
sigle: CCP
url: https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019/
verifie_le: 2026-11-24
articles:
  L2112-2:
    objet: Les conditions d’exécution prennent en compte l’environnement.
    depuis: 2026-08-22
  R2112-3:
    objet: Le marché indique les articles des documents généraux auxquels il déroge.
    depuis: 2019-04-01
"""
TEXTE = """\
titre: Texte d’essai pour les contrôles
nature: loi
numero: "2020-105"
signe_le: 2020-02-10
resume: Un texte d’essai, pour les contrôles.
sources:
  - titre: Légifrance
    url: https://www.legifrance.gouv.fr/
articles:
  "58":
    objet: Un article d’essai, pour les contrôles.
verifie_le: 2026-11-24
"""
VEILLE = (
    """\
---
titre: Une nouvelle d’essai
date: 2026-11-20
evenement: publication
themes: [procedure]
impact: faible
pour:
  tailles: [petite]
  profils: [acheteur]
change: Ce qui change est décrit ici, en une phrase.
publie_le: 2026-11-20
sources:
  - titre: Légifrance
    url: https://www.legifrance.gouv.fr/
a_faire: [Lire la nouvelle.]
"""
    + CORPS
)
SEUILS = """\
verifie_le: 2026-11-24
seuils:
  decp:
    libelle: Données essentielles à publier
    groupe: transparence
    effet: À partir de ce montant, les données du marché se publient.
    pour: Tous les acheteurs soumis au code.
    fondement: CCP L2112-2
    valeurs:
      - montant: 40000
        depuis: 2024-01-01
    sources:
      - titre: Légifrance
        url: https://www.legifrance.gouv.fr/
"""
IDENTITE = """\
nom: Réseau d’essai
nom_long: réseau d’essai des achats
region: Bretagne
contact: contact@exemple.test
hebergeur: Un hébergeur d’essai
autorite_flux: exemple.test,2026
couleurs: {marque: "#124e52", accent: "#e7b04b"}
departements: ["22", "29"]
"""
COUVERTURE = """\
premiere_publication: 2026-10-01
sources_lues_jusqu_au: 2026-11-24
"""
PRATIQUE = (
    """\
---
titre: Une méthode d’essai
resume: Une méthode d’essai, pour les contrôles.
themes: [procedure]
profils: [acheteur]
tailles: [petite]
effort: faible
etapes: [Faire une première chose., Faire une seconde chose.]
indicateur: On compte les essais réussis.
"""
    + DATES
    + SOURCE
    + CORPS
)
FAMILLE = (
    (ICI / "data/familles/restauration.yml")
    .read_text("utf-8")
    .replace("contenants-reemployables-repas", "critere-court")
)
INDICATEUR = (
    """\
titre: Un indicateur d’essai
resume: Un indicateur d’essai, pour les contrôles.
famille: pnad
themes: [procedure]
tailles: [petite]
formule: avec / tous * 100
termes:
  avec: {libelle: "Contrats d’essai avec une clause.", donnee: "Le tableau des marchés."}
  tous: {libelle: "Contrats d’essai, tous.", donnee: "Le tableau des marchés."}
unite: "%"
periodicite: Chaque année
decp:
  - champ: considerationsSociales
    valeurs: [Clause sociale]
piege: On oublie les contrats non publiés.
exemple:
  valeurs: {avec: 3, tous: 12}
  resultat: 25
  lecture: Un contrat sur quatre, par exemple.
"""
    + FONDEMENTS
    + SOURCE
    + DATES
)
FEUILLE = (
    """\
titre: Une feuille de route d’essai
resume: Une feuille de route d’essai, pour les contrôles.
ordre: 1
tailles: [petite]
duree: Un an
moyens: Une personne, deux heures par semaine.
engagements: ["Acheter **mieux**, et le dire.", "Publier le bilan."]
etapes:
  - {quand: Mois 1, quoi: Regarder une année de factures., qui: [acheteur], livrable: Un tableau des achats.}
  - {quand: Mois 2, quoi: Choisir trois cibles d’achat., qui: [elu], livrable: Une liste votée., indicateurs: [essai]}
  - quand: Mois 3
    quoi: Écrire une première clause.
    qui: [acheteur]
    livrable: Une clause dans un marché.
    pratiques: [essai]
    fondements: [CCP L2112-2]
"""
    + FONDEMENTS
    + SOURCE
    + DATES
)
MODELE = """\
---
titre: Une lettre d’essai
resume: Une lettre d’essai, pour les contrôles.
profils: [secretaire-mairie]
tailles: [petite]
moment: publicite
mode_d_emploi: [Relire la lettre à deux.]
fondements: [CCP L2112-2]
sources:
  - titre: Légifrance
    url: https://www.legifrance.gouv.fr/
publie_le: 2026-11-20
verifie_le: 2026-11-20
---
## Objet

La commune de [nom] consulte **trois entreprises** pour un achat, et voici pourquoi cette lettre dépasse vingt mots : le contrôle du corps le demande.

1. Le prix, en euros.
2. Le délai, en jours.

Pièces à joindre :

- un devis *daté* ;
- une fiche technique, voir [la page](/contribuer/).

1. Une seconde liste.
"""
OBLIGATION = (
    """\
titre: Une obligation d’essai
resume: Une obligation d’essai, pour les contrôles.
rubrique: obligation
suite: essai
si:
  - fait: montant
    op: au-moins
    seuil: decp
  - fait: acheteur
    op: parmi
    valeur: [etat, collectivites]
depuis: 2023-01-01
jusqu_a: 2024-06-30
compte_depuis: annee
articles: [CCP R2112-3]
certitude: sur
debiteur: acheteur
objet: part-d-essai
acte: {quoi: "Gardez la preuve au dossier, datée.", moment: besoin}
"""
    + SOURCE
    + DATES
)
OBLIGATION_SUIVANTE = OBLIGATION.replace("2023-01-01\njusqu_a: 2024-06-30", "2024-07-01").replace(
    "Une obl", "Autre obl"
)
PAGE = """\
---
title: Une page d’essai
description: Une page d’essai, pour les contrôles.
---

Un paragraphe.
"""

MENU = """\
nav:
  - Accueil: index.md
  - Menu principal:
      - Contribuer: contribuer/index.md
  - Liens rapides:
      - Contribuer: contribuer/index.md
  - Pied de page:
      - Contribuer: contribuer/index.md
"""
FICHES = {
    "data/droit/articles/ccp.yml": CODE,
    "data/droit/textes/loi-2020-105.yml": TEXTE,
    "data/droit/seuils.yml": SEUILS,
    "data/couverture.yml": COUVERTURE,
    "data/reseau/identite.yml": IDENTITE,
    "data/essais/noms.yml": "noms: []\n",
    "data/reseau/essais/noms.yml": "noms: []\n",
    "docs/veille/2026/2026-11-20-essai.md": VEILLE,
    "docs/bonnes-pratiques/essai.md": PRATIQUE,
    "docs/modeles/essai.md": MODELE,
    "data/indicateurs/essai.yml": INDICATEUR,
    "data/familles/restauration.yml": FAMILLE,
    "data/feuilles-de-route/essai.yml": FEUILLE,
    "data/lexique/essai-contradictoire.yml": TERME,
    "data/parcours/essai.yml": PARCOURS,
    "data/kits/essai.yml": KIT,
    "data/obligations/essai.yml": OBLIGATION,
    "data/obligations/essai-suivant.yml": OBLIGATION_SUIVANTE,
    "docs/parcours/etapes/premiere.md": PAGE.replace("---\n\n", "moment: besoin\n---\n\n"),
    "docs/index.md": PAGE,
    "docs/contribuer/index.md": PAGE,
}
"""Chemin → fiche du petit projet ; la clause témoin se remplit de la fiche vierge."""
DOSSIER = (
    (ICI / "data/dossiers/repas-d-essai.yml")
    .read_text("utf-8")
    .replace(
        "  - clause: contenants-reemployables-repas\n    sans: [critere]\n    pourquoi: Elle exige et suit les contenants.\n",
        "",
    )
)
"""Le petit projet n'a pas la clause des contenants."""
