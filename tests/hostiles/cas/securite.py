"""Ce qu'un fichier écrit pour nuire, ou recopié d'ailleurs, ferait passer en silence."""

from .commun import Cas, avec_macros, clause, corps, loi, page, texte, titre, veille

TERME = "data/lexique/essai-contradictoire.yml"
EVENEMENT = "data/reseau/agenda/essai.yml"
RESUME = "Le titulaire groupe ses livraisons, l’acheteur les compte."
SOURCE = "https://www.legifrance.gouv.fr/"


def _signe(nom: str, signe: str, attendu: str) -> Cas:
    """Un signe dans le titre de la clause, ligne 3."""
    return clause(nom, "Ce que la clause d’essai", f"Ce que la{signe} clause d’essai", f"3:{attendu}")


def _terme(forme: str) -> Cas:
    attendu = f"ecriture-banale: « {forme} » est un mot trop courant ou trop court"
    return Cas(f"forme « {forme} »", TERME, "definition:", f'formes: ["{forme}"]\ndefinition:', attendu, "sigle")


def _hote(adresse: str, raison: str = "le nom de domaine est incomplet ou impossible") -> Cas:
    return loi(f"hote {adresse}", f"url: {SOURCE}", f'url: "{adresse}"', f"lien-refuse: « {adresse} » : {raison}")


def _evenement(nom: str, debut: str, fin: str, attendu: str, fuseau: str = "Europe/Paris") -> Cas:
    fiche = f"""\
titre: Une rencontre d’essai
resume: Une rencontre d’essai, pour les contrôles.
type: webinaire
debut: "{debut}"
fin: "{fin}"
fuseau: {fuseau}
lien: https://exemple.fr/rencontre/
publics: [acheteur]
organisateur: Un réseau d’essai
publie_le: 2026-11-20
verifie_le: 2026-11-20
sources: [{{titre: Le réseau, url: "https://exemple.fr/"}}]
"""
    return Cas(nom, EVENEMENT, None, fiche, attendu)


CAS = (
    # Un texte que « # » coupe.
    clause("texte coupe", f'"{RESUME}"', "Le titulaire livre le lot #1 et protège.", "4:35: texte-coupe: le texte s'arrête à « Le titulaire livre le lot »", "guillemets"),
    titre("titre coupe", "Lot #1", "texte-coupe: le texte s'arrête à « Lot »"),
    titre("titre suivi d'un commentaire", "Une clause d’essai # à revoir", "texte-coupe: le texte s'arrête à « Une clause d’essai »"),
    titre("titre coupe loin", "Une clause d’essai   #voir", "texte-coupe:"),
    clause("element de liste coupe", "themes: [", "themes: [eau #1, ", "yaml-illisible:"),
    clause("date suivie d'un commentaire et d'une faute", "verifie_le: 2026-11-24", "verifie_le: 2026-02-30 # hier", "date-impossible:"),
    # Des signes que l'œil ne voit pas, ou prend pour d'autres.
    *(
        _signe(
            f"apparence vide {code}",
            chr(int(code, 16)),
            f"18: caractere-trompeur: caractère d'apparence trompeuse U+{code}",
        )
        for code in ("3164", "2800", "FE0F", "115F", "1160", "FFA0", "FE00", "180B", "E0100")
    ),
    _signe("jointure de graphemes", "\u034f", "18: caractere-trompeur:"),
    *(_signe(f"accents empiles par {n}", "\u0335" * n, "18: caractere-trompeur: accent empilé U+0335") for n in (1, 2, 60)),
    _signe("accent entourant", "\u20dd", "18: caractere-trompeur: caractère d'apparence trompeuse U+20DD"),
    _signe("pleine chasse", "ｍａ", "18: caractere-trompeur: caractère d'apparence trompeuse U+FF4D"),
    _signe("lettre mathematique", "𝐚", "18: caractere-trompeur: caractère d'apparence trompeuse U+1D41A"),
    _signe("a cyrillique colle", "\u0430", "17: caractere-trompeur: « a\u0430 » mêle deux alphabets : U+0430"),
    _signe("o grec colle", "\u03bf", "17: caractere-trompeur: « a\u03bf » mêle deux alphabets : U+03BF"),
    _signe("armenien colle", "\u0585", "17: caractere-trompeur:"),
    clause("marque cyrillique", "Le titulaire groupe", "Le titul\u0430ire groupe", "caractere-trompeur: « l\u0430 » mêle deux alphabets", "Retapez le mot"),
    clause("mot cyrillique a trait d'union", "Le titulaire groupe", "Le titul-\u0430ire groupe", "caractere-trompeur:"),
    clause("lettre cyrillique devant", "Le titulaire groupe", "Le \u0440roduit groupe", "caractere-trompeur: « \u0440r »"),
    corps("signe trompeur dans une page", "Un p\u0430ragraphe.", "6:4: caractere-trompeur: « p\u0430 »"),
    veille("signe vide dans une veille", "Un paragraphe d’exemple", "Un\u3164paragraphe d’exemple", "caractere-trompeur:"),
    titre("signe vide echappe", '"Ce que \\u3164 la clause obtient"', "caractere-trompeur: caractère d'apparence trompeuse U+3164"),
    titre("accent empile echappe", '"Ce que e\\u0335\\u0336 la clause"', "caractere-trompeur: accent empilé"),
    titre("titre vide a l'oeil", '"\u2800\u2800\u2800\u2800\u2800\u2800\u2800\u2800\u2800"', "caractere-trompeur:"),
    # Des titres et des mots que l'écran ne tient pas.
    titre("titre sur deux lignes", '"Une première ligne\\nune seconde"', "texte-sur-une-ligne: « titre » a un retour à la ligne", "une seule ligne"),
    titre("titre en bloc", "|\n  Une première ligne\n  une seconde", "texte-sur-une-ligne: « titre »"),
    titre("mot sans fin", "Le " + "a" * 90, "mot-trop-long: « aaaaaaaaaaaaaaaaaaaa… » a 90 signes", "petit écran"),
    titre("mot de 41 signes", "Le " + "a" * 41, "mot-trop-long: « aaaaaaaaaaaaaaaaaaaa… » a 41 signes"),
    texte("mot sans fin dans un texte", "b" * 60 + ".", "mot-trop-long: « bbbbbbbbbbbbbbbbbbbb… » a 61 signes"),
    corps("mot sans fin dans une page", "Un\n\n" + "c" * 70, "8:1: mot-trop-long: « cccccccccccccccccccc… » a 70 signes"),
    page("mot sans fin dans un titre de page", "title: Une page d’essai", "title: " + "d" * 60, "2:1: mot-trop-long:"),
    veille("mot sans fin dans une veille", "Un paragraphe d’exemple", "e" * 50 + " exemple", "mot-trop-long:"),
    page("titre de page sur deux lignes", "title: Une page d’essai", 'title: "Une page\\nd’essai"', "texte-sur-une-ligne: « title »"),
    titre("titre de 111 signes", "mot " * 27 + "fin", "trop-long: « titre »"),
    # Le lexique n'explique pas « les ».
    *map(_terme, ("le", "la", "de", "les", "de la", "qui", "au", "ou", "ab", "a", "pour", "est")),
    # Des hôtes qui n'en sont pas.
    *map(
        _hote,
        (
            "https://0x7f.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://a..b.fr/",
            "https://a..b-.fr/",
            "https://-a.fr/",
            "https://a-.fr/",
            "https://exemple.f/",
            "https://exemple.123/",
            "https://exemple/",
            "https://.fr/",
            "https://exemple_.fr/",
            f"https://{'a' * 64}.fr/",
            "https://[::1]/",
        ),
    ),
    _hote("https://exémple.fr/", "le nom de domaine contient des lettres trompeuses"),
    _hote("https://exemple.fr:99999/", "adresse illisible"),
    _hote("https://a..b-.fr:99999/", "adresse illisible"),
    _hote("https://exemple.fr:0/", "le numéro de port est impossible"),
    _hote("https://exemple.fr:/", "le numéro de port est impossible"),
    _hote("https://exemple.fr:x/", "adresse illisible"),
    # Une heure que les montres sautent, une durée nulle.
    _evenement("heure sautee", "2027-03-28 02:30", "2027-03-28 04:00", "4:1: heure-sautee: « 2027-03-28 02:30 » n'existe pas"),
    _evenement("fin sautee", "2027-03-28 01:30", "2027-03-28 02:30", "5:1: heure-sautee: « 2027-03-28 02:30 »"),
    _evenement("duree nulle au passage a l'heure d'ete", "2027-03-28 02:30", "2027-03-28 03:30", "5:1: ordre-des-dates: l'événement finit avant"),
    _evenement("duree nulle", "2027-03-29 10:00", "2027-03-29 10:00", "5:1: ordre-des-dates:"),
    _evenement("heure sautee ailleurs", "2027-03-28 02:30", "2027-03-28 02:10", "5:1: ordre-des-dates:", "America/Cayenne"),
    # Des noms de fichiers.
    *(Cas(f"nom de Windows {nom}", f"data/clauses/{nom}.yml", None, "CLAUSE", f"data/clauses/{nom}.yml:3:1: nom-de-fichier: « {nom} »", "Windows") for nom in ("nul", "con", "aux", "prn", "com1", "lpt9")),
    *(Cas(f"page {nom[:12]}", f"docs/x/{nom}.md", None, "PAGE", f"docs/x/{nom}.md:1:1: nom-de-fichier: ce chemin ne peut pas", "80 signes") for nom in ("nul", "con", "a" * 200, "été", "a_b", "A")),
    Cas("dossier de Windows", "docs/aux/guide.md", None, "PAGE", "1:1: nom-de-fichier:"),
    Cas("image de Windows", "docs/images/nul.png", None, b"\x89PNG\r\n\x1a\n", "1:1: image-refusee:"),
    Cas("clause au nom trop long", f"data/clauses/{'a' * 81}.yml", None, "CLAUSE", "nom-de-fichier:", "80 signes"),
    Cas("ordre au terminal dans un nom", "data/clauses/a\x1b[31m.yml", None, "CLAUSE", "data/clauses/a?[31m.yml:1:1: nom-de-fichier: « a?[31m.yml »", ou="data/clauses/a?[31m.yml"),
    Cas("retour a la ligne dans un nom", "docs/a\nb.md", None, "PAGE", "nom-de-fichier: « a b.md »", ou="docs/a b.md"),
    Cas("nom qui change de sens", "docs/a\u202eb.md", None, "PAGE", "nom-de-fichier:", ou="docs/a?b.md"),
    Cas("dossiers sans fond", f"docs/{'a/' * 60}x.md", None, "PAGE", "chemin-trop-profond: plus de 8 dossiers", "plus haut", ou=f"docs/{'a/' * 8}a"),
    Cas("donnees sans fond", f"data/{'d/' * 30}x.yml", None, "a: 1\n", "chemin-trop-profond:", ou=f"data/{'d/' * 8}d"),
    clause("relecteur nomme", "relu_par: null", "relu_par: Camille Durand", "67:11: personne-a-verifier (alerte): « Camille Durand »", "Nommez la fonction"),
    clause("auteur nomme", "publie_le:", "propose_par: Camille Durand\npublie_le:", "personne-a-verifier (alerte): « Camille Durand »"),
    clause("relecteur au telephone", "relu_par: null", "relu_par: Juriste, 05 00 00 00 00", "telephone-dans-un-role:"),
    # Une accolade hors de sa place.
    avec_macros("macro dans le titre d'un lien", '[a](/contribuer/ "{{ nom_reseau() }}")', "macro-mal-placee:"),
    avec_macros("macro dans le texte d'une image", "![{{ nom_reseau() }}](images/a.png)", "image-absente:"),
)  # fmt: skip
