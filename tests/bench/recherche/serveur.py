"""Le serveur du banc : fichiers locaux, compressés comme le ferait un hébergeur, et comptés."""

import gzip
import threading
from contextlib import AbstractContextManager
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import material

from tests.serveur import Reponse, a_l_ecoute

from .moteurs import JS, RACINE

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
}
"""Le reste (les fichiers de Pagefind, déjà compressés) part tel quel."""
PAGE = b'<!doctype html><html lang="fr"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Banc</title></html>'


class Serveur(ThreadingHTTPServer):
    """Sert un corpus ; ``octets`` et ``requetes`` comptent ce qui est parti depuis ``compter``."""

    daemon_threads = True

    def __init__(self, dossier: Path) -> None:
        super().__init__(("127.0.0.1", 0), Fichier)
        scripts = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
        self.adresse = f"http://127.0.0.1:{self.server_port}"
        self.dossiers = {
            "/assets/": RACINE / "overrides" / "assets",
            "/mesures/": JS,
            "/material-js/": scripts,
            "/": dossier,
        }
        # Le nom du programme de Material porte une empreinte : on le sert sous un nom stable.
        self.alias = {"/material-js/workers/search.js": next((scripts / "workers").glob("search.*.min.js"))}
        self._verrou, self._prets = threading.Lock(), {}
        self.compter()

    def compter(self) -> None:
        """Remet les compteurs à zéro."""
        self.octets = self.requetes = 0

    def contenu(self, chemin: str) -> tuple[bytes, str | None]:
        """Rend les octets à envoyer et le type, ``None`` pour un fichier qui ne se compresse pas ; garde ce qu'il lit."""
        with self._verrou:
            if chemin not in self._prets:
                prefixe = next(p for p in self.dossiers if chemin.startswith(p))
                fichier = self.alias.get(chemin) or self.dossiers[prefixe] / chemin.removeprefix(prefixe)
                octets, genre = fichier.read_bytes(), TYPES.get(fichier.suffix)
                self._prets[chemin] = (gzip.compress(octets, 6) if genre else octets, genre)
            return self._prets[chemin]

    def noter(self, octets: int) -> None:
        """Compte une réponse."""
        with self._verrou:
            self.octets += octets
            self.requetes += 1


class Fichier(Reponse):
    """Répond à un GET."""

    protocol_version = "HTTP/1.1"
    server: Serveur

    def do_GET(self) -> None:
        """Envoie un fichier, ou la page vide à la racine."""
        chemin = urlsplit(self.path).path
        try:
            octets, genre = (gzip.compress(PAGE), "text/html") if chemin == "/" else self.server.contenu(chemin)
        except OSError:
            self.send_error(404)
            return
        self.server.noter(len(octets))
        # Une page isolée a une horloge vingt fois plus fine.
        isolee = {"Cross_Origin_Opener_Policy": "same-origin", "Cross_Origin_Embedder_Policy": "require-corp"}
        compresse = {"Content_Encoding": "gzip"} if genre else {}
        self.rendre(200, octets, Content_Type=genre or "application/octet-stream", **compresse, **isolee)


def servir(dossier: Path) -> AbstractContextManager[Serveur]:
    """Sert un corpus le temps d'un bloc."""
    return a_l_ecoute(Serveur(dossier))
