"""Ce que l'analyseur YAML admettrait, ou dirait mal : clés, étiquettes, échappements, nombres ; noms de dossiers, images, hôtes, heures."""

from .commun import CLAUSE, Cas, clause, titre
from .securite import _evenement, _hote

STATUT = "statut: brouillon"
VERIFIE = "verifie_le: 2026-11-24"
THEMES = "data/vocabulaires/themes.yml"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def _cle(nom: str, ligne: str, attendu: str, conseil: str = "") -> Cas:
    """Une ligne de plus devant le statut, ligne 59."""
    return Cas(f"clé {nom}", CLAUSE, STATUT, f"{ligne}\n{STATUT}", f"65:1: {attendu}", conseil)


def _etiquette(nom: str, ecrit: str, mot: str, avant: str = STATUT, place: str = "65:9") -> Cas:
    return Cas(
        f"étiquette {nom}", CLAUSE, avant, ecrit, f"{place}: etiquette-yaml: l'étiquette « {mot} »", "Retirez-la"
    )


def _nombre(nom: str, ecrit: str, attendu: str, conseil: str = "") -> Cas:
    return Cas(f"nombre {nom}", CLAUSE, "defaut: 50", f"defaut: {ecrit}", attendu, conseil)


def _date(nom: str, ecrite: str, attendu: str, conseil: str = "") -> Cas:
    return Cas(f"jour {nom}", CLAUSE, VERIFIE, f"verifie_le: {ecrite}", f"76:{attendu}", conseil)


def _echappement(nom: str, ecrit: str) -> Cas:
    return titre(f"échappement {nom}", f'"Ce que {ecrit} la clause"', "3:", "Doublez-la")


def _vocabulaire(nom: str, valeurs: str, attendu: str, conseil: str = "") -> Cas:
    contenu = f"titre: Thèmes\nvaleurs:\n  {valeurs}\n"
    return Cas(f"vocabulaire, {nom}", THEMES, None, contenu, attendu, conseil)


def _dossier(nom: str) -> Cas:
    fichier = f"data/clauses/{nom}/neuve.yml"
    return Cas(f"dossier « {nom} »", fichier, None, "CLAUSE", f"3:1: nom-de-fichier: « {nom} »", "Renommez")


def _image(nom: str, octets: bytes, fichier: str = "docs/images/a.png") -> Cas:
    return Cas(f"image {nom}", fichier, None, octets, "1:1: image-refusee:", "PNG, JPEG ou WebP")


CAS = (
    _cle("vide", '"": x', "champ-inconnu: le champ « »"),
    _cle("de Python", "__class__: x", "champ-inconnu: le champ « __class__ »"),
    _cle("du modèle", "model_fields: x", "champ-inconnu: le champ « model_fields »"),
    _cle("de JavaScript", "__proto__: x", "champ-inconnu: le champ « __proto__ »"),
    _cle("nulle", "null: x", "champ-inconnu: le champ « null »"),
    _cle("nombre", "1: x", "champ-inconnu: le champ « 1 »"),
    _cle("de fusion", "<<: {titre: autre}", "champ-inconnu: le champ « << »"),
    clause("clé écrite de deux façons", STATUT, f'"statut": publie\n{STATUT}', "66:1: cle-en-double: le champ « statut »"),
    _cle("qui se retourne", '"st\\u202eatut": x', "caractere-bidirectionnel: U+202E"),
    _cle("en deux signes", "e\u0301tat: x", "champ-inconnu: le champ « état »", "« statut »"),
    _etiquette("en toutes lettres", "statut: !<tag:yaml.org,2002:str> brouillon", "!<tag:yaml.org"),
    _etiquette("nue", "statut: ! brouillon", "!"),
    _etiquette("de texte", "statut: !!str brouillon", "!!str"),
    _etiquette("binaire", "statut: !!binary YnJvdWlsbG9u", "!!binary"),
    _etiquette("sur une clé", "!!str statut: brouillon", "!!str", place="65:1"),
    _etiquette("d'ensemble", "tailles: !!set [", "!!set", "tailles: [", "8:10"),
    clause("ancre sur une clé", STATUT, f"&a {STATUT}", "65:1: alias-yaml:"),
    *(_echappement(nom, ecrit) for nom, ecrit in {"inconnu": "\\q", "d'un chemin de Windows": "C:\\Users", "de demi-signe": "\\ud800", "hors d'Unicode": "\\U00110000"}.items()),
    *(
        _nombre(nom, ecrit, f"45:13: valeur-ambigue: « {ecrit} »", "Un nombre s'écrit 1000 ou 2.5")
        for nom, ecrit in {
            "hexadécimal": "0x32",
            "à exposant": "5e1",
            "souligné": "5_0",
            "à signe": "+50",
            "à point final": "50.",
            "à zéro devant": "050",
            "de 400 chiffres": "9" * 400,
        }.items()
    ),
    _nombre("à virgule", "50,5", "type-incorrect: « taux » attend un nombre"),
    _nombre("avec son unité", "50 %", "type-incorrect: « taux » attend un nombre", "sans unité"),
    _nombre("en chiffres arabes", "٥٠", "caractere-trompeur: caractère d'apparence trompeuse U+0665"),
    _nombre("nul et négatif", "-0", "hors-bornes:"),
    _date("avec son heure", "2026-11-24 10:00:00", "1: type-incorrect: « verifie_le » attend une date", "comme 2026-01-31"),
    _date("en temps universel", "2026-11-24T00:00:00Z", "1: type-incorrect:"),
    _date("de l'an zéro", "0000-01-01", "13: date-impossible:"),
    _date("du 29 février", "2025-02-29", "13: date-impossible: « 2025-02-29 »"),
    _date("sans tiret", "20261124", "1: type-incorrect:"),
    _date("à tirets insécables", "2026\u201111\u201124", "1: type-incorrect:", "comme 2026-01-31"),
    _date("à points", "24.11.2026", "1: type-incorrect:", "comme 2026-01-31"),
    _date("d'un tableur", "45000", "1: type-incorrect:"),
    _date("du dix-huitième siècle", "1726-11-24", "1: date-lointaine:"),
    _date("à année courte", "24/11/26", "13: valeur-ambigue:"),
    clause("salle dièse", "qui: Le service utilisateur", "qui: salle # 1", "55:14: texte-coupe: le texte s'arrête à « salle »", "guillemets"),
    clause("lots dièse", "qui: Le service utilisateur", "qui: lots # 2 et 3", "55:13: texte-coupe:"),
    clause("liste nulle", "tailles: [petite, moyenne, grande]", "tailles: null", "8:1: type-incorrect:"),
    clause("liste dans une liste", "tailles: [petite", "tailles: [[petite]", "8:11: type-incorrect:"),
    clause("valeur nulle d'une liste", "tailles: [petite", "tailles: [null", "8:11: type-incorrect:"),
    clause("code en capitale", "tailles: [petite", "tailles: [Petite", "8:11: valeur-inconnue: « Petite »", "« petite »"),
    clause("code accentué", "themes: [", 'themes: ["de\u0301chets", ', "valeur-inconnue: « déchets »", "« dechets »"),
    clause("code à lettre cyrillique", "tailles: [petite", 'tailles: ["p\u0435tite"', "8:12: caractere-trompeur:"),
    clause("retour seul", STATUT, f"{STATUT}\rx: y", "65:18: caractere-interdit:"),
    clause("saut de page", STATUT, f"{STATUT}\f", "65:18: caractere-interdit:"),
    clause("marque d'ordre au milieu", STATUT, f"{STATUT}\ufeff", "65:18: caractere-interdit:"),
    # Des vocabulaires.
    _vocabulaire("en liste", "- a", "2:1: type-incorrect:"),
    _vocabulaire("vide", "{}", "2:1:"),
    *(
        _vocabulaire(
            f"code {nom}",
            f"{code}: {{libelle: Essai, definition: Un essai pour les contrôles., pilier: social}}",
            "3:3:",
        )
        for nom, code in {
            "accentué": "déchets",
            "de balise": '"<b>"',
            "de chemin": '"../x"',
            "de JavaScript": "__proto__",
        }.items()
    ),
    *(
        Cas(
            f"vocabulaire, code {nom}",
            THEMES,
            "  climat:",
            f"  {code}:\n    libelle: Essai\n    definition: Un essai pour les contrôles.\n  climat:",
            attendu,
        )
        for nom, code, attendu in (
            ("de 120 signes", "a" * 120, "3:3: nom-de-fichier: « aaa"),
            ("de Windows", "nul", "3:3: nom-de-fichier: « nul »"),
            (
                "en capitales",
                "CLIMAT",
                "6:3: valeur-en-double: « climat » ne diffère de « CLIMAT » que par ses capitales",
            ),
        )
    ),
    # Des dossiers, des images.
    *map(_dossier, (".cache", "Été", "a_b", "con", "a b")),
    _image("d'une page", b"\x89PNG<script>alert(1)</script>"),
    _image("derrière une page", b"<p>" + SIGNATURE),
    _image("d'un autre format", b"\xff\xd8\xff\xe0"),
    _image("vide", b""),
    _image("jpeg derrière une page", b"<p>\xff\xd8\xff", "docs/images/a.jpg"),
    _image("webp sans conteneur", b"WEBP" + b"\0" * 20, "docs/images/a.webp"),
    *(
        Cas(f"fichier {fichier}", fichier, None, contenu, "1:1: fichier-inattendu:")
        for fichier, contenu in {
            "data/clauses/neuve.yaml": "CLAUSE",
            "data/clauses/temoin.yml.bak": "CLAUSE",
            "data/clauses/temoin.yml~": "CLAUSE",
            "data/.DS_Store": "x",
            "data/autres/x.yml": "a: 1\n",
            "data/essais/mots.txt": "mot",
            "data/reseau/essais/sous/x.yml": "a: 1\n",
            "docs/CNAME": "exemple.fr",
            "docs/.htaccess": "x",
            "docs/robots.txt": "x",
            "docs/sitemap.xml": "x",
            "docs/x.html": "<script>",
            "docs/images/x.svg": "<svg onload=alert(1)>",
            "docs/assets/x.js": "alert(1)",
            "docs/assets/reseau.css": "*{}",
            "docs/a.png": SIGNATURE,
        }.items()
    ),
    # Des hôtes qui ne mènent nulle part, des adresses que le navigateur lit autrement.
    *(
        _hote(adresse, "ce nom de domaine n'existe que dans un réseau privé")
        for adresse in (
            "https://intranet.mairie.local/",
            "https://achats.internal/",
            "https://exemple.invalid/",
            "https://abcdef.onion/",
            "https://serveur.lan/",
            "https://wiki.corp./",
        )
    ),
    *(
        _hote(adresse, "l'adresse contient un caractère interdit")
        for adresse in (
            "https://exemple.fr/%00",
            "https://exemple.fr/%zz",
            "https://exemple.fr/100%",
            "https://exemple.fr/%0d%0aSet-Cookie",
            "https://exemple.fr/%7F",
            "https://exemple.fr/a b",
        )
    ),
    *(_hote(adresse) for adresse in ("https:/exemple.fr/", "https:exemple.fr", "https:///exemple.fr/", "https://192.168.0.1/", "https://0177.0.0.1/")),
    Cas("hôte de 263 signes", "data/droit/textes/loi-2020-105.yml", "url: https://www.legifrance.gouv.fr/", f"url: https://{'a.' * 130}fr/", "lien-refuse: « https://a.a.a."),
    _hote("https://exemple.fr%2f@exemple.com/", "une adresse ne contient pas d'identifiant avant @"),
    _hote("https://xn--exmple-cva.fr/", "le nom de domaine contient des lettres trompeuses"),
    # Des heures.
    _evenement("heure qui passe deux fois", "2026-10-25 02:30", "2026-10-25 04:00", "4:1: heure-double: « 2026-10-25 02:30 »"),
    _evenement("fin qui passe deux fois", "2026-10-25 01:00", "2026-10-25 02:00", "5:1: heure-double: « 2026-10-25 02:00 »"),
    *(
        _evenement(f"fin {nom}", "2027-03-29 10:00", fin, f"5:1: forme-incorrecte: « {fin} »")
        for nom, fin in {
            "à minuit vingt-quatre": "2027-03-29 24:00",
            "à soixante minutes": "2027-03-29 10:60",
            "à la seconde": "2027-03-29 12:00:00",
            "de machine": "2027-03-29T12:00",
            "universelle": "2027-03-29 12:00Z",
            "en heures": "2027-03-29 12h00",
        }.items()
    ),
    _evenement("fuseau d'un chemin", "2027-03-29 10:00", "2027-03-29 12:00", "6:1: valeur-inconnue: « ../../etc/passwd »", "../../etc/passwd"),
    _evenement("fuseau universel", "2027-03-29 10:00", "2027-03-29 12:00", "6:1: valeur-inconnue: « UTC »", "UTC"),
    _evenement("trente et un février", "2027-02-31 10:00", "2027-03-29 12:00", "4:1: forme-incorrecte:"),
    _evenement("siècle prochain", "2127-03-29 10:00", "2127-03-29 12:00", "4:1: date-lointaine:"),
)  # fmt: skip
