"""Le fichier lui-même : octets, caractères, YAML."""

from .commun import CLAUSE, VEILLE, Cas, clause, titre

DITE = "des livraisons dans ces conditions."


def changement(jour: str, phrases: str = "[]") -> str:
    """Rend les lignes d'un changement de la fiche."""
    return f"  - le: {jour}\n    quoi: Le seuil de la clause est relevé.\n    phrases: {phrases}\n"


CAS = (
    Cas("nom accentue", "data/clauses/Ma clause É.yml", None, "CLAUSE", "nom-de-fichier:"),
    Cas("clause nommee selection", "data/clauses/selection.yml", None, "CLAUSE", "nom-reserve:"),
    Cas("page et dossier de meme adresse", "docs/contribuer.md", None, "PAGE", "adresse-en-double", ou="docs/contribuer/index.md"),
    Cas("meme nom dans deux annees", "docs/veille/2025/2026-11-20-essai.md", None, "VEILLE", "fiche-en-double", ou=VEILLE),
    clause("cle en double", "statut: brouillon", "statut: brouillon\nstatut: publie", "cle-en-double: le champ « statut »"),
    clause("cle inconnue", "statut: brouillon", "statu: brouillon", "champ-inconnu: le champ « statu »", "Vouliez-vous dire « statut »"),
    clause("champ manquant", "fondements: [CCP L2112-2]", "", "champ-manquant: le champ « fondements »"),
    clause("conflit de git", "statut: brouillon", "<<<<<<< HEAD\nstatut: brouillon\n=======\nstatut: publie\n>>>>>>> branche", "conflit: une marque de conflit de git", "retirez les trois lignes"),
    Cas("conflit de git dans une page", "docs/index.md", None, "---\ntitle: Accueil\n---\n\nAvant.\n\n>>>>>>> branche\n", "7:"),
    clause("ancre", "themes: [", "themes: &a [", "alias-yaml:"),
    clause("alias", "marches: [fournitures, services]", "marches: *a", "alias-yaml:"),
    clause("etiquette", "themes: [", "themes: !!python/object [", "etiquette-yaml:"),
    clause("deux documents", "statut: brouillon", "---\nstatut: brouillon", "plusieurs-documents:"),
    Cas("directive", CLAUSE, None, "%YAML 1.1\n---\ntitre: x\n", "directive-yaml:"),
    titre("non", "no", "valeur-ambigue: « no »", 'Mettez des guillemets : "no"'),
    titre("on", "on", "valeur-ambigue: « on »"),
    titre("octal", "01000", "valeur-ambigue: « 01000 »"),
    titre("sexagesimal", "12:30", "valeur-ambigue: « 12:30 »"),
    titre("version", "1.10", "valeur-ambigue: « 1.10 »"),
    titre("infini", ".nan", "valeur-ambigue: « .nan »"),
    titre("vide", "", "valeur-vide:"),
    titre("nombre pour un texte", "12", "type-incorrect: « titre » attend un texte", 'guillemets : "12"'),
    titre("trop court", "abc", "trop-court: « titre »"),
    titre("trop long", "a" * 200, "trop-long: « titre »"),
    clause("date impossible", "verifie_le: 2026-11-24", "verifie_le: 2026-02-30", "date-impossible: « 2026-02-30 »"),
    clause("date lointaine", "publie_le: 2026-11-24", "publie_le: 1026-11-24", "date-lointaine:"),
    clause("date future", "verifie_le: 2026-11-24", "verifie_le: 2026-11-26", "date-future:"),
    clause("modifie_le ne s’écrit plus", "verifie_le:", "modifie_le: 2026-11-24\nverifie_le:", "champ-inconnu: le champ « modifie_le » n'existe pas"),
    clause(
        "ancien nom d’une autre fiche",
        "verifie_le:",
        "anciens_noms: [critere-court]\nverifie_le:",
        "ancien-nom-repris: l'ancien nom « critere-court » est pris par data/clauses/critere-court.yml",
        "Une adresse publiée garde son sens",
    ),
    clause("ancien nom qui est le sien", "verifie_le:", "anciens_noms: [temoin]\nverifie_le:", "ancien-nom-repris: l'ancien nom « temoin » est pris par data/clauses/temoin.yml"),
    *(
        clause(
            f"ancien nom {nom}",
            "verifie_le:",
            f"anciens_noms: [{nom}]\nverifie_le:",
            attendu,
            "retirez-le de anciens_noms",
        )
        for nom, attendu in (
            ("index", "nom-reserve: « index » est une adresse réservée du site"),
            ("selection", "nom-reserve: « selection »"),
            ("nul", "nom-de-fichier: « nul » ne peut pas devenir une adresse"),
        )
    ),
    clause("ancien nom impossible", "verifie_le:", "anciens_noms: [Temoin]\nverifie_le:", "forme-incorrecte:"),
    *(
        clause(
            f"piece {dite} sans nom",
            "dans ces conditions.",
            f"selon le plan {dite}.",
            f"annexe-sans-nom (alerte): le texte « exigence » dit « {dite} »",
            "annexes: [",
        )
        for dite in ("joint au dossier", "joint au DCE", "joint à l’acte d’engagement")
    ),
    *(
        clause(
            f"annexe que ne cite pas {texte}",
            "    texte: |",
            f"    annexes: [Plan]\n    texte: |\n      Comme à {texte}.",
            "annexe-non-citee: le texte « exigence »",
            "Retirez « annexes »",
        )
        for texte in (
            "l’exigence",
            "l’annexe II du règlement (UE) 2019/2015",
            "les annexes de la directive",
            "un bâtiment annexe",
        )
    ),
    clause("retiree sans raison", "statut: brouillon", "statut: retiree", "retrait-incomplet:", "pourquoi"),
    clause("raison sans retrait", "statut: brouillon", "statut: publie\nretrait: Une autre clause la remplace.", "retrait-incomplet:", "ou aucun"),
    *(
        clause(f"relecture {nom}", "relu_par:", f"relectures: [{{{ligne}}}]\nrelu_par:", attendu)
        for nom, ligne, attendu in (
            ("de demain", "le: 2026-11-26, comme: juriste, avis: Rien à réparer.", "67:15: date-future: 2026-11-26"),
            ("par quelqu un", "le: 2026-11-25, comme: Camille Durand, avis: Rien à réparer.", "personne-a-verifier"),
            ("sans avis", "le: 2026-11-25, comme: juriste", "champ-manquant: le champ « avis » manque"),
            (
                "d un jour",
                "le: 2026-11-25, version: 2026-11, comme: juriste, avis: Rien à réparer.",
                "forme-incorrecte",
            ),
        )
    ),
    *(
        clause(nom, "verifie_le:", f"changements:\n{lignes}verifie_le:", attendu, conseil)
        for nom, lignes, attendu, conseil in (
            ("changement de demain", changement("2026-11-26"), "date-future: 2026-11-26", "Écrivez le jour réel"),
            (
                "changement de la veille de la publication",
                changement("2026-11-23"),
                "changement-trop-tot: le changement du 2026-11-23 précède la mise en ligne",
                "personne n'a lu l'ancienne version",
            ),
            (
                "deux changements le meme jour",
                changement("2026-11-25") + changement("2026-11-25"),
                "changement-en-double: deux changements portent le 2026-11-25",
                "en une seule phrase",
            ),
            ("changement sans phrase", "  - le: 2026-11-25\n", "champ-manquant: le champ « quoi » manque", ""),
            (
                "changement sans ce qu il remplace",
                changement("2026-11-25").replace("    phrases: []\n", ""),
                "champ-manquant: le champ « phrases » manque",
                "[] : un ajout ou un retrait",
            ),
            *(
                (
                    f"phrase {nom}",
                    changement("2026-11-25", f"[{{texte: {texte}, avant: {avant}, apres: {apres}, certitude: sur}}]"),
                    f"phrase-changee: « {dite} » {constat} dans le texte « {texte} »",
                    "mot à mot",
                )
                for nom, texte, avant, apres, dite, constat in (
                    ("absente", "exigence", "Une phrase d’hier.", "Une tout autre.", "Une tout autre.", "n'est pas"),
                    ("d un texte inconnu", "ailleurs", "Une phrase d’hier.", DITE, DITE, "n'est pas"),
                    ("toujours la", "exigence", DITE, DITE, DITE, "est encore"),
                )
            ),
        )
    ),
    clause("guillemets ouverts", "statut: brouillon", 'statut: "brouillon', "yaml-illisible: "),
    clause("deux points", "statut: brouillon", "statut: a: b", "yaml-illisible: deux-points inattendu"),
    Cas("racine en liste", CLAUSE, None, "- a\n- b\n", "forme-yaml:"),
    Cas("racine en texte", CLAUSE, None, "bonjour\n", "forme-yaml:"),
    Cas("fichier vide", CLAUSE, None, "", "fiche-vide:"),
    Cas("accolades en cle", CLAUSE, None, "{{ a }}: b\n", "cle-yaml:"),
    Cas("trop profond", CLAUSE, None, "a: " + "[" * 2000 + "]" * 2000 + "\n", "trop-profond:"),
    Cas("trop profond en blocs", CLAUSE, None, "a:\n  " + "- " * 500 + "b\n", "trop-profond:"),
    Cas("trop gros", CLAUSE, None, "a: " + "b" * 300_000, "fichier-trop-gros:"),
    Cas("latin-1", CLAUSE, None, "titre: été\n".encode("latin-1"), "1:8: encodage:"),
    Cas("BOM", CLAUSE, None, b"\xef\xbb\xbftitre: x\n", "1:1: marque-d-ordre:"),
    Cas("UTF-16", CLAUSE, None, "titre: x\n".encode("utf-16"), "marque-d-ordre:"),
    Cas("controle", CLAUSE, None, b"titre: a\x07b\n", "1:9: caractere-interdit: caractère de contrôle U+0007"),
    Cas("nul", CLAUSE, None, b"titre: a\x00b\n", "caractere-interdit: caractère de contrôle U+0000"),
    Cas("bidi", CLAUSE, None, "titre: a\u202eb\n", "1:9: caractere-bidirectionnel: U+202E"),
    Cas("invisible", CLAUSE, None, "titre: a\u200bb\n", "caractere-interdit: caractère invisible U+200B"),
    Cas("tabulation", CLAUSE, None, "titre:\tx\n", "caractere-interdit: tabulation"),
    titre("bidi echappe", '"Un titre \\u202e retourné"', "caractere-bidirectionnel: U+202E"),
    titre("nul echappe", '"Un titre \\0 coupé"', "caractere-interdit: caractère de contrôle U+0000"),
    clause("valeur en double", "marches: [fournitures, services]", "marches: [services, services]", "valeur-en-double: « services »"),
    clause("article en double", "fondements: [CCP L2112-2]", "fondements: [CCP L2112-2, CCP L2112-2]", "valeur-en-double: « CCP L2112-2 » est écrit deux fois"),
    clause("defaut en liste", "defaut: 50", "defaut: [1]", "type-incorrect: « defaut »"),
)  # fmt: skip
