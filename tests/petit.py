"""Le petit projet valide : une fiche de chaque genre, que les essais cassent."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from macros.base.base import Base
from tests.fabrique.donnees import vierge_de
from tests.fabrique.lecture import lire
from tests.fabrique.reperes import reglage_d_un_reseau
from tests.invente import ICI

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
VEILLE = """\
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
---
Un paragraphe d’exemple assez long pour passer le contrôle du corps, qui demande vingt mots au moins, et que voici donc écrit en entier.
"""
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
PRATIQUE = """\
---
titre: Une méthode d’essai
resume: Une méthode d’essai, pour les contrôles.
themes: [procedure]
profils: [acheteur]
tailles: [petite]
effort: faible
etapes: [Faire une première chose., Faire une seconde chose.]
indicateur: On compte les essais réussis.
publie_le: 2026-11-20
verifie_le: 2026-11-20
sources:
  - titre: Légifrance
    url: https://www.legifrance.gouv.fr/
---
Un paragraphe d’exemple assez long pour passer le contrôle du corps, qui demande vingt mots au moins, et que voici donc écrit en entier.
"""
FAMILLE = (
    (ICI / "data/familles/restauration.yml")
    .read_text("utf-8")
    .replace("contenants-reemployables-repas", "critere-court")
)
INDICATEUR = """\
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
fondements: [CCP L2112-2]
sources:
  - titre: Légifrance
    url: https://www.legifrance.gouv.fr/
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
FEUILLE = """\
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
fondements: [CCP L2112-2]
sources:
  - titre: Légifrance
    url: https://www.legifrance.gouv.fr/
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
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
TERME = """\
terme: essai contradictoire
sigle: EC
definition: Un essai que deux personnes font ensemble, pour les contrôles.
fondements: [CCP L2112-2]
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
PARCOURS = """\
titre: Un parcours d’essai
resume: Un parcours d’essai, pour les contrôles.
ordre: 1
profils: [elu]
duree: 5
acquis: [Savoir lire une page., Savoir répondre à une question.]
etapes:
  - {page: parcours/etapes/premiere, minutes: 2, retenir: Une première chose.}
  - {page: bonnes-pratiques/essai, minutes: 3, retenir: Une seconde chose.}
questions:
  - question: Que faut-il faire d’abord ?
    choix: [Ne rien faire., Lire la page.]
    juste: 2
    explication: La page dit de la lire.
    fondements: [CCP L2112-2]
  - question: Que faut-il faire ensuite ?
    choix: [Répondre aux questions., Attendre demain.]
    juste: 1
    explication: Les questions viennent après.
    fondements: [CCP L2112-2]
  - question: Que faut-il faire enfin ?
    choix: [Recommencer tout., Suivre un autre parcours.]
    juste: 2
    explication: Un autre parcours attend.
    fondements: [CCP L2112-2]
suite: ["Lire [l’accueil](/)."]
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
KIT = """\
titre: Un atelier d’essai
resume: Un atelier d’essai, pour les contrôles.
ordre: 1
publics: [elu]
tailles: [petite]
effectif: 4 à 8 personnes
duree: 30
origine: Ce déroulé est notre proposition.
objectifs: [Sortir avec une décision écrite.]
deroule:
  - {minutes: 5, titre: Accueil, quoi: Chacun se présente.}
  - {minutes: 20, titre: Essai contradictoire, quoi: On fait un essai contradictoire.}
  - {minutes: 5, titre: Décision, quoi: On écrit la décision.}
materiel: [Une feuille et un crayon.]
precautions: [Inviter toutes les entreprises de la même façon.]
invitation: |
  Madame, Monsieur,

  La commune de [nom] vous invite le [date].
roles:
  - {nom: Animateur, consigne: Vous tenez l’heure.}
  - {nom: Secrétaire, consigne: "Vous notez :\n\n- qui parle ;\n- ce qui est décidé."}
trace: [Date et lieu, Présents, Décisions]
evaluation:
  - {question: Était-ce utile pour votre travail ?, reponse: echelle}
  - {question: Reviendrez-vous la prochaine fois ?, reponse: oui-non}
  - {question: Que faut-il changer ?, reponse: libre}
apres: [Envoyer le compte rendu.]
fondements: [CCP L2112-2]
sources:
  - titre: Légifrance
    url: https://www.legifrance.gouv.fr/
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
OBLIGATION = """\
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
depuis: 2024-01-01
jusqu_a: 2026-12-31
compte_depuis: annee
articles: [CCP R2112-3]
certitude: sur
sources:
  - titre: Légifrance
    url: https://www.legifrance.gouv.fr/
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
OBLIGATION_SUIVANTE = OBLIGATION.replace("2024-01-01\njusqu_a: 2026-12-31", "2027-01-01").replace(
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
REMPLI = {
    "Ce que la clause obtient, en mots d’acheteur": "Ce que la clause d’essai obtient",
    "Le titulaire fait ceci, l’acheteur le vérifie ainsi.": "Le titulaire groupe ses livraisons, l’acheteur les compte.",
    "Une petite commune garde le texte et abandonne le reste.": "Une petite commune garde le texte, sans le suivi.",
    "au moins {{taux}} des prestations": "au moins {{taux}} des livraisons",
    "Ce texte complète le CCAG sans s’en écarter.": "Ce texte d’essai complète le CCAG sans s’en écarter.",
    "Réglez-la par sourçage, sur ce que trois fournisseurs tiennent déjà.": "Réglez-la sur ce que trois fournisseurs tiennent.",
    "Relevé trimestriel des prestations,": "Relevé trimestriel des livraisons,",
    "Rapproche le relevé des bons de commande.": "Rapproche chaque relevé des bons de commande.",
    "observations, puis mise en demeure.": "observations écrites, puis mise en demeure.",
}
"""Ce que le témoin écrit à la place des textes d'exemple de la fiche vierge : aucun n'y est admis."""


def temoin(base: Base) -> str:
    """Rend la clause témoin : la fiche vierge, remplie."""
    texte = vierge_de(base, "clauses", "temoin", date(2026, 11, 24))
    for exemple, ecrit in REMPLI.items():
        assert exemple in texte, exemple
        texte = texte.replace(exemple, ecrit, 1)
    return texte


def ecrire(racine: Path) -> None:
    """Écrit le petit projet sous ``racine`` : ce que toute clause nomme au réseau inventé, et une fiche de chaque genre."""
    for nom in ("vocabulaires", "territoire", "socle"):
        shutil.copytree(ICI / "data" / nom, racine / "data" / nom)
    (racine / "data/clauses").mkdir()
    shutil.copy(ICI / "data/clauses/critere-court.yml", racine / "data/clauses")
    base, _ = lire(racine)
    fiches = {
        "data/droit/articles/ccp.yml": CODE,
        "data/droit/textes/loi-2020-105.yml": TEXTE,
        "data/droit/seuils.yml": SEUILS,
        "data/couverture.yml": COUVERTURE,
        "data/reseau/identite.yml": IDENTITE,
        "data/essais/noms.yml": "noms: []\n",
        "data/reseau/essais/noms.yml": "noms: []\n",
        "data/clauses/temoin.yml": temoin(base),
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
    reglages = reglage_d_un_reseau().partition("\nnav:\n")[0]
    (racine / "mkdocs.yml").write_text(f"{reglages}\n{MENU}", "utf-8")
    for chemin, texte in fiches.items():
        (racine / chemin).parent.mkdir(parents=True, exist_ok=True)
        (racine / chemin).write_text(texte, encoding="utf-8")


def changer(fichier: Path, *changements: tuple[str, str]) -> None:
    """Remplace dans le fichier la première apparition de chaque texte, qui doit y être."""
    texte = fichier.read_text("utf-8")
    for avant, apres in changements:
        assert avant in texte, avant
        texte = texte.replace(avant, apres, 1)
    fichier.write_text(texte, "utf-8")
