"""Les mauvais fichiers : un par règle, avec le message attendu.

Un cas part du petit projet valide. ``avant`` → ``apres`` remplace un passage du fichier ; sans ``avant``, ``apres`` est le
contenu entier. ``attendu`` est le début de l'anomalie, position comprise quand elle compte.
"""

from __future__ import annotations

from dataclasses import dataclass

CLAUSE = "data/clauses/temoin.yml"
TEXTE = "data/droit/textes/loi-2020-105.yml"
VEILLE = "docs/veille/2026/2026-11-20-essai.md"
PRATIQUE = "docs/bonnes-pratiques/essai.md"
PAGE = "docs/index.md"


@dataclass(frozen=True)
class Cas:
    """Un mauvais fichier et l'anomalie qu'il doit produire."""

    nom: str
    fichier: str
    avant: str | None
    apres: str | bytes
    attendu: str
    conseil: str = ""


def _titre(nom: str, valeur: str, code: str, conseil: str = "") -> Cas:
    """Un cas qui remplace la valeur du champ ``titre``, ligne 5 colonne 8 de la clause."""
    return Cas(nom, CLAUSE, 'titre: "Ce que la clause obtient, en mots d’acheteur"', f"titre: {valeur}", code, conseil)


def _texte(nom: str, phrase: str, code: str, conseil: str = "") -> Cas:
    """Un cas qui ajoute une phrase au texte à insérer."""
    return Cas(nom, CLAUSE, "dans ces conditions.", f"dans ces conditions. {phrase}", code, conseil)


CRITERE = """  - piece: RC
    nature: critere-attribution
    texte: Le critère est apprécié ainsi.
    elements: [Part des livraisons groupées proposée par le candidat.]
    preuve: Le cadre de réponse rempli par le candidat.
    bareme: Dix points à la meilleure part, puis proportionnellement.
    ponderation: 10
    cadre_reponse: Quelle part de livraisons groupées proposez-vous ?

ccag:"""
PENALITE = """  - piece: CCAP
    nature: penalite
    texte: Une pénalité est due après mise en demeure.
    base: Chaque point de pourcentage manquant.
    montant: 100 € par point
    mise_en_demeure: Mise en demeure écrite restée sans effet.
    plafond: Dix pour cent du montant annuel.

ccag:"""


def _ajout(nom: str, bloc: str, retire: str, code: str, conseil: str = "") -> Cas:
    return Cas(nom, CLAUSE, "\nccag:", "\n" + bloc.replace(retire, ""), code, conseil)


CAS = (
    # YAML
    Cas(
        "cle en double",
        CLAUSE,
        "statut: brouillon",
        "statut: brouillon\nstatut: publie",
        "cle-en-double: le champ « statut »",
    ),
    Cas(
        "cle inconnue",
        CLAUSE,
        "statut: brouillon",
        "statu: brouillon",
        "champ-inconnu: le champ « statu »",
        "Vouliez-vous dire « statut »",
    ),
    Cas("champ manquant", CLAUSE, "fondements: [CCP L2112-2]", "", "champ-manquant: le champ « fondements »"),
    Cas("ancre", CLAUSE, "themes: [", "themes: &a [", "alias-yaml:"),
    Cas("alias", CLAUSE, "marches: [fournitures, services]", "marches: *a", "alias-yaml:"),
    Cas("etiquette", CLAUSE, "themes: [", "themes: !!python/object [", "etiquette-yaml:"),
    Cas("deux documents", CLAUSE, "statut: brouillon", "---\nstatut: brouillon", "plusieurs-documents:"),
    Cas("directive", CLAUSE, None, "%YAML 1.1\n---\ntitre: x\n", "directive-yaml:"),
    _titre("non", "no", "valeur-ambigue: « no »", 'Mettez des guillemets : "no"'),
    _titre("on", "on", "valeur-ambigue: « on »"),
    _titre("octal", "01000", "valeur-ambigue: « 01000 »"),
    _titre("sexagesimal", "12:30", "valeur-ambigue: « 12:30 »"),
    _titre("version", "1.10", "valeur-ambigue: « 1.10 »"),
    _titre("infini", ".nan", "valeur-ambigue: « .nan »"),
    _titre("vide", "", "valeur-vide:"),
    _titre("date francaise", "24/11/2026", "valeur-ambigue:"),
    _titre("nombre pour un texte", "12", "type-incorrect: « titre » attend un texte", 'guillemets : "12"'),
    _titre("trop court", "abc", "trop-court: « titre »"),
    _titre("trop long", "a" * 200, "trop-long: « titre »"),
    Cas(
        "date impossible", CLAUSE, "verifie_le: 2026-11-24", "verifie_le: 2026-02-30", "date-impossible: « 2026-02-30 »"
    ),
    Cas("date lointaine", CLAUSE, "publie_le: 2026-11-24", "publie_le: 1026-11-24", "date-lointaine:"),
    Cas("date future", CLAUSE, "verifie_le: 2026-11-24", "verifie_le: 2026-11-26", "date-future:"),
    Cas("ordre des dates", CLAUSE, "modifie_le: 2026-11-24", "modifie_le: 2026-11-23", "ordre-des-dates:"),
    Cas("guillemets ouverts", CLAUSE, "statut: brouillon", 'statut: "brouillon', "yaml-illisible: "),
    Cas("deux points", CLAUSE, "statut: brouillon", "statut: a: b", "yaml-illisible: deux-points inattendu"),
    Cas("racine en liste", CLAUSE, None, "- a\n- b\n", "forme-yaml:"),
    Cas("racine en texte", CLAUSE, None, "bonjour\n", "forme-yaml:"),
    Cas("fichier vide", CLAUSE, None, "", "fiche-vide:"),
    Cas("accolades en cle", CLAUSE, None, "{{ a }}: b\n", "cle-yaml:"),
    Cas("trop profond", CLAUSE, None, "a: " + "[" * 2000 + "]" * 2000 + "\n", "trop-profond:"),
    Cas("trop profond en blocs", CLAUSE, None, "a:\n  " + "- " * 500 + "b\n", "trop-profond:"),
    Cas("trop gros", CLAUSE, None, "a: " + "b" * 300_000, "fichier-trop-gros:"),
    # Octets et caractères
    Cas("latin-1", CLAUSE, None, "titre: été\n".encode("latin-1"), f"{CLAUSE}:1:8: encodage:"),
    Cas("BOM", CLAUSE, None, b"\xef\xbb\xbftitre: x\n", f"{CLAUSE}:1:1: marque-d-ordre:"),
    Cas("UTF-16", CLAUSE, None, "titre: x\n".encode("utf-16"), "marque-d-ordre:"),
    Cas(
        "controle", CLAUSE, None, b"titre: a\x07b\n", f"{CLAUSE}:1:9: caractere-interdit: caractère de contrôle U+0007"
    ),
    Cas("nul", CLAUSE, None, b"titre: a\x00b\n", "caractere-interdit: caractère de contrôle U+0000"),
    Cas("bidi", CLAUSE, None, "titre: a\u202eb\n", f"{CLAUSE}:1:9: caractere-bidirectionnel: U+202E"),
    Cas("invisible", CLAUSE, None, "titre: a\u200bb\n", "caractere-interdit: caractère invisible U+200B"),
    Cas("tabulation", CLAUSE, None, "titre:\tx\n", "caractere-interdit: tabulation"),
    # Vocabulaires, renvois, droit
    Cas(
        "vocabulaire",
        CLAUSE,
        "themes: [economie-circulaire]",
        "themes: [economie-circulair]",
        f"{CLAUSE}:7:10: valeur-inconnue: « economie-circulair »",
        "Vouliez-vous dire « economie-circulaire » ?",
    ),
    Cas("valeur fermee", CLAUSE, "statut: brouillon", "statut: publiee", "valeur-inconnue: « publiee »", "« publie »"),
    Cas(
        "renvoi absent",
        CLAUSE,
        "statut: brouillon",
        "liens: {complete: [temoins]}\nstatut: brouillon",
        "renvoi-absent: la fiche « temoins »",
        "Vouliez-vous dire « temoin » ?",
    ),
    Cas("renvoi a soi", CLAUSE, "statut: brouillon", "liens: {remplace: [temoin]}\nstatut: brouillon", "cycle:"),
    Cas(
        "article absent",
        CLAUSE,
        "[CCP L2112-2]",
        "[CCP L2112-9]",
        "reference-juridique: « CCP L2112-9 »",
        "Vouliez-vous dire « CCP L2112-2 » ?",
    ),
    Cas("texte absent", CLAUSE, "[CCP L2112-2]", "[LOI-1999-1]", "reference-juridique: « LOI-1999-1 »"),
    Cas(
        "article de texte absent",
        CLAUSE,
        "[CCP L2112-2]",
        "[LOI-2020-105 art. 99]",
        "reference-juridique:",
        "articles connus : 58",
    ),
    Cas("texte abroge", TEXTE, "verifie_le:", "abroge_le: 2024-07-01\nabroge_par: loi-2020-105\nverifie_le:", "cycle:"),
    Cas("abrogation sans texte", TEXTE, "verifie_le:", "abroge_le: 2024-07-01\nverifie_le:", "abrogation:"),
    Cas(
        "effet avant signature",
        TEXTE,
        "verifie_le:",
        "en_vigueur: [{le: 2019-01-01, objet: Un effet avant la signature.}]\nverifie_le:",
        "ordre-des-dates: la date d'effet précède la signature",
    ),
    # Noms et adresses
    Cas("nom qui n'est pas un slug", "data/clauses/Ma clause.yml", None, "titre: x\n", "champ-manquant:"),
    Cas("extension", "data/clauses/temoin.yaml", None, "a: b\n", "fichier-inattendu:"),
    Cas("fichier libre", "docs/assets/stylesheets/main.css", None, "a{}", "fichier-inattendu: ce fichier masquerait"),
    Cas("script", "docs/essai.js", None, "alert(1)", "fichier-inattendu:"),
    Cas(
        "deux sources",
        "docs/clauses/temoin.md",
        None,
        "PAGE",
        "adresse-en-double: data/clauses/temoin.yml",
    ),
    Cas("date de veille", VEILLE, "date: 2026-11-20", "date: 2026-11-19", "identite: la date 2026-11-19"),
    Cas(
        "dossier de veille",
        "docs/veille/2025/2026-11-20-autre.md",
        None,
        "VEILLE",
        "identite: l'entrée n'est pas dans le dossier",
    ),
    Cas("veille de demain", VEILLE, "date: 2026-11-20", "date: 2026-11-26", "date-future:"),
    # Contenu
    _texte("html", "<b>gras</b>", "html-brut:"),
    _texte("script", "<script>alert(1)</script>", "html-brut:"),
    _texte("jinja", "{% for x in y %}", "gabarit-interdit:"),
    _texte("variable inconnue", "{{tau}}", "variable-inconnue: « {{tau}} »", "Vouliez-vous dire « taux » ?"),
    _texte("javascript", "[lien](javascript:alert(1))", "lien-refuse: « javascript:alert(1) »"),
    _texte("data", "[lien](data:text/html,x)", "lien-refuse:"),
    _texte("http", "[lien](http://exemple.fr/)", "lien-refuse:"),
    _texte("identifiant", "[lien](https://legifrance.gouv.fr@exemple.com/)", "lien-refuse:"),
    _texte("image", "![x](http://exemple.fr/a.png)", "lien-refuse:"),
    _texte("lien interne", "[lien](/clauses/absente/)", "lien-interne:"),
    Cas(
        "idn",
        CLAUSE,
        "url: https://www.legifrance.gouv.fr/codes",
        "url: https://www.lеgifrance.gouv.fr/codes",
        "lien-refuse:",
    ),
    Cas(
        "punycode",
        CLAUSE,
        "url: https://www.legifrance.gouv.fr/codes",
        "url: https://xn--lgifrance-c1a.fr/codes",
        "lien-refuse:",
    ),
    Cas("corps vide", VEILLE, None, "VIDE", "corps-vide:"),
    Cas("html dans un corps", VEILLE, "Un paragraphe", "Un <img src=x onerror=alert(1)> paragraphe", "html-brut:"),
    Cas("macro dans un corps", PRATIQUE, "Un paragraphe", "Un {{ tableau_clauses() }} paragraphe", "gabarit-interdit:"),
    Cas(
        "render_macros dans une fiche",
        PRATIQUE,
        "effort: faible",
        "effort: faible\nrender_macros: on",
        "champ-inconnu: le champ « render_macros »",
    ),
    Cas("grand titre", VEILLE, "Un paragraphe", "# Titre\n\nUn paragraphe", "intertitre:"),
    Cas(
        "en-tete ouvert",
        VEILLE,
        "https://www.legifrance.gouv.fr/\n---\n",
        "https://www.legifrance.gouv.fr/\n",
        "en-tete-illisible:",
    ),
    Cas("sans en-tete", VEILLE, None, "Du texte seul.\n", "en-tete-illisible:"),
    # Pages
    Cas(
        "macro inconnue",
        PAGE,
        "Un paragraphe.",
        "{{ tableau_clause() }}",
        "macro-interdite: la macro « tableau_clause »",
        "« tableau_clauses »",
    ),
    Cas("code dans une page", PAGE, "Un paragraphe.", "{{ ''.__class__.__mro__ }}", "macro-interdite:"),
    Cas(
        "argument calcule",
        PAGE,
        "\n---\n\nUn paragraphe.",
        "\nrender_macros: true\n---\n\n{{ tableau_clauses(segment=config.site_url) }}",
        "macro-interdite: les arguments",
    ),
    Cas("instruction", PAGE, "Un paragraphe.", "{% import 'os' as x %}", "macro-interdite:"),
    Cas(
        "macro non annoncee",
        PAGE,
        "Un paragraphe.",
        "{{ tableau_clauses() }}",
        "macro-interdite: la page appelle une macro sans l'annoncer",
    ),
    Cas("jinja casse", PAGE, "Un paragraphe.", "{{ tableau_clauses( }}", "macro-illisible:"),
    Cas("html dans une page", PAGE, "Un paragraphe.", "<script>alert(1)</script>", "html-brut: la balise <script>"),
    Cas(
        "onclick",
        PAGE,
        "Un paragraphe.",
        "<a href='https://exemple.fr/' onclick='x()'>a</a>",
        "html-brut: l'attribut « onclick »",
    ),
    Cas("lien de page", PAGE, "Un paragraphe.", "[a](javascript:x)", "lien-refuse:"),
    Cas("lien interne de page", PAGE, "Un paragraphe.", "[a](/clauses/absente/)", "lien-interne:"),
    Cas("champ de page", PAGE, "title:", "template: x.html\ntitle:", "champ-inconnu:"),
    Cas("page sans titre", PAGE, None, "Texte.\n", "titre-manquant:"),
    Cas("deux titres", PAGE, "Un paragraphe.", "# Encore un titre", "titre-en-double:"),
    # Variables
    Cas(
        "variable inutile",
        CLAUSE,
        "\npreuves:",
        "\n  inutile: {libelle: Rien, type: nombre, defaut: 1}\n\npreuves:",
        "variable-inutile:",
    ),
    Cas("hors bornes", CLAUSE, "defaut: 50", "defaut: 500", "hors-bornes:"),
    Cas("choix manquants", CLAUSE, "type: pourcentage   #", "type: choix   #", "choix-manquants:"),
    # Droit
    _ajout(
        "critere sans bareme",
        CRITERE,
        "    bareme: Dix points à la meilleure part, puis proportionnellement.\n",
        "critere-incomplet: il manque la façon de donner les points",
        "CCP R2152-11",
    ),
    _ajout("critere sans poids", CRITERE, "    ponderation: 10\n", "critere-incomplet: il manque le poids"),
    _ajout(
        "critere sans preuve",
        CRITERE,
        "    preuve: Le cadre de réponse rempli par le candidat.\n",
        "critere-incomplet: il manque la preuve",
    ),
    _ajout(
        "critere sans elements",
        CRITERE,
        "    elements: [Part des livraisons groupées proposée par le candidat.]\n",
        "critere-incomplet: il manque ce qui est évalué",
    ),
    _ajout(
        "penalite sans base",
        PENALITE,
        "    base: Chaque point de pourcentage manquant.\n",
        "penalite-incomplete: il manque le fait compté",
    ),
    _ajout(
        "penalite sans mise en demeure",
        PENALITE,
        "    mise_en_demeure: Mise en demeure écrite restée sans effet.\n",
        "penalite-incomplete:",
    ),
    _ajout(
        "penalite sans plafond",
        PENALITE,
        "    plafond: Dix pour cent du montant annuel.\n",
        "penalite-sans-plafond (alerte):",
    ),
    Cas(
        "insertion",
        CLAUSE,
        "themes: [economie-circulaire]",
        "themes: [insertion]",
        "insertion-incomplete: une clause d'insertion doit dire : heures, publics",
    ),
    _texte("derogation", "Le marché déroge à l’article 14.1 du CCAG.", "derogation-non-nommee:", "R2112-3"),
    Cas(
        "derogation hors cahier",
        CLAUSE,
        "deroge_a: []",
        "deroge_a: [{article: Travaux 19.2, objet: Un autre plafond de pénalité.}]",
        "derogation-hors-cahier:",
    ),
    _texte(
        "label",
        "Les produits portent l’Écolabel européen.",
        "signe-sans-equivalent (alerte): « Écolabel »",
        "ou équivalent",
    ),
    _texte("norme", "Le produit respecte la norme ISO 14024.", "signe-sans-equivalent (alerte):"),
    _texte("local", "Le titulaire fournit des produits locaux.", "preference-locale (alerte): « produits locaux »"),
    _texte("distance", "Le dépôt est à moins de 30 km.", "preference-locale (alerte):"),
    _texte("lieu", "L’atelier est situé dans le département.", "preference-locale (alerte):"),
    _ajout(
        "politique generale",
        CRITERE.replace(
            "Part des livraisons groupées proposée par le candidat.", "La politique RSE du candidat est notée."
        ),
        "\u0000",
        "politique-generale (alerte):",
        "n° 417580",
    ),
    Cas(
        "levee inutile",
        CLAUSE,
        "statut: brouillon",
        "alertes_levees: [{regle: preference-locale, extrait: produits locaux, motif: Sans objet désormais.}]\nstatut: brouillon",
        "alerte-levee-inutile:",
    ),
    Cas(
        "levee inconnue",
        CLAUSE,
        "statut: brouillon",
        "alertes_levees: [{regle: champ-manquant, extrait: titre, motif: Sans objet désormais.}]\nstatut: brouillon",
        "alerte-levee-inconnue:",
    ),
    Cas(
        "titre en code",
        PAGE,
        "title: Une page d’essai",
        'title: "\\x7b\\x7b cycler \\x7d\\x7d"',
        "gabarit-interdit: « title »",
    ),
    Cas(
        "titre en HTML",
        PAGE,
        "title: Une page d’essai",
        'title: "<img src=x onerror=alert(1)>"',
        "gabarit-interdit: « title »",
    ),
    Cas(
        "titre en date",
        PAGE,
        "title: Une page d’essai",
        "title: 2026-11-24",
        "type-incorrect: « title » attend un texte",
    ),
    Cas("description en HTML", PAGE, "description: Une", "description: '\"><script>Une", "yaml-illisible"),
    Cas("commentaire Jinja", PAGE, "Un paragraphe.", "{# <script>alert(1)</script> #}", "macro-interdite: « {# »"),
    Cas("bloc raw", PAGE, "Un paragraphe.", "{% raw %}{{ <script> }}{% endraw %}", "macro-interdite:"),
    Cas("CDATA", PAGE, "Un paragraphe.", "<![CDATA[ ><script>alert(1)</script> ]]>", "html-brut:"),
    Cas("instruction XML", PAGE, "Un paragraphe.", "<?php x ?>", "html-brut:"),
    Cas(
        "argument inconnu",
        PAGE,
        "\n---\n\nUn paragraphe.",
        '\nrender_macros: true\n---\n\n{{ tableau_clauses(segmnt="voirie") }}',
        "macro-interdite: « tableau_clauses » n'a pas d'argument « segmnt »",
        "Vouliez-vous dire « segment » ?",
    ),
    Cas(
        "segment inconnu",
        PAGE,
        "\n---\n\nUn paragraphe.",
        '\nrender_macros: true\n---\n\n{{ tableau_clauses(segment="voiri") }}',
        "macro-interdite: « voiri »",
        "Vouliez-vous dire « voirie » ?",
    ),
    Cas(
        "nombre immense",
        PAGE,
        "\n---\n\nUn paragraphe.",
        "\nrender_macros: true\n---\n\n{{ actualites(jours=99999999999) }}",
        "macro-interdite:",
        "1 à 400",
    ),
    Cas("parentheses sans fin", PAGE, "Un paragraphe.", "{{ " + "( " * 20000 + "}}", "macro-illisible:"),
    Cas("crochets sans fin", PAGE, "Un paragraphe.", "[" * 8000, "page-trop-grosse:"),
    Cas("page sur un article", "docs/droit/ccp/l2112-2.md", None, "PAGE", "adresse-en-double:"),
    Cas("page sur une edition", "docs/veille/2026-11.md", None, "PAGE", "adresse-en-double:"),
    Cas("page au nom de fichier", "docs/flux/veille.rss.md", None, "PAGE", "nom-de-fichier:"),
    Cas("page README", "docs/README.md", None, "PAGE", "nom-de-fichier:"),
    Cas("page 404", "docs/404.md", None, "PAGE", "nom-de-fichier:"),
    Cas("fausse image", "docs/images/x.png", None, "<script>alert(1)</script>", "image-refusee:"),
    _titre("bidi echappe", '"Un titre \\u202e retourné"', "caractere-bidirectionnel: U+202E"),
    _titre("nul echappe", '"Un titre \\0 coupé"', "caractere-interdit: caractère de contrôle U+0000"),
    Cas(
        "valeur en double",
        CLAUSE,
        "marches: [fournitures, services]",
        "marches: [services, services]",
        "valeur-en-double: « services »",
    ),
    Cas("defaut en liste", CLAUSE, "defaut: 50", "defaut: [1]", "type-incorrect: « defaut »"),
    _texte(
        "derogation niee ailleurs",
        "Par dérogation à l’article 14.1 du CCAG, aucune pénalité n’est plafonnée.",
        "derogation-non-nommee:",
    ),
    _texte("local sans exception", "Les produits locaux sont exigés sans exception.", "preference-locale (alerte):"),
    Cas(
        "derogation a un autre article",
        CLAUSE,
        "dans ces conditions.",
        "dans ces conditions. Le marché déroge à l’article 14.1 du CCAG.",
        "derogation-non-nommee:",
    ),
    Cas(
        "lien dans un controle",
        CLAUSE,
        "comment: Rapproche le relevé des bons de commande.",
        "comment: '[Légifrance](https://legifrance.gouv.fr@evil.example/) et ses pages'",
        "lien-refuse:",
    ),
    _texte(
        "lien dans une image",
        "![[x](https://legifrance.gouv.fr@evil.example/)](https://ok.fr/a.png)",
        "lien-refuse: « https://legifrance",
    ),
)
