"""Le registre des articles parus : reçu du site en ligne, refusé s'il n'est pas le nôtre en entier, jamais rétréci."""

import os
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from threading import Event
from urllib.request import Request

import pytest

from macros.base.registre import EN_LIGNE, RECU, Registre, recu
from macros.commandes.registre import Refus, _Redirections, commande_registre, recevoir
from tests.fabrique.flux import identifiants_de, registre_ecrit
from tests.fabrique.lecture import base_saine
from tests.fabrique.reperes import RACINE, SITE_URL
from tests.unitaires.hebergeur import ANCIEN, AUTORITE, BON, ETRANGER, PARUS, Hebergeur, Registres


def test_un_bon_registre_est_recu_tel_quel(hebergeur: Hebergeur, tmp_path: Path) -> None:
    hebergeur.servir(BON)
    code, ligne = recevoir(tmp_path, hebergeur.site, AUTORITE)
    assert code == 0 and ligne.startswith("3 article(s) et flux déjà parus") and "\n" not in ligne
    assert recu(tmp_path, AUTORITE) == (Registre(AUTORITE, frozenset(PARUS)), [])


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


class AuCompteGouttes(Registres):
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
    monkeypatch.setenv("SITE_URL", hebergeur.site)
    (projet / RECU).write_bytes(registre_ecrit(AUTORITE, garde))
    hebergeur.servir(registre_ecrit(AUTORITE, identifiants_de(base_saine(projet)) if recus is None else recus))
    assert commande_registre(projet) == 0
    dit = capsys.readouterr().out
    assert dit.count("registre-retreci (alerte)") == bool(alerte) and alerte in dit


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
    monkeypatch.setenv("SITE_URL", SITE_URL)
    for nom in ("PREMIERE", "ANCIENNE"):
        monkeypatch.delenv(nom, raising=False)
    for nom, valeur in environnement.items():
        monkeypatch.setenv(nom, valeur)
    monkeypatch.setattr("macros.commandes.registre.recevoir", lambda *demande: (recues.append(demande), (1, ""))[1])
    assert commande_registre(projet) == 1
    assert recues == [(projet, SITE_URL, AUTORITE, ancienne, premiere)]


@pytest.mark.parametrize("variable", ["PREMIERE", "ANCIENNE"])
def test_make_n_execute_pas_ce_qu_une_adresse_contient(tmp_path: Path, variable: str) -> None:
    """Le champ « ancienne » du flux de travail arrive ici : make développerait ce que sa recette nomme, même à blanc."""
    env = {**os.environ, variable: f"https://x.test/$(shell touch {tmp_path}/f)"}
    subprocess.run(["make", "--dry-run", "registre"], cwd=RACINE, env=env, check=True, capture_output=True)
    assert not (tmp_path / "f").exists()
