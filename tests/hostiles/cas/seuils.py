"""Les seuils : leur registre, et la macro qui les nomme."""

from .commun import Cas, avec_macros, dans, pratique, texte

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


seuil = dans(SEUILS, REGISTRE_DES_SEUILS)


RANGEZ = "Rangez les valeurs par date, sans chevauchement."
EN_VIGUEUR = "Ajoutez la valeur en vigueur ; en attendant, le site écrit « à vérifier » à côté de l'ancienne."

CAS = (
    seuil("seuil sans valeur", "    valeurs:", "    valeur:", "3:3: champ-manquant: le champ « valeurs » manque", "Valeurs, de la plus ancienne à la plus récente."),
    seuil("seuil sans source", SOURCE, "", "3:3: champ-manquant: le champ « sources » manque", "Sources publiques."),
    seuil("seuil aux sources vides", SOURCE, "    sources: []\n", "18:5: liste-trop-courte: « sources »", "Au moins 1"),
    seuil(
        "seuil au groupe inconnu",
        "groupe: petits-achats",
        "groupe: petit-achat",
        "5:5: valeur-inconnue: « petit-achat » n'est pas dans le vocabulaire « groupes-seuils »",
        "Vouliez-vous dire « petits-achats » ?",
    ),
    seuil("seuil sans fondement au registre", "fondement: CCP L2112-2", "fondement: CCP L2112-9", "8:5: reference-juridique: « CCP L2112-9 »", 'L2112-9: {objet: "…", depuis: AAAA-MM-JJ}'),
    seuil("montant nul", "montant: 40000", "montant: 0", "10:9: hors-bornes: « montant » est trop petit", "Plus de 0."),
    seuil("montant en texte", "montant: 40000", 'montant: "40 000"', "10:9: type-incorrect: « montant » attend un nombre", "Écrivez 40000, sans guillemets."),
    seuil("montant infini", "montant: 40000", "montant: .inf", "10:18: valeur-ambigue: « .inf »", "Un nombre s'écrit"),
    seuil("confiance inconnue", "a-confirmer", "a-confirme", "17:9: valeur-inconnue: « a-confirme » n'est pas admis pour « confiance »", "Vouliez-vous dire « a-confirmer » ?"),
    seuil("nom de seuil impossible", "petits-achats:\n", "Petits_Achats:\n", "3:3: forme-incorrecte: « Petits_Achats »", "Nom court, employé par la macro seuil"),
    seuil("aucun seuil", REGISTRE_DES_SEUILS[REGISTRE_DES_SEUILS.index("seuils:") :], "seuils: {}\n", "2:1: liste-trop-courte: « seuils »", "Au moins 1 élément(s)."),
    seuil("seuil commence avant la fin du precedent", "depuis: 2026-04-01", "depuis: 2026-03-31", "14:9: periodes-de-seuil: cette valeur commence avant la fin de la précédente", RANGEZ),
    seuil(
        "valeurs dans le desordre",
        "        jusqu_au: 2026-03-31\n      - montant: 60000\n        depuis: 2026-04-01",
        "      - montant: 60000\n        depuis: 2019-04-01",
        "13:9: periodes-de-seuil: cette valeur commence avant la fin de la précédente",
        RANGEZ,
    ),
    seuil("fin de seuil avant son debut", "jusqu_au: 2026-03-31", "jusqu_au: 2019-12-31", "12:9: periodes-de-seuil: la fin précède le début", "Corrigez l'une des deux dates."),
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
    seuil("seuils verifies demain", "verifie_le: 2026-11-24", "verifie_le: 2026-11-26", "1:1: date-future: 2026-11-26", "Écrivez le jour réel"),
    Cas("second fichier de seuils", "data/droit/autres-seuils.yml", None, REGISTRE_DES_SEUILS, "1:1: fichier-inattendu: ce fichier n'est pas une fiche", "Une fiche est un fichier .yml rangé dans"),
    texte("seuil inconnu dans une clause", '{{ seuil("petits-achats") }}', f"24:82: seuil-inconnu: le seuil « petits-achats » n'est pas dans {SEUILS}", "Seuils connus : decp."),
    pratique(
        "seuil inconnu dans une bonne pratique",
        "indicateur: On compte",
        "indicateur: Sous {{ seuil('petits-achats') }}, on compte",
        "9:18: seuil-inconnu: le seuil « petits-achats »",
        "Seuils connus : decp.",
    ),
    pratique("seuil inconnu dans une etape", "etapes: [Faire", "etapes: ['Sous {{ seuil(\"petits-achats\") }}, faire',", "8:16: seuil-inconnu: le seuil « petits-achats »", "Seuils connus : decp."),
    pratique(
        "seuil inconnu dans un corps",
        "---\nUn paragraphe",
        '---\nUn début.\n\nSous {{ seuil("petits-achats") }}, un paragraphe',
        "18:6: seuil-inconnu: le seuil « petits-achats »",
        "Seuils connus : decp.",
    ),
    pratique("appel de seuil mal ecrit", "Un paragraphe", "Sous {{ seuil(petits-achats) }}, un paragraphe", "16:6: gabarit-interdit:"),
    avec_macros("seuil inconnu dans une page", 'Un paragraphe.\n\n{{ seuil("petits-achats") }}', "9:1: macro-interdite: « petits-achats » n'est pas admis pour « nom »", "Valeurs admises :"),
    avec_macros("seuil sans nom dans une page", "{{ seuil() }}", "7:1: macro-interdite:", "nom"),
    avec_macros("seuil nomme par une variable", "{{ seuil(config.site_url) }}", "7:1: macro-interdite: les arguments d'une macro"),
    Cas("texte au nom des seuils", "data/droit/textes/seuils.yml", None, "TEXTE", "1:1: nom-reserve: « seuils » est une adresse réservée du site", "Renommez le fichier."),
)  # fmt: skip
