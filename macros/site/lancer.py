"""Lire le réglage d'un réseau, construire son site, le servir : ce qui passe par MkDocs."""

from __future__ import annotations

import logging
import re
import socket
import sys
from pathlib import Path

from macros.lecture.anomalie import montrable
from macros.lecture.reglage import adresses, du_reglage
from macros.site.maison import Maison

ADRESSE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[\w.~%/-]*)?", re.ASCII)


class ReglageRefuse(SystemExit):
    """``mkdocs.yml`` n'est pas celui d'un réseau : rien ne se construit."""


def juger_le_reglage(racine: Path) -> None:
    """Lève ``ReglageRefuse``, qui le dit en français, sur un réglage ou une adresse que MkDocs refuserait."""
    if anomalies := [*du_reglage(racine)]:
        print(*anomalies, sep="\n")
        raise ReglageRefuse(1)
    for nom, valeur in zip(("SITE_URL", "REPO_URL"), adresses(racine), strict=True):
        if not ADRESSE.fullmatch(valeur):
            conseil = f"Écrivez https://… dans mkdocs.yml, ou dans {nom}."
            raise ReglageRefuse(f"{nom} vaut « {montrable(valeur)} », qui n'est pas une adresse. → {conseil}")


def maison_publiee(racine: Path) -> Maison:
    """Rend la maison, avec l'adresse du site et celle du dépôt que donnent ``mkdocs.yml`` et l'environnement."""
    juger_le_reglage(racine)
    return Maison(racine, *adresses(racine))


def maison_lue(racine: Path) -> Maison:
    """Rend la maison lue et non jugée, aux mêmes adresses."""
    juger_le_reglage(racine)
    return Maison(racine, *adresses(racine), seuls=frozenset())


def commande_construire(racine: Path, dossier: Path) -> int:
    """Construit le site strict dans ``dossier`` ; rend 1, sans rien laisser, si MkDocs renonce."""

    def admettre(ligne: logging.LogRecord) -> bool:
        """Tait ce que MkDocs dit, en anglais, d'une panne du système : une ligne la dira en français."""
        return not isinstance(sys.exc_info()[1], OSError)

    for nom in ("commands.build", "plugins"):
        logging.getLogger(f"mkdocs.{nom}").addFilter(admettre)
    return _lancer(racine, "build", "--strict", "--site-dir", str(dossier))


def commande_servir(racine: Path, port: int) -> int:
    """Sert le site, et le reconstruit à chaque changement ; rend le code de MkDocs. Lève SystemExit si le port est pris."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        conseil = "Arrêtez ce qui s'en sert, ou prenez-en un autre : base servir 8001"
        raise SystemExit(f"Le port {port} n'est pas libre. → {conseil}") from None
    return _lancer(racine, "serve", "--dev-addr", f"127.0.0.1:{port}", "--livereload")


def _lancer(racine: Path, *arguments: str) -> int:
    """Lance une commande de MkDocs ; rend 1 quand il renonce, et lève ``KeyboardInterrupt`` quand on l'arrête."""
    juger_le_reglage(racine)
    import click  # imports différés : ce qui ne construit rien n'a pas besoin de MkDocs
    from mkdocs.__main__ import cli
    from mkdocs.exceptions import Abort, ConfigurationError

    try:
        cli(arguments, standalone_mode=False)
    except ConfigurationError as erreur:
        raise ReglageRefuse(f"mkdocs.yml ne se lit pas. → MkDocs répond : {montrable(str(erreur))}") from None
    except Abort as renonce:  # nos crochets ont dit pourquoi ; reste leur compte
        print(renonce)
        return 1
    except click.Abort:  # ce que click fait d'un Ctrl-C
        raise KeyboardInterrupt from None
    return 0
