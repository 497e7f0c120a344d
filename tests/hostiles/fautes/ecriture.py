"""Ce qui se lit mal : dates, retraits, guillemets, espaces insécables, tirets, crochets."""

import re

from .commun import QUESTIONS, TITRE, Faute

TEXTE = "      Le titulaire réalise au moins {{taux}} des livraisons dans ces conditions.\n"
SUITE = '"En cas d’écart : observations écrites, puis mise en demeure."'
OBTIENT = "Ce que la clause obtient ici"
OU, PRIX = "Où livrez-vous, et quand ?", "Quel est votre prix ?"
COLLE = "yaml-illisible: le tiret est collé au texte"
LISTE = "type-incorrect: « questions_sourcing » attend une liste"
COURBE = "“En cas d’écart : observations écrites, puis mise en demeure.”"


def date(nom: str, ecrite: str, place: str, dit: str, conseil: str, juste: str = "2026-11-24") -> Faute:
    return Faute(f"date {nom}", "verifie_le: 2026-11-24", f"verifie_le: {ecrite}", place, dit, conseil, (ecrite, juste))


def retrait(nom: str, ligne: str, juste: int, faux: int, place: str, dit: str, conseil: str) -> Faute:
    message = f"yaml-illisible: le retrait de « {ligne.partition(':')[0]} » {dit}"
    return Faute(f"retrait {nom}", " " * juste + ligne, " " * faux + ligne, place, message, conseil)


def insecable(nom: str, avant: str, apres: str, place: str, dit: str) -> Faute:
    """Le conseil, suivi : le signe devient une espace ordinaire."""
    message, suivi = f"yaml-illisible: une espace insécable ({dit}", re.sub("[\u00a0\u202f]", " ", apres)
    return Faute(f"insécable {nom}", avant, apres, place, message, "par une espace ordinaire", (apres, suivi))


def jamais_ferme(nom: str, avant: str, apres: str, place: str, signe: str, suivi: tuple[str, str] = ()) -> Faute:
    message = f"yaml-illisible: le {'crochet' if signe == ']' else 'guillemet'} ouvert ici n'est pas fermé"
    return Faute(nom, avant, apres, place, message, f"avec {signe} au bout", suivi)


def non_rentree(nom: str, apres: str, place: str, conseil: str, suivi: tuple[str, str]) -> Faute:
    """Une ligne du texte ouvert ligne 23 par « | »."""
    message = "yaml-illisible: cette ligne n'est pas en retrait comme le texte ouvert ligne 23"
    return Faute(f"{nom} sous |", TEXTE, apres, place, message, conseil, suivi)


def questions(nom: str, ecrites: str, place: str, dit: str, conseil: str, suivi: tuple[str, str]) -> Faute:
    return Faute(nom, QUESTIONS, f"questions_sourcing:{ecrites}", place, dit, conseil, suivi)


FAUTES = (
    date("française", "24/11/2026", "76:13", "date-mal-ecrite: « 24/11/2026 »", "Écrivez 2026-11-24, sans guillemets"),
    date(
        "d’un seul chiffre",
        "2026-11-6",
        "76:13",
        "date-mal-ecrite: « 2026-11-6 »",
        "Écrivez 2026-11-06, sans guillemets",
        "2026-11-06",
    ),
    date("entre guillemets", '"2026-11-24"', "76:1", "type-incorrect: ", "Écrivez 2026-11-24, sans guillemets."),
    date(
        "française entre guillemets", '"24/11/2026"', "76:1", "type-incorrect: ", "Écrivez 2026-11-24, sans guillemets."
    ),
    *(
        date(nom, ecrite, "76:1", "type-incorrect: ", "année d’abord, comme 2026-01-31, sans guillemets.")
        for nom, ecrite in (("en toutes lettres", "24 novembre 2026"), ("laissée à remplir", "AAAA-MM-JJ"))
    ),
    date(
        "sans ce jour", "2026-11-31", "76:13", "date-impossible: « 2026-11-31 »", "le mois, puis le jour : AAAA-MM-JJ"
    ),
    date(
        "à l’américaine", "2026-24-11", "76:13", "date-impossible: « 2026-24-11 »", "le mois, puis le jour : AAAA-MM-JJ"
    ),
    Faute(
        "date française pour un texte",
        f"titre: {TITRE}",
        "titre: 24/11/2026",
        "3:8",
        "date-mal-ecrite: ",
        'si c\'est un texte et non une date, mettez des guillemets : "24/11/2026"',
        ("24/11/2026", '"24/11/2026"'),
        ("texte-sans-mot: ",),
    ),
    retrait("trop grand", "piece: CCTP", 4, 5, "14:6", "a 1 espace(s) de trop", "ligne 13 : 4 espaces devant"),
    retrait("trop grand en tête", "titre: Réunions", 4, 5, "13:6", "a 1", "« id », ligne 12 : 4 espaces"),
    retrait("trop petit", "piece: CCTP", 4, 3, "14:4", "manque de 1 espace(s)", "ligne 13 : 4 espaces devant"),
    retrait("à la marge", "segments: [toutes", 0, 1, "6:2", "a 1 espace(s)", "contre la marge"),
    retrait("dans une variable", "type: pourcentage", 4, 6, "44:7", "a 2", "ligne 43 : 4 espaces"),
    retrait("d’un plafond", "max: 100", 4, 5, "47:6", "a 1 espace(s)", "« min », ligne 46"),
    non_rentree(
        "ligne non rentrée",
        f"{TEXTE}\nIl garde les preuves jusqu’au bout.\n",
        "26:1",
        "Mettez 6 espaces devant",
        ("\nIl garde", "\n      Il garde"),
    ),
    non_rentree(
        "première ligne non rentrée",
        TEXTE.lstrip(),
        "24:1",
        "Mettez 6 espaces devant",
        ("\nLe titulaire réalise", "\n      Le titulaire réalise"),
    ),
    non_rentree(
        "deux lignes non rentrées",
        f"{TEXTE}\nIl garde les preuves.\n\nIl les montre.\n",
        "26:1",
        "et autant devant la suite du texte",
        ("\nIl garde les preuves.\n\nIl", "\n      Il garde les preuves.\n\n      Il"),
    ),
    Faute(
        "ligne non rentrée avec un deux-points",
        "sans le suivi.",
        "sans le suivi.\nElle garde : les preuves.\n",
        "11:1",
        "champ-inconnu: « Elle garde » est lu comme un champ",
        "en retrait, comme le texte qui la précède",
        ("\nElle garde", "\n  Elle garde"),
    ),
    jamais_ferme("guillemet jamais fermé", SUITE, SUITE[:-1], "58:10", '"'),
    jamais_ferme("guillemet fermé par le suivant", TITRE, TITRE[:-1], "3:8", '"'),
    jamais_ferme("apostrophe ouverte", TITRE, f"'{OBTIENT}", "3:8", "'", (f"'{OBTIENT}", f"'{OBTIENT}'")),
    Faute(
        "guillemet dans des guillemets",
        TITRE,
        '"Ce que la "clause" obtient"',
        "3:19",
        "yaml-illisible: un guillemet est à l'intérieur",
        "Écrivez-les « … »",
        ('la "clause" ob', "la « clause » ob"),
    ),
    Faute(
        "apostrophe dans des apostrophes",
        TITRE,
        "'Ce que l'essai obtient'",
        "3:17",
        "yaml-illisible: un guillemet est à l'intérieur",
        "Doublez l'apostrophe",
        ("l'essai", "l''essai"),
    ),
    Faute(
        "guillemets de Word et deux-points",
        SUITE,
        COURBE,
        "58:10",
        "guillemets-courbes: ",
        "Mettez des guillemets droits",
    ),
    Faute(
        "guillemets de Word seuls",
        TITRE,
        "“Ce que la clause d’essai obtient”",
        "3:8",
        "guillemets-courbes: ",
        "Mettez des guillemets droits",
    ),
    insecable("en retrait", "    piece: CCTP", "  \u00a0 piece: CCTP", "14:3", "U+00A0) est dans le retrait"),
    insecable("fine en retrait", "    piece: CCTP", "  \u202f piece: CCTP", "14:3", "U+202F) est dans le retrait"),
    insecable(
        "pour tout retrait", "    piece: CCTP", "\u00a0" * 4 + "piece: CCTP", "14:1", "U+00A0) est dans le retrait"
    ),
    insecable("après le deux-points", "piece: CCTP", "piece:\u00a0CCTP", "14:11", "U+00A0) suit le deux-points"),
    insecable("après le tiret", "- id: exig", "-\u00a0id: exig", "12:4", "U+00A0) suit le tiret"),
    insecable("sous |", "      Le titulaire réa", "  \u00a0   Le titulaire réa", "24:3", "U+00A0) est dans le retrait"),
    questions("tiret collé", f"\n  -{OU}", "60:3", COLLE, "« - Où … »", ("-Où", "- Où")),
    questions(
        "deux tirets collés",
        f"\n  -{OU}\n  -{PRIX}",
        "60:3",
        COLLE,
        "après chaque tiret",
        (f"-{OU}\n  -Q", f"- {OU}\n  - Q"),
    ),
    questions("second tiret collé", f"\n  - {OU}\n  -{PRIX}", "61:4", COLLE, "« - Quel … »", ("-Quel", "- Quel")),
    Faute(
        "liste sans crochets",
        "tailles: [petite, moyenne, grande]",
        "tailles: petite, moyenne",
        "8:1",
        "type-incorrect: « tailles » attend une liste",
        "Mettez des crochets : [petite, moyenne].",
        ("petite, moyenne", "[petite, moyenne]"),
    ),
    questions(
        "phrase sans tiret",
        f" {OU}",
        "59:1",
        LISTE,
        f"après un tiret : « - {OU} »",
        (": Où livrez", ":\n  - Où livrez"),
    ),
    jamais_ferme(
        "crochet jamais fermé",
        "[petite, moyenne, grande]",
        "[petite, moyenne, grande",
        "8:10",
        "]",
        ("grande ", "grande] "),
    ),
    questions(
        "puces de traitement de texte",
        f"\n  • {OU}\n  • {PRIX}",
        "59:1",
        LISTE,
        f"un élément par ligne, en retrait, après un tiret : « - {OU} »",
        (f"  • {OU}\n  • Q", f"  - {OU}\n  - Q"),
    ),
    Faute("deux-points collé", "marches: [", "marches:[", "7:9", "yaml-illisible: le deux-points", "« marches: … »"),
    Faute(
        "deux-points dans un texte",
        "qui: Le service utilisateur",
        "qui: Selon le cas : le service ou l’atelier",
        "55:21",
        "yaml-illisible: deux-points inattendu",
        "se met entre guillemets",
        ("Selon le cas : le service ou l’atelier", '"Selon le cas : le service ou l’atelier"'),
    ),
    Faute(
        "pour cent en tête",
        "qui: Le service utilisateur",
        "qui: % du service utilisateur",
        "55:8",
        "yaml-illisible: « % » ne peut pas commencer un texte",
        "entre guillemets droits",
        ("% du service utilisateur", '"% du service utilisateur"'),
    ),
)
