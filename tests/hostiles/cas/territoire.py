"""Structures, sortes de structures, rencontres, contours."""

from tests.petit.commun import DATES

from .commun import Cas, dans

STRUCTURE = "data/reseau/structures/essai.yml"
ESS = "data/ess/essai.yml"
RENCONTRE = "data/rencontres/essai.yml"
CONTOURS = "data/territoire/contours.yml"
UNE_SOURCE = """\
sources:
  - titre: Un site public
    url: https://exemple.test/
"""
UNE_STRUCTURE = f"""\
titre: Une structure d’essai
resume: Une structure d’essai, pour les contrôles.
famille: clauses-sociales
portee: departementale
departements: ["31"]
aide: [Calculer les heures d’une clause.]
site: https://exemple.test/
courriel: contact@exemple.test
{UNE_SOURCE}{DATES}"""
UNE_SORTE = f"""\
titre: Une sorte de structure
resume: Une sorte de structure, pour les contrôles.
ordre: 1
famille: insertion
definition: [Ce que dit le droit de cette structure.]
fondements: [CCP L2112-2]
vend: [Des repas et du ménage.]
reserve: aucune
acheter: [Lui demander un devis comme aux autres., Écrire une condition d’exécution.]
limites: [Ne jamais la choisir pour son adresse.]
{UNE_SOURCE}{DATES}"""
UNE_RENCONTRE = f"""\
titre: Une première rencontre
segment: restauration
questions:
{"".join(f"  - Une question d’essai, la numéro {n} ?{chr(10)}" for n in range(10))}a_montrer: Les volumes, le calendrier et les lieux.
{DATES}"""


structure = dans(STRUCTURE, UNE_STRUCTURE)


def courriel(nom: str, adresse: str, attendu: str) -> Cas:
    """Rend le cas d'un courriel de structure."""
    return structure(f"courriel, {nom}", "contact@exemple.test", adresse, attendu, "l'adresse de fonction")


sorte = dans(ESS, UNE_SORTE)
rencontre = dans(RENCONTRE, UNE_RENCONTRE)

AIDE = "Calculer les heures d’une clause."

CAS = (
    structure("structure sans source", UNE_SOURCE, "", "1:1: champ-manquant: le champ « sources » manque"),
    structure("structure, source vide", UNE_SOURCE, "sources: []\n", "liste-trop-courte: « sources »"),
    structure("departement inconnu", '["31"]', '["99"]', "5:16: valeur-inconnue: « 99 »"),
    structure("departement sans guillemets", '["31"]', "[31]", "type-incorrect:", 'Mettez des guillemets : "31"'),
    structure(
        "nationale et departements",
        "portee: departementale",
        "portee: nationale",
        "5:1: portee-incoherente: une structure nationale",
        "Videz « departements »",
    ),
    structure(
        "departementale sans departement",
        'departements: ["31"]\n',
        "",
        "4:1: portee-incoherente: une structure de portée departementale",
        "Ajoutez « departements »",
    ),
    structure(
        "regionale sans departement",
        'portee: departementale\ndepartements: ["31"]',
        "portee: regionale",
        "portee-incoherente: une structure de portée regionale",
    ),
    courriel("prenom point nom", "marie.dupont@exemple.test", "courriel-personnel: « marie.dupont@exemple.test » a la forme"),
    courriel("initiale et nom", "m.dupont@exemple.test", "courriel-personnel:"),
    courriel("prenom tiret nom", "jean-paul_dupont@exemple.test", "courriel-personnel:"),
    courriel("grand public", "contact@gmail.com", "courriel-personnel: « contact@gmail.com » est sur une messagerie"),
    courriel("grand public francais", "association.essai@orange.fr", "courriel-personnel:"),
    courriel("nom seul", "dupont@exemple.test", "courriel-a-verifier (alerte): « dupont »"),
    courriel("prenom et fonction", "marie.clauses@exemple.test", "courriel-a-verifier (alerte): « marie »"),
    structure(
        "courriel dans un texte",
        AIDE,
        "Écrire à marie.dupont@exemple.test pour une clause.",
        "6:17: courriel-personnel:",
    ),
    structure("portable", AIDE, "Appeler le 06 12 34 56 78 le matin.", "6:19: telephone-portable: « 06 12 34 56 78 »"),
    structure("portable sans espace", AIDE, "Appeler le 0712345678 le matin.", "telephone-portable:"),
    structure("portable international", AIDE, "Appeler le +33 (0)6.12.34.56.78.", "telephone-portable:"),
    structure("civilite", AIDE, "Demander Mme Dupont au secrétariat.", "personne-nommee: « Mme Dupont » nomme une personne"),
    structure("civilite abregee", AIDE, "Demander M. J. Dupont, facilitateur.", "personne-nommee: « M. J. Dupont »", "la fonction"),
    *(
        sorte(
            f"reserve {reserve} sans article",
            "reserve: aucune",
            f"reserve: {reserve}",
            f"8:1: reserve-sans-article: « reserve: {reserve} »",
            f"Citez CCP {article}",
        )
        for reserve, article in (("handicap", "L2113-12"), ("insertion", "L2113-13"), ("ess", "L2113-15"))
    ),
    rencontre("neuf questions", "  - Une question d’essai, la numéro 9 ?\n", "", "liste-trop-courte: « questions »"),
    rencontre("rencontre et personne", "Les volumes", "La carte de Monsieur Dupont, les volumes", "personne-nommee:"),
    Cas("contour d'un departement inconnu", CONTOURS, '"33":', '"99":', "valeur-inconnue: « 99 » n'est pas un département connu"),
    Cas("contour ouvert", CONTOURS, "anneaux:\n      - ", 'anneaux:\n      - "1,2 3,4"\n      - ', "forme-incorrecte: « 1,2 3,4 »"),
    Cas("contour en un point", CONTOURS, "anneaux:\n      - ", 'anneaux:\n      - "5,5 05,5 5,5"\n      - ', "contour-sans-etendue:", "Reprenez"),
    Cas("contour plat", CONTOURS, "anneaux:\n      - ", 'anneaux:\n      - "5,5 6,5 7,5"\n      - ', "contour-sans-etendue:"),
    structure("famille immense", "famille: clauses-sociales", f"famille: {'a' * 60_000}", "3:1: trop-long: « famille »", "Au plus 80"),
    structure("departement immense", '["31"]', f'["{"3" * 60_000}"]', "5:16: trop-long:"),
    courriel("a la fin d'un long mot", f"marie.{'a' * 70}.dupont@exemple.test", "courriel-personnel:"),
    Cas("structure qui masque une page", "data/reseau/structures/acheter-a-l-ess.yml", None, UNE_STRUCTURE, "nom-reserve:", "Renommez le fichier."),
    Cas("structure au nom d'un dossier", "data/reseau/structures/rencontres.yml", None, UNE_STRUCTURE, "nom-reserve: « rencontres »"),
    Cas("structure qui masque l'accueil", "data/reseau/structures/index.yml", None, UNE_STRUCTURE, "nom-reserve: « index »"),
    Cas("sorte qui masque l'accueil", "data/ess/index.yml", None, UNE_SORTE, "nom-reserve: « index »"),
    Cas("rencontre qui masque l'accueil", "data/rencontres/index.yml", None, UNE_RENCONTRE, "nom-reserve: « index »"),
    structure("seuil recopie", AIDE, "Publier dès 40 000 € HT.", "6:20: seuil-recopie (alerte): « 40 000 € HT »"),
    structure("seuil inconnu", AIDE, "\"Publier dès {{ seuil('absent') }}.\"", "6:21: seuil-inconnu: le seuil « absent »"),
    Cas("contours absents", CONTOURS, None, "", "1:1: fiche-vide:"),
)  # fmt: skip
