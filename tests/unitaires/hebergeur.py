"""Un hébergeur sur la machine, et les registres qu'il peut avoir en ligne."""

import socket
from http.server import ThreadingHTTPServer

from macros.base.registre import EN_LIGNE
from tests.fabrique.flux import registre_ecrit
from tests.fabrique.reperes import RESEAU
from tests.serveur import Reponse

AUTORITE = RESEAU.autorite_flux
PARUS = {"flux/veille", "veille/2026-11", "veille/2026-11-20-essai"}
BON = registre_ecrit(AUTORITE, PARUS)
ANCIEN = registre_ecrit(AUTORITE, {"flux/veille"})
ETRANGER = registre_ecrit("autre.test,2026", PARUS)


class Registres(Reponse):
    """Ce que l'hébergeur répond : (code, octets, longueur annoncée) par chemin ; une redirection mène à ``octets``."""

    def do_GET(self) -> None:
        code, octets, longueur = self.server.reponses.get(self.path, (404, b"<h1>Page introuvable</h1>", None))
        ailleurs = {"Location": octets.decode()} if code == 301 else {}
        self.rendre(code, octets, Content_Length=str(len(octets) if longueur is None else longueur), **ailleurs)


class Hebergeur(ThreadingHTTPServer):
    """Un vrai serveur, sur la machine."""

    reponses: dict[str, tuple[int, bytes, int | None]] = {}  # noqa: RUF012 (remplacé à chaque essai)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/base/"

    def servir(self, octets: bytes, code: int = 200, longueur: int | None = None, dossier: str = "base") -> None:
        self.reponses = {**self.reponses, f"/{dossier}/{EN_LIGNE}": (code, octets, longueur)}


def port_ferme() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]
