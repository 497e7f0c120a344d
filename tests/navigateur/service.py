"""Le site construit, servi sous un sous-dossier comme le fait GitHub Pages, ou par nginx sous « make recette »."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tests import nginx
from tests.serveur import Reponse, a_l_ecoute

SOUS_DOSSIER = "/base/"


class Serveur(Reponse, SimpleHTTPRequestHandler):
    """Sert le site sous ``/base/``, et sa page 404 pour le reste.

    La connexion reste ouverte d'un fichier au suivant, comme chez un hébergeur : une page en demande vingt, une recherche soixante.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def translate_path(self, path: str) -> str:
        chemin = urlsplit(path).path
        if not chemin.startswith(SOUS_DOSSIER):
            return str(Path(self.directory) / "absent")
        return super().translate_path(chemin.removeprefix(SOUS_DOSSIER.rstrip("/")))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        self.rendre(404, page.read_bytes(), Content_Type="text/html; charset=utf-8")


class Ecoute(ThreadingHTTPServer):
    """Écoute sans rien dire d'une page fermée avant sa réponse."""

    request_queue_size = 128
    """Huit pages ouvertes ensemble ouvrent cinquante connexions : de cinq en attente, les autres se redemandaient, de plus en plus tard."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Ne dit rien d'une connexion que le navigateur a coupée ; le reste est une panne de l'essai."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def servir(dossier: Path) -> Iterator[str]:
    """Sert un site construit ; rend son adresse, terminée par une barre.

    Sous « make recette », nginx le sert avec les en-têtes donnés à qui héberge : tous les parcours s'y refont.
    """
    if os.environ.get("RECETTE") == "1":
        with TemporaryDirectory() as a_part, nginx.servir(dossier, Path(a_part), SOUS_DOSSIER.lstrip("/")) as adresse:
            yield adresse
        return
    with a_l_ecoute(Ecoute(("127.0.0.1", 0), partial(Serveur, directory=str(dossier)))) as serveur:
        yield f"http://127.0.0.1:{serveur.server_port}{SOUS_DOSSIER}"
