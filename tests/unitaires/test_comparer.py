"""La comparaison de deux sites : muette sur ce qui ne change rien, parlante sur le reste."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.comparer.__main__ import main
from tests.comparer.ecarts import Comparaison

PAGE = """<!doctype html><html lang="fr"><head><title>Une page</title>
<link rel="stylesheet" href="assets/main.57a0d79d.min.css"></head>
<body><h1 id="titre">Une page</h1><p class="a b" lang="fr">Un <b>mot</b> et un <a href="../clauses/">lien</a>.</p>
<ul><li>Un</li><li>Deux</li></ul></body></html>"""
FLUX = """<feed><title>Flux</title><entry><id>tag:1</id><content type="html">&lt;p&gt;Un&lt;/p&gt;</content></entry>
<entry><id>tag:2</id></entry></feed>"""
CALENDRIER = "BEGIN:VCALENDAR\r\nSUMMARY:Une réunion assez lon\r\n gue\r\nEND:VCALENDAR\r\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(texte: str = "Bonjour", style: str = "Titre", police: str = "Arial", **options: object) -> bytes:
    """Rend un document Word d'un paragraphe."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", **options) as archive:
        corps = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{texte}</w:t></w:r></w:p>'
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{corps}</w:body></w:document>")
        archive.writestr("word/styles.xml", f'<w:styles {W}><w:style w:police="{police}"/></w:styles>')
    return octets.getvalue()


SITE: dict[str, bytes] = {
    "page/index.html": PAGE.encode(),
    "flux/clauses.atom": FLUX.encode(),
    "flux/agenda.ics": CALENDRIER.encode(),
    "donnees/clauses.json": b'{"fiches": [{"id": "a", "taux": 5}, {"id": "b"}]}',
    "donnees/clauses.csv": b"id,taux\r\na,5\r\n",
    "modeles/lettre.docx": docx(),
    "recherche/fc5de21d9d69/index.json": b"{}",
    "assets/reseau.css": b"a { b: c }\n",
    "assets/logo.png": b"\x89PNG",
}


def ecrire(dossier: Path, **changes: bytes | None) -> Path:
    """Écrit le site, avec ces fichiers changés ; ``None`` en retire un."""
    for chemin, octets in {**SITE, **changes}.items():
        if octets is not None:
            (dossier / chemin).parent.mkdir(parents=True, exist_ok=True)
            (dossier / chemin).write_bytes(octets)
    return dossier


def change(chemin: str, avant: str, apres: str) -> dict[str, bytes]:
    """Rend le fichier du site où ``avant`` devient ``apres``."""
    texte = SITE[chemin].decode()
    assert avant in texte
    return {chemin: texte.replace(avant, apres).encode()}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="rien"),
        pytest.param(change("page/index.html", "<li>Deux</li></ul>", "\n <li>Deux </li>\n</ul>\n"), id="blancs"),
        pytest.param(change("page/index.html", 'class="a b" lang="fr"', "lang=fr class='b  a'"), id="attributs"),
        pytest.param(change("page/index.html", "main.57a0d79d", "main.57a0d79e"), id="empreinte citée"),
        pytest.param(
            {"recherche/fc5de21d9d69/index.json": None, "recherche/0123456789ab/index.json": b"{ }"}, id="empreinte"
        ),
        pytest.param(change("flux/clauses.atom", "<entry><id>tag:2", "\n<entry>\n  <id>tag:2"), id="écriture du flux"),
        pytest.param(change("donnees/clauses.json", ": ", ":"), id="écriture du JSON"),
        pytest.param(change("donnees/clauses.csv", "a,5", '"a","5"'), id="écriture du CSV"),
        pytest.param(change("flux/agenda.ics", "lon\r\n gue", "longue"), id="pli du calendrier"),
        pytest.param({"modeles/lettre.docx": docx(compression=zipfile.ZIP_DEFLATED)}, id="compression du document"),
    ],
)
def test_ce_qui_ne_change_rien(
    changes: dict[str, bytes | None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sites = [str(ecrire(tmp_path / "a")), str(ecrire(tmp_path / "b", **changes))]
    assert main(sites) == 0
    assert "Aucune différence." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "attendues"),
    [
        (change("page/index.html", "Un <b>", "Des <b>"), {"html, texte": ("Un", "Des")}),
        (change("page/index.html", "mot</b> et", "mot</b>et"), {"html, texte": ("mot et", "motet")}),
        (change("page/index.html", "<b>mot</b>", "<i>mot</i>"), {"html, balises": ("<b>", "<i>")}),
        (change("page/index.html", "<b>mot</b> et", "<b>mot et</b>"), {"html, répartition": ("mot", "mot et")}),
        (change("page/index.html", "../clauses/", "../veille/"), {"html, liens": ("/clauses/", "/veille/")}),
        (change("page/index.html", 'id="titre"', 'id="autre"'), {"html, ancres": ("titre", "autre")}),
        (change("flux/clauses.atom", ">tag:1<", ">tag:3<"), {"atom, xml": ("id", "id")}),
        (change("flux/clauses.atom", "&gt;Un&lt;", "&gt;Deux&lt;"), {"atom, xml": ('content type="html"',) * 2}),
        (change("flux/agenda.ics", "réunion", "fête"), {"ics, calendrier": ("réunion", "fête")}),
        (change("donnees/clauses.json", "5", "6"), {"json, données": (".fiches[].taux",) * 2}),
        (change("donnees/clauses.json", ', {"id": "b"}', ""), {"json, données": (".fiches[].id", "")}),
        (change("donnees/clauses.csv", "5", "6"), {"csv, données": ("taux", "taux")}),
        ({"modeles/lettre.docx": docx("Salut")}, {"docx, texte et style": ("Bonjour", "Salut")}),
        ({"modeles/lettre.docx": docx(police="Calibri")}, {"docx, styles": None}),
        ({"assets/logo.png": b"\x89PNG2"}, {"png, octets": None}),
        ({"assets/logo.png": None}, {"fichiers disparus": ("assets/*.png", "")}),
        ({"veille/un/index.html": b"<p>"}, {"fichiers apparus": ("", "veille/*/index.html")}),
        (change("donnees/clauses.json", '{"id": "a", "taux": 5}', '{"taux": 5, "id": "a"}'), {"json, données, ordre seul": ("", "donnees/*.json")}),
    ],
)  # fmt: skip
def test_ce_qui_change(
    changes: dict[str, bytes | None], attendues: dict[str, tuple[str, str] | None], tmp_path: Path
) -> None:
    trouvees = Comparaison(ecrire(tmp_path / "a"), ecrire(tmp_path / "b", **changes)).trouvees
    assert trouvees.keys() == attendues.keys()
    for famille, attendue in attendues.items():
        assert attendue is None or attendue in trouvees[famille]


def test_une_meme_sorte_se_compte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    autre = {"autre/index.html": SITE["page/index.html"]}
    change_partout = change("page/index.html", "Un <b>", "Des <b>")
    avant = ecrire(tmp_path / "a", **autre)
    apres = ecrire(tmp_path / "b", **change_partout, **{"autre/index.html": change_partout["page/index.html"]})
    assert main([str(avant), str(apres)]) == 1
    assert "2 fois, 2 fichier(s) : autre/index.html, page/index.html" in capsys.readouterr().out


def test_rien_a_comparer(tmp_path: Path) -> None:
    assert main([str(tmp_path / "vide"), str(ecrire(tmp_path / "a"))]) == 2
