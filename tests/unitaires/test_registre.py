"""Le registre des articles parus : reçu du site en ligne, refusé s'il n'est pas le nôtre en entier, jamais rétréci."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from macros.base.registre import EN_LIGNE, RECU, Illisible, ecrire, lire, recu
from macros.commandes.registre import recevoir
from tests.fabrique import RESEAU, Maison, base_saine, disparus_de, identifiants_de

AUTORITE = RESEAU.autorite_flux
PARUS = {"flux/veille", "veille/2026-11", "veille/2026-11-20-essai"}
BON = ecrire(AUTORITE, PARUS)
ANCIEN = ecrire(AUTORITE, {"flux/veille"})


class Reponse(BaseHTTPRequestHandler):
    """Ce que l'hébergeur répond : (code, octets, longueur annoncée) par chemin."""

    def do_GET(self) -> None:
        code, octets, longueur = self.server.reponses.get(self.path, (404, b"<h1>Page introuvable</h1>", None))
        self.send_response(code)
        self.send_header("Content-Length", str(len(octets) if longueur is None else longueur))
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, *arguments: object) -> None:
        """Se tait."""


class Hebergeur(ThreadingHTTPServer):
    """Un vrai serveur, sur la machine."""

    reponses: dict[str, tuple[int, bytes, int | None]] = {}  # noqa: RUF012 (remplacé à chaque essai)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/base/"

    def servir(self, octets: bytes, code: int = 200, longueur: int | None = None, dossier: str = "base") -> None:
        self.reponses = {**self.reponses, f"/{dossier}/{EN_LIGNE}": (code, octets, longueur)}


@pytest.fixture
def hebergeur(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hebergeur]:
    for nom in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(nom, "127.0.0.1")
    with Hebergeur(("127.0.0.1", 0), Reponse) as service:
        Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield service
        service.shutdown()


def port_ferme() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


# --- Recevoir ---


def test_un_bon_registre_est_recu_tel_quel(hebergeur: Hebergeur, tmp_path: Path) -> None:
    hebergeur.servir(BON)
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE)
    assert code == 0 and ligne.startswith("3 article(s) et flux déjà parus") and "\n" not in ligne
    assert recu(tmp_path, AUTORITE) == (frozenset(PARUS), [])


ETRANGER = ecrire("autre.test,2026", PARUS)
REFUS: dict[str, tuple[Callable[[Hebergeur], object], str, bool]] = {
    "404": (lambda h: None, "n’existe pas (404) (première publication : PREMIERE=oui", True),
    "erreur du serveur": (lambda h: h.servir(b"", 503), "répond une erreur (503)", False),
    "page à la place": (lambda h: h.servir(b"<!doctype html><h1>Bienvenue</h1>"), "n’est pas un registre", True),
    "autre json": (lambda h: h.servir(b'{"version": 1}'), "n’est pas un registre", True),
    "autre réseau": (lambda h: h.servir(ETRANGER), "d’un autre réseau (« autre.test,2026 »", False),
    "coupé au milieu": (lambda h: h.servir(BON[: len(BON) // 2]), "est coupé ou abîmé", False),
    "coupé en route": (lambda h: h.servir(BON[:-20], longueur=len(BON)), "est coupé ou abîmé", False),
    "identifiant abîmé": (lambda h: h.servir(BON.replace(b"flux/veille", b"flux veille")), "coupé ou abîmé", False),
}


@pytest.mark.parametrize("cas", REFUS)
def test_un_refus_tient_en_une_ligne_et_n_ecrit_rien(hebergeur: Hebergeur, tmp_path: Path, cas: str) -> None:
    preparer, attendu, _ = REFUS[cas]
    preparer(hebergeur)
    (tmp_path / RECU).write_bytes(ANCIEN)
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE)
    assert code == 1 and ligne.startswith("Rien n’est publié, le site en ligne reste tel quel : http")
    assert attendu in ligne and "\n" not in ligne
    assert (tmp_path / RECU).read_bytes() == ANCIEN


@pytest.mark.parametrize("cas", REFUS)
def test_partir_de_rien_est_refuse_quand_un_registre_repond(hebergeur: Hebergeur, tmp_path: Path, cas: str) -> None:
    """Un registre coupé, d'un autre, ou un serveur en panne : on ne sait pas qu'il n'y a rien."""
    preparer, _, vide = REFUS[cas]
    preparer(hebergeur)
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE, premiere=True)
    assert (code == 0) == vide == (tmp_path / RECU).exists() and "\n" not in ligne
    if vide:
        assert recu(tmp_path, AUTORITE) == (frozenset(), [])


def test_partir_de_rien_est_refuse_quand_le_notre_repond(hebergeur: Hebergeur, tmp_path: Path) -> None:
    hebergeur.servir(BON)
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE, premiere=True)
    assert code == 1 and "a déjà un registre (3 articles parus)" in ligne and not (tmp_path / RECU).exists()


@pytest.mark.parametrize("premiere", [False, True])
def test_injoignable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, premiere: bool) -> None:
    """Une panne arrête la publication ; à la main, c'est une adresse où rien n'est encore."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    code, ligne = recevoir(tmp_path, f"http://127.0.0.1:{port_ferme()}/", AUTORITE, premiere=premiere)
    assert (code == 0) == premiere == (tmp_path / RECU).exists() and "est injoignable (" in ligne and "\n" not in ligne


def test_un_changement_d_adresse_nomme_l_ancienne(hebergeur: Hebergeur, tmp_path: Path) -> None:
    hebergeur.servir(BON, dossier="avant")
    ancienne = hebergeur.site.replace("/base/", "/avant")
    assert recevoir(tmp_path, hebergeur.site, AUTORITE)[0] == 1
    assert recevoir(tmp_path, hebergeur.site, AUTORITE, ancienne=ancienne)[0] == 0
    assert recu(tmp_path, AUTORITE)[0] == PARUS


def test_un_fichier_de_la_machine_n_est_pas_une_adresse(tmp_path: Path) -> None:
    (tmp_path / "flux").mkdir()
    (tmp_path / EN_LIGNE).write_bytes(BON)
    code, ligne = recevoir(tmp_path, f"file://{tmp_path}/", AUTORITE)
    assert code == 1 and "n’est pas une adresse https" in ligne


# --- Lire et écrire ---


def test_un_registre_se_relit_range() -> None:
    assert lire(BON) == (AUTORITE, frozenset(PARUS))
    assert json.loads(BON)["identifiants"] == sorted(PARUS) and ecrire(AUTORITE, sorted(PARUS, reverse=True)) == BON


@pytest.mark.parametrize("octets", [b"", b"[]", b"null", b"12", b'{"forme": 1}', b"\xff", BON[:-4]])
def test_ce_qui_n_est_pas_un_registre(octets: bytes) -> None:
    with pytest.raises(Illisible):
        lire(octets)


# --- Construire ---


def anomalies(projet: Path) -> list[str]:
    return [str(a) for a in Maison(projet).anomalies]


def test_le_site_neuf_publie_l_union(projet: Path) -> None:
    """Ce qui était paru reste, même s'il n'est plus dans aucun flux ; ce qui paraît s'ajoute."""
    (projet / RECU).write_bytes(ecrire("exemple.test,2026", {"veille/2026-11-20-essai/2026-11-22"}))
    maison = Maison(projet)
    assert maison.anomalies == []
    _, publies = lire(maison.fichiers()[EN_LIGNE]())
    assert publies == identifiants_de(base_saine(projet)) | {"veille/2026-11-20-essai/2026-11-22"}
    assert {"flux/veille", "flux/segments/restauration", "veille/2026-11-20-essai"} <= publies


@pytest.mark.parametrize(
    ("octets", "attendu"),
    [
        (BON[:-9], "registre-illisible: "),
        (ETRANGER, "registre-d-ailleurs: ce registre est celui de « autre.test,2026 »"),
        (ecrire(AUTORITE, {"veille/2026-11-19-perdue"}), "publication-disparue: « veille/2026-11-19-perdue » est paru"),
    ],
)
def test_une_construction_refuse(projet: Path, octets: bytes, attendu: str) -> None:
    (projet / RECU).write_bytes(octets)
    [anomalie] = anomalies(projet)
    assert anomalie.startswith(f"{RECU}:1:1: {attendu}") and "→" in anomalie


@pytest.mark.parametrize(
    ("identifiant", "conseil"),
    [
        ("veille/2026-11-20-autre", "docs/veille/2026/2026-11-20-autre.md"),
        ("clauses/autre/2026-11-24", "data/clauses/autre.yml"),
        ("evenements/autre", "data/reseau/agenda/autre.yml"),
        ("clauses/temoin", "data/clauses/temoin.yml"),  # un brouillon ne se lit pas
        ("flux/veille/disparu", "le code « disparu »"),
        ("veille/2026-10", "une entrée de 2026-10"),
    ],
)
def test_ce_qui_manque_est_nomme(projet: Path, identifiant: str, conseil: str) -> None:
    [anomalie] = disparus_de(base_saine(projet), [identifiant])
    assert anomalie.code == "publication-disparue" and f"Rétablissez {conseil}" in anomalie.conseil


@pytest.mark.parametrize(
    "identifiant", ["veille/2026-11-20-essai", "veille/2026-11-20-essai/2027-01-01", "veille/2026-11", "flux/clauses"]
)
def test_ce_qui_repond_encore(projet: Path, identifiant: str) -> None:
    assert disparus_de(base_saine(projet), [identifiant]) == []


def test_une_fiche_illisible_n_est_pas_disparue(projet: Path) -> None:
    (projet / RECU).write_bytes(ecrire(AUTORITE, {"veille/2026-11-20-essai"}))
    (projet / "docs/veille/2026/2026-11-20-essai.md").write_text("titre\n", "utf-8")
    assert [a for a in anomalies(projet) if "publication-disparue" in a] == []
