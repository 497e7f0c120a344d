"""Les imports vont dans un seul sens, et chaque nom parle du métier."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from macros.modele import GENRES
from macros.regles.macros import MACROS
from tests.conftest import RACINE

COUCHES = {
    "horloge": set(),
    "langue": set(),
    "texte": set(),
    "modele": {"texte"},
    "regles": {"modele", "texte", "langue"},
    "chargement": {"modele", "horloge"},
    "rendu": {"modele", "texte"},
    "exports": {"modele", "texte"},
    "flux": {"modele", "rendu"},
    "calendrier": {"modele", "rendu"},
    "recherche": {"modele", "rendu", "langue", "texte"},
    "publication": set(),
    "enregistrement": {"modele"},
    "importation": {"modele", "chargement", "regles", "exports"},
    "extension": {"modele", "regles", "rendu", "exports", "flux", "calendrier"},
    "pages": {
        *{"modele", "regles", "chargement", "rendu", "exports"},
        *{"flux", "calendrier", "horloge", "extension", "texte", "recherche"},
    },
    "__main__": {"modele", "regles", "chargement", "exports", "publication", "enregistrement", "flux", "importation"},
    "__init__": {"extension"},
}
"""Ce que chaque module de ``macros`` peut importer du projet (lui-même excepté)."""
FICHIERS = sorted((RACINE / "macros").rglob("*.py"))


def _module(fichier: Path) -> str:
    return fichier.relative_to(RACINE / "macros").parts[0].removesuffix(".py")


def _importes(fichier: Path) -> set[str]:
    noms = set()
    for noeud in ast.walk(ast.parse(fichier.read_text("utf-8"))):
        if isinstance(noeud, ast.ImportFrom):
            paquet = fichier.relative_to(RACINE).parts[: -noeud.level] if noeud.level else ()
            module = ".".join((*paquet, *filter(None, [noeud.module])))
            noms |= {module, *(f"{module}.{a.name}" for a in noeud.names)}
        elif isinstance(noeud, ast.Import):
            noms |= {a.name for a in noeud.names}
    return noms


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: str(f.relative_to(RACINE)))
def test_imports_dans_un_seul_sens(fichier: Path) -> None:
    module = _module(fichier)
    voisins = {nom.split(".")[1] for nom in _importes(fichier) if nom.startswith("macros.")}
    connus = {v for v in voisins if v in COUCHES}
    assert connus - {module} <= COUCHES[module], f"{module} ne doit pas importer {connus - {module} - COUCHES[module]}"


@pytest.mark.parametrize(
    ("bibliotheque", "module"), [("yaml", "chargement"), ("feedgen", "flux"), ("icalendar", "calendrier")]
)
def test_une_bibliotheque_un_module(bibliotheque: str, module: str) -> None:
    usages = {_module(f) for f in FICHIERS if any(n.split(".")[0] == bibliotheque for n in _importes(f))}
    assert usages == {module}


def test_un_seul_moteur_markdown() -> None:
    usages = {_module(f) for f in FICHIERS if any(n.split(".")[0] == "markdown" for n in _importes(f))}
    assert usages == set()
    usages = {_module(f) for f in FICHIERS if any(n.split(".")[0] == "markdown_it" for n in _importes(f))}
    assert usages == {"texte", "exports"}  # le Word lit les mêmes jetons


def test_mkdocs_aux_seuls_adaptateurs() -> None:
    usages = {_module(f) for f in FICHIERS if any(n.split(".")[0] == "mkdocs" for n in _importes(f))}
    assert usages <= {"pages", "extension", "__main__"}


def test_un_module_reste_court() -> None:
    longs = {str(f.relative_to(RACINE)): n for f in FICHIERS if (n := f.read_text("utf-8").count("\n")) > 250}
    assert longs == {}


def test_macros_annoncees_et_ecrites() -> None:
    from macros import extension

    assert all(extension.ECRITES[nom].__doc__ for nom in MACROS)


def test_aucun_nom_de_macro_n_est_un_champ() -> None:
    champs = {c for genre in GENRES.values() for c in genre.modele.model_fields}
    assert not champs & set(MACROS)


def test_l_horloge_est_lue_en_un_seul_endroit() -> None:
    for fichier in FICHIERS:
        if fichier.name != "horloge.py":
            texte = fichier.read_text("utf-8")
            assert not any(mot in texte for mot in ("datetime.now", "date.today", "time.time(")), fichier
