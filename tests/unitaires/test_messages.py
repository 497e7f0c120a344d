"""Les défauts : déclarés une fois, tous employés, appelés avec leurs valeurs, tous expliqués sur la page des messages."""

import ast
import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from macros.base.base import Base
from macros.base.registre import Publications
from macros.fiches.liste import GENRES
from macros.lecture.anomalie import Defaut
from macros.lecture.defauts import GENERAUX
from tests.fabrique.lecture import anomalies_de
from tests.fabrique.pages import macro_de
from tests.fabrique.reperes import RACINE
from tests.petit.projet import changer

TABLES = [*GENERAUX, Publications, *(table for genre in GENRES for table in genre.regles.defauts)]
DEFAUTS = [defaut for table in TABLES for defaut in table]
ARBRES = [ast.parse(fichier.read_text("utf-8")) for fichier in sorted((RACINE / "macros").rglob("*.py"))]
NOMS = {table.__name__: table for table in TABLES}


def defaut_nomme(noeud: ast.AST) -> Defaut | None:
    """Rend le défaut que le code nomme ici, comme ``Champs.TROP_COURT``."""
    if isinstance(noeud, ast.Attribute) and isinstance(noeud.value, ast.Name) and noeud.value.id in NOMS:
        return NOMS[noeud.value.id].__members__.get(noeud.attr)
    return None


def valeurs(gabarit: str) -> set[str]:
    """Rend les mots entre accolades d'un message."""
    return {nom for _, nom, *_ in Formatter().parse(gabarit) if nom}


def test_un_code_est_declare_une_fois() -> None:
    assert [code for code, fois in Counter(d.code for d in DEFAUTS).items() if fois > 1] == []
    assert len(NOMS) == len(TABLES)
    assert [t.__name__ for t in TABLES if len(t.__members__) != len(t)] == [], "deux membres ont les mêmes textes"


def test_toute_table_est_sur_la_page() -> None:
    ecrites = {
        noeud.name
        for arbre in ARBRES
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.ClassDef) and any(getattr(b, "id", "") == "Defaut" for b in noeud.bases)
    }
    assert ecrites == set(NOMS)


def test_tout_defaut_est_employe() -> None:
    employes = {d for arbre in ARBRES for noeud in ast.walk(arbre) if (d := defaut_nomme(noeud))}
    assert [d.code for d in DEFAUTS if d not in employes] == []


def test_aucune_anomalie_sans_defaut() -> None:
    """Hors de sa classe, rien ne compose une anomalie de textes à lui."""
    appels = [
        ast.unparse(noeud)
        for arbre in ARBRES
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.Call) and getattr(noeud.func, "id", "") in ("Anomalie", "Constat")
    ]
    assert len(appels) == 2, appels


@pytest.mark.parametrize("defaut", DEFAUTS, ids=lambda d: d.code)
def test_un_defaut_dit_quoi_et_comment(defaut: Defaut) -> None:
    assert defaut.sens and not defaut.sens.endswith("."), "le message est une proposition, sans point"
    assert re.search(r"[.?}]$", defaut.remede), "le conseil est une phrase, ou finit par la ligne à écrire"


def test_chaque_appel_donne_les_valeurs_du_message() -> None:
    fautes = []
    for noeud in (n for arbre in ARBRES for n in ast.walk(arbre)):
        if not isinstance(noeud, ast.Call) or not (defaut := defaut_nomme(noeud.func)):
            continue
        donnees = {k.arg for k in noeud.keywords}
        if None in donnees:  # un dictionnaire déplié : les mauvais fichiers l'éprouvent
            continue
        message = bool(noeud.args) or "message" in donnees
        conseil = len(noeud.args) > 1 or "conseil" in donnees
        attendues = (set() if message else valeurs(defaut.sens)) | (set() if conseil else valeurs(defaut.remede))
        admises = valeurs(defaut.sens) | valeurs(defaut.remede) | {"message", "conseil"}
        if not attendues <= donnees or not donnees <= admises:
            fautes.append(ast.unparse(noeud))
    assert fautes == []


def test_la_page_explique_chaque_code(base_inventee: Base) -> None:
    page = macro_de(base_inventee, "liste_messages")
    ancres = re.findall(r'<div id="([^"]+)">', page)
    assert sorted(ancres) == sorted(d.code for d in DEFAUTS)
    assert page.count('<span class="badge">alerte</span>') == sum(d.gravite == "alerte" for d in DEFAUTS)
    sujets = re.findall(r'<a href="#([^"]+)">', page.partition("</nav>")[0])
    assert sujets == re.findall(r'<h2 id="([^"]+)">', page) and len(sujets) == len(TABLES)


def test_la_page_se_lit_sans_accolades(base_inventee: Base) -> None:
    """Une valeur qui change est un mot en italique ; seules restent les doubles accolades, à taper."""
    page = macro_de(base_inventee, "liste_messages")
    assert "« <var>valeur</var> » n’est pas dans le vocabulaire" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert not re.search(r"(?<!\{)\{\w+\}(?!\})", page)


@pytest.mark.parametrize(
    ("avant", "apres"),
    [("statut: brouillon", "statu: brouillon"), ("[CCP L2112-2]", "[CCP L1]"), ("publie_le: 2026", "publie_le: 1026")],
)
def test_le_code_affiche_se_retrouve_sur_la_page(projet: Path, base_inventee: Base, avant: str, apres: str) -> None:
    clause = projet / "data/clauses/temoin.yml"
    changer(clause, (avant, apres))
    codes = {a.split(": ")[1].removesuffix(" (alerte)") for a in anomalies_de(projet)}
    page = macro_de(base_inventee, "liste_messages")
    assert codes and all(f'<div id="{code}">' in page for code in codes)
