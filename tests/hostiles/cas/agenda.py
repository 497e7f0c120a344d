"""L'agenda : événements, et la règle du rendez-vous mensuel."""

from tests.petit.fiches import IDENTITE

from .commun import Cas, dans

EVENEMENT = "data/reseau/agenda/matinale.yml"
JUMEAU = "data/reseau/agenda/autre.yml"
REGLE = "data/reseau/identite.yml"
UN_EVENEMENT = """\
titre: Une matinale d’essai
resume: Une matinale d’essai, pour les contrôles.
type: matinale
debut: 2026-12-03 09:00
fin: 2026-12-03 12:30
fuseau: Europe/Paris
lieu: Salle des fêtes, Lunel
publics: [acheteur]
departements: ["34"]
organisateur: Un réseau d’essai
courriel: contact@exemple.fr
sources:
  - titre: Page de l’annonce
    url: https://exemple.fr/annonce
publie_le: 2026-11-20
verifie_le: 2026-11-20
"""
LA_REGLE = f"""{IDENTITE}\
trente_trente: {{actif: true, jour: jeudi, rang: 1, debut: "12:30", duree: 30, lien: ""}}
"""


evenement = dans(EVENEMENT, UN_EVENEMENT)


regle = dans(REGLE, LA_REGLE)


DEBUT = "Jour et heure de début : 2026-12-03 12:30."
LES_EVENEMENTS = (
    evenement("annule sans phrase", "lieu:", "statut: annule\nlieu:", "7:1: statut-sans-phrase: un événement annulé ou reporté dit pourquoi", "les abonnés la recevront"),
    evenement("statut inconnu", "lieu:", "statut: annulé\nlieu:", "7:1: valeur-inconnue:", "annule"),
    evenement("evenement sans fuseau", "fuseau: Europe/Paris\n", "", "1:1: fuseau-absent: l'événement ne dit pas dans quel fuseau lire ses heures", "Ajoutez « fuseau: Europe/Paris »."),
    evenement("fuseau nul", "Europe/Paris", "null", "6:1: fuseau-absent:", "Ajoutez « fuseau: Europe/Paris »."),
    evenement("fuseau inconnu", "Europe/Paris", "Europe/Pari", "6:1: valeur-inconnue: « Europe/Pari » n'est pas admis pour « fuseau »", "Vouliez-vous dire « Europe/Paris » ?"),
    evenement("fini avant de commencer", "12:30", "08:00", "5:1: ordre-des-dates: l'événement finit avant de commencer", "Corrigez « debut » ou « fin »."),
    evenement("evenement sans duree", "12:30", "09:00", "5:1: ordre-des-dates: l'événement finit avant"),
    evenement("plus de cinq jours", "2026-12-03 12:30", "2026-12-08 09:01", "5:1: duree-trop-longue: l'événement dure plus de 5 jours", "un fichier par séance"),
    evenement("annee invraisemblable", "debut: 2026-12-03 09:00\nfin: 2026", "debut: 2126-12-03 09:00\nfin: 2126", "4:1: date-lointaine: 2126-12-03 09:00", "Vérifiez l'année."),
    *(
        evenement(
            f"fin en {annee} a {fuseau}",
            "fin: 2026-12-03 12:30\nfuseau: Europe/Paris",
            f"fin: {annee}\nfuseau: {fuseau}",
            f"5:1: date-lointaine: {annee}",
            "Vérifiez l'année.",
        )
        for annee, fuseau in (
            ("0001-01-01 00:00", "Europe/Paris"),
            ("9999-12-31 22:00", "America/Martinique"),
            ("9999-12-31 23:00", "Pacific/Tahiti"),
        )
    ),
    evenement("debut de l'an un", "debut: 2026-12-03 09:00", "debut: 0001-01-01 00:00", "4:1: date-lointaine: 0001-01-01 00:00", "Vérifiez l'année."),
    evenement("ni lieu ni lien", "lieu: Salle des fêtes, Lunel\n", "", "1:1: lieu-absent: l'événement n'a ni lieu ni lien", "Ajoutez « lieu: Salle, commune », ou « lien: https://… »."),
    evenement(
        "organisateur absent",
        "organisateur: Un réseau d’essai\n",
        "",
        "1:1: organisateur-absent: l'événement ne dit pas qui l'organise",
        "Ajoutez « structure: nom-de-la-fiche » (data/reseau/structures), ou « organisateur: Nom ».",
    ),
    evenement("structure inconnue", "organisateur: Un réseau d’essai", "structure: un-reseau", "10:1: renvoi-absent: la fiche « un-reseau » n'existe pas (structures)"),
    evenement(
        "organisateur deux fois",
        "organisateur:",
        "structure: un-reseau\norganisateur:",
        "11:1: organisateur-en-double: l'organisateur est écrit deux fois",
        "Gardez « structure » si l'organisme a une fiche",
    ),
    evenement("courriel d'une personne", "contact@exemple.fr", "jeanne.durand@exemple.fr", "11:11: courriel-personnel: « jeanne.durand@exemple.fr » a la forme prénom.nom", "Écrivez l'adresse de fonction"),
    evenement("courriel grand public", "contact@exemple.fr", "matinale@gmail.com", "11:11: courriel-personnel: « matinale@gmail.com » est sur une messagerie grand public", "Écrivez l'adresse de fonction"),
    evenement("courriel sans arobase", "contact@exemple.fr", "contact", "11:1: forme-incorrecte: « contact » n'a pas la forme attendue pour « courriel »", "Adresse de fonction où l'on s'inscrit"),
    evenement(
        "evenement sans source",
        "sources:\n  - titre: Page de l’annonce\n    url: https://exemple.fr/annonce\n",
        "sources: []\n",
        "12:1: liste-trop-courte: « sources » est vide",
        "Au moins 1 élément(s).",
    ),
    evenement("evenement sans public", "[acheteur]", "[]", "8:1: liste-trop-courte: « publics » est vide"),
    evenement("genre d'evenement inconnu", "type: matinale", "type: matine", "3:1: valeur-inconnue: « matine » n'est pas dans le vocabulaire « types-evenements »", "Vouliez-vous dire « matinale » ?"),
    evenement("departement inconnu", '["34"]', '["99"]', "9:16: valeur-inconnue: « 99 » n'est pas dans le vocabulaire"),
    evenement("jour sans heure", "2026-12-03 09:00", "2026-12-03", "4:1: forme-incorrecte: « 2026-12-03 »", DEBUT),
    evenement("jour impossible", "2026-12-03 09:00", "2026-02-30 09:00", "4:1: forme-incorrecte: « debut »", DEBUT),
    evenement("heure impossible", "09:00", "25:00", "4:1: forme-incorrecte: « 2026-12-03 25:00 »", DEBUT),
    evenement("heure a un chiffre", "09:00", "9:00", "4:1: forme-incorrecte: « 2026-12-03 9:00 »", DEBUT),
    evenement("inscription sans https", "courriel: contact@exemple.fr", "inscription: http://exemple.fr/", "11:1: lien-refuse: « http://exemple.fr/ »", "qui commence par https://."),
    Cas("nom d'evenement impossible", "data/reseau/agenda/Matinale 1.yml", None, UN_EVENEMENT, "1:1: nom-de-fichier: « Matinale 1 » ne peut pas devenir une adresse", "Renommez le fichier"),
    Cas("evenement nomme index", "data/reseau/agenda/index.yml", None, UN_EVENEMENT, "1:1: nom-reserve: « index » est une adresse réservée du site", "Renommez le fichier."),
)  # fmt: skip
ACTIF, OUI_NON = "actif: true", "true pour annoncer le rendez-vous, false pour le taire."
LES_REGLES = (
    regle("jour de la regle inconnu", "jour: jeudi", "jour: jeudy", "9:30: valeur-inconnue: « jeudy » n'est pas admis pour « jour »", "Vouliez-vous dire « jeudi » ?"),
    regle("cinquieme jeudi", "rang: 1", "rang: 5", "9:43: hors-bornes: « rang » est trop grand", "Au plus 4."),
    regle("regle eteinte et fausse", "true, jour: jeudi, rang: 1", "false, jour: jeudi, rang: 0", "9:44: hors-bornes:"),
    regle("heure de la regle", '"12:30"', '"12h30"', "9:52: forme-incorrecte: « 12h30 »", "Heure de début"),
    regle("heure de la regle sans guillemets", '"12:30"', "12:30", "9:59: valeur-ambigue: « 12:30 »", "guillemets"),
    regle("duree en heures", "duree: 30", "duree: 1", "9:68: hors-bornes: « duree » est trop petit", "Au moins 10."),
    regle("lien de la regle", 'lien: ""', 'lien: "salle 2"', "9:79: forme-incorrecte: « salle 2 »", "en https"),
    regle("regle allumee par oui", ACTIF, "actif: oui", "9:17: forme-incorrecte: « actif »", OUI_NON),
    regle("date sautee impossible", 'lien: ""', 'lien: "", sauf: [demain]', "9:96: type-incorrect: « sauf » attend"),
    regle("champ de la regle mal nomme", "duree:", "durees:", "9:68: champ-inconnu: le champ « durees » n'existe pas", "Vouliez-vous dire « duree » ?"),
    regle("regle incomplete", ", duree: 30", "", "9:1: champ-manquant: le champ « duree » manque", "de 10 à 240"),
    regle(
        "regle qui n'est pas une regle",
        '{actif: true, jour: jeudi, rang: 1, debut: "12:30", duree: 30, lien: ""}',
        "non",
        "9:1: type-incorrect: « trente_trente » attend des champs en retrait",
        "{actif: false, jour: jeudi, rang: 1,",
    ),
    regle(
        "regle ecrite en retrait",
        '{actif: true, jour: jeudi, rang: 1, debut: "12:30", duree: 30, lien: ""}',
        '\n      actif: true\n      jour: jeudi\n      rang: 9\n      debut: "12:30"\n      duree: 30\n      lien: ""',
        "12:7: hors-bornes: « rang » est trop grand",
        "Au plus 4.",
    ),
)  # fmt: skip


CAS = (*LES_EVENEMENTS, *LES_REGLES)
