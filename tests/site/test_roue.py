"""La roue : un dossier de fiches, de pages et de réglages s'y contrôle et s'y construit, aux mêmes octets qu'ici."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import pytest

from macros.base.base import Base
from macros.base.registre import RECU
from macros.commandes.essayer.commande import SANS_DICTIONNAIRE, SANS_NODE
from tests.conftest import EPOQUE_DU_SITE, empreinte
from tests.fabrique.flux import registre_ecrit
from tests.fabrique.questions import identite_de
from tests.fabrique.reperes import RACINE, SITE_URL
from tests.libreoffice import RECETTE
from tests.petit.projet import changer

FRERE = [
    "--nom",
    "Voisin",
    "--region",
    "Bretagne",
    "--departements",
    "09,31",
    "--couleurs",
    "#5b2a86,#ffd166",
    "--contact",
    "a@b.test",
    "--autorite",
    "b.test,2027",
    "--forge",
    "github",
]


@pytest.fixture(scope="module")
def moteur(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend le dossier où la roue du dépôt est installée, seule : ses bibliothèques sont celles d'ici."""
    dossier = tmp_path_factory.mktemp("roue")
    for commande in (
        ["hatchling", "build", "-t", "wheel", "-d", str(dossier)],
        [
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--find-links",
            str(dossier),
            "--target",
            str(dossier / "moteur"),
            "base-achats",
        ],
    ):
        subprocess.run([sys.executable, "-m", *commande], cwd=RACINE, check=True, capture_output=True)
    return dossier / "moteur"


def lancer(moteur: Path, reseau: Path, *arguments: str, site: str = SITE_URL) -> subprocess.CompletedProcess[str]:
    """Exécute une commande de la roue dans le dossier d'un réseau, sans rien prendre au dépôt."""
    env = {**os.environ, "PYTHONPATH": str(moteur), "SITE_URL": site, "SOURCE_DATE_EPOCH": EPOQUE_DU_SITE}
    commande = [sys.executable, "-c", "import sys; from macros.__main__ import main; sys.exit(main())", *arguments]
    return subprocess.run(commande, cwd=reseau, env=env, check=False, capture_output=True, text=True)


def test_un_reseau_s_y_controle_et_s_y_construit(
    moteur: Path, projet_invente: Path, site_construit: Path, tmp_path: Path
) -> None:
    assert not (projet_invente / "macros").exists() and not (projet_invente / "overrides").exists()
    juge = lancer(moteur, projet_invente, "verifier")
    assert juge.returncode == 0 and " : 0 erreur(s)" in juge.stdout, juge.stdout + juge.stderr
    bati = lancer(moteur, projet_invente, "construire", str(tmp_path / "site"))
    assert bati.returncode == 0, bati.stdout + bati.stderr
    assert empreinte(tmp_path / "site") == empreinte(site_construit)
    essaye = lancer(moteur, projet_invente, "essayer")
    assert essaye.returncode == 0 and essaye.stdout.endswith(" attentes lues : 0 erreur(s), 0 alerte(s).\n"), essaye


def test_un_reseau_y_nait_publie_et_reprend_trois_fois(moteur: Path, projet_invente: Path, tmp_path: Path) -> None:
    """Ce que dit « Un réseau en une heure » : de la roue, dans le dépôt du moteur, au dossier publié, puis à nos fiches suivies."""
    nous, depot, frere = (tmp_path / nom for nom in ("nous", "depot", "frere"))
    for copie in (nous, depot):
        shutil.copytree(projet_invente, copie, symlinks=True)
    (depot / "macros").mkdir()
    (depot / "macros/__main__.py").touch()
    changer(depot / "mkdocs.yml", ("  name: material\n", "  name: material\n  custom_dir: overrides\n"))
    roue = f"https://a.test/base_achats-{metadata.version('base-achats')}-py3-none-any.whl#sha256={'0' * 64}"
    ne = lancer(moteur, depot, "reseau", str(frere), *FRERE, "--roue", roue)
    assert ne.returncode == 0, ne.stdout + ne.stderr
    (frere / RECU).write_bytes(registre_ecrit("b.test,2027", []))

    def la_bas(*arguments: str) -> str:
        vu = lancer(moteur, frere, *arguments, site="https://b.test/")
        assert vu.returncode == 0, vu.stdout + vu.stderr
        return vu.stdout

    assert "0 erreur(s)" in la_bas("verifier")
    la_bas("publier")
    assert (frere / "site/donnees/v1/lexique/ccap.json").is_file()
    terme = nous / "data/lexique/ccap.yml"
    for tour in ("un", "deux", "trois"):
        changer(terme, ("definition: ", f"definition: Tour {tour}, "))
        assert lancer(moteur, nous, "exporter", str(tmp_path / "recu")).returncode == 0
        assert "0 créée(s), 1 mise(s) à jour, " in la_bas("reprendre", str(tmp_path / "recu"))
        assert f"Tour {tour}, " in (frere / "data/lexique/ccap.yml").read_text("utf-8")
    assert "0 créée(s), 0 mise(s) à jour, " in la_bas("reprendre", str(tmp_path / "recu"))
    assert "0 erreur(s)" in la_bas("verifier")


def test_la_roue_se_passe_de_node_et_du_depot(moteur: Path) -> None:
    """Ce que le navigateur charge y est déjà ; ni essais, ni fiches, ni police d'origine."""
    assert {"docx.js", "tableur.js", "paquets.json", "recherche.js", "base-lisible.woff2"} <= {
        f.name for f in (moteur / "macros/theme/assets/lib").iterdir()
    }
    demandes = next(moteur.glob("*.dist-info/METADATA")).read_text("utf-8").lower().split("\n")
    assert [d for d in demandes if ("nodejs" in d or "fonttools" in d) and "extra == 'essais'" not in d] == []
    assert {d.name for d in moteur.iterdir()} == {"macros", "bin", next(moteur.glob("*.dist-info")).name}


@pytest.mark.skipif(not RECETTE, reason="demande le réseau, et une minute : make recette")
def test_dans_un_environnement_vide_sans_node(
    moteur: Path,
    projet_invente: Path,
    base_inventee: Base,
    site_construit: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """La roue et ses bibliothèques, aux versions du verrou : un réseau s'y contrôle, s'y sert et s'y publie, aux mêmes octets."""
    [roue] = moteur.parent.glob("*.whl")
    reseau, bin = tmp_path / "reseau", tmp_path / "vide/bin"
    shutil.copytree(projet_invente, reseau)
    (reseau / RECU).write_bytes(registre_ecrit(identite_de(base_inventee).autorite_flux, []))
    env = {"PATH": str(bin), "SITE_URL": SITE_URL, "SOURCE_DATE_EPOCH": EPOQUE_DU_SITE, "LANG": "C.UTF-8"}
    sortie = {
        nom: v for nom, v in os.environ.items() if "proxy" in nom.lower() or nom.startswith(("PIP_", "SSL_", "UV_"))
    }

    def lancer(*commande: str | Path, **plus: str) -> str:
        vu = subprocess.run(commande, cwd=reseau, env=env | plus, check=False, capture_output=True, text=True)
        assert vu.returncode == 0, vu.stdout + vu.stderr
        return vu.stdout

    def mesurer(quoi: str, faire: Callable[[], object]) -> None:
        debut = time.monotonic()
        faire()
        with capsys.disabled():
            print(f"\n{quoi} : {time.monotonic() - debut:.1f} s", end="")

    verrou = [
        "export",
        "--quiet",
        "--frozen",
        "--no-dev",
        "--no-hashes",
        "--no-emit-project",
        "--output-file",
        str(tmp_path / "versions.txt"),
    ]
    subprocess.run([sys.executable, "-m", "uv", *verrou], cwd=RACINE, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", bin.parent], check=True)
    installer = [bin / "python", "-m", "pip", "install", "--quiet", "--constraint", tmp_path / "versions.txt", roue]
    mesurer("installer", lambda: lancer(*installer, **sortie))
    mesurer("contrôler", lambda: lancer(bin / "base", "verifier"))
    mesurer("servir une page", lambda: servir(bin / "base", reseau, env))
    mesurer("publier", lambda: lancer(bin / "base", "publier"))
    assert empreinte(reseau / "site") == empreinte(site_construit)
    essaye = lancer(bin / "base", "essayer")
    assert SANS_DICTIONNAIRE in essaye and SANS_NODE in essaye and "0 erreur(s)" in essaye
    lancer(bin / "base", "reseau", "../frere", *FRERE, REPO_URL="https://github.com/a/b")
    version, somme = roue.name.split("-")[1], hashlib.sha256(roue.read_bytes()).hexdigest()
    attendu = f"base-achats @ https://github.com/a/b/releases/download/v{version}/{roue.name}#sha256={somme}\n"
    assert (tmp_path / "frere/requirements.txt").read_text("utf-8") == attendu
    place = sum(f.stat().st_size for f in bin.parent.rglob("*") if f.is_file() and not f.is_symlink())
    with capsys.disabled():
        print(f"\nroue : {roue.stat().st_size / 1e6:.1f} Mo ; environnement : {place / 1e6:.0f} Mo")


def servir(base: Path, reseau: Path, env: dict[str, str]) -> None:
    """Sert le réseau, attend une page, et s'arrête."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = prise.getsockname()[1]
    with subprocess.Popen(
        [base, "servir", str(port)], cwd=reseau, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as lance:
        page = b""
        while lance.poll() is None and not page:
            with (
                suppress(OSError),
                urllib.request.urlopen(f"http://127.0.0.1:{port}/base/clauses/", timeout=60) as recue,
            ):
                page = recue.read()
            time.sleep(0.2)
        lance.terminate()
    assert "Nettoyage en journée".encode() in page
