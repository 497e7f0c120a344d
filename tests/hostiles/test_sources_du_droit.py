"""Une source du droit qui ment, s'arrête ou change de forme : un message chacune, et rien de retenu d'elle."""

import json
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.commandes import veiller
from macros.commandes.telechargement import Borne
from macros.sentinelle.mot_a_mot import neutre
from tests.fabrique.dila import LUNDI, Dila, commencer, courir, disque_plein, journal_officiel
from tests.fabrique.legi import article, increment
from tests.serveur import Reponse

Faute = Callable[[Dila, Path], object]
LEGI = "/LEGI/LEGI_20261126-210000.tar.gz"


def _repond(chemin: str, code: int = 200, octets: bytes = b"", **entetes: str) -> Faute:
    return lambda dila, _: dila.fautes.update({chemin: lambda r: r.rendre(code, octets, **entetes)})


def _ment(dila: Dila, _: Path) -> None:
    octets = (dila.dossier / LEGI[1:]).read_bytes()
    dila.fautes[LEGI] = lambda r: r.rendre(200, octets[:-9], Content_Length=str(len(octets)))


def _goutte(dila: Dila, _: Path) -> None:
    def goutter(reponse: Reponse) -> None:
        reponse.send_response(200)
        reponse.end_headers()
        for _ in range(40):
            time.sleep(0.05)
            reponse.wfile.write(b"\x1f\x8b")

    dila.fautes[LEGI] = goutter


def _sans_fin(dila: Dila, _: Path) -> None:
    def couler(reponse: Reponse) -> None:
        reponse.send_response(200)
        reponse.end_headers()
        reponse.wfile.write(b"\x1f\x8b" * 600_000)

    dila.fautes[LEGI] = couler


def _retire(*noms: str) -> Faute:
    return lambda dila, _: [(dila.dossier / nom).unlink() for nom in noms]


FAUTES: dict[str, tuple[Faute, str]] = {
    "page web à la place": (
        _repond(LEGI, octets=b"<html>Maintenance</html>"),
        "il commence par « <html>Maintenance</h »",
    ),
    "refus": (_repond(LEGI, 403, b"<html>"), "le serveur répond une erreur (403)"),
    "vide": (_repond(LEGI), "la réponse est coupée : 0 octets reçus"),
    "autre hôte": (
        _repond(LEGI, 302, Location="http://localhost:9/x"),
        "le serveur mène chez un autre, à http://localhost:9/x",
    ),
    "autre protocole": (_repond(LEGI, 302, Location="ftp://127.0.0.1/x"), "le serveur mène chez un autre, à ftp://"),
    "longueur qui ment": (_ment, "la réponse est coupée"),
    "longueur énorme": (_repond(LEGI, octets=b"x", Content_Length="9999999"), "la réponse dépasse 1 Mo"),
    "sans fin": (_sans_fin, "la réponse dépasse 1 Mo"),
    "goutte à goutte": (_goutte, "la réponse n'est pas finie après 0.6 secondes"),
    "index sans archive": (_repond("/LEGI/", octets=b"<pre>Index</pre>"), "l'index ne nomme aucune archive attendue"),
    "jour ouvré sans incrément": (
        _retire("LEGI/LEGI_20261127-210000.tar.gz"),
        "il manque l'incrément du 27 novembre 2026",
    ),
    "incrément paru après coup": (
        lambda dila, _: increment(dila.dossier / "LEGI", "20261122", article(9, "L8", "x")),
        "LEGI_20261122-210000.tar.gz a paru après d'autres déjà lus",
    ),
    "incréments purgés": (
        _retire("LEGI/LEGI_20261125-210000.tar.gz"),
        "la dernière archive lue, LEGI_20261125-210000.tar.gz",
    ),
    "journal officiel sans sommaire": (
        lambda dila, _: journal_officiel(dila.dossier, "20261129-003012", {}),
        "aucun sommaire du Journal officiel",
    ),
    "dossiers d'une autre forme": (
        lambda dila, _: shutil.copy(dila.dossier / LEGI[1:], dila.dossier / "DOLE/DOLE_20261127-220000.tar.gz"),
        "aucun dossier législatif n'y est",
    ),
    "union muette": (lambda dila, _: dila.liens.clear(), "aucun lien entre les 1 actes suivis"),
    "union en page web": (_repond("/sparql", octets=b"<html>"), "il commence par « <html> »"),
    "union d'une autre forme": (_repond("/sparql", octets=b'{"results": []}'), "cette réponse ne se lit pas"),
    "union, jour impossible": (
        lambda dila, _: dila.liens.append((*dila.liens[0][:3], "2026-13-40")),
        "cette réponse ne se lit pas",
    ),
    "union, numéro qui n'en est pas un": (
        lambda dila, _: dila.liens.append((*dila.liens[0][:2], "x](https://mechant.example)", "2026-11-27")),
        "cette réponse ne se lit pas",
    ),
    "journal officiel d'une autre forme": (
        lambda dila, _: journal_officiel(dila.dossier, "20261129-003012", {"2026-11-29": {}}),
        "aucun sommaire du Journal officiel",
    ),
    "journal officiel, texte sans identifiant": (
        lambda dila, _: journal_officiel(dila.dossier, "20261129-003012", {"2026-11-29": {"LOIS": [(10**12, "x")]}}),
        "aucun sommaire du Journal officiel",
    ),
    "article au numéro actif": (
        lambda dila, _: increment(dila.dossier / "LEGI", "20261127", article(9, "L1 @equipe [x](//a.example)", "x")),
        "le numéro de cet article n'en est pas un",
    ),
    "disque plein": (lambda *_: None, "la lecture s'est arrêtée ([Errno 28] disque plein)"),
    "journal abîmé": (
        lambda _, depot: (depot / "data/droit/journal.json").write_bytes(b"{"),
        "ce n'est pas un journal",
    ),
    "relevé abîmé": (lambda _, depot: (depot / "data/droit/releve.json").write_bytes(b"{"), "ce n'est pas un relevé"),
}


@pytest.mark.parametrize("cas", FAUTES)
def test_une_source_qui_ment(
    dila: Dila, depot: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], cas: str
) -> None:
    """Un message, et rien de retenu de cette source : elle se relira du même endroit. Les autres sont lues."""
    commencer(dila, depot, monkeypatch)
    gater, message = FAUTES[cas]
    gater(dila, depot)
    if cas == "disque plein":
        monkeypatch.setattr(veiller, "relever", disque_plein)
    monkeypatch.setattr(veiller, "INCREMENT", Borne(1_000_000, 0.6))
    avant = _retenus(depot)
    capsys.readouterr()
    code, demande = courir(dila, depot, LUNDI, monkeypatch)
    dit = capsys.readouterr().out.replace("\u00a0", " ")
    assert code == 1 and message in dit and "\n    → " in dit
    apres = _retenus(depot)
    gardes = [nom for nom in avant if apres[nom] == avant[nom]]
    if cas == "journal abîmé":  # l'on ne sait plus rien : aucune source n'est lue
        assert gardes == [*avant]
        return
    fautif = (
        "JORF" if "journal officiel" in cas else "DOLE" if "dossiers" in cas else "Union" if "union" in cas else "LEGI"
    )
    assert gardes == [
        "age",
        *([fautif] if fautif != "LEGI" else ["LEGI", "releve"]),
        *(["Union"] if fautif != "Union" else []),
    ]
    assert "## Sources non lues (1)" in demande and neutre(message) in demande


def _retenus(depot: Path) -> dict[str, object]:
    """Rend ce qu'une course laisse : l'âge du relevé, les archives lues de chaque fonds, le relevé, les actes liés."""
    octets = (depot / "data/droit/journal.json").read_bytes()
    journal = json.loads(octets) if len(octets) > 1 else {"lus": {}, "actes": {}}
    return {
        "age": re.findall("droit_releve_le.*", (depot / "data/couverture.yml").read_text("utf-8")),
        "LEGI": journal["lus"].get("LEGI"),
        "releve": (depot / "data/droit/releve.json").read_bytes(),
        **{fonds: journal["lus"].get(fonds) for fonds in ("JORF", "DOLE")},
        "Union": journal["actes"],
    }
