"""Partir de rien, ou changer d'adresse : seulement quand c'est sûr que rien ne se perd."""

import socket
import ssl
from pathlib import Path
from urllib.error import URLError
from urllib.request import OpenerDirector

import pytest

from macros.base.registre import EN_LIGNE, RECU, lire, recu
from macros.commandes.registre import recevoir
from tests.fabrique.flux import registre_ecrit
from tests.unitaires.hebergeur import ANCIEN, AUTORITE, BON, ETRANGER, PARUS, Hebergeur, port_ferme


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
