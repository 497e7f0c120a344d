"""La veille et ce qui la suit : entrées datées, seuils."""

from __future__ import annotations

from .commun import CLAUSE, PAGE, PRATIQUE, TEXTE, VEILLE, Cas, texte

SEUILS = "data/droit/seuils.yml"

REGISTRE_DES_SEUILS = """\
verifie_le: 2026-11-24
seuils:
  petits-achats:
    libelle: "Achat sans publicité"
    groupe: petits-achats
    effet: "En dessous, ni publicité ni mise en concurrence préalables."
    pour: "Tous les acheteurs, pour leurs petits achats."
    fondement: CCP L2112-2
    valeurs:
      - montant: 40000
        depuis: 2020-01-01
        jusqu_au: 2026-03-31
      - montant: 60000
        depuis: 2026-04-01
      - montant: 80000
        depuis: 2028-01-01
        confiance: a-confirmer
    sources:
      - titre: Légifrance
        url: https://www.legifrance.gouv.fr/
  decp:
    libelle: "Données essentielles à publier"
    groupe: transparence
    effet: "À partir de ce montant, les données du marché se publient."
    pour: "Tous les acheteurs soumis au code."
    fondement: CCP L2112-2
    valeurs:
      - montant: 50000
        depuis: 2020-01-01
    sources:
      - titre: Légifrance
        url: https://www.legifrance.gouv.fr/
"""
SOURCE = "    sources:\n      - titre: Légifrance\n        url: https://www.legifrance.gouv.fr/\n"


def _change(fichier: str, temoin: str):
    """Rend de quoi écrire un cas : le témoin, un passage remplacé."""

    def cas(nom: str, avant: str, apres: str, attendu: str, conseil: str = "") -> Cas:
        assert avant in temoin, f"« {nom} » ne s'applique plus au témoin"
        return Cas(nom, fichier, None, temoin.replace(avant, apres, 1), f"{fichier}:{attendu}", conseil)

    return cas


seuil = _change(SEUILS, REGISTRE_DES_SEUILS)


def entree(nom: str, avant: str, apres: str, attendu: str, conseil: str = "") -> Cas:
    """Un cas qui change l'entrée de veille témoin."""
    return Cas(nom, VEILLE, avant, apres, f"{VEILLE}:{attendu}", conseil)


def ajoute(nom: str, champ: str, attendu: str, conseil: str = "") -> Cas:
    """Un cas qui ajoute un champ à l'entrée de veille, ligne 11."""
    return entree(nom, "publie_le:", f"{champ}\npublie_le:", attendu, conseil)


VERS_LA_SIGNATURE = "Corrigez en_vigueur_le, ou signe_le dans data/droit/textes/loi-2020-105.yml."
DATE_D_EFFET = "Ajoutez en_vigueur_le : AAAA-MM-JJ ; ou dites autrement, si rien n'oblige."
REPRENEZ = "Une ligne a été perdue ou ajoutée à la main : reprenez le fichier de la branche main."
RANGEZ = "Rangez les valeurs par date, sans chevauchement."
EN_VIGUEUR = "Ajoutez la valeur en vigueur ; en attendant, le site écrit « à vérifier » à côté de l'ancienne."

LES_ENTREES = (
    entree(
        "entree sans date",
        "date: 2026-11-20\n",
        "",
        "2:1: champ-manquant: le champ « date » manque",
        "Jour de l'événement : publication, décision ou échéance",
    ),
    entree(
        "entree sans source",
        "sources:\n  - titre: Légifrance\n    url: https://www.legifrance.gouv.fr/\n",
        "",
        "2:1: champ-manquant: le champ « sources » manque",
        "Sources publiques.",
    ),
    entree(
        "entree aux sources vides",
        "sources:\n  - titre: Légifrance\n    url: https://www.legifrance.gouv.fr/\n",
        "sources: []\n",
        "12:1: liste-trop-courte: « sources » est vide",
        "Au moins 1 élément(s).",
    ),
    entree(
        "source sans adresse",
        "\n    url: https://www.legifrance.gouv.fr/",
        "",
        "13:5: champ-manquant: le champ « url » manque",
        "Adresse complète, en https.",
    ),
    entree(
        "obligatoire dans le titre",
        "Une nouvelle d’essai",
        "Le bilan devient obligatoire",
        "2:25: obligation-sans-date: l'entrée dit « obligatoire » sans date d'effet",
        DATE_D_EFFET,
    ),
    entree(
        "obligatoire dans ce qui change",
        "Ce qui change est",
        "Des bilans OBLIGATOIRES paraissent. Cela est",
        "10:20: obligation-sans-date:",
        DATE_D_EFFET,
    ),
    entree(
        "obligatoire apres une negation d'autre chose",
        "Ce qui change est",
        "Le bilan n’est pas obligatoire ; le plan est obligatoire. Cela est",
        "10:54: obligation-sans-date:",
        DATE_D_EFFET,
    ),
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
    ajoute(
        "article absent du registre",
        "articles: [CCP L2112-9]",
        "11:12: reference-juridique: « CCP L2112-9 » est absent du registre du droit",
        'L2112-9: {objet: "…", depuis: AAAA-MM-JJ}',
    ),
    ajoute(
        "article d'un texte absent du registre",
        "articles: [LOI-2020-105 art. 99]",
        "11:12: reference-juridique:",
        f"collez dans {TEXTE}, sous « articles: »",
    ),
    ajoute(
        "texte absent du registre",
        "texte: loi-2020-106",
        "11:1: renvoi-absent: la fiche « loi-2020-106 » n'existe pas (textes)",
        "Vouliez-vous dire « loi-2020-105 » ?",
    ),
    ajoute(
        "clause inconnue",
        "clauses: [temoins]",
        "11:11: renvoi-absent: la fiche « temoins » n'existe pas (clauses)",
        "Vouliez-vous dire « temoin » ?",
    ),
    ajoute(
        "pratique inconnue",
        "pratiques: [essais]",
        "11:13: renvoi-absent: la fiche « essais » n'existe pas (pratiques)",
        "Vouliez-vous dire « essai » ?",
    ),
    entree(
        "nature d'acheteur inconnue",
        "  tailles: [petite]",
        "  organismes: [collectivite]\n  tailles: [petite]",
        "8:16: valeur-inconnue: « collectivite » n'est pas dans le vocabulaire « organismes »",
        "Vouliez-vous dire « collectivites » ?",
    ),
    entree(
        "entree datee de demain",
        "date: 2026-11-20",
        "date: 2026-11-26",
        "3:1: date-future: 2026-11-26 n'est pas encore passé (nous sommes le 2026-11-25)",
        "Écrivez le jour réel ; une fiche ne se date pas d'avance.",
    ),
    entree(
        "mise en ligne demain",
        "publie_le: 2026-11-20",
        "publie_le: 2026-11-26",
        "11:1: date-future: 2026-11-26",
        "Écrivez le jour réel",
    ),
    entree(
        "mise en ligne avant l'evenement",
        "publie_le: 2026-11-20",
        "publie_le: 2026-11-19",
        "11:1: ordre-des-dates: l'entrée est publiée avant l'événement",
        "Corrigez publie_le ou date.",
    ),
    entree(
        "changement avant la mise en ligne",
        "sources:",
        "changements:\n  - {le: 2026-11-19, quoi: La date d’effet est corrigée.}\nsources:",
        "13:6: changement-trop-tot: le changement du 2026-11-19",
        "ou corrigez-le.",
    ),
    entree(
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
    entree(
        "date a venir absente de l'echeancier",
        "Ce qui change est",
        "La règle change le 1er mars 2027. Cela est",
        "10:1: date-hors-echeancier (alerte): le 1er mars 2027 n'est pas à l'échéancier",
        "Si le droit change ce jour-là, ajoutez la date à « en_vigueur » de son texte",
    ),
    ajoute(
        "suite d'une entree absente",
        "fait_suite_a: 2026-11-19-essai",
        "11:1: renvoi-absent: la fiche « 2026-11-19-essai » n'existe pas (veille)",
        "Vouliez-vous dire « 2026-11-20-essai » ?",
    ),
    ajoute(
        "suite d'elle-meme",
        "fait_suite_a: 2026-11-20-essai",
        "11:1: cycle: la fiche renvoie à elle-même",
        "Retirez ce renvoi.",
    ),
)

LES_SEUILS = (
    seuil(
        "seuil sans valeur",
        "    valeurs:",
        "    valeur:",
        "3:3: champ-manquant: le champ « valeurs » manque",
        "Valeurs, de la plus ancienne à la plus récente.",
    ),
    seuil("seuil sans source", SOURCE, "", "3:3: champ-manquant: le champ « sources » manque", "Sources publiques."),
    seuil("seuil aux sources vides", SOURCE, "    sources: []\n", "18:5: liste-trop-courte: « sources »", "Au moins 1"),
    seuil(
        "seuil au groupe inconnu",
        "groupe: petits-achats",
        "groupe: petit-achat",
        "5:5: valeur-inconnue: « petit-achat » n'est pas dans le vocabulaire « groupes-seuils »",
        "Vouliez-vous dire « petits-achats » ?",
    ),
    seuil(
        "seuil sans fondement au registre",
        "fondement: CCP L2112-2",
        "fondement: CCP L2112-9",
        "8:5: reference-juridique: « CCP L2112-9 »",
        'L2112-9: {objet: "…", depuis: AAAA-MM-JJ}',
    ),
    seuil(
        "montant nul",
        "montant: 40000",
        "montant: 0",
        "10:9: hors-bornes: « montant » est trop petit",
        "Plus de 0.",
    ),
    seuil(
        "montant en texte",
        "montant: 40000",
        'montant: "40 000"',
        "10:9: type-incorrect: « montant » attend un nombre",
        "Écrivez 40000, sans guillemets.",
    ),
    seuil(
        "montant infini",
        "montant: 40000",
        "montant: .inf",
        "10:18: valeur-ambigue: « .inf »",
        "Un nombre s'écrit 1000 ou 2.5",
    ),
    seuil(
        "confiance inconnue",
        "a-confirmer",
        "a-confirme",
        "17:9: valeur-inconnue: « a-confirme » n'est pas admis pour « confiance »",
        "Vouliez-vous dire « a-confirmer » ?",
    ),
    seuil(
        "nom de seuil impossible",
        "petits-achats:\n",
        "Petits_Achats:\n",
        "3:3: forme-incorrecte: « Petits_Achats »",
        "Nom court, employé par la macro seuil",
    ),
    seuil(
        "aucun seuil",
        REGISTRE_DES_SEUILS[REGISTRE_DES_SEUILS.index("seuils:") :],
        "seuils: {}\n",
        "2:1: liste-trop-courte: « seuils »",
        "Au moins 1 élément(s).",
    ),
    seuil(
        "seuil commence avant la fin du precedent",
        "depuis: 2026-04-01",
        "depuis: 2026-03-31",
        "14:9: periodes-de-seuil: cette valeur commence avant la fin de la précédente",
        RANGEZ,
    ),
    seuil(
        "valeurs dans le desordre",
        "        jusqu_au: 2026-03-31\n      - montant: 60000\n        depuis: 2026-04-01",
        "      - montant: 60000\n        depuis: 2019-04-01",
        "13:9: periodes-de-seuil: cette valeur commence avant la fin de la précédente",
        RANGEZ,
    ),
    seuil(
        "fin de seuil avant son debut",
        "jusqu_au: 2026-03-31",
        "jusqu_au: 2019-12-31",
        "12:9: periodes-de-seuil: la fin précède le début",
        "Corrigez l'une des deux dates.",
    ),
    seuil(
        "seuil annonce arrive a sa date",
        "depuis: 2028-01-01",
        "depuis: 2026-11-25",
        "17:9: seuil-a-confirmer (alerte): la valeur annoncée pour le 2026-11-25 est arrivée à sa date",
        "Ouvrez le texte officiel : passez-la à « confirmee », corrigez-la ou retirez-la.",
    ),
    seuil(
        "seuil dont la fin est passee",
        "      - montant: 60000\n        depuis: 2026-04-01\n",
        "",
        "9:5: seuil-sans-valeur (alerte): « petits-achats » n'a pas de valeur confirmée au 2026-11-25",
        EN_VIGUEUR,
    ),
    seuil("seuil lointain", "depuis: 2020-01-01", "depuis: 1020-01-01", "11:9: date-lointaine:", "Vérifiez l'année."),
    seuil(
        "seuils verifies demain",
        "verifie_le: 2026-11-24",
        "verifie_le: 2026-11-26",
        "1:1: date-future: 2026-11-26",
        "Écrivez le jour réel",
    ),
    Cas(
        "second fichier de seuils",
        "data/droit/autres-seuils.yml",
        None,
        REGISTRE_DES_SEUILS,
        "data/droit/autres-seuils.yml:1:1: fichier-inattendu: ce fichier n'est pas une fiche",
        "Une fiche est un fichier .yml rangé dans",
    ),
    texte(
        "seuil inconnu dans une clause",
        '{{ seuil("petits-achats") }}',
        f"{CLAUSE}:21:82: seuil-inconnu: le seuil « petits-achats » n'est pas dans {SEUILS}",
        "Seuils connus : decp.",
    ),
    Cas(
        "seuil inconnu dans une bonne pratique",
        PRATIQUE,
        "indicateur: On compte",
        "indicateur: Sous {{ seuil('petits-achats') }}, on compte",
        f"{PRATIQUE}:9:18: seuil-inconnu: le seuil « petits-achats »",
        "Seuils connus : decp.",
    ),
    Cas(
        "seuil inconnu dans une etape",
        PRATIQUE,
        "etapes: [Faire",
        "etapes: ['Sous {{ seuil(\"petits-achats\") }}, faire',",
        f"{PRATIQUE}:8:16: seuil-inconnu: le seuil « petits-achats »",
        "Seuils connus : decp.",
    ),
    Cas(
        "seuil inconnu dans un corps",
        PRATIQUE,
        "---\nUn paragraphe",
        '---\nUn début.\n\nSous {{ seuil("petits-achats") }}, un paragraphe',
        f"{PRATIQUE}:18:6: seuil-inconnu: le seuil « petits-achats »",
        "Seuils connus : decp.",
    ),
    Cas(
        "appel de seuil mal ecrit",
        PRATIQUE,
        "Un paragraphe",
        "Sous {{ seuil(petits-achats) }}, un paragraphe",
        f"{PRATIQUE}:16:6: gabarit-interdit:",
    ),
    Cas(
        "seuil inconnu dans une page",
        PAGE,
        "\n---\n\nUn paragraphe.",
        '\nrender_macros: true\n---\n\nUn paragraphe.\n\n{{ seuil("petits-achats") }}',
        f"{PAGE}:9:1: macro-interdite: « petits-achats » n'est pas admis pour « nom »",
        "Valeurs admises :",
    ),
    Cas(
        "seuil sans nom dans une page",
        PAGE,
        "\n---\n\nUn paragraphe.",
        "\nrender_macros: true\n---\n\n{{ seuil() }}",
        f"{PAGE}:7:1: macro-interdite:",
        "nom",
    ),
    Cas(
        "seuil nomme par une variable",
        PAGE,
        "\n---\n\nUn paragraphe.",
        "\nrender_macros: true\n---\n\n{{ seuil(config.site_url) }}",
        f"{PAGE}:7:1: macro-interdite: les arguments d'une macro",
    ),
)

LES_ADRESSES = (
    Cas(
        "page sur l'annee de veille", "docs/veille/2026.md", None, "PAGE", "docs/veille/2026.md:1:1: adresse-en-double:"
    ),
    Cas(
        "texte au nom des seuils",
        "data/droit/textes/seuils.yml",
        None,
        "TEXTE",
        "data/droit/textes/seuils.yml:1:1: nom-reserve: « seuils » est une adresse réservée du site",
        "Renommez le fichier.",
    ),
)

CAS = (
    *LES_ENTREES,
    *LES_SEUILS,
    *LES_ADRESSES,
)
