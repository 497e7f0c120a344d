"""Renommer une fiche, en retirer une : tout ce qui la nomme suit, et la base reste juste."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.commandes.entretien import commande_renommer, commande_retirer
from tests.conftest import empreinte
from tests.fabrique.lecture import anomalies_de
from tests.fabrique.reperes import SITE_URL
from tests.petit.projet import changer

TEMOIN, COURT = "data/clauses/temoin.yml", "data/clauses/critere-court.yml"
ATTENTES = {
    "data/essais/requetes.yml": "requetes:\n  - {q: critere-court, bonnes: [temoin, critere-court], sorte: critere-court}\n",
    "data/essais/noms.yml": "noms:\n  - {q: critere-court, bonnes: [clauses/critere-court/], sorte: page}\n",
    "data/essais/droit.yml": "droit:\n  - {genre: clauses, fiche: critere-court, dit: [critere-court]}\n  - {genre: kits, fiche: critere-court}\n",
    "data/essais/obligations.yml": (
        "obligations:\n  - {nom: essai, article: CCP L2112-2, cas: a b c d 1 1 1 2026-11-20, du: [essai], non: [critere-court],"
        " raison: {essai: essai}, propose: {essai: critere-court}}\n"
    ),
}


@pytest.fixture
def attendu(projet: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rend le petit projet : une fiche, une page et des attentes y nomment la clause, et d'autres mots lui ressemblent."""
    monkeypatch.setenv("SITE_URL", SITE_URL)
    for fichier, texte in ATTENTES.items():
        (projet / fichier).write_text(texte, "utf-8")
    changer(projet / TEMOIN, ("publie_le:", "liens:\n  complete: [critere-court]\npublie_le:"))
    page = (projet / "docs/index.md").read_text("utf-8")
    page += "\nVoir [la clause](/clauses/critere-court/#textes), non [l’autre](https://exemple.test/clauses/critere-court-lointain/).\n"
    page += f"Ici, [la même]({SITE_URL}clauses/critere-court/), non [celle d’ailleurs](https://autre.test/clauses/critere-court/).\n"
    (projet / "docs/index.md").write_text(page, "utf-8")
    assert anomalies_de(projet) == []
    return projet


def test_renommer_recrit_ce_qui_la_nomme_et_garde_son_ancien_nom(attendu: Path) -> None:
    assert commande_renommer(attendu, "clause", "critere-court", "neuve") == 0
    assert anomalies_de(attendu) == [] and not (attendu / COURT).exists()
    textes = {nom: octets.decode() for nom, octets in empreinte(attendu).items() if nom.endswith((".yml", ".md"))}
    neuve = textes["data/clauses/neuve.yml"]
    assert "anciens_noms: [critere-court]" in neuve
    assert "complete: [neuve]" in textes[TEMOIN] and "# Nom du texte, unique dans la clause." in textes[TEMOIN]
    assert (
        "(/clauses/neuve/#textes)" in textes["docs/index.md"]
        and "/clauses/critere-court-lointain/" in textes["docs/index.md"]
        and "https://autre.test/clauses/critere-court/" in textes["docs/index.md"]
        and f"{SITE_URL}clauses/neuve/" in textes["docs/index.md"]
    )
    assert "{q: critere-court, bonnes: [temoin, neuve], sorte: critere-court}" in textes["data/essais/requetes.yml"]
    assert "{q: critere-court, bonnes: [clauses/neuve/]" in textes["data/essais/noms.yml"]
    assert "{genre: clauses, fiche: neuve, dit: [critere-court]}" in textes["data/essais/droit.yml"]
    assert "{genre: kits, fiche: critere-court}" in textes["data/essais/droit.yml"]
    assert (
        "non: [critere-court], raison: {essai: essai}, propose: {essai: neuve}" in textes["data/essais/obligations.yml"]
    )
    assert commande_renommer(attendu, "obligation", "essai", "regle") == 0
    attentes = (attendu / "data/essais/obligations.yml").read_text("utf-8")
    assert "nom: essai" in attentes and "du: [regle]" in attentes and "raison: {regle: essai}" in attentes


@pytest.mark.parametrize(
    ("genre", "ancien", "nouveau", "dit"),
    [
        ("clauze", "temoin", "neuve", "« clauze » n'est pas un genre de fiche. Vouliez-vous dire « clause » ?"),
        ("clause", "temoins", "neuve", "« temoins » n'est pas une fiche qui se lit (clause).\n    → Vouliez-vous dire « temoin » ?"),
        ("clause", "temoin", "critere-court", "« critere-court » n'est pas un nom libre"),
        ("clause", "temoin", "../neuve", "« ../neuve » n'est pas un nom libre"),
        ("clause", "temoin", "segments", "« segments » n'est pas un nom libre"),
        ("veille", "2026-11-20-essai", "2026-11-21-essai", "Une entrée garde sa date."),
    ],
)  # fmt: skip
def test_un_nom_refuse_ne_change_rien(
    genre: str, ancien: str, nouveau: str, dit: str, attendu: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    avant = empreinte(attendu)
    assert commande_renommer(attendu, genre, ancien, nouveau) == 2
    assert dit in capsys.readouterr().out and empreinte(attendu) == avant


def test_retirer_dit_pourquoi_et_ce_qui_y_mene_encore(attendu: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commande_retirer(attendu, "clause", "critere-court", "Court.") == 1
    assert "trop-court: « retrait »" in capsys.readouterr().out
    assert commande_retirer(attendu, "clause", "critere-court", "Une autre clause dit la même chose.") == 0
    texte, dit = (attendu / COURT).read_text("utf-8"), capsys.readouterr().out
    assert "statut: retiree" in texte and "retrait: Une autre clause dit la même chose." in texte
    assert f"Y mènent encore :\n  {TEMOIN}\n" in dit and "docs/index.md" in dit
    assert anomalies_de(attendu) == []


def test_un_brouillon_ne_se_retire_pas(attendu: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commande_retirer(attendu, "clause", "temoin", "Une autre clause dit la même chose.") == 2
    assert "Supprimez le fichier" in capsys.readouterr().out
