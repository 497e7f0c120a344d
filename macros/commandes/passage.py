"""Écrire à côté, puis poser d'un geste : une exécution arrêtée ne laisse ni fichier à moitié écrit, ni dossier de passage."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from macros.site.maison import Maison

PASSAGE = ".construction-"
"""Début du nom des dossiers de passage, à la racine du projet : le même disque que ce qu'on y pose, et hors de git."""


@contextmanager
def verrou(dossier: Path) -> Iterator[int]:
    """Tient seul le dossier, et rend son descripteur ; le verrou tombe avec ceux qui le tiennent, même tués. Un disque du réseau peut ne pas en avoir."""
    tenu = os.open(dossier, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(tenu, fcntl.LOCK_EX)
        yield tenu
    finally:
        os.close(tenu)


@contextmanager
def dossier_de_passage(racine: Path) -> Iterator[tuple[Path, int]]:
    """Rend (dossier neuf à la racine, son verrou, à léguer au processus qui y écrit), et le supprime à la fin.

    Retire d'abord ceux que des exécutions tuées ont laissés : plus personne ne tient leur verrou.
    """
    with ExitStack() as pile:
        with verrou(racine):
            _nettoyer(racine)
            neuf = Path(tempfile.mkdtemp(prefix=PASSAGE, dir=racine))
            pile.callback(shutil.rmtree, neuf, ignore_errors=True)
            tenu = pile.enter_context(verrou(neuf))
        yield neuf, tenu


def _nettoyer(racine: Path) -> None:
    for reste in racine.glob(f"{PASSAGE}*"):
        if reste.is_dir() and not reste.is_symlink() and _abandonne(reste):
            shutil.rmtree(reste, ignore_errors=True)


def _abandonne(dossier: Path) -> bool:
    tenu = os.open(dossier, os.O_RDONLY)
    try:
        fcntl.flock(tenu, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # une autre exécution y écrit, ou l'on ne peut pas le savoir
        return False
    finally:
        os.close(tenu)
    return True


def poser(racine: Path, fichier: str, octets: bytes) -> None:
    """Écrit ``fichier``, relatif à ``racine``, en entier ou pas du tout ; ses droits restent ce qu'ils étaient."""
    cible = racine / fichier
    with dossier_de_passage(racine) as (passage, _):
        neuf = passage / cible.name
        neuf.write_bytes(octets)
        if cible.exists():
            shutil.copymode(cible, neuf)
        cible.parent.mkdir(parents=True, exist_ok=True)
        neuf.replace(cible)


def copier_les_fiches(racine: Path, depot: Path) -> None:
    """Pose dans ``depot`` les fiches et les pages, par des liens : de quoi contrôler ce qu'une écriture changerait."""
    for dossier in ("data", "docs"):
        if (racine / dossier).is_dir():
            shutil.copytree(racine / dossier, depot / dossier, symlinks=True, copy_function=lier)


def lier(source: str, cible: str) -> None:
    """Lie un fichier dans le dossier de passage, où personne n'y écrit ; le copie si le système ne sait pas lier."""
    try:
        os.link(source, cible)
    except OSError:
        shutil.copyfile(source, cible)


def essayer(depot: Path, fichier: str, texte: str) -> None:
    """Écrit une fiche dans la copie ; elle y est un lien, qui s'ôte d'abord : y écrire changerait la fiche elle-même."""
    (depot / fichier).parent.mkdir(parents=True, exist_ok=True)
    (depot / fichier).unlink(missing_ok=True)
    with (depot / fichier).open("x", encoding="utf-8", newline="\n") as neuf:
        neuf.write(texte)


def maison_avec(racine: Path, textes: Mapping[str, str], ote: str = "", seuls: Collection[str] | None = None) -> Maison:
    """Rend la base telle qu'elle serait avec ces textes, fichier → texte, et sans le fichier ``ote`` ; rien n'y est écrit. ``seuls`` : voir ``Maison``."""
    with dossier_de_passage(racine) as (depot, _):
        copier_les_fiches(racine, depot)
        for fichier, texte in textes.items():
            essayer(depot, fichier, texte)
        if ote:
            (depot / ote).unlink()
        return Maison(depot, seuls=seuls)
