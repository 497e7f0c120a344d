"""Les imports vont dans un seul sens, sans cercle entre fichiers ; chaque bibliothèque a une seule porte."""

import ast
import re
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from macros.fiches.liste import GENRES, MACROS
from tests.fabrique.reperes import RACINE

ETAGES = {
    "lecture": set(),
    "texte": set(),
    "base": {"lecture", "texte"},
    "regles": {"base", "lecture", "texte"},
    "sorties": {"base", "lecture", "texte"},
    "fiches": {"base", "lecture", "regles", "sorties", "texte"},
    "site": {"base", "fiches", "lecture", "regles", "sorties", "texte"},
    "sentinelle": {"base", "lecture", "texte"},
    "commandes": {"base", "fiches", "lecture", "regles", "sentinelle", "site", "sorties"},
    "__main__": {"commandes", "fiches", "lecture", "regles", "site", "sorties"},
    "__init__": {"site"},
}
"""Ce que chaque pièce de ``macros`` peut importer des autres."""
ENTRE_FICHES = {
    ("reseau", "agenda"),
    ("accueil", "veille"),
    ("famille", "clause"),
    ("famille", "conseil"),
    ("famille", "territoire"),
    ("conseil", "clause"),
}
"""Les seules flèches d'une pièce de ``fiches`` à une autre : un genre parle d'un autre par son nom."""
ASSETS = "overrides/assets"
FICHIERS = sorted((RACINE / "macros").rglob("*.py"))


def importes(source: str, fichier: Path) -> set[str]:
    """Rend les modules qu'un fichier importe, où que ce soit : en tête, dans une fonction, ou pour ses seuls types."""
    noms = set()
    for noeud in ast.walk(ast.parse(source)):
        if isinstance(noeud, ast.ImportFrom):
            paquet = fichier.parts[: -noeud.level] if noeud.level else ()
            module = ".".join((*paquet, *filter(None, [noeud.module])))
            noms |= {module, *(f"{module}.{a.name}" for a in noeud.names)}
        elif isinstance(noeud, ast.Import):
            noms |= {a.name for a in noeud.names}
    return noms


def imports_de(dossier: str) -> dict[str, set[str]]:
    """Rend fichier → modules importés."""
    fichiers = {fichier.relative_to(RACINE): fichier for fichier in sorted((RACINE / dossier).rglob("*.py"))}
    return {str(nom): importes(fichier.read_text("utf-8"), nom) for nom, fichier in fichiers.items()}


IMPORTS = imports_de("macros")


def module(fichier: str) -> str:
    return fichier.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def piece(nom: str) -> str:
    """Rend la pièce d'un module, sous ``macros``."""
    return nom.split(".")[1] if "." in nom else "__init__"


def cercle(fleches: Mapping[str, set[str]]) -> list[str]:
    """Rend les fichiers d'un cercle d'imports, le premier répété à la fin ; rien s'il n'y en a pas."""
    try:
        TopologicalSorter(fleches).prepare()
    except CycleError as trouve:
        return trouve.args[1]
    return []


@pytest.mark.parametrize("fichier", IMPORTS)
def test_imports_dans_un_seul_sens(fichier: str) -> None:
    ici = piece(module(fichier))
    voisines = {piece(nom) for nom in IMPORTS[fichier] if nom.startswith("macros.") and nom.count(".")} & set(ETAGES)
    assert voisines - {ici} <= ETAGES[ici], f"{ici} ne doit pas importer {voisines - {ici} - ETAGES[ici]}"


def test_un_genre_n_en_importe_pas_un_autre() -> None:
    fleches = {
        (de.split("/")[2], vers.split(".")[2])
        for de, noms in IMPORTS.items()
        if de.startswith("macros/fiches/") and de != "macros/fiches/liste.py"
        for vers in noms
        if vers.startswith("macros.fiches.")
    }
    assert {(de, vers) for de, vers in fleches if de != vers} == ENTRE_FICHES


@pytest.mark.parametrize("dossier", ["macros", "tests"])
def test_aucun_cercle_entre_fichiers(dossier: str) -> None:
    """Un import différé dans une fonction, ou pour les types seulement, compte aussi."""
    imports = imports_de(dossier)
    modules = {module(fichier) for fichier in imports}
    fleches = {module(fichier): noms & modules for fichier, noms in imports.items()}
    assert len(fleches) > 100 and cercle(fleches) == []


@pytest.mark.parametrize(
    "retour",
    [
        "from macros.base.a import X",
        "def f():\n    from ..base import a",
        "if TYPE_CHECKING:\n    import macros.base.a",
    ],
    ids=["en tête", "différé", "types"],
)
def test_un_cercle_se_voit(retour: str) -> None:
    sources = {"macros.base.a": "from macros.base import b", "macros.base.b": "from macros.lecture.c import Y"}
    sources["macros.lecture.c"] = retour
    fichiers = {nom: Path(nom.replace(".", "/") + ".py") for nom in sources}
    fleches = {nom: importes(source, fichiers[nom]) & set(sources) for nom, source in sources.items()}
    assert set(cercle(fleches)) == set(sources)


@pytest.mark.parametrize(
    ("bibliotheque", "portes"),
    [
        ("yaml", {"lecture"}),
        ("docx", {"sorties", "fiches"}),
        ("feedgen", {"sorties"}),
        ("icalendar", {"sorties"}),
        ("snowballstemmer", {"texte"}),
        ("Stemmer", {"texte"}),
        ("mkdocs", {"site", "__main__"}),
        ("lxml", {"sentinelle"}),
        ("markdown_it", {"texte", "sorties"}),  # le Word lit les mêmes jetons
    ],
)
def test_une_bibliotheque_a_une_porte(bibliotheque: str, portes: set[str]) -> None:
    usages = {module(f) for f, noms in IMPORTS.items() if any(n.split(".")[0] == bibliotheque for n in noms)}
    assert usages and {piece(usage) for usage in usages} <= portes


def test_un_seul_moteur_markdown() -> None:
    assert [f for f, noms in IMPORTS.items() if any(n.split(".")[0] == "markdown" for n in noms)] == []


@pytest.mark.parametrize("dossier", ["hostiles", "site", "unitaires"])
def test_un_essai_du_code_ne_lit_pas_les_vraies_fiches(dossier: str) -> None:
    """Un autre réseau, ou une fiche corrigée, ne fait rougir que ``base essayer``."""
    vrai = re.compile(r"\b(?:base_reelle|site_reel)\b|RACINE,? ?/? ?\"(?:data|docs)\b|\blire\(RACINE")
    essais = [essai for essai in (RACINE / "tests" / dossier).rglob("*.py") if essai.name != Path(__file__).name]
    assert essais and [essai.name for essai in essais if vrai.search(essai.read_text("utf-8"))] == []


def test_l_horloge_est_lue_par_le_chargement_seul() -> None:
    """Ailleurs, le jour est celui de la base : deux horloges ne se contredisent pas à minuit."""
    lecteurs = {module(f) for f, noms in IMPORTS.items() if any(n.startswith("macros.lecture.horloge") for n in noms)}
    assert lecteurs == {"macros.base.chargement", "macros.site.servir"}


@pytest.mark.parametrize(
    ("dossier", "motif"),
    [("macros", "*.py"), ("tests", "*.py"), (f"{ASSETS}/js", "*.js"), (f"{ASSETS}/styles", "*.css")],
)
def test_un_module_reste_court(dossier: str, motif: str) -> None:
    fichiers = sorted((RACINE / dossier).rglob(motif))
    assert fichiers and [str(f.relative_to(RACINE)) for f in fichiers if f.read_text("utf-8").count("\n") > 300] == []


def test_aucun_etat_de_module() -> None:
    """Le service relit le code à chaque construction : rien ne s'y garde d'une fois sur l'autre."""
    gardes = [
        (fichier, noeud.lineno)
        for fichier in IMPORTS
        for noeud in ast.walk(ast.parse((RACINE / fichier).read_text("utf-8")))
        if isinstance(noeud, ast.Global)
    ]
    assert gardes == []


def test_chaque_macro_se_decrit() -> None:
    assert MACROS and all(macro.rendre.__doc__ for macro in MACROS)


def test_aucun_nom_de_macro_n_est_un_champ() -> None:
    champs = {champ for genre in GENRES for champ in genre.modele.model_fields}
    assert not champs & {macro.nom for macro in MACROS}


def test_l_horloge_est_lue_en_un_seul_endroit() -> None:
    for fichier in FICHIERS:
        if fichier.name != "horloge.py":
            texte = fichier.read_text("utf-8")
            assert not any(mot in texte for mot in ("datetime.now", "date.today", "time.time(")), fichier
