"""Parcours, kits d'animation, lexique."""

from tests.petit.fiches import FEUILLE, INDICATEUR
from tests.petit.formation import KIT as KIT_VALIDE
from tests.petit.formation import PARCOURS as PARCOURS_VALIDE
from tests.petit.formation import TERME as TERME_VALIDE

from .commun import Cas, dans

PARCOURS = "data/parcours/essai.yml"
KIT = "data/kits/essai.yml"
TERME = "data/lexique/essai-contradictoire.yml"
AUTRE_TERME = "data/lexique/autre.yml"
ETAPE = "docs/parcours/etapes/premiere.md"

parcours, kit, terme = map(dans, (PARCOURS, KIT, TERME))

CAS = (
    parcours(
        "etape de parcours absente",
        "parcours/etapes/premiere",
        "parcours/etapes/premieres",
        "8:6: page-absente: l'étape nomme une page qui n'existe pas : « parcours/etapes/premieres »",
        "Vouliez-vous dire « parcours/etapes/premiere » ?",
    ),
    parcours(
        "etape de parcours en brouillon",
        "page: bonnes-pratiques/essai",
        "page: clauses/temoin",
        "9:6: page-brouillon: l'étape nomme un brouillon, que le site ne montre pas : « clauses/temoin »",
        "Publiez la fiche",
    ),
    *(
        Cas(f"nom reserve, {chemin}", f"data/{chemin}.yml", None, contenu, "nom-reserve:", "Renommez le fichier.")
        for chemin, contenu in (
            ("kits/index", KIT_VALIDE),
            ("parcours/index", PARCOURS_VALIDE),
            ("parcours/etapes", PARCOURS_VALIDE),
            ("parcours/questions", PARCOURS_VALIDE),
            ("indicateurs/index", INDICATEUR),
            ("feuilles-de-route/index", FEUILLE),
        )
    ),
    parcours("etape de parcours hors du site", "parcours/etapes/premiere", "../../etc/passwd", "8:6: forme-incorrecte:", "Adresse de la page dans le site"),
    parcours("etape de parcours en double", "page: bonnes-pratiques/essai", "page: parcours/etapes/premiere", "etape-en-double: « parcours/etapes/premiere » est déjà une étape", "Gardez-en une."),
    parcours("duree de parcours fausse", "duree: 5", "duree: 15", "5:1: duree-fausse: la durée annoncée", "Écrivez duree: 5"),
    Cas("etape plus longue qu'annoncee", ETAPE, "Un paragraphe.", "Un paragraphe. " * 300, "etape-trop-courte (alerte): « parcours/etapes/premiere » demande", ou=PARCOURS),
    parcours("question sans bonne reponse", "    juste: 2\n    explication: La page", "    explication: La page", "champ-manquant: le champ « juste » manque", "Rang de la bonne réponse"),
    parcours("question a la reponse hors des choix", "juste: 2", "juste: 3", "13:5: reponse-absente: la bonne réponse est la n° 3, et la question n'en propose que 2", "rang de 1 à 2"),
    parcours(
        "question sans base legale",
        "    explication: La page dit de la lire.\n    fondements: [CCP L2112-2]",
        "    explication: La page dit de la lire.",
        "champ-manquant: le champ « fondements » manque",
        "Base légale de la réponse.",
    ),
    parcours("question a la base legale vide", "lire.\n    fondements: [CCP L2112-2]", "lire.\n    fondements: []", "liste-trop-courte: « fondements » est vide"),
    parcours("question a l'article inconnu", "lire.\n    fondements: [CCP L2112-2]", "lire.\n    fondements: [CCP L2112-99]", "reference-juridique: « CCP L2112-99 » est absent du registre"),
    parcours("question aux choix en double", "[Ne rien faire., Lire la page.]", "[Lire la page., lire la page.]", "choix-en-double: deux réponses proposées sont les mêmes"),
    parcours(
        "deux questions seulement",
        """  - question: Que faut-il faire enfin ?
    choix: [Recommencer tout., Suivre un autre parcours.]
    juste: 2
    explication: Un autre parcours attend.
    fondements: [CCP L2112-2]
""",
        "",
        "liste-trop-courte: « questions » est vide ou trop court",
        "Au moins 3",
    ),
    parcours("parcours d'un metier inconnu", "profils: [elu]", "profils: [elus]", "4:11: valeur-inconnue: « elus »", "Vouliez-vous dire « elu » ?"),
    Cas("moment de page inconnu", ETAPE, "moment: besoin", "moment: besoins", "4:1: valeur-inconnue: « besoins » n'est pas dans le vocabulaire « moments »", "Vouliez-vous dire « besoin » ?"),
    kit("duree de kit fausse", "duree: 30", "duree: 45", "7:1: duree-fausse: la durée annoncée (45 min) n'est pas la"),
    kit("kit sans precaution", "precautions: [Inviter toutes les entreprises de la même façon.]\n", "", "champ-manquant: le champ « precautions » manque"),
    kit("evaluation d'une autre sorte", "reponse: echelle", "reponse: etoiles", "valeur-inconnue: « etoiles » n'est"),
    kit("html dans un role", "Vous tenez l’heure.", "Vous <b>tenez</b> l’heure.", "html-brut:"),
    terme("terme sans base ni source", "fondements: [CCP L2112-2]\n", "", "1:1: source-manquante: ce terme n'a ni base légale ni source", "Ajoutez « fondements »"),
    Cas("terme sans emploi", KIT, "un essai contradictoire", "un essai à deux", "terme-sans-emploi (alerte): aucune page n'emploie « essai contradictoire »", "Ajoutez à « formes »", ou=TERME),
    Cas(
        "ecriture de deux termes",
        AUTRE_TERME,
        None,
        TERME_VALIDE.replace("terme: essai contradictoire", "terme: autre essai").replace(
            "sigle: EC", "formes: [Essai contradictoire]"
        ),
        "ecriture-en-double: « essai contradictoire » est aussi une écriture de « autre »",
        ou=TERME,
    ),
    *(
        terme(
            f"ecriture de terme {ecriture}",
            "sigle: EC",
            f'formes: ["{ecriture}"]',
            f"2:10: forme-incorrecte: « {ecriture} » n'a pas la forme attendue pour « formes »",
            "Chacune commence par une lettre ou un chiffre",
        )
        for ecriture in ("%", "-ing", "_x")
    ),
    terme("terme qui n'est pas un mot", "terme: essai contradictoire", 'terme: "%"', "forme-incorrecte: « % »"),
    terme("sigle en minuscules", "sigle: EC", "sigle: ec", "forme-incorrecte: « ec » n'a pas la forme"),
    terme("definition trop longue pour une bulle", "pour les contrôles.", "pour les contrôles. " * 20, "trop-long: « definition » est trop long", "Au plus 260"),
    terme("terme voisin absent", "fondements:", "voir: [absent]\nfondements:", "renvoi-absent: la fiche « absent »"),
)  # fmt: skip
