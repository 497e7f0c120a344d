"""Ce que la forge montre d'un contrôle : dix annotations au plus par étape, et le tout dans le résumé de l'étape."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from macros.commandes.annonces import ANNOTATIONS_MAX, RESUME_MAX, annoncer
from macros.lecture.anomalie import Anomalie, Gravite

HOSTILE = "![x](https://exemple.fr/a.png) <img src=x> `a` **b** [c](javascript:d) | @e #1 www.exemple.fr\n\n# f\n::error::g %0A"


def anomalie(fichier: str, ligne: int = 1, message: str = "un message", gravite: Gravite = Gravite.ERREUR) -> Anomalie:
    return Anomalie(fichier, ligne, 1, "un-code", message, "Un conseil.", gravite)


@pytest.fixture
def forge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rend le fichier du résumé, sous GitHub Actions."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "resume.md"))
    return tmp_path / "resume.md"


def annotations(capsys: pytest.CaptureFixture[str], niveau: str = "error") -> list[str]:
    return [ligne for ligne in capsys.readouterr().out.splitlines() if ligne.startswith(f"::{niveau} ")]


def test_dix_anomalies_ont_chacune_la_leur(forge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annoncer(anomalie("a.yml", ligne) for ligne in range(1, 11))
    lues = annotations(capsys)
    assert len(lues) == 10
    assert lues[2] == "::error file=a.yml,line=3,col=1,title=un-code::un message → Un conseil."


def test_au_dela_chaque_fichier_a_la_sienne(forge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annoncer(anomalie(f"{nom}.yml", ligne) for nom in "ab" for ligne in range(4, 10))
    premiere, seconde = annotations(capsys)
    assert premiere.startswith(
        "::error file=a.yml,line=4,col=1,title=6 anomalies dans ce fichier::ligne 4 : un message"
    )
    assert "%0Aligne 9 : un message → Un conseil." in premiere and seconde.startswith("::error file=b.yml,line=4,")


def test_au_dela_de_dix_fichiers_la_derniere_compte_le_reste(forge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annoncer(anomalie(f"{nom:02}.yml", ligne) for nom in range(12) for ligne in (1, 2))
    lues = annotations(capsys)
    assert len(lues) == ANNOTATIONS_MAX
    assert lues[-1].startswith("::error title=Et 3 autres fichiers::6 anomalies de plus")
    assert all(f"{nom:02}" in forge.read_text("utf-8") for nom in range(12))


def test_les_alertes_ont_leurs_dix(forge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annoncer([anomalie("a.yml"), *(anomalie(f"{n}.yml", gravite=Gravite.ALERTE) for n in range(30))])
    sortie = capsys.readouterr().out.splitlines()
    assert sum(ligne.startswith("::error ") for ligne in sortie) == 1
    assert sum(ligne.startswith("::warning ") for ligne in sortie) == ANNOTATIONS_MAX
    assert forge.read_text("utf-8").startswith("## Contrôle : 1 erreur(s), 30 alerte(s)\n")


def test_le_resume_dit_la_ligne_et_le_conseil(forge: Path) -> None:
    annoncer([anomalie("data/a.yml", 7, "« é » : non"), anomalie("data/a.yml", 9, gravite=Gravite.ALERTE)])
    rendu = MarkdownIt("gfm-like", {"linkify": False}).render(forge.read_text("utf-8"))
    assert "<h3>data/a.yml</h3>" in rendu
    assert "<strong>Ligne 7</strong> : « é » : non<br>→ Un conseil." in rendu
    assert "<strong>Ligne 9</strong> (alerte) : un message" in rendu


def test_le_resume_ne_rend_rien_de_ce_qu_une_fiche_contient(forge: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annoncer([anomalie("data/<b>.yml", 1, HOSTILE)])
    rendu = MarkdownIt("commonmark").render(forge.read_text("utf-8"))
    assert set(re.findall(r"<(\w+)", rendu)) == {"h2", "h3", "ul", "li", "strong", "br"}
    assert not re.search(r"https:|www\.", forge.read_text("utf-8"))
    assert [ligne for ligne in capsys.readouterr().out.splitlines() if ligne.startswith("::error::")] == []


def test_le_resume_est_borne(forge: Path) -> None:
    annoncer(anomalie(f"{n}.yml", message="é<" * 5_000) for n in range(RESUME_MAX + 3))
    texte = forge.read_text("utf-8")
    assert texte.endswith("Et 3 autre(s) : le journal de l’étape les donne toutes.\n\n")
    assert len(texte.encode()) < 500_000


def test_hors_de_la_forge_rien_de_plus(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    annoncer([anomalie("a.yml")])
    assert capsys.readouterr().out == "a.yml:1:1: un-code: un message\n    → Un conseil.\n"


def test_sans_anomalie_le_resume_reste_vide(forge: Path) -> None:
    annoncer([])
    assert not forge.exists()
