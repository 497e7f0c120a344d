"""Ce qui arrive du réseau : rien de douteux n'est gardé."""

import json
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from macros.base.registre import FORME, RECU, Illisible, lire
from macros.commandes.liens import relire
from macros.commandes.registre import recevoir
from tests.fabrique.flux import registre_ecrit
from tests.serveur import Reponse, a_l_ecoute

AUTORITE = "exemple.test,2026"
BON = json.loads(registre_ecrit(AUTORITE, {"flux/veille", "veille/2026-11"}))


def change(**champs: object) -> bytes:
    """Rend le registre, des champs changés ; un champ à ``...`` en est ôté."""
    return json.dumps({nom: v for nom, v in {**BON, **champs}.items() if v is not ...}).encode()


ABIMES = {
    "forme d'ailleurs": change(forme="autre"),
    "forme en nombre": change(forme=1),
    "forme en liste": change(forme=[FORME]),
    "sans autorité": change(autorite=...),
    "autorité nulle": change(autorite=None),
    "autorité en liste": change(autorite=["a"]),
    "sans identifiants": change(identifiants=...),
    "identifiants en texte": change(identifiants="flux/veille"),
    "identifiants en champs": change(identifiants={"flux/veille": 1}),
    "identifiant nombre": change(identifiants=[1]),
    "identifiant nul": change(identifiants=[None]),
    "identifiant liste": change(identifiants=[["flux/veille"]]),
    "identifiant vide": change(identifiants=[""]),
    "identifiant qui remonte": change(identifiants=["../../etc/passwd"]),
    "identifiant absolu": change(identifiants=["/etc/passwd"]),
    "identifiant de balise": change(identifiants=["<script>"]),
    "identifiant sur deux lignes": change(identifiants=["flux/veille\n"]),
    "identifiant de terminal": change(identifiants=["flux/\x1b[2J"]),
    "identifiant retourné": change(identifiants=["flux/\u202eveille"]),
    "identifiant cyrillique": change(identifiants=["flux/v\u0435ille"]),
    "sans sortis": change(sortis=...),
    "sortis en liste": change(sortis=["flux/veille"]),
    "sortis d'un flux impossible": change(sortis={"../x": "2026-11-20 2026-11-20 veille/a"}),
    "place sans date": change(sortis={"flux/veille": "veille/a"}),
    "demi-signe": change(identifiants=["flux/\ud800"]),
    "mille niveaux": b"[" * 100_000,
    "nombre infini": b'{"forme": 1e999}',
    "latin-1": '{"forme": "é"}'.encode("latin-1"),
    "deux documents": change() + change(),
    "compressé": b"\x1f\x8b\x08\x00" + b"\x00" * 40,
}


@pytest.mark.parametrize("cas", ABIMES)
def test_un_registre_abime_n_est_pas_lu(cas: str) -> None:
    with pytest.raises(Illisible):
        lire(ABIMES[cas])


@pytest.mark.parametrize(
    "site",
    [
        *(
            "file:///etc/passwd",
            "ftp://127.0.0.1/",
            "data:text/plain,x",
            "javascript:alert(1)",
            "",
            "exemple",
            "//exemple",
        ),
        *("http://", "http://[::1", "http://127.0.0.1:0/", "http://127.0.0.1:99999/", "http://a b/", "http://a\nb/"),
        *("http://\u202e/", f"http://{'a' * 300}.test/", "http://exemple..test/"),
    ],
)
@pytest.mark.parametrize("premiere", [False, True])
def test_une_adresse_impossible_s_arrete_en_une_ligne(tmp_path: Path, monkeypatch, site: str, premiere: bool) -> None:
    monkeypatch.setenv("no_proxy", "*")
    code, dit = recevoir(tmp_path, site, AUTORITE, premiere=premiere)
    assert code in (1, 3) and dit.startswith("Rien n’est publié") and "\n" not in dit.rstrip()
    assert not (tmp_path / RECU).exists() and "Traceback" not in dit


class Hostile(Reponse):
    """Répond ce qu'un serveur détourné répondrait."""

    def do_GET(self) -> None:
        entetes, corps = self.server.reponse
        self.send_response(302 if "Location" in entetes else 200)
        for nom, valeur in entetes.items():
            self.send_header(nom, valeur)
        self.end_headers()
        self.wfile.write(corps)


@pytest.fixture
def serveur(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    monkeypatch.setenv("no_proxy", "*")
    with a_l_ecoute(ThreadingHTTPServer(("127.0.0.1", 0), Hostile)) as service:
        yield service


REPONSES = {
    "renvoi vers un fichier": ({"Location": "file:///etc/passwd"}, b""),
    "renvoi sans fin": ({"Location": "/"}, b""),
    "renvoi vers rien": ({"Location": "http://127.0.0.1:9/"}, b""),
    "longueur fausse": ({"Content-Length": "99"}, change()),
    "longueur en lettres": ({"Content-Length": "beaucoup"}, change()[:40]),
    "page d'accueil": ({"Content-Type": "text/html"}, b"<!doctype html><title>Captif</title>"),
    "compressé": ({"Content-Encoding": "gzip"}, b"\x1f\x8b\x08\x00"),
    "registre d'un autre": ({}, registre_ecrit("autre.test,2026", {"flux/veille"})),
    "autorité de terminal": ({}, registre_ecrit("autre\x1b[2J\n", {"flux/veille"})),
    "registre dans une page": ({}, b"<html>" + change()),
}


@pytest.mark.parametrize("cas", REPONSES)
def test_un_serveur_detourne_n_est_pas_cru(serveur: ThreadingHTTPServer, tmp_path: Path, cas: str) -> None:
    serveur.reponse = REPONSES[cas]
    code, dit = recevoir(tmp_path, f"http://127.0.0.1:{serveur.server_port}/", AUTORITE)
    assert code and dit.startswith("Rien n’est publié, le site en ligne reste tel quel") and "\n" not in dit
    assert not (tmp_path / RECU).exists() and dit.isprintable()


@pytest.mark.parametrize("adresse", ["https://[::1", "https://exemple.test:x/", "https://", "https://a\x7fb/"])
def test_relire_une_adresse_impossible_le_dit(adresse: str) -> None:
    assert relire([adresse], pause=0)[adresse]
