"""Le site servi par nginx, avec la configuration donnée à qui héberge : le serveur de « make recette »."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fabrique.reperes import RACINE

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@contextmanager
def servir(site: Path, dossier: Path, sous: str = "") -> Iterator[str]:
    """Rend l'adresse du site que sert nginx, avec le fichier donné, changé comme il le dit ; ``sous`` : « base/ », ou la racine."""
    assert NGINX, "installez le paquet Debian nginx-light"
    (dossier / "www").mkdir()
    (dossier / "www/base").symlink_to(site)
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        port = libre.getsockname()[1]
    donnee = (RACINE / ".publication/nginx.conf").read_text("utf-8")
    changements = {"listen 80;": f"listen 127.0.0.1:{port};", "    listen [::]:80;\n": ""}
    changements["root /srv/base;"] = f"root {dossier}/www;" if sous else f"root {dossier}/www/base;"
    changements["error_page 404 /404.html;"] = f"error_page 404 /{sous}404.html;"
    for avant, apres in changements.items():
        assert donnee.count(avant) == 1, avant
        donnee = donnee.replace(avant, apres)
    (dossier / "base.conf").write_text(donnee, "utf-8")
    (dossier / "nginx.conf").write_text(
        f"daemon off;\npid {dossier}/pid;\nerror_log {dossier}/erreurs;\nuser {os.environ.get('USER', 'root')};\nevents {{}}\n"
        f"http {{\naccess_log off;\ninclude /etc/nginx/mime.types;\ndefault_type application/octet-stream;\n"
        f"include {dossier}/base.conf;\n}}\n",
        "utf-8",
    )
    shutil.copy("/etc/nginx/mime.types", dossier / "mime.types")
    processus = subprocess.Popen([NGINX, "-c", dossier / "nginx.conf", "-p", dossier])
    adresse = f"http://127.0.0.1:{port}/{sous}"
    try:
        for _ in range(50):
            try:
                urllib.request.urlopen(adresse, timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield adresse
    finally:
        processus.terminate()
        processus.wait(10)
