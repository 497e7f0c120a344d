"""Ce que le contrôle d'une demande de fusion en dit : le contenu seul va vite, le reste se dit haut."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.fabrique.reperes import RACINE

CONTENU = [
    "data/clauses/a.yml",
    "data/essais/noms.yml",
    "data/reseau/agenda/2026-12-03-x.yml",
    "docs/veille/2026/a.md",
    "docs/images/a.png",
    "data/droit/releve.json",
    "",
]
CODE = [
    "data/reseau/identite.yml",
    "macros/base/base.py",
    "mkdocs.yml",
    ".github/workflows/controle.yml",
    "docs/a.js",
    "docs/b/image.png",
    "data/x.py",
    "data/droit/autre.json",
    "xdata/a.yml",
    "data/a.yml.sh",
    '"docs/\\303\\251.md"',
    "data/clauses/a.yml\nMakefile",
    "docs/$(touch x).html",
    "::set-output name=code::non",
]


def etapes(tache: str) -> list[dict]:
    """Rend les étapes d'une tâche du contrôle d'une demande."""
    flux = yaml.safe_load((RACINE / ".github/workflows/controle.yml").read_text("utf-8"))
    return flux["jobs"][tache]["steps"]


def trier(noms: str, dossier: Path) -> tuple[str, str, str]:
    """Rend (sortie de l'étape, ce qui s'affiche, résumé)."""
    fichiers = {nom: dossier / nom for nom in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    env = {**os.environ, **{nom: str(f) for nom, f in fichiers.items()}}
    vu = subprocess.run([RACINE / ".ci/nature"], input=f"{noms}\n", env=env, capture_output=True, text=True, check=True)
    sortie, resume = (f.read_text("utf-8") if f.exists() else "" for f in fichiers.values())
    return sortie, vu.stdout, resume


@pytest.mark.parametrize("noms", CONTENU)
def test_contenu_seul(noms: str, tmp_path: Path) -> None:
    assert trier(noms, tmp_path) == ("code=non\n", "Contenu seul : fiches, pages ou images.\n", "")


@pytest.mark.parametrize("noms", CODE)
def test_le_code_se_dit(noms: str, tmp_path: Path) -> None:
    """Et le nom d'un fichier ne donne aucun ordre au service."""
    sortie, vu, resume = trier(noms, tmp_path)
    assert sortie == "code=oui\n" and vu.startswith("::warning title=Le code ou la configuration change::1 fichier(s)")
    assert vu.count("::warning") == 1 and vu.count("\n") == 1
    assert resume.startswith("# ⚠ Le code ou la configuration change") and "::" not in resume and "$(" not in resume


def git(depot: Path, *arguments: str) -> None:
    neutre = ("-c", "user.name=x", "-c", "user.email=x@exemple.test", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *neutre, *arguments], cwd=depot, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ("macros/yaml.py", "docs/x.md", "code=oui\n"),
        ("docs/x.md", "macros/yaml.py", "code=oui\n"),
        ("docs/x.md", "docs/y.md", "code=non\n"),
    ],
)
def test_un_deplacement_montre_ses_deux_noms(tmp_path: Path, avant: str, apres: str, attendu: str) -> None:
    """L'étape du flux de travail, telle qu'elle est écrite, sur un dépôt d'un seul déplacement."""
    [etape] = [e["run"] for e in etapes("nature") if e.get("id") == "tri"]
    depot, tri, source = tmp_path / "depot", tmp_path / "depot/.ci/nature", tmp_path / "depot" / avant
    for fichier, octets in ((tri, (RACINE / ".ci/nature").read_bytes()), (source, b"contenu\n" * 9)):
        fichier.parent.mkdir(parents=True)
        fichier.write_bytes(octets)
    git(depot, "init", "-q")
    git(depot, "add", ".")
    git(depot, "commit", "-qm", "avant")
    (depot / apres).parent.mkdir(exist_ok=True)
    git(depot, "mv", avant, apres)
    git(depot, "commit", "-qm", "après")
    env = {**os.environ, "RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "sortie")}
    subprocess.run(["bash", "-e", "-c", etape], cwd=depot, env=env, check=True, capture_output=True)
    assert (tmp_path / "sortie").read_text("utf-8") == attendu


@pytest.mark.parametrize(("code", "rendu", "dit"), [(0, 0, 0), (1, 1, 0), (3, 0, 1)])
def test_seul_un_site_qui_ne_repond_pas_laisse_passer(tmp_path: Path, code: int, rendu: int, dit: int) -> None:
    """Tout autre refus arrêterait la publication. Et l'adresse du site ne vient pas d'une variable : un fork n'en a aucune."""
    [etape] = [e for e in etapes("fiches") if "base registre" in e.get("run", "")]
    assert "if" not in etape and "vars." not in etape["env"]["SITE_URL"]
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for commande, sortie in (("make", 0), (".venv/bin/base", code)):
        (tmp_path / commande).write_text(f"#!/bin/sh\nexit {sortie}\n")
        (tmp_path / commande).chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    lancee = ["bash", "-e", "-c", etape["run"]]
    vu = subprocess.run(lancee, cwd=tmp_path, env=env, check=False, capture_output=True, text=True)
    assert vu.returncode == rendu
    assert vu.stdout.count("::warning title=Disparitions non contrôlées::") == dit == vu.stdout.count("\n")
