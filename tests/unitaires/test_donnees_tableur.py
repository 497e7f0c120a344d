"""Les données ouvertes dans un tableur : aucune cellule n'y est une formule, une liste s'y relit."""

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook

from macros.sorties.donnees.tableur import Colonne, cellule, colonnes
from macros.sorties.donnees.tableur import ligne as en_ligne
from tests.donnees import lire_cellule, lire_csv
from tests.fabrique.bases import base_de
from tests.fabrique.donnees import donnees_de
from tests.fabrique.questions import fiches_de
from tests.fabrique.reperes import SITE_URL
from tests.fiches import code, texte
from tests.unitaires.test_donnees import FORMULES


def test_aucune_cellule_ne_depasse_un_tableur() -> None:
    base = base_de(texte("loi-x"), code("CCP", "Code de la commande publique", ["L1"]))
    fiche = fiches_de(base, "textes")["loi-x"]
    long = fiche.contenu.model_copy(update={"resume": "é" * 40_000})
    object.__setattr__(fiche, "contenu", long)
    sorties = donnees_de(base)
    [ligne] = lire_csv(sorties["donnees/textes.csv"])
    assert ligne["resume"] == f"Trop long pour un tableur : {SITE_URL}donnees/v1/textes/loi-x.json"
    feuille = load_workbook(io.BytesIO(sorties["donnees/textes.xlsx"])).active
    assert max(len(str(c.value or "")) for rangee in feuille for c in rangee) < 32_000
    assert "é" * 40_000 in sorties["donnees/v1/textes/loi-x.json"].decode()


@pytest.mark.parametrize(
    ("motif", "attendu"),
    [("^[a-z]", r"^[a-z][\s\S]*"), ("^a$", "^a$"), ("a", r"[\s\S]*a[\s\S]*"), ("a$", r"[\s\S]*a$")],
)
def test_un_motif_vaut_pour_toute_la_cellule(motif: str, attendu: str) -> None:
    [colonne] = colonnes({"properties": {"c": {"type": "string", "pattern": motif}}})
    assert colonne.contraintes["pattern"] == attendu


TEXTE = Colonne("c", "string", False, "", {})


LISTE = Colonne("c", "array", True, "", {})


FORMULE = "=cmd|' /C calc'!A0"
OUVERTE = re.compile(rf"[\s\"]*[{re.escape(''.join(FORMULES))}]")
"""Ce qu'un tableur lirait comme une formule."""
CACHEES = [
    *(f"{tete}1" for tete in FORMULES), "+33 5", "-- a", "=-+@", '"=1"', '""=1', ";=1", ",=1", '";"=1', "a;;=1", "a;,=1", "'=1;=2",
    '=HYPERLINK("https://x.test";"Ouvrir")', "=1;=1;=1", "；=1;=2", "a;＝1", "a,+1", '\\"=1', "\\;=1", "\n=1", "@",
    *(f"a{coupe}{FORMULE}" for coupe in (";", ",", "\n", "\r\n", "\t", ';"', '","', '"";""', "\r\n+")),
    "a\n-2+3;@SUM(1)", "- liste\n- =1+1", "a,''=x", "- -x\n• =y",
]  # fmt: skip


@pytest.mark.parametrize("valeur", CACHEES)
def test_aucune_cellule_n_ouvre_une_formule(valeur: str) -> None:
    """Seule, dans une liste ou une structure ; ouvert avec un autre séparateur, le fichier se coupe ailleurs."""
    structure = [{"dit": valeur, "listes": ["x", valeur, FORMULE]}]
    en_json = cellule(
        structure,
        Colonne("c", "array", False, "", {}),
        json.dumps(structure, ensure_ascii=False, separators=(",", ":")),
    )
    cellules = [cellule(valeur, TEXTE, ""), cellule([valeur], LISTE, ""), cellule(["b", valeur], LISTE, ""), en_json]
    octets = en_ligne(["id", *cellules]).decode()
    for delimiteur in (";", ",", "\t"):
        for rangee in csv.reader(io.StringIO(octets, newline=""), delimiter=delimiteur):
            assert [c for c in rangee if OUVERTE.match(c)] == []
    [[_, *lues]] = csv.reader(io.StringIO(octets, newline=""), delimiter=";")
    assert lues == cellules and json.loads(lues[-1]) == structure
    assert lire_cellule(lues[0], valeur) == valeur.replace("• ", "- ")


@pytest.mark.parametrize("liste", [["a | b", "c"], ["a\\", "| b"], ["\\|", "\\"], ["a\nb", "=c"], ["seul"]])
def test_une_liste_se_relit(liste: list[str]) -> None:
    assert lire_cellule(cellule(liste, LISTE, ""), liste) == liste


def test_un_titre_hostile_reste_un_texte() -> None:
    base = base_de(texte("loi-x"), code("CCP", "Code de la commande publique", ["L1"]))
    fiche = fiches_de(base, "textes")["loi-x"]
    titre = '=cmd|" /C calc"!A0,\r\n"x"'
    object.__setattr__(fiche, "contenu", fiche.contenu.model_copy(update={"titre": titre}))
    [ligne] = lire_csv(donnees_de(base)["donnees/textes.csv"])
    assert ligne["titre"] == '\'=cmd|" /C calc"!A0,\'\r\n"x"' and lire_cellule(ligne["titre"], titre) == titre
