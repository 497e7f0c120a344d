"""Ce que les essais partagent : le réseau inventé et son site, le vrai et le sien, un petit projet à casser."""

import fcntl
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from macros.base.base import Base
from macros.lecture.horloge import aujourdhui
from tests import invente
from tests.copie import Copie
from tests.fabrique.dila import ACTE, Dila, publier_le_debut
from tests.fabrique.lecture import base_saine, lectures_retenues, lire
from tests.fabrique.reperes import JOUR, RACINE, SITE_URL, epoque
from tests.petit.projet import ecrire
from tests.serveur import a_l_ecoute

os.environ["PYTHONPATH"] = str(RACINE)  # les commandes lancées d'un autre dossier essaient ce code-ci
EPOQUE = epoque(JOUR)
"""Le jour du petit projet."""
EPOQUE_DU_SITE = epoque(invente.JOUR)


def lancer(racine: Path, *arguments: str, **environnement: str) -> subprocess.CompletedProcess[str]:
    """Lance Python dans ``racine``, au jour du réseau inventé ; rend ce qu'il laisse."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOQUE_DU_SITE, **environnement}
    commande = [sys.executable, *arguments]
    return subprocess.run(commande, cwd=racine, env=env, capture_output=True, text=True, check=False)


def construire(destination: Path, racine: Path, **environnement: str) -> subprocess.CompletedProcess[str]:
    """Construit le site strict de ``racine`` dans ``destination``."""
    env = {"SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1", **environnement}
    return lancer(racine, "-m", "mkdocs", "build", "--strict", "--site-dir", str(destination), **env)


def donner_le_code(racine: Path) -> None:
    """Copie le moteur dans un projet qui va le changer."""
    for nom in ("macros", "overrides"):
        shutil.copytree(RACINE / nom, racine / nom, ignore=shutil.ignore_patterns("__pycache__"))


def empreinte(dossier: Path) -> dict[str, bytes]:
    """Rend chemin → octets de tous les fichiers d'un dossier."""
    return {str(f.relative_to(dossier)): f.read_bytes() for f in dossier.rglob("*") if f.is_file()}


def lire_page(site: Path, adresse: str) -> html.HtmlElement:
    """Rend une page du site construit, par son adresse relative."""
    return html.fromstring((site / adresse / "index.html").read_bytes())


def une_seule_fois(fabrique: pytest.TempPathFactory, nom: str, produire: Callable[[Path], object]) -> Path:
    """Rend le dossier ``nom``, produit par le premier des essais lancés de front qui en a besoin."""
    commun = fabrique.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        commun = commun.parent
    dossier, pret = commun / nom, commun / f"{nom}.pret"
    with (commun / f"{nom}.verrou").open("w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        if not pret.exists():
            shutil.rmtree(dossier, ignore_errors=True)
            dossier.mkdir()
            produire(dossier)
            pret.touch()
    return dossier


def _site(racine: Path, **environnement: str) -> Callable[[Path], None]:
    def produire(dossier: Path) -> None:
        resultat = construire(dossier, racine, **environnement)
        assert resultat.returncode == 0, resultat.stdout + resultat.stderr

    return produire


def pytest_collection_finish() -> None:
    """Le ramasse-miettes ne parcourt plus ce que la collecte garde jusqu'au bout, et passe moins souvent."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Met en tête un fichier d'essais de chaque site, qui le construit, et les hostiles, qui n'en ont pas besoin : on s'attend moins."""
    premiers: dict[bool, Path] = {}
    for essai in items:
        if "site_construit" in essai.fixturenames:
            premiers.setdefault("site_reel" in essai.fixturenames, essai.path)
    items.sort(key=lambda essai: (essai.path not in premiers.values(), "hostiles" not in essai.path.parts))


@pytest.fixture(scope="session", autouse=True)
def lecture_retenue() -> Iterator[None]:
    """Retient les fiches déjà lues : tout essai, commandes comprises, ne relit que ce qu'il a touché."""
    with lectures_retenues():
        yield


@pytest.fixture(scope="session")
def projet_invente(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend le dossier du réseau inventé, prêt à construire. Il ne se change pas : un essai qui le casse le copie."""
    return une_seule_fois(tmp_path_factory, "invente", invente.ecrire)


@pytest.fixture(scope="session")
def base_inventee(projet_invente: Path) -> Base:
    """Rend la base du réseau inventé, sans anomalie."""
    return base_saine(projet_invente, invente.JOUR)


@pytest.fixture(scope="session")
def site_construit(projet_invente: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend le dossier du site du réseau inventé, construit pour l'adresse ``SITE_URL``."""
    return une_seule_fois(tmp_path_factory, "site-invente", _site(projet_invente))


@pytest.fixture(scope="session")
def base_du_site(base_inventee: Base) -> Base:
    """Rend la base dont ``site_construit`` est le site."""
    return base_inventee


@pytest.fixture(scope="session")
def jour_reel(tmp_path_factory: pytest.TempPathFactory) -> date:
    """Rend le jour courant, le même jusqu'au bout et pour tous les ouvriers : minuit passe parfois pendant les essais."""
    dossier = une_seule_fois(tmp_path_factory, "jour", lambda d: (d / "jour").write_text(aujourdhui().isoformat()))
    return date.fromisoformat((dossier / "jour").read_text())


@pytest.fixture(scope="session")
def base_reelle(jour_reel: date) -> Base:
    """Rend la base du dépôt, sans anomalie de forme."""
    base, anomalies = lire(RACINE, jour_reel)
    assert not anomalies, "\n".join(map(str, anomalies))
    return base


@pytest.fixture(scope="session")
def site_reel(jour_reel: date, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend le dossier du site du dépôt, construit au jour courant : une fiche d'aujourd'hui n'est pas du futur."""
    du_jour = _site(RACINE, SOURCE_DATE_EPOCH=epoque(jour_reel))
    return une_seule_fois(tmp_path_factory, "site-reel", du_jour)


@pytest.fixture(scope="session")
def modele_de_projet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend le petit projet, à copier."""
    racine = tmp_path_factory.mktemp("modele")
    ecrire(racine)
    return racine


@pytest.fixture(scope="session")
def projet_prete(modele_de_projet: Path, tmp_path_factory: pytest.TempPathFactory) -> Copie:
    """Rend la copie du petit projet que les essais se passent."""
    return Copie(modele_de_projet, tmp_path_factory.mktemp("copie") / "projet")


@pytest.fixture
def projet(projet_prete: Copie, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Rend le petit projet, à casser."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOQUE)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)  # les fautes inventées ne sont pas celles de la demande
    yield projet_prete.racine
    projet_prete.reparer()


@pytest.fixture
def depot(projet_invente: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rend le réseau inventé, à changer, qui cite un acte de l'Union ; on y est."""
    racine = tmp_path / "depot"
    shutil.copytree(projet_invente, racine)
    (racine / "data/droit/textes/ue-2024-1252.yml").write_text(ACTE, "utf-8")
    monkeypatch.chdir(racine)
    return racine


@pytest.fixture
def dila(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dila]:
    """Rend les sources du droit, au matin du jeudi 26 novembre 2026."""
    for nom in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(nom, "127.0.0.1")
    publier_le_debut(tmp_path / "dila")
    with a_l_ecoute(Dila(tmp_path / "dila")) as service:
        yield service
