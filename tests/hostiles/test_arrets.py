"""Une commande tuée à tout moment, ou deux à la fois : le site et les fiches sont les anciens ou les neufs, entiers ; rien ne reste."""

import os
import signal
import stat
import subprocess
import time
from pathlib import Path

import pytest

from macros.commandes.passage import dossier_de_passage, poser
from macros.commandes.publier import publier
from tests.conftest import empreinte
from tests.hostiles.processus import a_part, compter

MOMENTS = 20


def construire_a_la_place(monkeypatch: pytest.MonkeyPatch, contenu: str, code: int = 0) -> None:
    """Remplace la construction du site par l'écriture de trois pages."""

    def construire(commande: list[str], **options: object) -> int:
        site = Path(commande[-1])
        (site / "a").mkdir(parents=True)
        for page in ("index.html", "a/index.html", "a/b.html"):
            (site / page).write_text(contenu)
        return code

    monkeypatch.setattr(subprocess, "call", construire)


@pytest.mark.parametrize("rang", range(MOMENTS))
def test_une_publication_tuee_a_tout_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rang: int) -> None:
    """Le site est l'ancien ou le neuf, entier ; la publication suivante ne laisse rien de celle qui est morte."""
    construire_a_la_place(monkeypatch, "ancien")
    assert publier(tmp_path) == 0
    construire_a_la_place(monkeypatch, "neuf")
    total = _appels_d_une_publication(tmp_path, monkeypatch)
    fini, _ = compter(lambda: publier(tmp_path), total * rang // MOMENTS)
    assert fini.code == -signal.SIGKILL
    construire_a_la_place(monkeypatch, "dernier", code=1)
    assert publier(tmp_path) == 1
    restes = empreinte(tmp_path)
    assert {*restes} == {"site/index.html", "site/a/index.html", "site/a/b.html"}
    assert set(restes.values()) in ({b"ancien"}, {b"neuf"})
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def _appels_d_une_publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    copie = tmp_path.with_name(f"{tmp_path.name}-copie")
    (copie / "site").mkdir(parents=True)
    (copie / "site/index.html").write_text("ancien")
    return compter(lambda: publier(copie))[1]


@pytest.mark.parametrize("rang", range(MOMENTS))
def test_une_ecriture_tuee_a_tout_moment(tmp_path: Path, rang: int) -> None:
    """Le fichier est l'ancien ou le neuf, entier ; l'écriture suivante ne laisse rien de celle qui est morte."""
    (tmp_path / "fiche.yml").write_text("ancienne")

    def ecrire() -> int:
        poser(tmp_path, "fiche.yml", b"neuve")
        return 0

    (tmp_path / "compte").mkdir()
    total = compter(lambda: poser(tmp_path / "compte", "fiche.yml", b"neuve") or 0)[1]
    fini, _ = compter(ecrire, min(rang, total - 1))
    assert fini.code == -signal.SIGKILL
    assert (tmp_path / "fiche.yml").read_bytes() in (b"ancienne", b"neuve")
    poser(tmp_path, "autre.yml", b"x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["autre.yml", "compte", "fiche.yml"]


def test_deux_a_la_fois_ne_se_nettoient_pas(tmp_path: Path) -> None:
    """Le dossier de qui écrit encore reste ; celui qu'un mort a laissé s'en va."""
    (tmp_path / ".construction-mort").mkdir()
    (tmp_path / ".construction-lien").symlink_to(tmp_path)
    with dossier_de_passage(tmp_path) as (premier, _), dossier_de_passage(tmp_path) as (second, _):
        assert premier != second and premier.is_dir() and second.is_dir()
        assert not (tmp_path / ".construction-mort").exists()
    assert [p.name for p in tmp_path.iterdir()] == [".construction-lien"]


def test_la_construction_d_une_publication_tuee_garde_son_dossier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Le processus qui construit hérite du verrou : tant qu'il vit, personne ne lui ôte son dossier."""
    attendre, finir = os.pipe()

    def construire(commande: list[str], pass_fds: list[int], **_: object) -> int:
        Path(commande[-1]).mkdir()
        subprocess.Popen(
            ["cat"], stdin=attendre, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=pass_fds
        )
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    monkeypatch.setattr(subprocess, "call", construire)
    assert a_part(lambda: publier(tmp_path)).code == -signal.SIGKILL
    [orphelin] = tmp_path.iterdir()
    with dossier_de_passage(tmp_path):
        assert orphelin.is_dir()
    os.close(finir)
    os.close(attendre)
    for _ in range(100):
        with dossier_de_passage(tmp_path):
            if not orphelin.exists():
                return
        time.sleep(0.05)
    pytest.fail("le dossier abandonné est resté")


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o027, 0o077])
def test_les_droits_du_site_ne_dependent_pas_de_qui_construit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, umask: int
) -> None:
    def construire(commande: list[str], umask: int, **_: object) -> int:
        avant = os.umask(umask)
        (Path(commande[-1]) / "a").mkdir(parents=True)
        (Path(commande[-1]) / "a/index.html").write_text("a")
        os.umask(avant)
        return 0

    monkeypatch.setattr(subprocess, "call", construire)
    avant = os.umask(umask)
    try:
        assert publier(tmp_path) == 0
    finally:
        os.umask(avant)
    droits = {str(p.relative_to(tmp_path)): stat.S_IMODE(p.stat().st_mode) for p in tmp_path.rglob("*")}
    assert droits == {"site": 0o755, "site/a": 0o755, "site/a/index.html": 0o644}


def test_poser_garde_les_droits_d_un_fichier(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("ancien")
    (tmp_path / "a.yml").chmod(0o640)
    poser(tmp_path, "a.yml", b"neuf")
    assert stat.S_IMODE((tmp_path / "a.yml").stat().st_mode) == 0o640 and (tmp_path / "a.yml").read_bytes() == b"neuf"
