"""Ce qu'une commande refuse avant d'agir : un nom, un genre, une adresse, un réglage, un port."""

import re
import socket
from pathlib import Path

import pytest

from macros.__main__ import main
from macros.lecture.reglage import adresses
from tests.conftest import empreinte
from tests.fabrique.reperes import RACINE
from tests.petit.projet import changer


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
    changer(reglage, ("copyright:", ligne))
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
