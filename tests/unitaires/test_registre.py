"""Le registre des articles parus : reçu du site en ligne, refusé s'il n'est pas le nôtre en entier, jamais rétréci."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from urllib.error import URLError
from urllib.request import OpenerDirector, Request

import pytest

from macros.base.registre import EN_LIGNE, RECU, Registre, lire, recu
from macros.commandes.registre import Refus, _Redirections, commande_registre, recevoir
from tests.fabrique.flux import identifiants_de, registre_ecrit
from tests.fabrique.lecture import base_saine
from tests.fabrique.questions import consulter
from tests.fabrique.reperes import RACINE, RESEAU, SITE_URL

AUTORITE = RESEAU.autorite_flux
PARUS = {"flux/veille", "veille/2026-11", "veille/2026-11-20-essai"}
BON = registre_ecrit(AUTORITE, PARUS)
ANCIEN = registre_ecrit(AUTORITE, {"flux/veille"})


class Reponse(BaseHTTPRequestHandler):
    """Ce que l'hébergeur répond : (code, octets, longueur annoncée) par chemin ; une redirection mène à ``octets``."""

    def do_GET(self) -> None:
        code, octets, longueur = self.server.reponses.get(self.path, (404, b"<h1>Page introuvable</h1>", None))
        self.send_response(code)
        self.send_header("Content-Length", str(len(octets) if longueur is None else longueur))
        if code == 301:
            self.send_header("Location", octets.decode())
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
    assert recu(tmp_path, AUTORITE) == (Registre(AUTORITE, frozenset(PARUS)), [])


ETRANGER = registre_ecrit("autre.test,2026", PARUS)
VIDE, MUET, SUSPECT = "vide", "muet", "suspect"
REFUS: dict[str, tuple[Callable[[Hebergeur], object], str, str]] = {
    "404": (lambda h: None, "n’existe pas (404) (première publication : PREMIERE=oui", VIDE),
    "410": (lambda h: h.servir(b"", 410), "n’existe pas (410) (première publication : PREMIERE=oui", VIDE),
    "accès refusé": (lambda h: h.servir(b"", 403), "répond une erreur (403)", SUSPECT),
    "erreur du serveur": (lambda h: h.servir(b"", 503), "répond une erreur (503)", MUET),
    "réponse vide": (lambda h: h.servir(b""), "n’est pas un registre", SUSPECT),
    "page à la place": (lambda h: h.servir(b"<!doctype html><h1>Bienvenue</h1>"), "n’est pas un registre", SUSPECT),
    "autre json": (lambda h: h.servir(b'{"version": 1}'), "n’est pas un registre", SUSPECT),
    "autre réseau": (
        lambda h: h.servir(ETRANGER),
        "d’un autre réseau (« autre.test,2026 », ici « exemple.test,2026 ») (rétablissez autorite_flux",
        SUSPECT,
    ),
    "coupé au milieu": (lambda h: h.servir(BON[: len(BON) // 2]), "est coupé ou abîmé", SUSPECT),
    "coupé en route": (lambda h: h.servir(BON[:-20], longueur=len(BON)), "est coupé ou abîmé", SUSPECT),
    "identifiant abîmé": (lambda h: h.servir(BON.replace(b"flux/veille", b"flux veille")), "coupé ou abîmé", SUSPECT),
    "clé double": (
        lambda h: h.servir(BON.replace(b' "sortis"', b' "identifiants": ["flux/veille"],\n "sortis"')),
        "coupé ou abîmé",
        SUSPECT,
    ),
    "registre vide": (lambda h: h.servir(registre_ecrit(AUTORITE, ())), "est un registre vide", SUSPECT),
    "mène à un autre protocole": (
        lambda h: h.servir(b"ftp://exemple.test/", 301),
        "mène à ftp://exemple.test/",
        SUSPECT,
    ),
}
"""Ce qui répond → comment le servir, ce que la ligne en dit, et s'il est sûr que rien n'y est, ou que le site est en panne."""


@pytest.mark.parametrize("cas", REFUS)
def test_un_refus_tient_en_une_ligne_et_n_ecrit_rien(hebergeur: Hebergeur, tmp_path: Path, cas: str) -> None:
    """Relu avant une fusion, un site absent ou en panne a son code : ce n'est la faute d'aucune fiche."""
    preparer, attendu, sorte = REFUS[cas]
    preparer(hebergeur)
    (tmp_path / RECU).write_bytes(ANCIEN)
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE)
    assert code == (1 if sorte == SUSPECT else 3) and ligne.startswith(
        "Rien n’est publié, le site en ligne reste tel quel : http"
    )
    assert attendu in ligne and "\n" not in ligne
    assert (tmp_path / RECU).read_bytes() == ANCIEN


@pytest.mark.parametrize("cas", REFUS)
def test_partir_de_rien_demande_d_etre_sur_qu_il_n_y_a_rien(hebergeur: Hebergeur, tmp_path: Path, cas: str) -> None:
    """Un registre coupé, d'un autre, une page d'entretien ou un serveur en panne peuvent en cacher un."""
    preparer, _, sorte = REFUS[cas]
    preparer(hebergeur)
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE, premiere=True)
    assert code == (0 if sorte == VIDE else 1) and "\n" not in ligne
    assert (tmp_path / RECU).exists() is (sorte == VIDE)
    if sorte == VIDE:
        assert recu(tmp_path, AUTORITE) == (Registre(AUTORITE), [])


class AuCompteGouttes(Reponse):
    """Donne un bon registre, un signe à la fois : chacun arrive à temps, l'ensemble jamais."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        for octet in BON:
            if self.server.assez.wait(0.05):
                break
            self.wfile.write(bytes([octet]))
            self.wfile.flush()


def test_un_serveur_au_compte_gouttes_ne_retient_personne(
    hebergeur: Hebergeur, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macros.commandes.registre.DUREE", 0.2)
    hebergeur.RequestHandlerClass, hebergeur.assez = AuCompteGouttes, Event()
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE)
    hebergeur.assez.set()
    assert code == 3 and "réponse inachevée" in ligne and not (tmp_path / RECU).exists()


def test_une_redirection_dit_ou_elle_mene(hebergeur: Hebergeur, tmp_path: Path) -> None:
    """L'adresse de Pages mène à l'adresse propre du réseau : la ligne nomme les deux."""
    ailleurs = f"http://localhost:{hebergeur.server_port}/propre/{EN_LIGNE}"
    hebergeur.servir(ailleurs.encode(), 301)
    hebergeur.servir(BON, dossier="propre")
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE)
    assert code == 0 and ligne.endswith(f"{hebergeur.site}{EN_LIGNE}, qui mène à {ailleurs}.")


def test_une_redirection_ne_perd_pas_la_surete() -> None:
    with pytest.raises(Refus, match=r"mène à http://a\.test/"):
        _Redirections().redirect_request(Request("https://a.test/"), BytesIO(), 301, "", {}, "http://a.test/")


@pytest.mark.parametrize(
    ("garde", "recus", "alerte"),
    [
        (set(), None, ""),
        ({"veille/2026-11-20-essai/2026-11-22"}, None, "1 article(s) ou flux qui devraient être parus"),
        (set(), {"flux/veille"}, "article(s) ou flux qui devraient être parus"),
    ],
)
def test_un_registre_retreci_se_dit(
    hebergeur: Hebergeur,
    projet: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    garde: set[str],
    recus: set[str] | None,
    alerte: str,
) -> None:
    """D'après le dernier reçu ici, ou ce que la base a mis en ligne depuis longtemps : le site revient parfois à hier."""
    for nom in ("PREMIERE", "ANCIENNE"):
        monkeypatch.delenv(nom, raising=False)
    c = consulter(base_saine(projet), site_url=hebergeur.site)
    (projet / RECU).write_bytes(registre_ecrit(AUTORITE, garde))
    hebergeur.servir(registre_ecrit(AUTORITE, identifiants_de(base_saine(projet)) if recus is None else recus))
    assert commande_registre(projet, c) == 0
    dit = capsys.readouterr().out
    assert dit.count("registre-retreci (alerte)") == bool(alerte) and alerte in dit


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


@pytest.mark.parametrize(
    ("premiere", "attendu", "conseil"),
    [(False, 3, "(corrigez, ou relancez plus tard)"), (True, 1, "mettez d’abord en route ce serveur, même vide")],
)
def test_injoignable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, premiere: bool, attendu: int, conseil: str
) -> None:
    """Une panne arrête la publication, la première comprise : un registre est peut-être derrière."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    code, ligne = recevoir(tmp_path, f"http://127.0.0.1:{port_ferme()}/", AUTORITE, premiere=premiere)
    assert code == attendu and not (tmp_path / RECU).exists() and "est injoignable (" in ligne
    assert conseil in ligne and "\n" not in ligne


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

    monkeypatch.setattr(OpenerDirector, "open", refuser)
    code, ligne = recevoir(tmp_path, "https://neuf.test/", AUTORITE, premiere=True)
    assert (code == 0) == vide == (tmp_path / RECU).exists() and "\n" not in ligne
    code, ligne = recevoir(tmp_path, "https://neuf.test/", AUTORITE)
    assert code == 3 and ("PREMIERE=oui" in ligne) == vide


def ancienne_adresse(hebergeur: Hebergeur, octets: bytes) -> str:
    hebergeur.servir(octets, dossier="avant")
    return hebergeur.site.replace("/base/", "/avant")


def test_un_changement_d_adresse_nomme_l_ancienne(hebergeur: Hebergeur, tmp_path: Path) -> None:
    ancienne = ancienne_adresse(hebergeur, BON)
    assert recevoir(tmp_path, hebergeur.site, AUTORITE)[0] == 3
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE, ancienne=ancienne)
    assert code == 0 and ligne.startswith("3 article(s)") and ligne.endswith(f"d’après {ancienne}/{EN_LIGNE}.")
    assert recu(tmp_path, AUTORITE)[0].identifiants == PARUS


@pytest.mark.parametrize(("avant", "apres"), [(ANCIEN, BON), (BON, ANCIEN)])
def test_l_ancienne_s_ajoute_au_registre_du_site(
    hebergeur: Hebergeur, tmp_path: Path, avant: bytes, apres: bytes
) -> None:
    """Un lancement rejoué relit l'ancienne : ce que le site neuf a fait paraître depuis reste."""
    hebergeur.servir(registre_ecrit(AUTORITE, {*lire(apres)[1], "flux/clauses"}))
    assert recevoir(tmp_path, hebergeur.site, AUTORITE, ancienne=ancienne_adresse(hebergeur, avant))[0] == 0
    assert recu(tmp_path, AUTORITE)[0].identifiants == {*PARUS, "flux/clauses"}


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
    monkeypatch.setattr("macros.commandes.registre.recevoir", lambda *demande: (recues.append(demande), (1, ""))[1])
    assert commande_registre(projet, consulter(base_saine(projet))) == 1
    assert recues == [(projet, SITE_URL, AUTORITE, ancienne, premiere)]


@pytest.mark.parametrize("variable", ["PREMIERE", "ANCIENNE"])
def test_make_n_execute_pas_ce_qu_une_adresse_contient(tmp_path: Path, variable: str) -> None:
    """Le champ « ancienne » du flux de travail arrive ici : make développerait ce que sa recette nomme, même à blanc."""
    env = {**os.environ, variable: f"https://x.test/$(shell touch {tmp_path}/f)"}
    subprocess.run(["make", "--dry-run", "registre"], cwd=RACINE, env=env, check=True, capture_output=True)
    assert not (tmp_path / "f").exists()
