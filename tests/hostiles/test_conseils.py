"""Chaque faute d'un acheteur reçoit la bonne ligne et un conseil ; le conseil suivi, la fiche est verte, ou dit la vraie faute suivante."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fabrique.lecture import anomalies_de
from tests.petit import CODE, changer

from .cas.commun import CLAUSE
from .cas.fiches import MODELE

IDENTITE = "data/reseau/identite.yml"
TITRE = '"Ce que la clause d’essai obtient"'
TEXTE = "      Le titulaire réalise au moins {{taux}} des livraisons dans ces conditions.\n"
SUITE = '"En cas d’écart : observations écrites, puis mise en demeure."'
COURBE = "“En cas d’écart : observations écrites, puis mise en demeure.”"
QUESTIONS = "questions_sourcing: []"
PENALITE = """\
  - id: penalite
    piece: CCAP
    nature: penalite
    niveau: base
    texte: Le titulaire encourt une pénalité après mise en demeure.
ccag:"""


@dataclass(frozen=True)
class Faute:
    """``avant`` → ``apres`` est la faute, à la ligne ``ligne`` ; ``suivi`` : ce qu'un acheteur fait du conseil ; ``ensuite`` : ce qu'il lit alors.

    ``seule`` : rien d'autre n'est dit de cette fiche.
    """

    nom: str
    avant: str
    apres: str
    place: str
    dit: str
    conseil: str
    suivi: tuple[str, str]
    ensuite: tuple[str, ...] = ()
    fichier: str = CLAUSE
    seule: bool = True


def date(nom: str, ecrite: str, place: str, dit: str, conseil: str, juste: str = "2026-11-24") -> Faute:
    return Faute(f"date {nom}", "verifie_le: 2026-11-24", f"verifie_le: {ecrite}", place, dit, conseil, (ecrite, juste))


def retrait(nom: str, avant: str, apres: str, place: str, dit: str, conseil: str) -> Faute:
    return Faute(f"retrait {nom}", avant, apres, place, f"yaml-illisible: le retrait de {dit}", conseil, (apres, avant))


def insecable(nom: str, avant: str, apres: str, place: str, dit: str) -> Faute:
    """Le conseil, suivi : le signe devient une espace ordinaire."""
    message = f"yaml-illisible: une espace insécable ({dit}"
    return Faute(
        f"insécable {nom}",
        avant,
        apres,
        place,
        message,
        "par une espace ordinaire",
        (apres, re.sub("[\u00a0\u202f]", " ", apres)),
    )


FAUTES = (
    Faute(
        "document sans objet",
        "## Objet\n",
        "",
        "2:1",
        "sans-objet: le document ne dit pas son objet",
        "« **Objet : demande",
        ("La commune de [nom]", "**Objet\u00a0: demande de devis pour un essai** \n\nLa commune de [nom]"),
        fichier=MODELE,
    ),
    date("française", "24/11/2026", "69:13", "date-mal-ecrite: « 24/11/2026 »", "Écrivez 2026-11-24, sans guillemets"),
    date(
        "d’un seul chiffre",
        "2026-11-6",
        "69:13",
        "date-mal-ecrite: « 2026-11-6 »",
        "Écrivez 2026-11-06, sans guillemets",
        "2026-11-06",
    ),
    date("entre guillemets", '"2026-11-24"', "69:1", "type-incorrect: ", "Écrivez 2026-11-24, sans guillemets."),
    date(
        "française entre guillemets", '"24/11/2026"', "69:1", "type-incorrect: ", "Écrivez 2026-11-24, sans guillemets."
    ),
    *(
        date(nom, ecrite, "69:1", "type-incorrect: ", "année d’abord, comme 2026-01-31, sans guillemets.")
        for nom, ecrite in (("en toutes lettres", "24 novembre 2026"), ("laissée à remplir", "AAAA-MM-JJ"))
    ),
    date(
        "sans ce jour", "2026-11-31", "69:13", "date-impossible: « 2026-11-31 »", "le mois, puis le jour : AAAA-MM-JJ"
    ),
    date(
        "à l’américaine", "2026-24-11", "69:13", "date-impossible: « 2026-24-11 »", "le mois, puis le jour : AAAA-MM-JJ"
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
    retrait(
        "trop grand",
        "    piece: CCTP",
        "     piece: CCTP",
        "14:6",
        "« piece » a 1 espace(s) de trop",
        "ligne 13 : 4 espaces devant",
    ),
    retrait(
        "trop grand en tête",
        "    titre: Réunions",
        "     titre: Réunions",
        "13:6",
        "« titre » a 1",
        "« id », ligne 12 : 4 espaces",
    ),
    retrait(
        "trop petit",
        "    piece: CCTP",
        "   piece: CCTP",
        "14:4",
        "« piece » manque de 1 espace(s)",
        "ligne 13 : 4 espaces devant",
    ),
    retrait(
        "à la marge", "segments: [toutes", " segments: [toutes", "6:2", "« segments » a 1 espace(s)", "contre la marge"
    ),
    retrait(
        "dans une variable",
        "    type: pourcentage",
        "      type: pourcentage",
        "38:7",
        "« type » a 2",
        "ligne 37 : 4 espaces",
    ),
    retrait("d’un plafond", "    max: 100", "     max: 100", "41:6", "« max » a 1 espace(s)", "« min », ligne 40"),
    Faute(
        "ligne non rentrée sous |",
        TEXTE,
        f"{TEXTE}\nIl garde les preuves jusqu’au bout.\n",
        "23:1",
        "yaml-illisible: cette ligne n'est pas en retrait comme le texte ouvert ligne 20",
        "Mettez 6 espaces devant",
        ("\nIl garde", "\n      Il garde"),
    ),
    Faute(
        "première ligne non rentrée sous |",
        TEXTE,
        TEXTE.lstrip(),
        "21:1",
        "yaml-illisible: cette ligne n'est pas en retrait comme le texte ouvert ligne 20",
        "Mettez 6 espaces devant",
        ("\nLe titulaire réalise", "\n      Le titulaire réalise"),
    ),
    Faute(
        "deux lignes non rentrées sous |",
        TEXTE,
        f"{TEXTE}\nIl garde les preuves.\n\nIl les montre.\n",
        "23:1",
        "yaml-illisible: cette ligne n'est pas en retrait",
        "et autant devant la suite du texte",
        ("\nIl garde les preuves.\n\nIl", "\n      Il garde les preuves.\n\n      Il"),
    ),
    Faute(
        "ligne non rentrée avec un deux-points",
        TEXTE,
        f"{TEXTE}\nIl garde : les preuves.\n",
        "23:1",
        "champ-inconnu: « Il garde » est lu comme un champ",
        "en retrait, comme le texte qui la précède",
        ("\nIl garde", "\n      Il garde"),
    ),
    Faute(
        "guillemet jamais fermé",
        SUITE,
        SUITE[:-1],
        "52:10",
        "yaml-illisible: le guillemet ouvert ici n'est pas fermé",
        'avec " au bout',
        (SUITE[:-1], SUITE),
    ),
    Faute(
        "guillemet fermé par le suivant",
        TITRE,
        TITRE[:-1],
        "3:8",
        "yaml-illisible: le guillemet ouvert ici n'est pas fermé",
        'avec " au bout',
        (TITRE[:-1], TITRE),
    ),
    Faute(
        "apostrophe ouverte",
        TITRE,
        "'Ce que la clause obtient ici",
        "3:8",
        "yaml-illisible: le guillemet ouvert ici n'est pas fermé",
        "avec ' au bout",
        ("'Ce que la clause obtient ici", "'Ce que la clause obtient ici'"),
    ),
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
        "52:10",
        "guillemets-courbes: ",
        "Mettez des guillemets droits",
        (COURBE, SUITE),
    ),
    Faute(
        "guillemets de Word seuls",
        TITRE,
        "“Ce que la clause d’essai obtient”",
        "3:8",
        "guillemets-courbes: ",
        "Mettez des guillemets droits",
        ("“Ce que la clause d’essai obtient”", TITRE),
    ),
    insecable("en retrait", "    piece: CCTP", "  \u00a0 piece: CCTP", "14:3", "U+00A0) est dans le retrait"),
    insecable("fine en retrait", "    piece: CCTP", "  \u202f piece: CCTP", "14:3", "U+202F) est dans le retrait"),
    insecable(
        "pour tout retrait", "    piece: CCTP", "\u00a0" * 4 + "piece: CCTP", "14:1", "U+00A0) est dans le retrait"
    ),
    insecable("après le deux-points", "piece: CCTP", "piece:\u00a0CCTP", "14:11", "U+00A0) suit le deux-points"),
    insecable("après le tiret", "- id: exig", "-\u00a0id: exig", "12:4", "U+00A0) suit le tiret"),
    insecable("sous |", "      Le titulaire réa", "  \u00a0   Le titulaire réa", "21:3", "U+00A0) est dans le retrait"),
    Faute(
        "tiret collé",
        QUESTIONS,
        "questions_sourcing:\n  -Où livrez-vous, et quand ?",
        "54:3",
        "yaml-illisible: le tiret est collé au texte",
        "« - Où … »",
        ("-Où", "- Où"),
    ),
    Faute(
        "deux tirets collés",
        QUESTIONS,
        "questions_sourcing:\n  -Où livrez-vous, et quand ?\n  -Quel est votre prix ?",
        "54:3",
        "yaml-illisible: le tiret est collé au texte",
        "après chaque tiret",
        ("-Où livrez-vous, et quand ?\n  -Q", "- Où livrez-vous, et quand ?\n  - Q"),
    ),
    Faute(
        "second tiret collé",
        QUESTIONS,
        "questions_sourcing:\n  - Où livrez-vous, et quand ?\n  -Quel est votre prix ?",
        "55:4",
        "yaml-illisible: le tiret est collé au texte",
        "« - Quel … »",
        ("-Quel", "- Quel"),
    ),
    Faute(
        "liste sans crochets",
        "tailles: [petite, moyenne, grande]",
        "tailles: petite, moyenne",
        "8:1",
        "type-incorrect: « tailles » attend une liste",
        "Mettez des crochets : [petite, moyenne].",
        ("petite, moyenne", "[petite, moyenne]"),
    ),
    Faute(
        "phrase sans tiret",
        QUESTIONS,
        "questions_sourcing: Où livrez-vous, et quand ?",
        "53:1",
        "type-incorrect: « questions_sourcing » attend une liste",
        "après un tiret : « - Où livrez-vous, et quand ? »",
        (": Où livrez", ":\n  - Où livrez"),
    ),
    Faute(
        "crochet jamais fermé",
        "[petite, moyenne, grande]",
        "[petite, moyenne, grande",
        "8:10",
        "yaml-illisible: le crochet ouvert ici n'est pas fermé",
        "avec ] au bout",
        ("grande ", "grande] "),
    ),
    Faute(
        "puces de traitement de texte",
        QUESTIONS,
        "questions_sourcing:\n  • Où livrez-vous, et quand ?\n  • Quel est votre prix ?",
        "53:1",
        "type-incorrect: « questions_sourcing » attend une liste",
        "un élément par ligne, en retrait, après un tiret : « - Où livrez-vous, et quand ? »",
        ("  • Où livrez-vous, et quand ?\n  • Q", "  - Où livrez-vous, et quand ?\n  - Q"),
    ),
    Faute(
        "deux valeurs sans virgule",
        "[economie-circulaire]",
        "[dechets eau]",
        "5:10",
        "valeur-inconnue: « dechets eau »",
        "Mettez une virgule entre deux valeurs : dechets, eau.",
        ("dechets eau", "dechets, eau"),
    ),
    Faute(
        "nom de texte en mots",
        "- id: exigence",
        "- id: Relevé 1",
        "12:5",
        "forme-incorrecte: « Relevé 1 » n'a pas la forme attendue pour « id »",
        "Écrivez releve-1.",
        ("Relevé 1", "releve-1"),
    ),
    Faute(
        "nombre à virgule",
        "defaut: 50",
        "defaut: 12,5",
        "39:5",
        "type-incorrect: « taux » attend un nombre",
        "Écrivez 12.5, sans guillemets.",
        ("12,5", "12.5"),
    ),
    Faute(
        "nombre à milliers",
        "max: 100",
        "max: 1 000",
        "41:5",
        "type-incorrect: « max » attend un nombre",
        "Écrivez 1000, sans guillemets.",
        ("1 000", "1000"),
    ),
    Faute(
        "non pour rien",
        '# insertion: ""',
        "insertion: non",
        "34:12",
        "valeur-ambigue: « non »",
        "pour dire « rien », écrivez null, ou retirez la ligne",
        ("insertion: non", "insertion: null"),
        seule=False,
    ),
    Faute(
        "statut oublié",
        "statut: brouillon   # État de la fiche.\n",
        "",
        "3:1",
        "champ-manquant: le champ « statut » manque",
        "Ajoutez « statut: brouillon ». État de la fiche.",
        ("relu_par:", "statut: brouillon\nrelu_par:"),
    ),
    Faute(
        "sources oubliées",
        "sources:   # Sources publiques.\n  - titre: Code de la commande publique, Légifrance\n"
        "    url: https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000037701019/\n",
        "",
        "3:1",
        "champ-manquant: le champ « sources » manque",
        "Ajoutez « sources: [{titre: …, url: …}] ».",
        ("relu_par:", "sources: [{titre: Légifrance, url: https://www.legifrance.gouv.fr/}]\nrelu_par:"),
    ),
    Faute(
        "phrase partagée mal nommée",
        "socle: exoneration-1000",
        "socle: exoneration-100",
        "62:7",
        "renvoi-absent: la fiche « exoneration-100 » n'existe pas",
        "Vouliez-vous dire « exoneration-1000 » ?",
        ("exoneration-100\n", "exoneration-1000\n"),
        fichier="data/clauses/critere-court.yml",
    ),
    Faute(
        "lien coupé",
        "dans ces conditions.",
        "dans ces conditions. Voir [le code] (https://www.legifrance.gouv.fr/).",
        "21:95",
        "lien-coupe: une espace sépare le texte d'un lien de son adresse",
        "Collez-les : [texte](https://…).",
        ("code] (", "code]("),
    ),
    Faute(
        "deux-points collé",
        "marches: [",
        "marches:[",
        "7:9",
        "yaml-illisible: le deux-points est collé à la valeur",
        "« marches: … »",
        ("marches:[", "marches: ["),
    ),
    Faute(
        "deux-points dans un texte",
        "qui: Le service utilisateur",
        "qui: Selon le cas : le service ou l’atelier",
        "49:21",
        "yaml-illisible: deux-points inattendu",
        "se met entre guillemets",
        ("Selon le cas : le service ou l’atelier", '"Selon le cas : le service ou l’atelier"'),
    ),
    Faute(
        "pour cent en tête",
        "qui: Le service utilisateur",
        "qui: % du service utilisateur",
        "49:8",
        "yaml-illisible: « % » ne peut pas commencer un texte",
        "entre guillemets droits",
        ("% du service utilisateur", '"% du service utilisateur"'),
    ),
    Faute(
        "variable accentuée",
        "dans ces conditions.",
        "dans ces conditions, {{délai enlèvement}} après.",
        "21:82",
        "nom-de-variable: « {{délai enlèvement}} »",
        "Écrivez {{delai_enlevement}}",
        ("{{délai enlèvement}}", "{{delai_enlevement}}"),
        ("variable-inconnue: « {{delai_enlevement}} »",),
    ),
    *(
        Faute(
            f"variable {ecrite}",
            "{{taux}}",
            ecrite,
            "21:37",
            f"accolades-simples: « {ecrite} »",
            "Écrivez {{taux}} si c'est une variable",
            (f"moins {ecrite} des", "moins {{taux}} des"),
        )
        for ecrite in ("{taux}", "{{taux}", "{taux}}", "{{{taux}}}")
    ),
    Faute(
        "pour cent deux fois",
        "{{taux}}",
        "{{taux}} %",
        "21:37",
        "unite-en-double: « % » suit {{taux}}",
        "Retirez l'unité du texte",
        ("{{taux}} %", "{{taux}}"),
    ),
    Faute(
        "pénalité sans plafond",
        "ccag:",
        PENALITE,
        "33:5",
        "penalite-sans-plafond (alerte): la pénalité « penalite » n'a pas de plafond",
        "sans_plafond avec la raison",
        ("nature: penalite\n", "nature: penalite\n    sans_plafond: Elle est due une fois par marché.\n"),
        ("penalite-incomplete: ",),
        seule=False,
    ),
    Faute(
        "pénalité sans nom",
        "ccag:",
        PENALITE.replace("id: penalite", "id:"),
        "31:8",
        "valeur-vide: ",
        "Donnez une valeur",
        ("- id:\n", "- id: penalite\n"),
        ("penalite-incomplete: ", "penalite-sans-plafond (alerte): "),
    ),
    Faute(
        "département en nombre",
        '["22", "29"]',
        '["22", 9]',
        "8:22",
        "type-incorrect: « departements » attend un texte",
        'Mettez des guillemets : "09".',
        ('"22", 9', '"22", "09"'),
        fichier=IDENTITE,
    ),
    Faute(
        "nom et téléphone de qui contrôle",
        "Le service utilisateur",
        "Camille Durand, 05 00 00 00 00",
        "49:24",
        "telephone-dans-un-role: « 05 00 00 00 00 »",
        "Nommez la fonction ou le service",
        (", 05 00 00 00 00", ""),
        ("personne-a-verifier (alerte): « Camille Durand »",),
        seule=False,
    ),
    Faute(
        "nom de qui contrôle",
        "Le service utilisateur",
        "Camille Durand",
        "49:8",
        "personne-a-verifier (alerte): « Camille Durand »",
        "« Le service utilisateur »",
        ("Camille Durand", "Le service utilisateur"),
    ),
    Faute(
        "certification sans équivalent",
        "dans ces conditions.",
        "dans ces conditions. Les huiles sont certifiées ISCC.",
        "21:98",
        "signe-sans-equivalent (alerte): « certifiées ISCC »",
        "Ajoutez « ou équivalent »",
        ("ISCC", "ISCC ou équivalent"),
    ),
)


@pytest.mark.parametrize("faute", FAUTES, ids=lambda f: f.nom)
def test_le_conseil_suivi_repare(faute: Faute, projet: Path) -> None:
    fiche = projet / faute.fichier
    saine = fiche.read_text("utf-8")
    assert faute.avant in saine, "la faute ne s'applique plus au projet témoin"
    fautive = saine.replace(faute.avant, faute.apres, 1)
    fiche.write_text(fautive, "utf-8")
    trouvees = anomalies_de(projet)
    dites = [a for a in trouvees if a.startswith(f"{faute.fichier}:{faute.place}: {faute.dit}")]
    assert len(dites) == 1 and len(trouvees) == 1 + (not faute.seule), "\n".join(trouvees)
    assert faute.conseil in dites[0]
    assert "None" not in "".join(trouvees) and "Vouliez-vous dire « CCP" not in "".join(trouvees)
    avant, apres = faute.suivi
    assert avant in fautive
    fiche.write_text(fautive.replace(avant, apres, 1), "utf-8")
    suivantes = anomalies_de(projet)
    assert len(suivantes) == len(faute.ensuite), "\n".join(suivantes)
    for code in faute.ensuite:
        assert any(f": {code}" in a for a in suivantes)


@pytest.mark.parametrize(
    ("reference", "fichier", "conseil", "article"),
    [
        (
            "CCP L2112-99",
            "data/droit/articles/ccp.yml",
            "Vérifiez le numéro : le registre a L2112-2. Lisez l'article sur Légifrance, puis collez dans"
            " data/droit/articles/ccp.yml, sous « articles: » et en retrait de deux espaces,"
            ' cette ligne, et complétez-la : L2112-99: {objet: "…", depuis: AAAA-MM-JJ}',
            '  L2112-99: {objet: "Un article d’essai, pour les contrôles.", depuis: 2020-01-01}\n',
        ),
        (
            "ENV L541-21-1",
            "data/droit/articles/env.yml",
            "Créez data/droit/articles/env.yml d'après le texte officiel",
            CODE.replace("CCP", "ENV")
            .replace("de la commande publique", "de l’environnement")
            .replace("L2112-2", "L541-21-1"),
        ),
    ],
)
def test_un_article_absent_s_ajoute_comme_le_conseil_le_dit(
    projet: Path, reference: str, fichier: str, conseil: str, article: str
) -> None:
    """Jamais un autre article n'est proposé : un numéro qui ressemble dit un autre droit."""
    fiche, registre = projet / CLAUSE, projet / fichier
    fiche.write_text(fiche.read_text("utf-8").replace("[CCP L2112-2]", f"[CCP L2112-2, {reference}]"), "utf-8")
    [anomalie] = anomalies_de(projet)
    assert (
        anomalie.startswith(f"{CLAUSE}:55:27: reference-juridique: « {reference} » est absent") and conseil in anomalie
    )
    assert "Vouliez-vous dire" not in anomalie
    registre.write_text((registre.read_text("utf-8") if registre.exists() else "") + article, "utf-8")
    assert anomalies_de(projet) == []


def test_plusieurs_fautes_d_ecriture_se_disent_d_un_coup(projet: Path) -> None:
    """Un fichier illisible se lit réparé : ses autres fautes d'écriture, de vocabulaire et de règle se disent aussi."""
    fiche = projet / CLAUSE
    changer(
        fiche,
        (TITRE, TITRE[:-1]),
        ("themes: [economie-circulaire]", "themes:[economie-circulair]"),
        ("    piece: CCTP", "  \u00a0 piece: CCTP"),
        ("{{taux}}", "{taux}"),
        ("    max: 100", "     max: 100"),
        ("verifie_le: 2026-11-24", "verifie_le: 2026-11-6"),
    )
    assert [":".join(a.split(":")[1:4]) for a in anomalies_de(projet)] == [
        "3:8: yaml-illisible",
        "5:8: yaml-illisible",
        "5:10: valeur-inconnue",
        "14:3: yaml-illisible",
        "21:37: accolades-simples",
        "41:6: yaml-illisible",
        "69:13: date-mal-ecrite",
    ]
