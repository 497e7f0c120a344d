"""Les données ouvertes : valides, entières, sûres dans un tableur."""

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from pydantic import TypeAdapter, ValidationError

from macros.base.base import Base
from macros.base.types import LICENCES, Modele
from macros.commandes.reprendre.commande import commande_reprendre
from macros.sorties.donnees.jeux import calculs
from tests.donnees import JEUX, ecrire_les_donnees, fiches_du_jour, fiches_du_json, lire_cellule, lire_csv
from tests.fabrique.donnees import donnees_de
from tests.fabrique.lecture import base_saine, lire
from tests.fabrique.questions import fiches_de
from tests.fabrique.reperes import PUBLICS, SITE_URL
from tests.petit.projet import changer

DECLAREES = {table.nom: (genre, table) for genre in PUBLICS for table in genre.donnees.jeu.tables}
PRINCIPALES = [genre.donnees.jeu.nom for genre in PUBLICS if not genre.lecture.fichier]
TABLES = [*PRINCIPALES, *DECLAREES]
REPETES = {genre.donnees.jeu.nom: {table.chemin[0][0] for table in genre.donnees.jeu.tables} for genre in PUBLICS}
FORMULES = tuple("=+-@\t\r＝＋－＠")
"""Ce par quoi une cellule serait une formule."""
CONTRATS = {"clauses", "veille", "textes", "bonnes-pratiques", "indicateurs", "vocabulaires", "lexique", "structures"}


def test_noms_publics(sorties: dict[str, bytes]) -> None:
    assert set(JEUX) >= CONTRATS and len(JEUX) == len(set(JEUX))
    attendus = {f"donnees/{n}.{e}" for n in JEUX for e in ("json", "xlsx")}
    attendus |= {f"donnees/{n}.{e}" for n in TABLES for e in ("csv", "table-schema.json")}
    attendus |= {f"donnees/schemas/fichiers/{n}.json" for n in JEUX} | {
        "donnees/datapackage.json",
        "donnees/catalogue.jsonld",
    }
    assert {chemin for chemin in sorties if not chemin.startswith("donnees/v1/")} == attendus


@pytest.mark.parametrize("genre", PUBLICS, ids=lambda g: g.nom)
def test_une_fiche_se_lit_et_se_reprend_seule(sorties: dict[str, bytes], genre) -> None:
    """Un fichier par fiche, de la forme du fichier entier ; un genre qui tient en une fiche n'est pas écrit deux fois."""
    nom, tout = genre.donnees.jeu.nom, json.loads(sorties[f"donnees/{genre.donnees.jeu.nom}.json"])
    seules = {c: json.loads(o) for c, o in sorties.items() if c.startswith(f"donnees/v1/{nom}/")}
    attendues = [] if genre.lecture.fichier else tout["fiches"]
    assert set(seules) == {f"donnees/v1/{nom}/{fiche['id']}.json" for fiche in attendues}
    varient = ("fiches", "modifie_le", "seuils_du_jour")
    for fiche in attendues:
        seule = seules[f"donnees/v1/{nom}/{fiche['id']}.json"]
        assert seule["fiches"] == [fiche]
        assert {c: v for c, v in seule.items() if c not in varient} == {
            c: v for c, v in tout.items() if c not in varient
        }
        assert seule.get("modifie_le", "") <= tout.get("modifie_le", "")


@pytest.mark.parametrize("nom", JEUX)
def test_json_conforme_a_son_schema(sorties: dict[str, bytes], nom: str) -> None:
    schema, contenu = (
        json.loads(sorties[f"donnees/schemas/fichiers/{nom}.json"]),
        json.loads(sorties[f"donnees/{nom}.json"]),
    )
    Draft202012Validator.check_schema(schema)
    controle = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [f"{list(e.path)}: {e.message[:200]}" for e in controle.iter_errors(contenu)] == []
    assert contenu["$schema"] == schema["$id"] == f"{SITE_URL}donnees/schemas/fichiers/{nom}.json"
    assert contenu["licence"] == {"nom": "Licence Ouverte 2.0", "url": LICENCES["Licence Ouverte 2.0"]}
    contenu["fiches"].append({"id": "Intruse"})
    assert list(controle.iter_errors(contenu))


def test_un_champ_ajoute_ne_casse_pas_un_lecteur(sorties: dict[str, bytes]) -> None:
    """Le schéma qu'un réutilisateur a gardé admet le champ que la base gagnera ; il voit encore celui qu'elle perdrait."""
    controle = Draft202012Validator(json.loads(sorties["donnees/schemas/fichiers/clauses.json"]))
    contenu = json.loads(sorties["donnees/clauses.json"])
    source = contenu["fiches"][0]["sources"][0]
    for objet in (contenu, contenu["licence"], contenu["fiches"][0], source):
        objet["neuf"] = 1
    assert list(controle.iter_errors(contenu)) == []
    del source["url"]
    assert [e.validator for e in controle.iter_errors(contenu)] == ["required"]


def test_un_nul_ne_s_ecrit_pas(sorties: dict[str, bytes]) -> None:
    """Un champ facultatif qui s'ajoute au modèle ne change que les fiches qui l'emploient."""
    assert [chemin for chemin, octets in sorties.items() if chemin.count("/") == 1 and b'": null' in octets] == []


@pytest.mark.parametrize("genre", PUBLICS, ids=lambda g: g.nom)
def test_chaque_fiche_y_est_en_entier(sorties: dict[str, bytes], base_inventee: Base, genre) -> None:
    fiches = fiches_du_json(sorties, genre.donnees.jeu.nom)
    lues = {
        i: f for i, f in fiches_de(base_inventee, genre.nom).items() if getattr(f.contenu, "statut", "") != "brouillon"
    }
    assert [f["id"] for f in fiches] == sorted(lues)
    for fiche in fiches:
        lue = lues[fiche["id"]]
        attendus = lue.ecrite.contenu.model_dump(mode="json", exclude_none=True)
        assert {nom: fiche[nom] for nom in attendus} == attendus
        calcules = {calcul.nom for calcul in calculs(genre)}
        corps = {"corps"} if genre.lecture.dossier.startswith("docs/") else set()
        assert set(fiche) - set(attendus) == {"id"} | ({"adresse"} & set(fiche)) | calcules | corps
        assert fiche.get("corps", "") == lue.ecrite.corps


@pytest.mark.parametrize("nom", PRINCIPALES)
def test_csv_egal_au_json(sorties: dict[str, bytes], nom: str) -> None:
    """Une ligne par fiche, ses champs répétés à part : ils ont leur table."""
    octets = sorties[f"donnees/{nom}.csv"]
    assert octets.startswith(b"\xef\xbb\xbfid;adresse;") and octets.endswith(b"\r\n")
    fiches, lignes = fiches_du_jour(json.loads(sorties[f"donnees/{nom}.json"])), lire_csv(octets)
    assert len(fiches) == len(lignes)
    for fiche, ligne in zip(fiches, lignes, strict=True):
        attendus = {c: v for c, v in fiche.items() if c not in REPETES[nom]}
        assert [c for c in ligne if c in attendus] == list(attendus)
        assert [c for c in ligne if c not in attendus and ligne[c]] == []
        assert {c: lire_cellule(ligne[c], v) for c, v in attendus.items()} == attendus
        assert not [c for c, v in ligne.items() if v.startswith(FORMULES)]


def valeurs_de(fiche: dict, chemin: tuple[tuple[str, str], ...]) -> list[tuple[list[str], dict]]:
    """Rend (clés, champs de la valeur) de chaque ligne attendue d'une table longue."""
    (champ, _), *reste = chemin
    repete = fiche.get(champ, {})
    couples = repete.items() if isinstance(repete, dict) else enumerate(repete, 1)
    if reste:
        return [([str(cle), *suite], v) for cle, noeud in couples for suite, v in valeurs_de(noeud, tuple(reste))]
    return [([str(cle)], v if isinstance(v, dict) else {"valeur": v}) for cle, v in couples]


@pytest.mark.parametrize("nom", DECLAREES)
def test_une_table_longue_dit_tout(sorties: dict[str, bytes], nom: str) -> None:
    """Une ligne par article, par valeur de seuil, par code, avec ses clés et tous ses champs."""
    genre, table = DECLAREES[nom]
    fiches = fiches_du_jour(json.loads(sorties[f"donnees/{genre.donnees.jeu.nom}.json"]))
    attendues = [([f["id"], *cles], v) for f in fiches for cles, v in valeurs_de(f, table.chemin)]
    lignes = lire_csv(sorties[f"donnees/{nom}.csv"])
    assert len(lignes) == len(attendues) > 0
    colonnes_cles = ["id", *(cle for _, cle in table.chemin)]
    for ligne, (cles, valeur) in zip(lignes, attendues, strict=True):
        assert [ligne[c] for c in colonnes_cles] == cles
        champ = table.chemin[-1][0]
        lues = {c: ligne.get(f"{c}_{champ}", ligne.get(c, "")) for c in valeur}
        assert {c: lire_cellule(lues[c], v) for c, v in valeur.items()} == valeur
    schema = json.loads(sorties[f"donnees/{nom}.table-schema.json"])
    assert schema["primaryKey"] == colonnes_cles and [c["name"] for c in schema["fields"]] == list(lignes[0])


@pytest.mark.parametrize("genre", PUBLICS, ids=lambda g: g.nom)
def test_le_classeur_dit_ce_que_disent_les_csv(sorties: dict[str, bytes], genre) -> None:
    nom = genre.donnees.jeu.nom
    livre = load_workbook(io.BytesIO(sorties[f"donnees/{nom}.xlsx"]), read_only=True)
    noms = [*([] if genre.lecture.fichier else [nom]), *(table.nom for table in genre.donnees.jeu.tables)]
    assert livre.sheetnames == [n[:31] for n in noms]
    for feuille, table in zip(livre, noms, strict=True):
        tetes, *rangees = feuille.iter_rows(values_only=True)
        champs = {c["name"]: c for c in json.loads(sorties[f"donnees/{table}.table-schema.json"])["fields"]}
        lignes = lire_csv(sorties[f"donnees/{table}.csv"])
        assert len(rangees) == len(lignes) and set(tetes) <= set(champs)
        absentes = set(champs) - set(tetes)
        assert all(champs[c]["type"] in ("array", "object") for c in absentes)
        for rangee, ligne in zip(rangees, lignes, strict=True):
            for tete, valeur in zip(tetes, rangee, strict=True):
                if isinstance(valeur, datetime):
                    assert valeur.date().isoformat() == ligne[tete]
                else:
                    lu = lire_cellule(ligne[tete], valeur)
                    assert (lu or None) == (
                        valeur.replace("\r\n", "\n") if isinstance(valeur, str) else valeur or None
                    ) or (isinstance(valeur, str) and "\\" in ligne[tete])


def test_ni_brouillon_ni_oubli_d_une_retiree(projet: Path) -> None:
    base = base_saine(projet)
    assert [fiche["id"] for fiche in fiches_du_json(donnees_de(base), "clauses")] == ["critere-court"]
    clause = projet / "data/clauses/temoin.yml"
    changer(clause, ("statut: brouillon", "statut: retiree\nretrait: Une autre la remplace."))
    [_, fiche] = fiches_du_json(donnees_de(base_saine(projet)), "clauses")
    assert fiche["statut"] == "retiree" and fiche["adresse"] == f"{SITE_URL}clauses/temoin/"


VERS_UN_BROUILLON = {
    "data/feuilles-de-route/essai.yml": (
        "    pratiques: [essai]",
        "    clauses: [temoin, critere-court]\n    pratiques: [essai]",
    ),
    "data/indicateurs/essai.yml": ("piege:", "clauses: [critere-court, temoin]\npiege:"),
    "docs/modeles/essai.md": ("fondements:", "clauses: [temoin]\nfondements:"),
    "data/vocabulaires/segments.yml": ("    definition:", "    critere: temoin\n    definition:"),
}


def test_un_renvoi_vers_un_brouillon_n_est_pas_publie(projet: Path, tmp_path: Path) -> None:
    """Ni dans une liste, ni dans un champ seul ; et qui reprend ces fiches sans avoir le brouillon le peut."""
    for fichier, (avant, apres) in VERS_UN_BROUILLON.items():
        source = (projet / fichier).read_text("utf-8")
        assert avant in source
        (projet / fichier).write_text(source.replace(avant, apres, 1), "utf-8")
    base, anomalies = lire(projet)
    assert {a.code for a in anomalies} <= {"renvoi-brouillon"}
    sorties = donnees_de(base)
    assert [chemin for chemin, octets in sorties.items() if b"temoin" in octets] == []
    assert fiches_du_json(sorties, "feuilles-de-route")[0]["etapes"][2]["clauses"] == ["critere-court"]
    assert fiches_du_json(sorties, "indicateurs")[0]["clauses"] == ["critere-court"]
    ecrire_les_donnees(sorties, tmp_path)
    for fichier in ("data/clauses/temoin.yml", *VERS_UN_BROUILLON):
        (projet / fichier).unlink()
    assert commande_reprendre(projet, str(tmp_path), None) == 0
    assert [f for f in VERS_UN_BROUILLON if not (projet / f).is_file()] == []


def test_toute_valeur_par_defaut_est_valide() -> None:
    """Une fiche publiée écrit ses valeurs par défaut : elles doivent passer son schéma."""
    a_voir, vus, refuses = [genre.modele for genre in PUBLICS], set(), []
    while a_voir:
        modele = a_voir.pop()
        if modele in vus:
            continue
        vus.add(modele)
        a_voir += [m for info in modele.model_fields.values() for m in _modeles(info.annotation)]
        for nom, info in modele.model_fields.items():
            if not info.is_required():
                annotation = info.annotation
                for marque in info.metadata:
                    annotation = Annotated[annotation, marque]
                try:
                    TypeAdapter(annotation).validate_python(info.get_default())
                except ValidationError:
                    refuses.append(f"{modele.__name__}.{nom}")
    assert len(vus) > len(PUBLICS) and refuses == []


def _modeles(annotation) -> list[type[Modele]]:
    if isinstance(annotation, type) and issubclass(annotation, Modele):
        return [annotation]
    return [m for a in getattr(annotation, "__args__", ()) or () for m in _modeles(a)]
