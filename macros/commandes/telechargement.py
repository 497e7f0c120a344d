"""Recevoir d'un serveur que l'on ne croit pas : ni plus gros, ni plus long, ni d'ailleurs que ce qui était demandé."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from threading import Event, Thread
from typing import IO, NoReturn, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from macros.lecture.anomalie import Constat, montrable
from macros.lecture.droit import Droit, Refus

T = TypeVar("T")
SIGNE = 30
"""Secondes d'attente d'un signe du serveur."""
QUI = {"User-Agent": "base-achats (veille du droit, une fois par semaine)"}
MORCEAU = 1 << 16
ARCHIVE, JSON = b"\x1f\x8b", b"{"
"""Les premiers octets de ce que l'on attend."""


@dataclass(frozen=True)
class Borne:
    """Ce qu'une réponse ne dépasse pas. ``octets`` ; ``secondes``, de la demande au dernier octet."""

    octets: int
    secondes: float


def dans_le_temps(faire: Callable[[Event], T], secondes: float) -> T | None:
    """Rend ce que ``faire`` rend, ou lève ce qu'il lève ; ``None`` passé ce temps, et l'événement lui dit d'arrêter.

    Dans un fil à part : un serveur qui répond goutte à goutte, en-têtes compris, ne retient personne plus longtemps.
    """
    rendus: list[T] = []
    leves: list[Exception] = []
    trop_tard = Event()

    def courir() -> None:
        try:
            rendus.append(faire(trop_tard))
        except Exception as erreur:
            leves.append(erreur)

    fil = Thread(target=courir, daemon=True)
    fil.start()
    fil.join(secondes)
    trop_tard.set()
    if leves:
        raise leves[0]
    return rendus[0] if rendus else None


def lire(adresse: str, borne: Borne, debut: bytes = b"") -> bytes:
    """Rend la réponse en entier ; lève ``Refus`` comme ``telecharger``."""
    recu = bytearray()
    _recevoir(adresse, borne, debut, recu.extend)
    return bytes(recu)


def telecharger(adresse: str, fichier: Path, borne: Borne) -> None:
    """Écrit l'archive ; lève ``Refus``, un reste dans ``fichier``, si ce n'est pas elle en entier."""
    with fichier.open("wb") as neuf:
        _recevoir(adresse, borne, ARCHIVE, neuf.write)


class _MemeHote(HTTPRedirectHandler):
    """Suit une redirection sur le même hôte seulement, jamais vers une adresse moins sûre."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        vers = urlsplit(newurl)
        if vers.netloc != req.host or vers.scheme not in (req.type, "https"):
            fp.close()
            raise Refus(req.full_url, Droit.AILLEURS(adresse=newurl))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _recevoir(adresse: str, borne: Borne, debut: bytes, ecrire: Callable[[bytes], object]) -> None:
    def refuser(constat: Constat) -> NoReturn:
        raise Refus(adresse, constat)

    def demander(trop_tard: Event) -> bool:
        recus = 0
        with build_opener(_MemeHote).open(Request(adresse, headers=QUI), timeout=SIGNE) as reponse:
            annonces = reponse.headers.get("Content-Length", "")
            if annonces.isdecimal() and int(annonces) > borne.octets:
                refuser(Droit.REPONSE_ENORME(maximum=borne.octets // 1_000_000))
            while not trop_tard.is_set() and (morceau := reponse.read1(MORCEAU)):
                if recus == 0 and not morceau.startswith(debut):
                    refuser(Droit.AUTRE_REPONSE(debut=montrable(morceau[:20].decode("utf-8", "replace"))))
                if (recus := recus + len(morceau)) > borne.octets:
                    refuser(Droit.REPONSE_ENORME(maximum=borne.octets // 1_000_000))
                if not trop_tard.is_set():
                    ecrire(morceau)
        if not recus or (annonces.isdecimal() and recus < int(annonces)):
            refuser(Droit.REPONSE_COUPEE(recus=recus, annonces=annonces or "davantage"))
        return True

    try:
        fini = dans_le_temps(demander, borne.secondes)
    except HTTPError as erreur:
        with suppress(OSError):
            erreur.close()
        refuser(Droit.REPONSE_D_ERREUR(code=erreur.code))
    except (OSError, HTTPException, ValueError) as erreur:
        refuser(Droit.INJOIGNABLE(raison=montrable(str(getattr(erreur, "reason", erreur)) or type(erreur).__name__)))
    if not fini:
        refuser(Droit.REPONSE_LENTE(secondes=f"{borne.secondes:g}"))
