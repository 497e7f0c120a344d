"""Une source de droit douteuse : un message chacune, et rien d'écrit."""

import gzip
import io
import re
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.__main__ import main
from tests.fabrique.legi import archive, article, code, increment, place, socle

L1 = article(1, "L2112-2", "Texte.")
NOM = "LEGI_20260901-210000.tar.gz"
AUTRE = 'cid="LEGITEXT000006070721" nature="CODE"'


def _coupee(ou: Path) -> Path:
    entiere = increment(ou, "20260901", *(article(n, f"L{n}", str(n) * 999) for n in range(40)))
    entiere.write_bytes(entiere.read_bytes()[:-200])
    return entiere


def _fin(change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    """Une archive dont gzip ne voit pas qu'elle est abîmée."""

    def ecrire(ou: Path) -> Path:
        archive = increment(ou, "20260901", L1)
        archive.write_bytes(gzip.compress(change(gzip.decompress(archive.read_bytes()))))
        return archive

    return ecrire


def _membre(nom: str, taille: int = 0, sorte: bytes = tarfile.REGTYPE) -> Callable[[Path], Path]:
    def ecrire(ou: Path) -> Path:
        with tarfile.open(ou / NOM, "w:gz") as neuve:
            membre = tarfile.TarInfo(nom)
            membre.size, membre.type = taille, sorte
            neuve.addfile(membre, io.BytesIO(b" " * taille))
        return ou / NOM

    return ecrire


def _xml(change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    return lambda ou: archive(ou / NOM, {place(L1): change(L1)})


def _deux(un: str, autre: str) -> Callable[[Path], Path]:
    def ecrire(ou: Path) -> Path:
        octets = increment(ou, un, L1).read_bytes()
        (ou / autre).write_bytes(octets)
        return ou

    return ecrire


def _codes(*jours: str) -> Callable[[Path], Path]:
    def ecrire(ou: Path) -> Path:
        for jour in jours:
            code(ou / f"{jour}.md", jour, {"L1": "Texte."})
        return ou

    return ecrire


def _texte(nom: str, octets: bytes) -> Callable[[Path], Path]:
    def ecrire(ou: Path) -> Path:
        (ou / nom).write_bytes(octets)
        return ou / nom

    return ecrire


def _lien(ou: Path) -> Path:
    (ou / "20260901-210000").mkdir()
    (ou / "20260901-210000/a.xml").symlink_to("/etc/hostname")
    return ou


def _serie(*jours: str) -> Callable[[Path], Path]:
    def ecrire(ou: Path) -> Path:
        for jour in jours:
            increment(ou, jour, L1.replace(b"Texte", jour.encode()))
        return ou

    return ecrire


BOMBE = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><ARTICLE>'
SOURCES = {
    "tronquée": (_coupee, "s'arrête avant sa fin"),
    "sans fin": (_fin(lambda x: x.rstrip(b"\0") + bytes(-len(x.rstrip(b"\0")) % 512)), "s'arrête avant sa fin"),
    "suite après la fin": (_fin(lambda x: x + x), "s'arrête avant sa fin"),
    "vide": (_texte(NOM, b""), "s'arrête avant sa fin"),
    "pas une archive": (_texte(NOM, b"<html>Erreur 403</html>"), "s'arrête avant sa fin"),
    "article énorme": (_membre("20260901-210000/legi/a.xml", 20_000_001), "un fichier dépasse 20 Mo"),
    "en-tête énorme": (_membre("a", 20_000_001, tarfile.XHDTYPE), "un fichier dépasse 20 Mo"),
    "chemin qui grimpe": (_membre("legi/../../a.xml"), "un chemin sort de la source"),
    "chemin absolu": (_membre("/etc/a.xml"), "un chemin sort de la source"),
    "lien dans l'archive": (_membre("legi/a.xml", sorte=tarfile.SYMTYPE), "un chemin sort de la source"),
    "lien dans le dossier": (_lien, "un chemin sort de la source"),
    "entités": (_xml(lambda x: x.replace(b"<ARTICLE>", BOMBE)), "déclare des entités"),
    "entité inconnue": (_xml(lambda x: x.replace(b"Texte", b"&nbsp;")), "ce XML ne se lit pas"),
    "XML coupé": (_xml(lambda x: x[:-30]), "ce XML ne se lit pas"),
    "latin-1": (_xml(lambda x: x.replace(b"Texte", b"\xe9t\xe9")), "n'est pas en UTF-8"),
    "latin-1 déclaré": (_xml(lambda x: x.replace(b"UTF-8", b"ISO-8859-1")), "n'est pas en UTF-8"),
    "latin-1 déclaré, espacé": (_xml(lambda x: x.replace(b'="UTF-8"', b" = 'ISO-8859-1'")), "n'est pas en UTF-8"),
    "UTF-16": (_xml(lambda x: x.decode().encode("utf-16")), "n'est pas en UTF-8"),
    "article sans date": (_xml(lambda x: x.replace(b"2019-04-01", b"")), "pas de date de début lisible"),
    "archive sans date": (lambda ou: archive(ou / "legi.tar.gz", {place(L1): L1}), "rien ne dit de quel jour"),
    "jour impossible": (lambda ou: archive(ou / "LEGI_20261301.tar.gz", {place(L1): L1}), "rien ne dit de quel jour"),
    "code sans date": (_texte("a.md", b'---\nidentifier: "LEGITEXT000037701019"\n---\nTexte\n'), "rien ne dit de quel"),
    "code en latin-1": (_texte("a.md", b"---\n\xe9\n---\n"), "n'est pas en UTF-8"),
    "autre code": (lambda ou: socle(ou, "20260901", article(1, "1240", "x", du_texte=AUTRE)), "aucun des textes que"),
    "autre code en Markdown": (
        lambda ou: code(ou / "a.md", "2026-09-01", {"1240": "x"}, "LEGITEXT000006070721"),
        "aucun des textes que",
    ),
    "deux fois le même jour": (_deux("20260901", "LEGI_20260901-210000-copie.tar.gz"), "deux fois : LEGI_20260901"),
    "les mêmes octets": (_deux("20260901", "LEGI_20260902-210000.tar.gz"), "deux fois : LEGI_20260902"),
    "deux socles": (
        lambda ou: socle(ou, "20260901", L1) and socle(ou, "20260902", L1, L1).parent,
        "deux bases entières sont là",
    ),
    "deux états du code": (_codes("2026-08-20", "2026-08-21"), "deux fois : LEGITEXT000037701019"),
    "un jour manque": (_serie("20260901", "20260903"), "il manque l'incrément du 2 septembre 2026"),
    "deux jours manquent": (_serie("20260904", "20260901"), "du 2 septembre 2026, 3 septembre 2026"),
    "rien de connu": (_texte("a.pdf", b"%PDF"), "ni une archive LEGI, ni un code en Markdown"),
    "dossier sans code": (_texte("LISEZ.md", b"# Bonjour\n"), "ni une archive LEGI, ni un code en Markdown"),
}


@pytest.mark.parametrize("cas", SOURCES)
def test_une_source_douteuse(
    dans_le_projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], cas: str
) -> None:
    ecrire, message = SOURCES[cas]
    (tmp_path / "source").mkdir()
    source, releve = ecrire(tmp_path / "source"), tmp_path / "releve.json"
    assert main(["droit", "relever", str(source), str(releve)]) == 1
    dit = capsys.readouterr().out.replace("\u00a0", " ")
    assert message in dit and re.fullmatch(r".+ : .+\.\n    → .+\.\n", dit) and not releve.exists()


def test_un_jour_sans_increment_se_dit(
    dans_le_projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Le remède que donne le message ; un jour mal écrit est refusé."""
    source = _serie("20260901", "20260903")(tmp_path)
    assert main(["droit", "relever", str(source), str(tmp_path / "r"), "--sans-increment", "2026-09-02"]) == 0
    with pytest.raises(SystemExit) as arret:
        main(["droit", "relever", str(source), str(tmp_path / "r"), "--sans-increment", "hier"])
    assert arret.value.code == 2 and "« hier » n'est pas un jour : AAAA-MM-JJ" in capsys.readouterr().err


def test_des_increments_se_posent_sur_un_releve(
    dans_le_projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    socle(tmp_path, "20260831", L1)
    increment(tmp_path / "i", "20260901", L1.replace(b"Texte", b"Neuf"))
    code(tmp_path / "a.md", "2026-09-01", {"L2112-2": "x"})
    base, suite, pose = (str(tmp_path / nom) for nom in ("Freemium_legi_global_20260831-140000.tar.gz", "i", "r.json"))
    assert main(["droit", "relever", base, pose]) == 0
    assert main(["droit", "relever", suite, pose, "--sur", pose]) == 0
    assert '"legi-entier",\n  "date": "2026-09-01"' in (tmp_path / "r.json").read_text("utf-8")
    for source, message in ((suite, "elle n'avance pas"), (str(tmp_path / "a.md"), "« --sur » pose des incréments")):
        assert main(["droit", "relever", source, pose, "--sur", pose]) == 1
        assert message in capsys.readouterr().out
    assert main(["droit", "relever", suite, pose, "--sur", "absent.json"]) == 2


ENTIER = {"L2112-2": "a", "R2112-3": "b"}
COMPARAISONS = {
    "même jour": (("2026-08-21", ENTIER), ("2026-08-21", ENTIER), "elle n'avance pas"),
    "même jour, autre droit": (("2026-08-21", ENTIER), ("2026-08-21", {**ENTIER, "L1": "c"}), "elle n'avance pas"),
    "à rebours": (("2026-08-22", ENTIER), ("2026-08-21", ENTIER), "elle n'avance pas"),
    "article perdu": (
        ("2026-08-21", ENTIER),
        ("2026-08-22", {"R2112-3": "b"}),
        "1 article(s) que les fiches citent : CCP L2112-2",
    ),
}


@pytest.mark.parametrize("cas", COMPARAISONS)
def test_deux_releves_dont_rien_ne_se_conclut(
    dans_le_projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], cas: str
) -> None:
    *etats, message = COMPARAISONS[cas]
    assert _comparer(tmp_path, *(code(tmp_path / f"{n}.md", *etat) for n, etat in enumerate(etats))) == 1
    assert message in capsys.readouterr().out and not (tmp_path / "sortie").exists()


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        (
            lambda ou: socle(ou, "20260831", L1),
            lambda ou: increment(ou, "20260902", L1),
            "l'incrément du 1er septembre 2026",
        ),
        (lambda ou: socle(ou, "20260831", L1), lambda ou: socle(ou, "20260902", article(1, "L1", "x")), "CCP L2112-2"),
        (
            lambda ou: socle(ou, "20260831", L1),
            lambda ou: increment(ou, "20260901", article(1, "L2112-2", "x", "MODIFIE", fin="2026-09-01")),
            "CCP L2112-2 : la rédaction est finie et la suivante manque",
        ),
        (
            lambda ou: socle(ou, "20260831", L1),
            lambda ou: increment(ou, "20260901", dat={"liste_suppression_legi.dat": place(L1)[:-4]}),
            "CCP L2112-2 : la rédaction est finie et la suivante manque",
        ),
        (
            lambda ou: socle(ou, "20260831", L1),
            lambda ou: code(ou / "a.md", "2026-09-01", ENTIER),
            "un relevé vient d'un code en Markdown, l'autre de la LEGI",
        ),
    ],
    ids=["incrément manquant", "base entière trouée", "suite manquante", "suppression seule", "deux sortes"],
)
def test_deux_releves_de_la_legi(
    dans_le_projet: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    avant: Callable[[Path], Path],
    apres: Callable[[Path], Path],
    message: str,
) -> None:
    assert _comparer(tmp_path, avant(tmp_path), apres(tmp_path)) == 1
    assert message in capsys.readouterr().out.replace("\u00a0", " ") and not (tmp_path / "sortie").exists()


def _comparer(ou: Path, *sources: Path) -> int:
    releves = [str(ou / f"{n}.json") for n, _ in enumerate(sources)]
    for source, releve in zip(sources, releves, strict=True):
        assert main(["droit", "relever", str(source), releve]) == 0
    return main(["droit", "comparer", *releves, "--sortie", str(ou / "sortie")])


@pytest.mark.parametrize("octets", [b"", b"{}", b'{"source": 1}', b"\xff", b"[" * 9999], ids=range(5))
def test_un_fichier_qui_n_est_pas_un_releve(
    dans_le_projet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], octets: bytes
) -> None:
    (tmp_path / "a.json").write_bytes(octets)
    assert main(["droit", "comparer", *[str(tmp_path / "a.json")] * 2]) == 1
    assert "a.json : ce n'est pas un relevé.\n    → Refaites-le par" in capsys.readouterr().out
    assert main(["droit", "comparer", "absent.json", str(tmp_path / "a.json")]) == 2
    assert main(["droit", "relever", "absent", str(tmp_path / "b.json")]) == 2
