"""Le réglage du site : ce qu'un réseau n'y écrit pas se dit avant que MkDocs l'exécute."""

from tests.petit.fiches import MENU

from .commun import Cas, dans

REGLAGES = "mkdocs.yml"
_cas = dans(REGLAGES)


def _reglage(nom: str, avant: str, apres: str, attendu: str, conseil: str = "") -> Cas:
    return _cas(f"reglage, {nom}", avant, apres, attendu, conseil)


CAS = (
    *(
        _reglage(
            nom, "copyright:", f"{ligne}\ncopyright:", f"7:1: champ-inconnu: le champ « {ligne.partition(':')[0]} »"
        )
        for nom, ligne in {
            "crochet": "hooks: [docs/x.py]",
            "heritage": "INHERIT: autre.yml",
            "autre dossier": "docs_dir: .",
            "extension": "markdown_extensions: [md_in_html]",
            "script d'ailleurs": "extra_javascript: [https://exemple.fr/a.js]",
        }.items()
    ),
    _reglage("faute de frappe", "copyright:", "copyrigth:", "champ-inconnu: le champ « copyrigth »", "« copyright »"),
    _reglage("autre theme", "name: material", "name: readthedocs", "reglage-change: le thème", "theme: {name: material}"),
    _reglage("theme d'a cote", "name: material", "name: material\n  custom_dir: docs", "reglage-change: le thème"),
    _reglage("greffon de plus", "plugins:\n", "plugins:\n  - search\n", "reglage-change: les greffons", "[macros, base-achats]"),
    _reglage("sans le moteur", "  - base-achats\n", "", "reglage-change: les greffons"),
    _reglage("site sans nom", 'site_name: !ENV [SITE_NAME, "Achats responsables, la base"]', "site_name:", "html-brut: « site_name »"),
    _reglage("menu vide", MENU, "nav: []\n", "menu-sans-places:"),
    _reglage("menu sans fond", "- Accueil: index.md", "- " + "[" * 40 + "]" * 40, "menu-sans-places:"),
    Cas("code a cote des fiches", "macros.py", None, "", "fichier-inattendu: « macros.py » passerait pour le moteur", ou=REGLAGES),
    _reglage("yaml casse", "theme:\n", "theme: [\n", "yaml-illisible:"),
    Cas("reglage en liste", REGLAGES, None, "- a\n", "forme-yaml:"),
    Cas("reglage binaire", REGLAGES, None, b"\xff\xfe\x00", "marque-d-ordre:"),
)  # fmt: skip
