"""Tout ou rien : une anomalie laisse le site publié comme il était."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.publication import _echanger, publier
from tests.conftest import EPOQUE_DU_SITE, RACINE

CLAUSE = "data/clauses/contenants-reemployables-repas.yml"


@pytest.fixture
def copie(tmp_path: Path) -> Path:
    for nom in ("data", "docs", "macros", "overrides"):
        shutil.copytree(RACINE / nom, tmp_path / "p" / nom, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(RACINE / "mkdocs.yml", tmp_path / "p")
    return tmp_path / "p"


def lancer(racine: Path, *arguments: str) -> subprocess.CompletedProcess:
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOQUE_DU_SITE}
    return subprocess.run(
        [sys.executable, "-m", "macros", *arguments], cwd=racine, env=env, capture_output=True, text=True, check=False
    )


def empreinte(dossier: Path) -> dict[str, bytes]:
    return {str(f.relative_to(dossier)): f.read_bytes() for f in dossier.rglob("*") if f.is_file()}


def test_une_fiche_cassee_laisse_le_site(copie: Path) -> None:
    premiere = lancer(copie, "publier")
    assert premiere.returncode == 0 and "identite-provisoire (alerte): « contact »" in premiere.stdout
    avant = empreinte(copie / "site")
    chemin = copie / CLAUSE
    chemin.write_text(
        chemin.read_text("utf-8").replace("themes: [economie-circulaire", "themes: [economie-circulair"), "utf-8"
    )
    resultat = lancer(copie, "publier")
    assert resultat.returncode == 1
    assert f"{CLAUSE}:3:10: valeur-inconnue" in resultat.stdout + resultat.stderr
    assert "Traceback" not in resultat.stdout + resultat.stderr
    assert empreinte(copie / "site") == avant
    assert not list(copie.glob(".construction*"))


ECHANGER_ET_MOURIR = """
import os, signal, sys
from pathlib import Path
from macros.publication import _echanger, publier

def mourir(cadre, evenement, argument):
    global reste
    if evenement == "c_call" and argument is os.rename:
        if reste == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        reste -= 1

reste = int(sys.argv[2])
sys.setprofile(mourir)
_echanger(Path(sys.argv[1], "neuf"), Path(sys.argv[1], "site"))
"""


@pytest.mark.parametrize(("renommages", "apres"), [(0, "ancien"), (1, "ancien"), (2, "neuf")])
def test_une_publication_tuee_ne_mele_rien(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renommages: int, apres: str
) -> None:
    """Tuée avant, entre ou après ses deux renommages : la publication suivante retrouve un site entier, même si elle échoue."""
    for nom, contenu in (("neuf", "neuf"), ("site", "ancien")):
        (tmp_path / nom).mkdir()
        for page in ("a", "b"):
            (tmp_path / nom / page).write_text(contenu)
    programme = [sys.executable, "-c", ECHANGER_ET_MOURIR, str(tmp_path), str(renommages)]
    assert subprocess.run(programme, cwd=RACINE, check=False).returncode == (0 if renommages == 2 else -signal.SIGKILL)
    assert (tmp_path / "site").exists() is (renommages != 1)
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 1)
    assert publier(tmp_path) == 1
    assert set(empreinte(tmp_path / "site").values()) == {apres.encode()}
    assert not list(tmp_path.glob(".construction*"))


def test_un_echange_impossible_rend_l_ancien_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/a").write_text("ancien")
    with pytest.raises(FileNotFoundError):
        _echanger(tmp_path / "absent", tmp_path / "site")
    assert empreinte(tmp_path) == {"site/a": b"ancien"}


def test_nouveau_n_ecrase_rien(
    copie: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOQUE_DU_SITE)
    monkeypatch.chdir(copie)
    assert main(["nouveau", "clause", "tri-des-dechets"]) == 0
    assert main(["verifier"]) == 0
    assert main(["nouveau", "clause", "tri-des-dechets"]) == 2
    assert main(["nouveau", "clause", "Tri des déchets"]) == 2
    assert "existe déjà" in capsys.readouterr().out


def test_le_modele_de_contributing_est_valide(projet: Path) -> None:
    """La fiche complète à copier, dans CONTRIBUTING.md, passe tous les contrôles du vrai dépôt."""
    texte = (RACINE / "CONTRIBUTING.md").read_text("utf-8")
    fiche = max((bloc.split("```")[0] for bloc in texte.split("```yaml\n")[1:]), key=len)
    from macros.chargement import charger
    from macros.regles import verifier

    racine = projet.parent / "reel"
    for nom in ("data", "docs"):
        shutil.copytree(RACINE / nom, racine / nom)
    (racine / "data/clauses/fiche-de-contributing.yml").write_text(fiche, "utf-8")
    base, anomalies = charger(racine)
    assert [str(a) for a in (*anomalies, *verifier(base)) if "fiche-de-contributing" in a.fichier] == []
