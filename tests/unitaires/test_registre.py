"""Le registre des articles parus : reçu du site en ligne, refusé s'il n'est pas le nôtre en entier, jamais rétréci."""

from __future__ import annotations

import json
import os
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import URLError

import pytest

from macros.__main__ import commande_registre
from macros.base.registre import EN_LIGNE, RECU, Illisible, ecrire, lire, recu
from macros.commandes.registre import recevoir
from tests.fabrique import RACINE, RESEAU, Maison, base_saine, disparus_de, identifiants_de

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
    "410": (lambda h: h.servir(b"", 410), "n’existe pas (410) (première publication : PREMIERE=oui", True),
    "accès refusé": (lambda h: h.servir(b"", 403), "répond une erreur (403)", False),
    "erreur du serveur": (lambda h: h.servir(b"", 503), "répond une erreur (503)", False),
    "réponse vide": (lambda h: h.servir(b""), "n’est pas un registre", False),
    "page à la place": (lambda h: h.servir(b"<!doctype html><h1>Bienvenue</h1>"), "n’est pas un registre", False),
    "autre json": (lambda h: h.servir(b'{"version": 1}'), "n’est pas un registre", False),
    "autre réseau": (
        lambda h: h.servir(ETRANGER),
        "d’un autre réseau (« autre.test,2026 », ici « exemple.test,2026 ») (rétablissez autorite_flux",
        False,
    ),
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
def test_partir_de_rien_demande_d_etre_sur_qu_il_n_y_a_rien(hebergeur: Hebergeur, tmp_path: Path, cas: str) -> None:
    """Un registre coupé, d'un autre, une page d'entretien ou un serveur en panne peuvent en cacher un."""
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


@pytest.mark.parametrize(
    ("autorite", "site", "provisoire"),
    [
        ("reseau.example,2026", "http://127.0.0.1:9/", "reseau.example,2026"),
        (AUTORITE, "https://base.reseau.example/", "https://base.reseau.example/"),
    ],
)
def test_partir_de_rien_est_refuse_d_une_identite_provisoire(
    tmp_path: Path, autorite: str, site: str, provisoire: str
) -> None:
    """Publiée une fois, l'autorité ne se change plus ; et une adresse réservée ne dit rien du site en ligne."""
    code, ligne = recevoir(tmp_path, site, autorite, premiere=True)
    assert code == 1 and not (tmp_path / RECU).exists()
    assert ligne.startswith(f"Rien n’est publié : {provisoire} est provisoire ; fixez SITE_URL, et autorite_flux")
    assert "\n" not in ligne


@pytest.mark.parametrize("premiere", [False, True])
def test_injoignable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, premiere: bool) -> None:
    """Une panne arrête la publication, la première comprise : un registre est peut-être derrière."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    code, ligne = recevoir(tmp_path, f"http://127.0.0.1:{port_ferme()}/", AUTORITE, premiere=premiere)
    assert code == 1 and not (tmp_path / RECU).exists() and "est injoignable (" in ligne and "\n" not in ligne


@pytest.mark.parametrize(
    ("panne", "vide"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), True),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), False),
        (TimeoutError("timed out"), False),
        (ssl.SSLCertVerificationError("certificate has expired"), False),
    ],
    ids=lambda cas: type(cas).__name__,
)
def test_partir_de_rien_d_un_nom_qui_n_existe_pas_encore(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, panne: OSError, vide: bool
) -> None:
    def refuser(*_: object, **__: object) -> None:
        raise URLError(panne)

    monkeypatch.setattr("macros.commandes.registre.urlopen", refuser)
    code, ligne = recevoir(tmp_path, "https://neuf.test/", AUTORITE, premiere=True)
    assert (code == 0) == vide == (tmp_path / RECU).exists() and "\n" not in ligne
    code, ligne = recevoir(tmp_path, "https://neuf.test/", AUTORITE)
    assert code == 1 and ("PREMIERE=oui" in ligne) == vide


def ancienne_adresse(hebergeur: Hebergeur, octets: bytes) -> str:
    hebergeur.servir(octets, dossier="avant")
    return hebergeur.site.replace("/base/", "/avant")


def test_un_changement_d_adresse_nomme_l_ancienne(hebergeur: Hebergeur, tmp_path: Path) -> None:
    ancienne = ancienne_adresse(hebergeur, BON)
    assert recevoir(tmp_path, hebergeur.site, AUTORITE)[0] == 1
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE, ancienne=ancienne)
    assert code == 0 and ligne.startswith("3 article(s)") and ligne.endswith(f"d’après {ancienne}/{EN_LIGNE}.")
    assert recu(tmp_path, AUTORITE)[0] == PARUS


@pytest.mark.parametrize(("avant", "apres"), [(ANCIEN, BON), (BON, ANCIEN)])
def test_l_ancienne_s_ajoute_au_registre_du_site(
    hebergeur: Hebergeur, tmp_path: Path, avant: bytes, apres: bytes
) -> None:
    """Un lancement rejoué relit l'ancienne : ce que le site neuf a fait paraître depuis reste."""
    hebergeur.servir(ecrire(AUTORITE, {*lire(apres)[1], "flux/clauses"}))
    assert recevoir(tmp_path, hebergeur.site, AUTORITE, ancienne=ancienne_adresse(hebergeur, avant))[0] == 0
    assert recu(tmp_path, AUTORITE)[0] == {*PARUS, "flux/clauses"}


@pytest.mark.parametrize(
    ("code_du_site", "octets_d_avant", "attendu"),
    [
        (503, BON, "répond une erreur (503)"),
        (200, BON, "n’est pas un registre"),
        (404, BON[:-9], "est coupé ou abîmé"),
        (404, ETRANGER, "d’un autre réseau"),
    ],
)
def test_un_changement_d_adresse_est_refuse_au_moindre_doute(
    hebergeur: Hebergeur, tmp_path: Path, code_du_site: int, octets_d_avant: bytes, attendu: str
) -> None:
    hebergeur.servir(b"", code_du_site)
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE, ancienne=ancienne_adresse(hebergeur, octets_d_avant))
    assert code == 1 and attendu in ligne and not (tmp_path / RECU).exists()


@pytest.mark.parametrize("dossier", ["faute", "base"])
def test_une_ancienne_fautive_ne_part_pas_de_rien(hebergeur: Hebergeur, tmp_path: Path, dossier: str) -> None:
    """Ni quand rien n'y est, ni quand elle est l'adresse du site."""
    ancienne = hebergeur.site.replace("/base/", f"/{dossier}/")
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE, ancienne=ancienne)
    assert code == 1 and "n’existe pas (404) (corrigez ANCIENNE, ou retirez-la" in ligne
    assert not (tmp_path / RECU).exists()


def test_premiere_et_ancienne_s_excluent(hebergeur: Hebergeur, tmp_path: Path) -> None:
    ancienne = ancienne_adresse(hebergeur, BON)
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE, ancienne=ancienne, premiere=True)
    assert code == 1 and ligne.endswith("gardez l’une des deux.") and not (tmp_path / RECU).exists()


@pytest.mark.parametrize("premiere", [False, True])
def test_un_fichier_de_la_machine_n_est_pas_une_adresse(tmp_path: Path, premiere: bool) -> None:
    (tmp_path / "flux").mkdir()
    (tmp_path / EN_LIGNE).write_bytes(BON)
    code, ligne = recevoir(tmp_path, f"file://{tmp_path}/", AUTORITE, premiere=premiere)
    assert code == 1 and "n’est pas une adresse https" in ligne and not (tmp_path / RECU).exists()


@pytest.mark.parametrize(
    ("environnement", "ancienne", "premiere"),
    [
        ({}, "", False),
        ({"PREMIERE": "", "ANCIENNE": ""}, "", False),
        ({"PREMIERE": "non"}, "", False),
        ({"PREMIERE": "oui"}, "", True),
        ({"ANCIENNE": "https://avant.test/$(touch x)"}, "https://avant.test/$(touch x)", False),
    ],
)
def test_la_commande_lit_sa_demande_dans_l_environnement(
    projet: Path, monkeypatch: pytest.MonkeyPatch, environnement: dict[str, str], ancienne: str, premiere: bool
) -> None:
    recues: list[tuple] = []
    for nom in ("PREMIERE", "ANCIENNE"):
        monkeypatch.delenv(nom, raising=False)
    for nom, valeur in environnement.items():
        monkeypatch.setenv(nom, valeur)
    monkeypatch.setattr("macros.__main__.maison_publiee", lambda racine: Maison(racine, "https://base.test/"))
    monkeypatch.setattr("macros.__main__.recevoir", lambda *demande: (recues.append(demande), (0, ""))[1])
    assert commande_registre(projet) == 0
    assert recues == [(projet, "https://base.test/", AUTORITE, ancienne, premiere)]


@pytest.mark.parametrize("variable", ["PREMIERE", "ANCIENNE"])
def test_make_n_execute_pas_ce_qu_une_adresse_contient(tmp_path: Path, variable: str) -> None:
    """Le champ « ancienne » du flux de travail arrive ici : make développerait ce que sa recette nomme, même à blanc."""
    env = {**os.environ, variable: f"https://x.test/$(shell touch {tmp_path}/f)"}
    subprocess.run(["make", "--dry-run", "registre"], cwd=RACINE, env=env, check=True, capture_output=True)
    assert not (tmp_path / "f").exists()


# --- Lire et écrire ---


def test_un_registre_se_relit_range() -> None:
    assert lire(BON) == (AUTORITE, frozenset(PARUS))
    assert json.loads(BON)["identifiants"] == sorted(PARUS) and ecrire(AUTORITE, sorted(PARUS, reverse=True)) == BON


@pytest.mark.parametrize(
    "octets", [b"", b"[]", b"null", b"12", b'{"forme": 1}', b"\xff", BON[:-4], BON.replace(b"parus", b"perdus")]
)
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
