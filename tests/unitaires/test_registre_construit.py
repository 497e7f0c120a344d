"""Le registre des articles parus, lu et écrit ; ce qu'une construction refuse d'en laisser disparaître."""

import json
from pathlib import Path

import pytest

from macros.base.registre import EN_LIGNE, RECU, Illisible, Registre, lire
from macros.site.maison import Maison
from tests.fabrique.flux import disparus_de, flux_et_registre_de, identifiants_de, registre_ecrit
from tests.fabrique.lecture import base_saine
from tests.unitaires.hebergeur import AUTORITE, BON, ETRANGER, PARUS


def test_un_registre_se_relit_range() -> None:
    assert lire(BON) == Registre(AUTORITE, frozenset(PARUS))
    assert (
        json.loads(BON)["identifiants"] == sorted(PARUS)
        and registre_ecrit(AUTORITE, sorted(PARUS, reverse=True)) == BON
    )


@pytest.mark.parametrize(
    "octets", [b"", b"[]", b"null", b"12", b'{"forme": 1}', b"\xff", BON[:-4], BON.replace(b"parus", b"perdus")]
)
def test_ce_qui_n_est_pas_un_registre(octets: bytes) -> None:
    with pytest.raises(Illisible):
        lire(octets)


def anomalies(projet: Path) -> list[str]:
    return [str(a) for a in Maison(projet).anomalies]


def test_le_site_neuf_publie_l_union(projet: Path) -> None:
    """Ce qui était paru reste, même s'il n'est plus dans aucun flux ; ce qui paraît s'ajoute."""
    (projet / RECU).write_bytes(registre_ecrit("exemple.test,2026", {"veille/2026-11-20-essai/2026-11-22"}))
    assert Maison(projet).anomalies == []
    publie = flux_et_registre_de(base_saine(projet), (projet / RECU).read_bytes())[EN_LIGNE]
    publies = lire(publie).identifiants
    assert publies == identifiants_de(base_saine(projet)) | {"veille/2026-11-20-essai/2026-11-22"}
    assert {"flux/veille", "flux/segments/restauration", "veille/2026-11-20-essai"} <= publies


@pytest.mark.parametrize(
    ("octets", "attendu"),
    [
        (BON[:-9], "registre-illisible: "),
        (ETRANGER, "registre-d-ailleurs: ce registre est celui de « autre.test,2026 »"),
        (
            registre_ecrit(AUTORITE, {"veille/2026-11-19-perdue"}),
            "publication-disparue: « veille/2026-11-19-perdue » est paru",
        ),
    ],
)
def test_une_construction_refuse(projet: Path, octets: bytes, attendu: str) -> None:
    (projet / RECU).write_bytes(octets)
    [anomalie] = anomalies(projet)
    assert anomalie.startswith(f"{RECU}:1:1: {attendu}") and "→" in anomalie


@pytest.mark.parametrize(
    ("identifiant", "conseil"),
    [
        ("veille/2026-11-20-autre", "docs/veille/2026/2026-11-20-autre.md"),
        ("clauses/autre/2026-11-24", "data/clauses/autre.yml"),
        ("evenements/autre", "data/reseau/agenda/autre.yml"),
        ("clauses/temoin", "data/clauses/temoin.yml"),  # un brouillon ne se lit pas
        ("flux/veille/disparu", "le code « disparu »"),
        ("veille/2026-10", "une entrée de 2026-10"),
    ],
)
def test_ce_qui_manque_est_nomme(projet: Path, identifiant: str, conseil: str) -> None:
    [anomalie] = disparus_de(base_saine(projet), [identifiant])
    assert anomalie.code == "publication-disparue" and f"Rétablissez {conseil}" in anomalie.conseil


@pytest.mark.parametrize(
    "identifiant", ["veille/2026-11-20-essai", "veille/2026-11-20-essai/2027-01-01", "veille/2026-11", "flux/clauses"]
)
def test_ce_qui_repond_encore(projet: Path, identifiant: str) -> None:
    assert disparus_de(base_saine(projet), [identifiant]) == []


def test_une_fiche_illisible_n_est_pas_disparue(projet: Path) -> None:
    (projet / RECU).write_bytes(registre_ecrit(AUTORITE, {"veille/2026-11-20-essai"}))
    (projet / "docs/veille/2026/2026-11-20-essai.md").write_text("titre\n", "utf-8")
    assert [a for a in anomalies(projet) if "publication-disparue" in a] == []
