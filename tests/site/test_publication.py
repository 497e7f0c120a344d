"""Tout ou rien : une anomalie laisse le site publié comme il était."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from macros.__main__ import main
from tests.conftest import EPOQUE_DU_SITE, empreinte, lancer
from tests.fabrique.reperes import SITE_URL
from tests.petit.projet import changer

CLAUSE = "data/clauses/contenants-reemployables-repas.yml"


@pytest.fixture
def copie(projet_invente: Path, tmp_path: Path) -> Path:
    """Rend une copie du réseau inventé, son adresse encore provisoire."""
    racine = Path(shutil.copytree(projet_invente, tmp_path / "p", symlinks=True))
    identite = racine / "data/reseau/identite.yml"
    changer(identite, ("contact@exemple.test", "contact@reseau.example"))
    return racine


def test_une_fiche_cassee_laisse_le_site(copie: Path) -> None:
    premiere = lancer(copie, "-m", "macros", "publier")
    assert premiere.returncode == 0 and "identite-provisoire (alerte): « contact »" in premiere.stdout
    avant = empreinte(copie / "site")
    chemin = copie / CLAUSE
    changer(chemin, ("themes: [economie-circulaire", "themes: [economie-circulair"))
    resultat = lancer(copie, "-m", "macros", "publier")
    assert resultat.returncode == 1
    assert f"{CLAUSE}:3:10: valeur-inconnue" in resultat.stdout + resultat.stderr
    assert "Traceback" not in resultat.stdout + resultat.stderr
    assert empreinte(copie / "site") == avant
    assert not list(copie.glob(".construction*"))


def test_deux_publications_a_la_fois_ne_se_melent_pas(copie: Path) -> None:
    """Deux vrais processus : chacun construit dans son dossier, le second échange quand le premier a fini. Qui lit ne voit jamais des deux."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOQUE_DU_SITE}
    commande = [sys.executable, "-m", "macros", "publier"]
    noms = ("Le premier site", "Le second site")
    lances = [
        subprocess.Popen(
            commande,
            cwd=copie,
            env={**env, "SITE_NAME": nom},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for nom in noms
    ]
    vus: list[tuple[str, ...]] = []
    while any(lance.poll() is None for lance in lances):
        vus.append(_noms(copie / "site", noms))
        time.sleep(0.02)
    dits = [lance.communicate()[0] for lance in lances]
    assert [lance.returncode for lance in lances] == [0, 0], dits
    assert all("site/ est à jour : " in dit and "Traceback" not in dit for dit in dits)
    final = _noms(copie / "site", noms)
    assert len(final) == 1 and set(vus) - {()} <= {(nom,) for nom in noms} and len(set(vus)) > 1
    pages = [page.read_text("utf-8") for page in (copie / "site").rglob("*.html")]
    (autre,) = set(noms) - set(final)
    assert len(pages) > 100 and all(autre not in page for page in pages)
    assert not list(copie.glob(".construction*")) and not (copie / ".ancien-site").exists()


def _noms(site: Path, noms: tuple[str, ...]) -> tuple[str, ...]:
    """Rend les noms de site que portent la première et la dernière page écrites, lues d'un même dossier ouvert."""
    try:
        dossier = os.open(site, os.O_RDONLY)
    except FileNotFoundError:
        return ()
    try:
        lues = []
        for page in ("index.html", "404.html", "clauses/index.html"):
            with os.fdopen(os.open(page, os.O_RDONLY, dir_fd=dossier), encoding="utf-8") as ouverte:
                lues.append(ouverte.read())
    except FileNotFoundError:  # l'ancien site, qu'on supprime pendant qu'on le lit
        return ()
    finally:
        os.close(dossier)
    return tuple(nom for nom in noms if any(nom in page for page in lues))


def test_exporter_attend_l_adresse_du_site(copie: Path, tmp_path: Path) -> None:
    """Qui reprend une fiche la cite à son adresse : une adresse réservée serait une attribution fausse."""
    sortie = tmp_path / "donnees"
    refus = lancer(copie, "-m", "macros", "exporter", str(sortie))
    assert refus.returncode == 1 and "Fixez SITE_URL" in refus.stdout and not sortie.exists()
    assert lancer(copie, "-m", "macros", "exporter", str(sortie), SITE_URL=SITE_URL).returncode == 0
    lot = json.loads((sortie / "donnees/clauses.json").read_text("utf-8"))
    assert lot["site"] == SITE_URL and all(fiche["adresse"].startswith(SITE_URL) for fiche in lot["fiches"])


def test_nouveau_n_ecrase_rien(
    copie: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOQUE_DU_SITE)
    monkeypatch.chdir(copie)
    assert main(["nouveau", "clause", "une-clause-neuve"]) == 0
    capsys.readouterr()
    assert main(["verifier"]) == 1  # à remplir : rien d'autre ne lui manque
    signalees = [ligne for ligne in capsys.readouterr().out.splitlines() if ligne.startswith("data/")]
    assert signalees and all("une-clause-neuve.yml" in ligne and "squelette-intact:" in ligne for ligne in signalees)
    assert main(["nouveau", "clause", "une-clause-neuve"]) == 2
    assert main(["nouveau", "clause", "Une clause neuve"]) == 2
    assert "existe déjà" in capsys.readouterr().out
