"""Ce que les outils d'un réutilisateur lisent des données ouvertes : ajv, frictionless, un moissonneur ; les mêmes octets d'un jour à l'autre."""

import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path

import rdflib
from frictionless import validate

from tests.donnees import JEUX, ecrire_les_donnees, juger_par_ajv
from tests.fabrique.donnees import donnees_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.reperes import JOUR, SITE_URL
from tests.petit.projet import changer
from tests.unitaires.test_donnees import TABLES


def test_ajv_lit_tout(sorties: dict[str, bytes], tmp_path: Path) -> None:
    ecrire_les_donnees(sorties, tmp_path)
    assert juger_par_ajv(tmp_path) == []


def test_ajv_voit_un_mot_hors_norme_et_une_valeur_refusee(sorties: dict[str, bytes], tmp_path: Path) -> None:
    ecrire_les_donnees(sorties, tmp_path)
    schema, veille = tmp_path / "donnees/schemas/fichiers/seuils.json", tmp_path / "donnees/veille.json"
    changer(schema, ('"exclusiveMinimum": 0', '"gt": 0'))
    changer(veille, ('"id": "', '"id": "É'))
    hors_norme, refusee = juger_par_ajv(tmp_path)
    assert "unknown keyword" in hors_norme and refusee.startswith("veille.json /fiches/0/id: must match pattern")


def test_un_classeur_ne_porte_pas_l_heure(sorties: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(sorties["donnees/clauses.xlsx"])) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 31, 0, 0, 0)}
        assert b"2026-11" in archive.read("docProps/core.xml")


def test_frictionless_lit_tout(sorties: dict[str, bytes], tmp_path: Path) -> None:
    ecrire_les_donnees(sorties, tmp_path)
    rapport = validate(str(tmp_path / "donnees/datapackage.json"))
    assert rapport.valid, rapport.flatten(["title", "rowNumber", "fieldName", "note"])
    assert len(rapport.tasks) == len(JEUX) + len(TABLES)


def test_un_moissonneur_lit_le_catalogue(sorties: dict[str, bytes]) -> None:
    """rdflib n'a rien à chercher sur le réseau ; chaque jeu dit ce qu'un portail demande, chaque fichier existe à sa taille."""
    dcat, dct, rdf = rdflib.DCAT, rdflib.DCTERMS, rdflib.RDF
    graphe = rdflib.Graph().parse(data=sorties["donnees/catalogue.jsonld"], format="json-ld")
    jeux = set(graphe.subjects(rdf.type, dcat.Dataset))
    assert jeux == set(graphe.subjects(rdf.type, rdflib.URIRef("https://schema.org/Dataset"))) and len(jeux) == len(
        JEUX
    )
    assert jeux == set(graphe.objects(None, dcat.dataset))
    exiges = [dct.title, dct.description, dct.license, dct.publisher, dct.accrualPeriodicity]
    exiges += [dcat.keyword, dcat.contactPoint, dcat.landingPage, dcat.distribution]
    assert [(j, p) for j in jeux for p in exiges if (j, p, None) not in graphe] == []
    dates = [valeur.toPython() for j in jeux for valeur in graphe.objects(j, dct.modified)]
    assert len(dates) > len(JEUX) / 2 and {type(d) for d in dates} == {date}
    [catalogue] = graphe.subjects(rdf.type, dcat.Catalog)
    assert graphe.value(catalogue, dct.modified).toPython() == max(dates) > min(dates)
    assert json.loads(sorties["donnees/datapackage.json"])["created"] == f"{max(dates)}T00:00:00Z"
    fichiers = set(graphe.subjects(rdf.type, dcat.Distribution))
    assert len(fichiers) == 2 * len(JEUX) + len(TABLES)
    for fichier in fichiers:
        octets = sorties[str(graphe.value(fichier, dcat.downloadURL)).removeprefix(SITE_URL)]
        assert graphe.value(fichier, dcat.byteSize).toPython() == len(octets)
        schema = graphe.value(fichier, dct.conformsTo)
        assert schema is None or str(schema).removeprefix(SITE_URL) in sorties


def test_frictionless_voit_un_octet_change(sorties: dict[str, bytes], tmp_path: Path) -> None:
    ecrire_les_donnees(sorties, tmp_path)
    fichier = tmp_path / "donnees/veille.csv"
    fichier.write_bytes(fichier.read_bytes().replace(b"2026-", b"2027-", 1))
    assert not validate(str(tmp_path / "donnees/datapackage.json")).valid


def test_un_jour_de_plus_ne_change_aucun_octet(projet: Path) -> None:
    """Une construction de nuit sans rien de neuf : qui moissonne ne reprend rien."""
    base, demain = base_saine(projet, JOUR), base_saine(projet, JOUR + timedelta(days=1))
    assert donnees_de(demain) == donnees_de(base)
    assert json.loads(donnees_de(base)["donnees/lexique.json"])["modifie_le"] == "2026-11-20"
    assert "modifie_le" not in json.loads(donnees_de(base)["donnees/vocabulaires.json"]), "aucune date n'y est portée"
