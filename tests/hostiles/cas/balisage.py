"""Ce qui s'écrit ailleurs et ne se lit pas ici : balisage d'un autre Markdown, entités, liens vides, signes d'un autre alphabet."""

from .commun import CLAUSE, Cas, avec_macros, clause, corps, page, texte, titre

ICI = "      "
SUITE = f"Voici.\n\n{ICI}"


def _marque(nom: str, phrase: str, extrait: str, place: str = "24:82") -> Cas:
    """Une marque que le texte d'une clause montrerait telle quelle."""
    attendu = f"{CLAUSE}:{place}: marque-sans-effet: « {extrait} » s'afficherait tel quel"
    return texte(f"marque {nom}", phrase, attendu, "rien d'autre")


def _page(nom: str, source: str, attendu: str, conseil: str = "") -> Cas:
    return corps(f"page, {nom}", source, attendu, conseil)


def _inconnue(nom: str, source: str, extrait: str, place: str = "6:1") -> Cas:
    """Ce que MkDocs rend ailleurs."""
    return _page(nom, source, f"{place}: ecriture-inconnue: « {extrait} » s'afficherait tel quel", "rien d'autre")


def _macro(nom: str, appel: str, attendu: str, ligne: int = 7) -> Cas:
    return avec_macros(f"macro, {nom}", appel, f"{ligne}:1: macro-interdite: {attendu}")


def _signe(nom: str, mot: str, signe: str = "") -> Cas:
    """Un mot du titre de la clause, ligne 3, fait de signes qui en imitent d'autres."""
    code = signe or f"{ord(mot[0]):04X}"
    attendu = f"{CLAUSE}:3:19: caractere-trompeur: caractère d'apparence trompeuse U+{code}"
    return Cas(f"mot {nom}", CLAUSE, "clause d’essai", f"{mot} d’essai", attendu, "retapez-le au clavier")


def _converti(nom: str, mot: str, extrait: str) -> Cas:
    attendu = f"caractere-interdit: « {extrait} » est un signe mal converti"
    return Cas(
        f"mal converti, {nom}", CLAUSE, "clause d’essai", f"{mot} d’essai", attendu, "Retapez les lettres accentuées"
    )


CAS = (
    # Dans un texte de fiche.
    _marque("image", "![a](https://exemple.fr/a.png)", "![a]("),
    _marque("code", "Le `code` est là.", "`code`", "24:85"),
    _marque("bloc de code", f"{SUITE}```\n{ICI}a\n{ICI}```", "```", "26:7"),
    _marque("tableau", f"{SUITE}| a | b |\n{ICI}|---|---|", "| a | b |", "26:7"),
    _marque("citation", f"{SUITE}> cité", ">", "26:7"),
    _marque("filet", f"{SUITE}---\n\n{ICI}Suite.", "---", "26:7"),
    _marque("intertitre", f"{SUITE}## Moyen", "##", "26:7"),
    _marque("grand titre", f"{SUITE}# Grand", "#", "26:7"),
    _marque("intertitre collé", f"{SUITE}##Collé", "##C", "26:7"),
    _marque("renvoi de référence", "Voir [ici][a].", "][", "24:91"),
    _marque("définition", f"{SUITE}[a]: https://exemple.fr/", "[a]:", "26:7"),
    _marque("note", "Voir[^1].", "[^", "24:86"),
    _marque("lien entre crochets", "Voir [[clauses]].", "[[", "24:87"),
    _marque("sommaire", "[TOC]", "[TOC]"),
    _marque("barré", "Un ~~mot~~ ici.", "~~m", "24:85"),
    _marque("attribut", "Voir [ici](/){: onclick=alert(1)}.", "](/){", "24:91"),
    _marque("entité", "Un &lt;script&gt; ici.", "&lt;", "24:85"),
    _marque("entité chiffrée", "Un &#8238; ici.", "&#8238;", "24:85"),
    _marque("lien à espace", "Voir [ici](https://exemple.fr/a b).", "](https://exemple.fr/a b)", "24:91"),
    texte("lien sans adresse", "Voir [ici]().", "lien-refuse: le lien n'a pas d'adresse", "[texte](https://…)"),
    texte("lien sans texte", "Voir [](https://exemple.fr/).", "24:87: lien-sans-texte:", "entre les crochets"),
    texte("lien d'une espace", "Voir [ ](https://exemple.fr/).", "24:87: lien-sans-texte:"),
    *(
        titre(f"titre {nom}", f'"{ecrit}"', f"3:{colonne}: marque-dans-un-titre: « {extrait} »", "ses mots seuls")
        for nom, ecrit, colonne, extrait in (
            ("en gras", "Ce que **la clause** obtient", 16, "**"),
            ("en lien", "Ce que [la clause](https://exemple.fr/) obtient", 26, "]("),
            ("en code", "Ce que `la clause` obtient", 16, "`"),
            ("en entités", "Ce que &lt;b&gt; obtient ici", 16, "&lt;"),
            ("en entités chiffrées", "Ce que &#60;b&#62; obtient", 16, "&#60;"),
        )
    ),
    *(
        titre(f"titre {nom}", f'"{ecrit}"', "3:1: texte-sans-mot:", "en lettres")
        for nom, ecrit in {
            "de points": "............",
            "de tirets": "- - - - - -",
            "de chiffres": "2026 - 12 345",
            "de figures": "😀 😀 😀 😀 😀",
        }.items()
    ),
    clause("resume sans mot", "Le titulaire groupe ses livraisons, l’acheteur les compte.", "... ... ... ...", "texte-sans-mot:"),
    # Dans une page.
    _inconnue("sommaire", "[TOC]", "[TOC]"),
    _inconnue("fichier inclus", '--8<-- "/etc/passwd"', "--8<--"),
    _inconnue("attribut d'un titre", "## Titre {#contenu}", "{#contenu}", "6:10"),
    _inconnue("attribut d’un texte", "Texte {: style=a }", "{: style=a }", "6:7"),
    _inconnue("classe", "Texte {.alerte}", "{.alerte}", "6:7"),
    _inconnue("lien entre crochets", "[[clauses]]", "[[clauses]]"),
    _inconnue("case", "- [ ] à faire", "[ ]", "6:3"),
    _inconnue("abréviation", "*[ABC]: un sigle", "*[ABC]:"),
    _inconnue("icône", ":material-account: Nous", ":material-account:"),
    _inconnue("définition", "Mot\n:   Sa définition", ":", "7:1"),
    _inconnue("révision", "Un {++ajout++} ici.", "{++", "6:4"),
    _inconnue("entité qui retourne", "a &#8238; b", "&#8238;", "6:3"),
    _inconnue("entité invisible", "a &#8203; b", "&#8203;", "6:3"),
    _inconnue("entité nulle", "a &#0; b", "&#0;", "6:3"),
    _inconnue("entité nommée", "a &hearts; b", "&hearts;", "6:3"),
    _inconnue("intertitre collé", "##Titre", "##T"),
    _inconnue("lien à espace", "[a](https://exemple.fr/a b)", "](https://exemple.fr/a b)", "6:3"),
    _page("lien sans adresse", "[a]()", "6:1: lien-refuse: le lien n'a pas d'adresse"),
    _page("lien sans texte", "[](/contribuer/)", "6:1: lien-sans-texte:", "entre les crochets"),
    _page("intertitre vide", "##\n\nTexte.", "6:1: intertitre: un intertitre est vide", "retirez la ligne"),
    _page("code ouvert", "```\nun mot", "6:1: code-ouvert:", "« ``` »"),
    _page("code ouvert par des vagues", "Un\n\n~~~~\nun mot\n~~~", "8:1: code-ouvert:", "« ~~~~ »"),
    _page("vide", "", "5:1: corps-vide: la page est vide", "un paragraphe"),
    _page("blanche", "   \n   ", "5:1: corps-vide: la page est vide"),
    *(
        _page(
            f"courriel {nom}",
            f"[a]({adresse})",
            f"6:5: lien-refuse: « {adresse} » n'est pas un courriel",
            "mailto:contact@",
        )
        for nom, adresse in {
            "vide": "mailto:",
            "de script": "mailto:javascript:alert",
            "à copie": "mailto:contact@exemple.fr?bcc=a@b.fr",
            "sans domaine": "mailto:contact",
        }.items()
    ),
    page("description en lien", "description: Une page", "description: Une [page](javascript:x)", "3:1: marque-dans-un-titre: « ]( »"),
    page("description sans fin", "description: Une page", f"description: {'a' * 60} page", "3:1: mot-trop-long:"),
    page("description en accolades", "description: Une page", "description: Une {page}", "3:1: gabarit-interdit: « description »"),
    page("courriel dans la description", "description: Une page", "description: marie.dupont@exemple.test, page", "3:1: courriel-personnel:"),
    page("titre de page en gras", "title: Une page", "title: Une **page**", "2:1: marque-dans-un-titre: « ** »"),
    page("titre de page sans mot", "title: Une page d’essai", "title: '!!!'", "2:1: texte-sans-mot:"),
    page(
        "titre de page après la description",
        "title: Une page d’essai\ndescription: Une page d’essai, pour les contrôles.",
        "description: Une page d’essai, pour les contrôles.\ntitle: Une **page**",
        "3:1: marque-dans-un-titre:",
    ),
    # Des appels de macros.
    _macro("argument donné deux fois", '{{ tableau_clauses(segment="voirie", segment="voirie") }}', "l'argument « segment » est donné deux fois"),
    _macro("appel jamais ouvert", "Un paragraphe.\n\nagenda() }}", "« }} » ne ferme rien", 9),
    _macro("même appel deux fois", "{{ tableau_clauses() }}\n\n{{ tableau_clauses() }}", "« tableau_clauses » est déjà appelée ainsi", 9),
    # Des lettres d'un autre alphabet, ou qui en imitent, dans un mot entier.
    *(
        _signe(nom, mot)
        for nom, mot in {
            "cyrillique": "соре",
            "grec": "αβγ",
            "hébreu": "שלום",
            "arabe": "مرح",
            "en chiffres arabes": "٥٠",
            "en chiffres indiens": "१२",
            "arménien": "օս",
            "cherokee": "ᎪᎬ",
            "runique": "ᚠᚢ",
            "copte": "ⲁⲃ",
            "lisu": "ꓐꓑ",
            "deseret": "𐐀𐐁",
            "chinois": "中文",
            "coréen": "한국",
            "phonétique": "ɑɡ",
            "en exposants": "ᵃᵇ",
            "en petites capitales": "ᴄʟ",
            "cerclé": "ⓐⓑ",
            "en chiffres romains": "Ⅷ",
            "à ligature": "ﬁn",
            "à i sans point": "ıl",
            "à s long": "ſa",
        }.items()
    ),
    _converti("deux octets", "clausÃ©", "Ã©"),
    _converti("apostrophe", "lâ€™essai", "â€"),
    _converti("guillemet", "Â« clause", "Â«"),
    _converti("signe perdu", "cl\ufffduse", "\ufffd"),
)  # fmt: skip
