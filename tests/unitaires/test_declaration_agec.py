"""« Ma déclaration AGEC » : chaque faute dite, chaque taux comparé à celui de l'année, le fichier dans la forme du schéma."""

import json
from base64 import b64encode
from typing import Any

import pytest
from lxml import html

from macros.base.base import Base
from tests.fabrique.pages import macro_de
from tests.unitaires.conftest import executer

COLONNES = (
    "annee,siret,raison_sociale,type_produit_acquis,montant_total,montant_reemploi_et_reutilisation,"
    "montant_produits_issus_don,montant_produits_recycles,commentaires"
)
MOBILIER = "Mobilier et aménagement d'intérieur"
FAMILLES = [
    {
        "nom": "Mobilier", "declare": MOBILIER,
        "reemploi": [{"taux": 20, "depuis": "2024-07-01", "jusqu_au": "2026-12-31"}],
        "recycle": [{"taux": 15, "depuis": "2024-07-01", "jusqu_au": "2026-12-31"}],
    },
    {"nom": "Collecte", "declare": "Equipements de collecte", "reemploi": [], "recycle": []},
]  # fmt: skip
LIRE = """
    const octets = Uint8Array.from(atob(donnees.texte), (signe) => signe.charCodeAt(0));
    try {
      const lue = await marches.lireDeclaration({ size: donnees.taille ?? octets.length, arrayBuffer: async () => octets.buffer });
      const jugees = marches.juger(lue.declarations, donnees.familles, "2026-12-01");
      const graves = jugees.flatMap((une) => [une, ...une.lignes]).some(({ fautes }) => fautes.some((faute) => faute.grave));
      return { ...lue, jugees, csv: graves ? "" : marches.enCsv(lue.declarations, donnees.familles) };
    } catch (erreur) { return { refus: erreur.constructor.name === "ADire" ? erreur.message : erreur.stack }; }
"""


def lire(*lignes: str, colonnes: str = COLONNES, codage: str = "utf-8", **plus: Any) -> dict[str, Any]:
    """Rend ce que la page tire de ce tableau."""
    texte = "\n".join([colonnes, *lignes]).encode(codage)
    return executer(LIRE, texte=b64encode(texte).decode(), familles=FAMILLES, **plus)


def ligne(total="1000", reemploi="200", don="0", recycle="150", famille=MOBILIER, annee="2025", siret="21310000000017", nom="Ville", dit="") -> str:  # fmt: skip
    """Rend une ligne sans faute, changée par ce qu'on lui donne."""
    return f'{annee},{siret},{nom},"{famille}","{total}","{reemploi}","{don}","{recycle}","{dit}"'


def fautes(lue: dict[str, Any]) -> list[tuple[str, str, bool]]:
    return [
        (f["regle"], f["champ"], f["grave"])
        for une in lue["jugees"]
        for porteur in (une, *une["lignes"])
        for f in porteur["fautes"]
    ]


def test_une_part_plus_grande_que_le_total_se_refuse() -> None:
    """Deux lignes sur trois, comme dans l'exemple que le modèle public dit valide ; deux années, deux déclarations."""
    lue = lire(
        ligne("500.9", "868.4", "97.5", "585.5", annee="2024"),
        ligne("228.6", "988.2", "899.9", "640.5", "Équipements de collecte", annee="2024"),
        ligne("858.5", "420.6", "40.8", "22.0", annee="2023"),
    )
    assert [(d["annee"], len(d["lignes"])) for d in lue["declarations"]] == [("2024", 2), ("2023", 1)]
    premiere, seconde = lue["jugees"][0]["lignes"]
    assert [f["phrase"].replace("\u202f", " ").replace("\xa0", " ") for f in premiere["fautes"]] == [
        "Réemploi et réutilisation : 868,4 €, plus que le total de 500,9 €.",
        "Matières recyclées : 585,5 €, plus que le total de 500,9 €.",
    ]
    assert [f["regle"] for f in seconde["fautes"]] == ["part-trop-grande", "part-trop-grande", "dons-trop-grands"]
    assert premiere["parts"] == [] and lue["jugees"][1]["lignes"][0]["fautes"] == [] and lue["csv"] == ""


@pytest.mark.parametrize(
    ("change", "regle", "champ", "grave"),
    [
        ({"annee": "25"}, "annee-illisible", "annee", True), ({"annee": "2027"}, "annee-a-venir", "annee", True),
        ({"annee": "2026"}, "annee-en-cours", "annee", False), ({"siret": "2.131E+13"}, "siret-mal-forme", "siret", True),
        ({"siret": ""}, "siret-mal-forme", "siret", True), ({"nom": ""}, "nom-vide", "raison_sociale", True),
        ({"famille": "Chaises"}, "famille-inconnue", "type_produit_acquis", True), ({"total": ""}, "montant-vide", "montant_total", True),
        ({"recycle": "douze"}, "montant-illisible", "montant_produits_recycles", True), ({"don": "-1"}, "montant-negatif", "montant_produits_issus_don", True),
        ({"don": "1001"}, "dons-trop-grands", "montant_produits_issus_don", False), ({"recycle": "801"}, "bien-compte-deux-fois", "montant_produits_recycles", False),
        ({"recycle": "1000,01"}, "part-trop-grande", "montant_produits_recycles", True),
    ],
)  # fmt: skip
def test_chaque_regle_a_sa_mauvaise_ligne(change: dict[str, str], regle: str, champ: str, grave: bool) -> None:
    """Et une seule phrase ; seule une faute grave empêche d'écrire le fichier."""
    lue = lire(ligne(**change))
    assert fautes(lue) == [(regle, champ, grave)] and bool(lue["csv"]) != grave


def test_une_famille_se_declare_une_fois_par_acheteur_et_par_annee() -> None:
    """Le nom de l'acheteur n'y change rien, ni l'espace de son SIRET."""
    assert fautes(lire(ligne(), ligne(annee="2024"), ligne(siret="21320000000017"))) == []
    double = [("famille-en-double", "type_produit_acquis", True)]
    assert fautes(lire(ligne(), ligne(siret="213 100 000 00017", nom="Ville de V."))) == double


@pytest.mark.parametrize(
    ("change", "reemploi", "phrase"),
    [
        ({}, "atteint", "20 %, pour 20 % dus : atteint."), ({"reemploi": "120"}, "sous", "12 %, pour 20 % dus : il manque 80 €."),
        ({"reemploi": "120", "don": "80"}, "selon-les-dons", "12 % sans les dons, 20 % avec, pour 20 % dus : atteint si"),
        ({"reemploi": "120", "don": "30"}, "sous", "12 % sans les dons, 15 % avec, pour 20 % dus : il manque 50 €."),
        ({"annee": "2024"}, "atteint", "pour 20 % dus depuis le 1er juillet 2024 : atteint."), ({"annee": "2023"}, "non-trouve", "20 %. Taux non trouvé"), ({"annee": "2027"}, "non-trouve", "20 %. Taux non trouvé"),
        ({"famille": "Équipements de COLLECTE"}, "non-trouve", "20 %. Taux non trouvé"), ({"total": "0", "reemploi": "0", "recycle": "0"}, "", ""),
    ],
)  # fmt: skip
def test_le_taux_atteint_et_le_taux_du(change: dict[str, str], reemploi: str, phrase: str) -> None:
    """Celui du 31 décembre de l'année ; sans dépense, aucun."""
    parts = {p["sorte"]: p for p in lire(ligne(**change))["jugees"][0]["lignes"][0]["parts"]}
    assert (parts["reemploi"]["verdict"] if parts else "") == reemploi
    assert phrase in (parts["reemploi"]["phrase"].replace("\u202f", " ").replace("\xa0", " ") if parts else "")


def test_le_fichier_a_la_forme_du_schema() -> None:
    """Colonnes dans l'ordre, point décimal, mots du schéma, aucune formule ; un tableau français revient au même."""
    attendu = f'{COLONNES}\n2025,21310000000017,Ville,Equipements de collecte,12500.5,0,0,0,"\'=A1"'
    assert (
        lire(ligne("12 500,50 €", "0", "0", "0", "équipements de collecte", siret="213 100 000 00017", dit="=A1"))[
            "csv"
        ]
        == attendu
    )
    autre = '2025;21310000000017;Ville;equipements de collecte;"12500,5";0;0;0;=A1'
    assert lire(autre, colonnes=COLONNES.replace(",", ";").replace("annee", "Année"), codage="cp1252")["csv"] == attendu


@pytest.mark.parametrize(
    ("lignes", "options", "phrase"),
    [
        ([], {}, "aucune ligne"), ([ligne()], {"taille": 2**21}, "pèse 2 Mo ; cette page en lit 1 au plus"), ([], {"taille": 0}, "est vide"),
        ([], {"colonnes": "<!doctype html><p>404</p>"}, "ses colonnes sont inconnues"), ([], {"colonnes": '{"marches":[]}'}, "ses colonnes sont inconnues"),
        ([], {"colonnes": "PK\x03\x04"}, "enregistrez le classeur en CSV"), ([], {"colonnes": "%PDF-1.7"}, "C’est un PDF"),
        ([ligne()], {"colonnes": COLONNES.replace("siret", "numero")}, "la colonne « siret »"), ([ligne()] * 501, {}, "porte 501 lignes"),
    ],
)  # fmt: skip
def test_un_mauvais_fichier_a_sa_phrase(lignes: list[str], options: dict[str, Any], phrase: str) -> None:
    lue = lire(*lignes, **options)
    assert phrase in lue["refus"] and "\n" not in lue["refus"]


def test_les_colonnes_en_double_et_les_lignes_coupees_se_disent() -> None:
    lue = lire(ligne() + ",x", "2025,213", colonnes=COLONNES + ",siret")
    assert "en double : « siret »" in lue["dits"][0] and "autant de cases que la première : 1" in lue["dits"][1]
    assert [regle for regle, champ, _ in fautes(lue) if champ == "montant_total"] == ["montant-vide"]


def test_la_page_lit_des_fiches_qui_est_tenu_et_les_taux_confirmes(base_inventee: Base) -> None:
    """Et les familles dans les mots du schéma : apostrophe droite, capitale sans accent."""
    page = html.fromstring(macro_de(base_inventee, "declaration_agec", obligation="parc-2026"))
    tenus = {
        o.get("value"): o.get("data-est-tenu") for o in page.xpath("//select[@data-acheteur]/option[@data-est-tenu]")
    }
    assert tenus == {"etat": "oui", "collectivites": "non", "sante": "non"}
    papier, mobilier, collecte = json.loads(page.xpath("string(//@data-agec)"))
    assert papier["recycle"] == [{"taux": 40, "depuis": "2024-07-01", "jusqu_au": "2026-12-31"}]
    assert mobilier["declare"] == MOBILIER and mobilier["reemploi"] == [{"taux": 20, "depuis": "2024-07-01"}]
    assert collecte["declare"] == "Equipements de collecte" and collecte["reemploi"] == collecte["recycle"] == []
