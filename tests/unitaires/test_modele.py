"""Le modèle : références, valeurs DECP, temps de lecture, schémas."""

import json
from datetime import date, datetime
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from macros.base.base import Base
from macros.base.decp import valeurs_decp
from macros.fiches.clause.modele import Clause
from macros.fiches.liste import GENRES
from macros.lecture.horloge import aujourdhui
from tests.fabrique.donnees import champs_de, schemas_de, vierge_de
from tests.fabrique.questions import reference_de, valeurs_de

CHAMPS = {
    "titre": "Une clause d’essai",
    "resume": "Une clause pour les essais.",
    "themes": ["dechets"],
    "segments": ["voirie"],
    "marches": ["travaux"],
    "tailles": ["petite"],
    "fondements": ["CCP L2112-2"],
    "statut": "publie",
    "sources": [{"titre": "Légifrance", "url": "https://www.legifrance.gouv.fr/"}],
    "publie_le": date(2026, 1, 1),
    "verifie_le": date(2026, 1, 1),
}


def clause(*natures: str) -> Clause:
    return Clause(
        **CHAMPS,
        dispositions=[{"id": n, "piece": "CCTP", "nature": n, "texte": "Un texte de dix mots."} for n in natures],
    )


@pytest.mark.parametrize(
    ("natures", "piliers", "attendu"),
    [
        (["condition-execution"], ["environnement"], {"considerationsEnvironnementales": ["Clause environnementale"]}),
        (["critere-attribution"], ["environnement"], {"considerationsEnvironnementales": ["Critère environnemental"]}),
        (
            ["specification-technique"],
            ["environnement"],
            {"considerationsEnvironnementales": ["Clause environnementale"]},
        ),
        (
            ["condition-execution", "critere-attribution"],
            ["social"],
            {"considerationsSociales": ["Clause sociale", "Critère social"]},
        ),
        (["marche-reserve"], ["social"], {"considerationsSociales": ["Marché réservé"]}),
        (["penalite"], ["environnement"], {}),
        (["prix"], ["economie"], {}),
    ],
)
def test_valeur_decp(natures: list[str], piliers: list[str], attendu: dict) -> None:
    assert valeurs_decp(clause(*natures).natures, piliers) == attendu


def test_les_valeurs_decp_sont_celles_du_schema() -> None:
    admises = {
        "considerationsEnvironnementales": {"Clause environnementale", "Critère environnemental"},
        "considerationsSociales": {"Clause sociale", "Critère social", "Marché réservé"},
    }
    toutes = valeurs_decp(("condition-execution", "critere-attribution", "marche-reserve"), ["environnement", "social"])
    assert {champ: set(v) for champ, v in toutes.items()} == admises


def test_references_du_registre(base_inventee: Base) -> None:
    article = reference_de(base_inventee, "CCP L2112-2")
    assert article.adresse == "droit/ccp/l2112-2/" and article.libelle.startswith(
        "L.\u00a02112-2 du code de la commande publique"
    )
    de_loi = reference_de(base_inventee, "LOI-2020-105 art. 58")
    assert de_loi.adresse == "droit/loi-2020-105/#article-58"
    for inconnue in ("CCP L9999-9", "XYZ L1", "LOI-2020-105 art. 9999", "", "n'importe quoi"):
        assert reference_de(base_inventee, inconnue) is None


def test_codes_dont_les_regles_dependent(base_inventee: Base) -> None:
    natures = valeurs_de(base_inventee, "natures")
    assert {
        "specification-technique",
        "condition-execution",
        "critere-attribution",
        "critere-selection",
        "marche-reserve",
        "variante",
        "suivi",
        "prix",
        "penalite",
        "refaction",
    } == set(natures)
    assert {v.pilier for v in valeurs_de(base_inventee, "themes").values()} == {"environnement", "social", "economie"}


def test_schemas_pour_les_editeurs(base_inventee: Base) -> None:
    schema = json.loads(schemas_de(base_inventee)["donnees/schemas/clause.json"])
    assert "restauration" in schema["properties"]["segments"]["items"]["enum"]
    assert schema["additionalProperties"] is False and "titre" in schema["required"]
    assert "vocabulaire" not in json.dumps(schema["properties"])


def test_tout_champ_est_decrit(base_inventee: Base) -> None:
    for genre in ("clause", "veille", "bonne-pratique", "texte", "articles", "vocabulaire"):
        sans = [c.nom for c in champs_de(base_inventee, genre) if not c.description]
        assert sans == [], genre


@pytest.mark.parametrize("genre", GENRES, ids=lambda g: g.nom)
def test_une_fiche_en_markdown_n_est_jamais_un_brouillon(genre) -> None:
    """MkDocs publie tout Markdown de docs/ : seul un genre en YAML peut taire une fiche."""
    statut = genre.modele.model_fields.get("statut")
    assert not (genre.en_markdown and statut and "brouillon" in get_args(statut.annotation))


def test_la_fiche_vierge_est_commentee(base_inventee: Base) -> None:
    texte = vierge_de(base_inventee, "clauses", "essai", site_url="https://exemple.test/")
    assert texte.startswith("# yaml-language-server: $schema=../../.vscode/schemas/clause.json")
    assert texte.count("#") > 25


def test_l_horloge_suit_l_epoque(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795608000")
    assert aujourdhui() == date(2026, 11, 25)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert aujourdhui() == datetime.now(ZoneInfo("Europe/Paris")).date()
