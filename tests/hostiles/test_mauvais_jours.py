"""Les mauvais jours : disque plein ou en lecture seule, sortie fermée, exécution tuée. Une ligne en français, rien laissé derrière."""

from __future__ import annotations

import errno
import os
import re
import resource
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from macros.__main__ import main
from macros.commandes.passage import PASSAGE, dossier_de_passage, poser
from macros.commandes.publier import publier
from macros.lecture.reglage import adresses
from tests.conftest import empreinte
from tests.fabrique.reperes import RACINE
from tests.hostiles.cas.commun import CLAUSE

MOMENTS = 20


class Fini(NamedTuple):
    """Ce que laisse un processus : son code, ou le signal qui l'a tué, et ce qu'il a écrit."""

    code: int
    sortie: str


def a_part(faire: Callable[[], int], *, taille: int | None = None, sortie_fermee: bool = False) -> Fini:
    """Exécute ``faire`` dans un autre processus, où un fichier ne peut pas dépasser ``taille`` octets."""
    lire, ecrire = os.pipe()
    if not (enfant := os.fork()):
        code = 99
        try:
            os.dup2(ecrire, 2)
            if sortie_fermee:
                casse, bout = os.pipe()
                os.close(casse)
                os.dup2(bout, 1)
            else:
                os.dup2(ecrire, 1)
            sys.stdout, sys.stderr = (os.fdopen(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))
            # Sous cette borne, Python garderait de chaque module importé un code compilé coupé net : .venv n'en reviendrait pas.
            sys.dont_write_bytecode = True
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
            if taille is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (taille, taille))
            code = faire()
            sys.stderr.flush()
            sys.stdout.flush()
        except BaseException as erreur:
            os.write(2, f"Traceback {erreur!r}".encode())
        finally:
            os._exit(code)
    os.close(ecrire)
    with os.fdopen(lire, "rb") as flux:
        dit = flux.read().decode()
    return Fini(os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1]), dit)


def compter(faire: Callable[[], int], mourir_au: int = -1) -> tuple[Fini, int]:
    """Exécute ``faire`` à part, et rend le nombre de ses appels au système ; le tue à l'un d'eux s'il est donné."""
    lire, ecrire = os.pipe()

    def profiler() -> int:
        vus = 0

        def noter(cadre: object, evenement: str, argument: object) -> None:
            nonlocal vus
            if evenement == "c_call" and getattr(argument, "__module__", "") in ("posix", "_io", "fcntl"):
                if vus == mourir_au:
                    os.kill(os.getpid(), signal.SIGKILL)
                vus += 1

        sys.setprofile(noter)
        code = faire()
        sys.setprofile(None)
        os.write(ecrire, str(vus).encode())
        return code

    fini = a_part(profiler)
    os.close(ecrire)
    with os.fdopen(lire, "rb") as flux:
        return fini, int(flux.read() or 0)


def construire_a_la_place(monkeypatch: pytest.MonkeyPatch, contenu: str, code: int = 0) -> None:
    """Remplace la construction du site par l'écriture de trois pages."""

    def construire(commande: list[str], **options: object) -> int:
        site = Path(commande[-1])
        (site / "a").mkdir(parents=True)
        for page in ("index.html", "a/index.html", "a/b.html"):
            (site / page).write_text(contenu)
        return code

    monkeypatch.setattr(subprocess, "call", construire)


@pytest.fixture
def dans_le_projet(projet: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(projet)
    return projet


def a_ecrire(racine: Path) -> dict[str, list[str]]:
    """Rend nom → commande qui écrit quelque chose dans le projet."""
    fiche = racine / CLAUSE
    fiche.write_text(fiche.read_text("utf-8").replace("marches: [fournitures", "marches: [ fournitures", 1), "utf-8")
    return {
        "ranger": ["ranger"],
        "nouveau": ["nouveau", "clause", "une-clause-neuve"],
        "publier": ["publier"],
    }


COMMANDES = ("ranger", "nouveau", "publier")


@pytest.mark.parametrize("commande", COMMANDES)
def test_disque_plein(dans_le_projet: Path, commande: str) -> None:
    """La limite de taille d'un fichier, posée par le système, arrête l'écriture au même endroit qu'un disque plein."""
    arguments = a_ecrire(dans_le_projet)[commande]
    avant = empreinte(dans_le_projet)

    def plein() -> int:
        subprocess.call = _construire_trop  # type: ignore[assignment]
        return main(arguments)

    fini = a_part(plein, taille=20)
    assert fini.code == 1, fini
    [ligne] = [ligne for ligne in fini.sortie.splitlines() if "Le système refuse" in ligne]
    assert "le système n'admet pas un fichier aussi gros. → Vérifiez la place et les droits" in ligne
    assert "Traceback" not in fini.sortie and "Errno" not in fini.sortie
    assert empreinte(dans_le_projet) == avant
    assert not list(dans_le_projet.glob(".construction-*"))


def _construire_trop(commande: list[str], **_: object) -> int:
    Path(commande[-1]).mkdir()
    Path(commande[-1], "index.html").write_bytes(b"a" * 100)
    return 0


@pytest.mark.parametrize("commande", COMMANDES)
@pytest.mark.parametrize(
    ("numero", "mots"),
    [
        (errno.EROFS, "le disque est en lecture seule"),
        (errno.EACCES, "les droits manquent"),
        (errno.ENOSPC, "le disque est plein"),
    ],
)
def test_projet_ou_l_on_ne_peut_pas_ecrire(
    dans_le_projet: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    commande: str,
    numero: int,
    mots: str,
) -> None:
    creer = tempfile.mkdtemp

    def refuser(suffix: str | None = None, prefix: str | None = None, dir: Path | None = None) -> str:
        if prefix == PASSAGE:
            raise OSError(numero, os.strerror(numero), f"{dir}/{prefix}x")
        return creer(suffix, prefix, dir)

    arguments = a_ecrire(dans_le_projet)[commande]
    avant = empreinte(dans_le_projet)
    monkeypatch.setattr(tempfile, "mkdtemp", refuser)
    assert main(arguments) == 1
    dit = capsys.readouterr()
    assert f".construction-x » : {mots}. → Vérifiez la place" in dit.err and dit.err.count("\n") == 1
    assert empreinte(dans_le_projet) == avant


def test_sortie_fermee(dans_le_projet: Path) -> None:
    """« make verifier | head » : celui qui lisait est parti."""
    fini = a_part(lambda: main(["verifier"]), sortie_fermee=True)
    assert fini == (1, "La sortie s'est fermée avant la fin : tout n'a pas été affiché.\n")


def test_une_sortie_sans_utf_8_n_arrete_pas(dans_le_projet: Path) -> None:
    (dans_le_projet / CLAUSE).write_text("titre: [«\n", "utf-8")
    programme = (
        "import sys; sys.path.insert(0, sys.argv[1]); from macros.__main__ import main; sys.exit(main(['verifier']))"
    )
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    fini = subprocess.run(
        [sys.executable, "-c", programme, str(RACINE)], env=env, capture_output=True, text=True, check=False
    )
    assert fini.returncode == 1 and "Traceback" not in fini.stderr and "ouvert ici n'est pas ferm?" in fini.stdout


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


@pytest.mark.parametrize(
    "nom",
    [
        "a" * 81,
        "a" * 300,
        "nul",
        "con",
        "com1",
        "lpt9",
        "aux",
        "\x1b[31mrouge",
        "../fuite",
        "a/b",
        "É",
        "a--b",
        "-a",
        "",
    ],
)
def test_un_nom_de_fiche_neuve_refuse(dans_le_projet: Path, capsys: pytest.CaptureFixture[str], nom: str) -> None:
    avant = empreinte(dans_le_projet)
    assert main(["nouveau", "--", "clause", nom]) == 2
    sortie = capsys.readouterr().out
    assert "ne peut pas devenir une adresse.\n    → Minuscules sans accent, chiffres et tirets, 80 signes" in sortie
    assert "\x1b" not in sortie and len(sortie) < 400
    assert empreinte(dans_le_projet) == avant


def test_un_genre_inconnu_n_ecrit_rien_au_terminal(dans_le_projet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nouveau", "\x1b]0;titre\x07", "neuf"]) == 2
    sortie = capsys.readouterr().out
    assert "\x1b" not in sortie and "n'est pas un genre de fiche. Admis : clause, " in sortie


@pytest.mark.parametrize("variable", ["SITE_URL", "REPO_URL"])
@pytest.mark.parametrize(
    "valeur",
    [
        *("", "exemple.fr", "javascript:alert(1)", "file:///etc/passwd", "https://", "http://[::1", "https://a b/"),
        *(
            "https://exemple.fr@x.test/",
            "https://exemple.fr/\n",
            "https://éxemple.fr/",
            "\x1b[2J",
            "https://x.test/<b>",
        ),
    ],
)
@pytest.mark.parametrize("commande", [["publier"], ["construire", "neuf"], ["registre"]], ids=lambda c: c[0])
def test_une_adresse_impossible_dans_l_environnement(
    dans_le_projet: Path, monkeypatch: pytest.MonkeyPatch, commande: list[str], variable: str, valeur: str
) -> None:
    """MkDocs la refuserait en anglais, ou la construction tomberait à mi-chemin."""
    monkeypatch.setenv(variable, valeur)
    avant = empreinte(dans_le_projet)
    with pytest.raises(SystemExit) as arret:
        main(commande)
    dit = str(arret.value)
    assert dit.startswith(f"{variable} vaut « ") and "→ Écrivez https://…" in dit and dit.isprintable()
    assert empreinte(dans_le_projet) == avant


@pytest.mark.parametrize("valeur", ["https://exemple.fr", "https://exemple.fr/base/", "http://127.0.0.1:8000/"])
def test_une_adresse_admise_dans_l_environnement(
    dans_le_projet: Path, monkeypatch: pytest.MonkeyPatch, valeur: str
) -> None:
    monkeypatch.setenv("SITE_URL", valeur)
    assert adresses(dans_le_projet)[0].rstrip("/") == valeur.rstrip("/")


@pytest.mark.parametrize("commande", [["construire", "neuf"], ["servir", "8000"]], ids=lambda c: c[0])
def test_un_reglage_se_refuse_avant_que_mkdocs_le_lise(
    dans_le_projet: Path, capsys: pytest.CaptureFixture[str], commande: list[str]
) -> None:
    """MkDocs exécuterait l'étiquette en lisant le fichier."""
    reglage = dans_le_projet / "mkdocs.yml"
    piege = dans_le_projet / "piege"
    ligne = f"x: !!python/object/apply:os.mkdir ['{piege}']\ncopyright:"
    reglage.write_text(reglage.read_text("utf-8").replace("copyright:", ligne, 1), "utf-8")
    with pytest.raises(SystemExit):
        main(commande)
    assert "etiquette-yaml: l'étiquette « !!python/object/apply:os.mkdir »" in capsys.readouterr().out
    assert not piege.exists()


@pytest.mark.parametrize(
    ("reglage", "code"),
    [("nav: [\n", "yaml-illisible"), ("", "forme-yaml"), (None, "fichier-absent"), (b"# \xe9t\xe9\n", "encodage")],
    ids=["illisible", "vide", "absent", "latin-1"],
)
def test_servir_dit_la_faute_du_reglage(
    dans_le_projet: Path, capsys: pytest.CaptureFixture[str], reglage: str | bytes | None, code: str
) -> None:
    """« make serve » ne laisse pas MkDocs la dire en anglais, ou en trace."""
    fichier = dans_le_projet / "mkdocs.yml"
    fichier.unlink()
    if reglage is not None:
        fichier.write_bytes(reglage if isinstance(reglage, bytes) else reglage.encode())
    with pytest.raises(SystemExit):
        main(["servir", "8000"])
    dit = capsys.readouterr()
    assert re.fullmatch(rf"mkdocs\.yml:\d+:\d+: {code}: .+\n    → .+\n", dit.out) and dit.err == ""


def test_servir_a_un_port_pris(dans_le_projet: Path) -> None:
    with socket.socket() as prise, pytest.raises(SystemExit) as arret:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        main(["servir", str(prise.getsockname()[1])])
    assert "n'est pas libre. → Arrêtez ce qui s'en sert, ou prenez-en un autre : base servir 8001" in str(arret.value)


def test_les_commandes_du_makefile_servent_par_macros() -> None:
    recette = (RACINE / "Makefile").read_text("utf-8").split("serve: ")[1].split("\n")[1]
    assert recette.strip() == "$(BIN)/base servir"
