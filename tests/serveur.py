"""Un serveur sur la machine, le temps d'un essai ou d'une mesure."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TypeVar

S = TypeVar("S", bound=ThreadingHTTPServer)


class Reponse(BaseHTTPRequestHandler):
    """Répond sans rien écrire au terminal."""

    def rendre(self, code: int, octets: bytes = b"", **entetes: str) -> None:
        """Envoie une réponse entière ; ``Content_Type`` s'écrit « Content-Type »."""
        self.send_response(code)
        for nom, valeur in {"Content_Length": str(len(octets)), **entetes}.items():
            self.send_header(nom.replace("_", "-"), valeur)
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, *arguments: object) -> None:
        """Se tait."""


@contextmanager
def a_l_ecoute(service: S) -> Iterator[S]:
    """Fait répondre le serveur le temps d'un bloc."""
    with service:
        Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield service
        finally:
            service.shutdown()
