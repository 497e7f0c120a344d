"""Ouvrir une source LEGI : archives et dossiers, lus en flux, dans des bornes ; rien n'en est extrait sur le disque."""

from __future__ import annotations

import filecmp
import gzip
import os
import re
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path, PurePosixPath

from macros.lecture.anomalie import montrable
from macros.lecture.droit import Droit, Refus
from macros.texte.dates import date_longue

FICHIER_MAX, DEROULE_MAX = 20_000_000, 200_000_000_000
"""Octets d'un fichier de la source, et de toute l'archive déroulée ; un article de la LEGI en fait rarement 100 000."""
INSTANT = re.compile(r"(?<!\d)(20\d{6})(?:-(\d{6}))?(?!\d)")
INUTILES = ("/section_ta/", "/struct/")
Fichier = tuple[str, bytes]


@dataclass(frozen=True)
class Lot:
    """Une archive, ou un dossier déroulé. ``instant`` : AAAAMMJJHHMMSS ; ``entier`` : la base entière, sinon un incrément."""

    chemin: Path
    instant: str
    entier: bool

    @property
    def jour(self) -> date:
        """Rend le jour de publication."""
        return date(int(self.instant[:4]), int(self.instant[4:6]), int(self.instant[6:8]))

    def fichiers(self) -> Iterator[Fichier]:
        """Rend (chemin, octets) de chaque fichier utile : articles, versions de textes, listes de suppression."""
        return de_dossier(self.chemin) if self.chemin.is_dir() else d_archive(self.chemin)


class _Flux(gzip.GzipFile):
    """Une archive déroulée à mesure, qui refuse ce qui ne tiendrait pas en mémoire, ou n'en finirait pas. ``dernier`` : le dernier morceau lu."""

    dernier = b""

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= FICHIER_MAX:
            raise Refus(str(self.name), Droit.FICHIER_ENORME(maximum=FICHIER_MAX // 1_000_000))
        if self.tell() > DEROULE_MAX:
            raise Refus(str(self.name), Droit.ARCHIVE_ENORME(maximum=DEROULE_MAX // 1_000_000_000))
        self.dernier = super().read(size)
        return self.dernier


def d_archive(chemin: Path) -> Iterator[Fichier]:
    """Rend les fichiers utiles d'une archive, à mesure ; va jusqu'au bout, où gzip dit si elle est entière."""
    try:
        with _Flux(chemin) as flux, tarfile.open(fileobj=flux, mode="r:") as archive:
            while (membre := archive.next()) is not None:
                archive.members = []  # type: ignore[attr-defined]  # tarfile les garderait tous : deux millions et demi
                ou = f"{chemin.name}, {montrable(membre.name)}"
                if _sort(membre.name) or not (membre.isreg() or membre.isdir()):
                    raise Refus(ou, Droit.CHEMIN_REFUSE())
                if membre.isreg() and _utile(membre.name):
                    if membre.size > FICHIER_MAX:
                        raise Refus(ou, Droit.FICHIER_ENORME(maximum=FICHIER_MAX // 1_000_000))
                    lu = archive.extractfile(membre)
                    yield membre.name, lu.read() if lu else b""
            fini = flux.dernier != b""
            # Une archive finit par des zéros, et rien ne les suit ; tarfile s'arrête sans bruit sur tout le reste.
            while flux.dernier and not flux.dernier.strip(b"\0"):
                flux.read(1 << 16)
            if flux.dernier or not fini:
                raise tarfile.ReadError
    except (EOFError, zlib.error, tarfile.TarError, gzip.BadGzipFile):
        raise Refus(chemin.name, Droit.ARCHIVE_TRONQUEE()) from None


def de_dossier(dossier: Path) -> Iterator[Fichier]:
    """Rend les fichiers utiles d'un dossier déroulé, dans l'ordre de leurs noms, sans en garder la liste."""
    for ici, dossiers, noms in os.walk(dossier):
        dossiers.sort()
        for fichier in (Path(ici, nom) for nom in sorted([*noms, *dossiers])):
            if fichier.is_symlink():
                raise Refus(str(fichier), Droit.CHEMIN_REFUSE())
            if fichier.is_file() and _utile(nom := fichier.relative_to(dossier).as_posix()):
                if fichier.stat().st_size > FICHIER_MAX:
                    raise Refus(str(fichier), Droit.FICHIER_ENORME(maximum=FICHIER_MAX // 1_000_000))
                yield nom, fichier.read_bytes()


def _sort(nom: str) -> bool:
    chemin = PurePosixPath(nom)
    return chemin.is_absolute() or ".." in chemin.parts or "\\" in nom


def _utile(nom: str) -> bool:
    return (nom.endswith(".xml") and not any(mot in f"/{nom}" for mot in INUTILES)) or nom.endswith(".dat")


def lots(source: Path) -> list[Lot]:
    """Rend les lots de la source, du plus ancien au plus récent : une base entière au plus, puis ses incréments."""
    if source.is_file():
        return [_lot(source)]
    archives = sorted(source.glob("*.tar.gz"))
    trouves = [_lot(a) for a in archives] if archives else [_lot(d) for d in _deroules(source)]
    for un, autre in combinations(trouves, 2):
        if un.instant == autre.instant or _memes_octets(un.chemin, autre.chemin):
            raise Refus(un.chemin.name, Droit.DEUX_FOIS(autre=autre.chemin.name))
    trouves.sort(key=lambda lot: lot.instant)
    entiers = [lot for lot in trouves if lot.entier]
    if len(entiers) > 1:
        raise Refus(source.name, Droit.DEUX_SOCLES())
    return [lot for lot in trouves if not entiers or lot.instant >= entiers[0].instant]


def _deroules(dossier: Path) -> list[Path]:
    """Rend les dossiers datés d'un dossier déroulé, ou lui-même."""
    dates = sorted(d for d in dossier.iterdir() if d.is_dir() and INSTANT.search(d.name))
    return dates or [dossier]


def _memes_octets(un: Path, autre: Path) -> bool:
    return un.is_file() and autre.is_file() and filecmp.cmp(un, autre, shallow=False)


def _lot(chemin: Path) -> Lot:
    """Rend le lot, daté par son nom, sinon par le dossier où ses fichiers sont rangés."""
    nom = chemin.name
    trouve = INSTANT.search(nom)
    if trouve is None:
        trouve = INSTANT.search(next((premier for premier, _ in Lot(chemin, "", False).fichiers()), ""))
    if trouve is None:
        raise Refus(nom, Droit.SANS_DATE())
    lot = Lot(chemin, trouve[1] + (trouve[2] or "000000"), "global" in nom.lower())
    try:
        lot.jour  # noqa: B018 : un nom peut porter un jour qui n'existe pas
    except ValueError:
        raise Refus(nom, Droit.SANS_DATE()) from None
    return lot


def depuis(serie: Sequence[Lot], sans: frozenset[date], ou: str) -> date:
    """Rend le premier jour que la série couvre ; refuse un jour sans incrément que ``sans`` ne nomme pas."""
    jours = sorted({lot.jour for lot in serie} | sans)
    premier = serie[0].jour
    while premier - timedelta(1) in sans:
        premier -= timedelta(1)
    continus(jours[jours.index(premier) :], ou)
    return premier


def continus(jours: Sequence[date], ou: str) -> None:
    """Refuse une suite de jours où il en manque : la DILA publie un incrément par jour."""
    manquants = [avant + timedelta(n) for avant, apres in pairwise(jours) for n in range(1, (apres - avant).days)]
    if manquants:
        dits = [date_longue(jour) for jour in manquants[:3]] + (["…"] if len(manquants) > 3 else [])
        raise Refus(ou, Droit.INCREMENT_MANQUANT(jours=dits, premier=manquants[0].isoformat()))
