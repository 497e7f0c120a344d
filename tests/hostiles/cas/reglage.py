"""Le réglage du site : ce que MkDocs exécuterait, demanderait à un tiers, ou refuserait en anglais."""

from __future__ import annotations

import re

from tests.fabrique import RACINE
from tests.petit import MENU

from .commun import Cas

REGLAGES = "mkdocs.yml"
EDITION = 'edit_uri: ""\n'
SITE, DEPOT = re.findall(r"^(?:site|repo)_url: .*$", (RACINE / REGLAGES).read_text("utf-8"), re.MULTILINE)
ACCUEIL = "  - Accueil: index.md"
BOMBE = "extra:\n  a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"  {nom}: &{nom} [{', '.join([f'*{avant}'] * 8)}]\n" for avant, nom in zip("abcdefg", "bcdefgh", strict=True)
)
"""Sept alias de huit : deux millions de nœuds à qui les suit."""


def _cas(nom: str, avant: str, apres: str, attendu: str, conseil: str = "") -> Cas:
    return Cas(f"reglage, {nom}", REGLAGES, avant, apres, f"{REGLAGES}:{attendu}", conseil)


def _plus(nom: str, lignes: str, attendu: str) -> Cas:
    """Des lignes de plus, la première à la ligne 8."""
    return _cas(nom, EDITION, f"{EDITION}{lignes}\n", attendu)


def _extra(nom: str, ligne: str, champ: str) -> Cas:
    """Une ligne de plus sous « extra »."""
    attendu = f"10:3: reglage-inconnu: « extra.{champ} » n'est pas un réglage admis"
    return _cas(nom, "  brouillons:", f"  {ligne}\n  brouillons:", attendu, "brouillons")


def _theme(nom: str, ligne: str, champ: str) -> Cas:
    attendu = f"18:3: reglage-inconnu: « theme.{champ} »"
    return _cas(nom, "  favicon:", f"  {ligne}\n  favicon:", attendu)


def _change(nom: str, avant: str, apres: str, place: str, champ: str, conseil: str) -> Cas:
    return _cas(nom, avant, apres, f"{place}: reglage-change: « {champ} » n'est pas ce dont le site a besoin", conseil)


CAS = (
    # Des étiquettes que MkDocs construit : il lit ce fichier avec le chargeur entier de PyYAML.
    _plus(
        "commande",
        "site_author: !!python/object/apply:os.system [id]",
        "8:14: etiquette-yaml: l'étiquette « !!python/object/apply:os.system » n'est pas admise",
    ),
    _plus("fonction", "site_author: !!python/name:os.system", "8:14: etiquette-yaml: l'étiquette « !!python/name"),
    _cas(
        "commande sous extra",
        "  brouillons:",
        "  x: !!python/object/apply:os.system [id]\n  brouillons:",
        "10:6: etiquette-yaml:",
    ),
    _cas(
        "commande dans le menu",
        ACCUEIL,
        f"{ACCUEIL}\n  - !!python/object/apply:os.system [id]",
        "58:5: etiquette-yaml:",
    ),
    _cas("chemin relatif", "copyright: Con", "copyright: !relative Con", "11:12: etiquette-yaml:"),
    _cas("ancre", "copyright: Con", "copyright: &a Con", "11:12: alias-yaml:"),
    _cas("bombe d'alias", "extra:\n", BOMBE, "9:6: alias-yaml:"),
    _cas("fusion", "extra:\n", "extra:\n  <<: {brouillons: oui}\n", "9:3: reglage-inconnu: « extra.<< »"),
    _plus("fusion a la racine", "<<: {docs_dir: /etc}", "8:1: reglage-inconnu: « << »"),
    _plus("cle composee", "? [a]\n: b", "8:3: cle-yaml:"),
    _plus("environnement sans nom", "site_author: !ENV", "8:14: variable-refusee: « !ENV »"),
    _plus("environnement en champs", "site_author: !ENV {a: b}", "8:14: variable-refusee: « !ENV »"),
    _cas(
        "environnement sans defaut",
        "!ENV [SITE_NAME, ",
        "!ENV [[SITE_NAME], ",
        "3:12: variable-refusee: « !ENV »",
        "NOM",
    ),
    _plus("deux documents", "---\na: b", "8:1: plusieurs-documents:"),
    # Ce que Material demanderait à un tiers, ou montrerait sans que personne l'ait relu.
    _extra("mesure d'audience", "analytics: {provider: google, property: G-1}", "analytics"),
    _extra("accueil en javascript", 'homepage: "javascript:alert(1)"', "homepage"),
    _extra("reseaux sociaux", 'social: [{icon: x, link: "https://exemple.fr/"}]', "social"),
    _extra("autre langue", 'alternate: [{name: x, link: "javascript:1", lang: en}]', "alternate"),
    _extra("consentement", "consent: {title: a}", "consent"),
    _theme("logo d'ailleurs", "logo: https://exemple.fr/x.svg", "logo"),
    _theme("navigation instantanee", "features: [navigation.instant]", "features"),
    _theme("gabarits de plus", "static_templates: [x.html]", "static_templates"),
    _theme("recherche de plus", "include_search_page: true", "include_search_page"),
    _change("langue", "language: fr", "language: en", "16:13", "theme.language", "theme.language: fr"),
    _change(
        "icone d'ailleurs",
        "favicon: assets/reseau/logo.svg",
        "favicon: https://exemple.fr/x.ico",
        "18:12",
        "theme.favicon",
        "assets/reseau/logo.svg",
    ),
    _change("couleurs", "primary: custom", "primary: red", "21:14", "theme.palette.primary", "custom"),
    *(
        _change(f"feuille {nom}", "assets/accueil.css", feuille, "27:5", "extra_css", "assets/nom.css")
        for nom, feuille in {
            "d'ailleurs": "https://exemple.fr/a.css",
            "hors du site": "../../etc/passwd",
            "d'un script": "assets/accueil.js",
            "en liste": "[assets/accueil.css]",
        }.items()
    ),
    # Des adresses que tout le site répète.
    *(
        _cas(f"site_url {nom}", SITE, f"site_url: {adresse}", f"5:1: lien-refuse: « {adresse} »", "https://")
        for nom, adresse in {
            "en script": "javascript:alert(1)",
            "sans protocole": "base.fr",
            "en http": "http://base.fr/",
            "trompeuse": "https://base.fr@exemple.fr/",
            "locale": "https://localhost/",
        }.items()
    ),
    _cas("adresse par defaut en http", SITE, SITE.replace("https:", "http:"), "5:1: lien-refuse: « http://"),
    _cas("repo_url en script", DEPOT, "repo_url: data:x", "6:1: lien-refuse: « data:x »"),
    _change("site_url absente", f"{SITE}\n", "", "3:1", "site_url", "https://"),
    _change("site_url en liste", SITE, "site_url: [a]", "5:1", "site_url", "un texte"),
    _change("repo_url vide", DEPOT, 'repo_url: ""', "6:1", "repo_url", "un texte"),
    _change("edition", EDITION, "edit_uri: javascript:x\n", "7:11", "edit_uri", 'edit_uri: ""'),
    _change(
        "dossiers suivis", "  - overrides\n", "  - overrides\n  - /\n", "48:3", "watch", "[data, macros, overrides]"
    ),
    _change(
        "dossiers suivis, en texte",
        "watch:\n  - data\n  - macros\n  - overrides\n",
        "watch: data\n",
        "47:8",
        "watch",
        "data",
    ),
    _cas(
        "contrôle ouvert",
        "  omitted_files: warn",
        "  omitted_files: warn\n  links: {anchors: ignore}",
        "46:3: reglage-inconnu: « validation.links »",
    ),
    _plus("serveur ouvert à tous", "dev_addr: 0.0.0.0:80", "8:1: reglage-inconnu: « dev_addr »"),
    # Ce que chaque page affiche.
    *(
        _cas(
            f"HTML dans {champ}",
            avant,
            f"{avant}<script>alert(1)</script>",
            f"{ligne}:1: html-brut: « {champ} » contient du HTML",
            "en clair",
        )
        for champ, avant, ligne in (
            ("copyright", "copyright: ", 11),
            ("site_description", "site_description: ", 4),
            ("site_name", '[SITE_NAME, "', 3),
            ("nav", "  - Acc", 57),
        )
    ),
    _cas("nom sans fin", '[SITE_NAME, "', f'[SITE_NAME, "{"a" * 300}', "3:1: mot-trop-long:"),
    _cas("nom qui change de sens", '[SITE_NAME, "', '[SITE_NAME, "\\u202e', "3:29: caractere-bidirectionnel: U+202E"),
    Cas("reglage, vide", REGLAGES, None, "", f"{REGLAGES}:1:1: forme-yaml:", "de la branche main"),
    Cas("reglage, en latin-1", REGLAGES, None, "# été\n".encode("latin-1"), f"{REGLAGES}:1:3: encodage:", "UTF-8"),
    _cas("menu en nombre", MENU, "nav: 3\n", "56:6: menu-illisible:"),
    _cas("menu absent", MENU, "", "3:1: menu-sans-places:", "le pied de page"),
    *(
        _cas(f"menu {nom}", avant, apres, "56:1: menu-sans-places: le menu n'a pas ses quatre entrées", "index.md")
        for nom, avant, apres in (
            ("d'une page", MENU, f"nav:\n{ACCUEIL}\n"),
            ("de cinq entrées", ACCUEIL, f"{ACCUEIL}\n  - Autre: contribuer/index.md"),
            ("sans accueil", ACCUEIL, "  - Accueil: contribuer/index.md"),
            ("sans liens rapides", "  - Liens rapides:\n      - Contribuer:", "  - Contribuer:"),
        )
    ),
    _cas(
        "menu à trois niveaux",
        "principal:\n      - Contribuer: contribuer/index.md",
        "principal:\n      - A:\n          - B:\n              - Contribuer: contribuer/index.md",
        "56:1: menu-sans-places:",
    ),
    _change(
        "nom absent",
        'site_name: !ENV [SITE_NAME, "Achats responsables, la base"]\n',
        "",
        "3:1",
        "site_name",
        "un texte",
    ),
    _cas(
        "theme en nombre",
        "theme:\n  name: material\n  custom_dir: overrides\n  language: fr\n  font: false\n",
        "theme: 3\nx:\n",
        "13:8: reglage-change: « theme »",
    ),
    _cas("menu sans titre lisible", ACCUEIL, '  - "": index.md', "57:5: menu-illisible:"),
)
