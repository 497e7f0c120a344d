"""Rendre les flux, les calendriers et le registre des articles parus."""

from collections.abc import Iterable
from typing import Any

from macros.base.base import Base
from macros.base.promesses import Article, Canal
from macros.base.registre import EN_LIGNE, VIDE, Registre, disparus
from macros.base.registre import lire as lire_registre
from macros.lecture.anomalie import Anomalie
from macros.sorties import flux
from macros.sorties.calendrier import calendriers
from tests.fabrique.pages import contexte_de
from tests.fabrique.questions import consulter
from tests.fabrique.reperes import SITE_URL


def canaux_de(base: Base) -> list[Canal]:
    """Rend les flux du site."""
    return flux.canaux(consulter(base))


def articles_de(base: Base, chemin: str, **reseau: Any) -> list[Article]:
    """Rend les articles d'un flux, par son chemin sans extension."""
    (canal,) = (c for c in flux.canaux(consulter(base, **reseau)) if c.chemin == chemin)
    return list(canal.articles())


def identifiants_de(base: Base, **reseau: Any) -> frozenset[str]:
    """Rend ce que le registre des articles parus garde."""
    return flux.identifiants(consulter(base, **reseau))


def disparus_de(base: Base, parus: Iterable[str]) -> list[Anomalie]:
    """Rend une anomalie par article paru qui ne répond plus à rien."""
    return list(disparus(consulter(base), parus))


def registre_ecrit(autorite: str, identifiants: Iterable[str], **sortis: str) -> bytes:
    """Rend les octets d'un registre d'articles parus."""
    return Registre(autorite, frozenset(identifiants), sortis).octets()


def flux_et_registre_de(base: Base, en_ligne: bytes = b"") -> dict[str, bytes]:
    """Rend chemin → octets des flux et du registre qu'un site publie, quand ``en_ligne`` est celui du site en ligne."""
    absolu, parus = contexte_de(base, SITE_URL), lire_registre(en_ligne) if en_ligne else VIDE
    return {chemin: produire() for chemin, produire in flux.flux(absolu.c, absolu, parus).items()}


def flux_de(base: Base, **reseau: Any) -> dict[str, bytes]:
    """Rend chemin → octets des flux."""
    absolu = contexte_de(base, SITE_URL, **reseau)
    return {chemin: produire() for chemin, produire in flux.flux(absolu.c, absolu).items() if chemin != EN_LIGNE}


def calendriers_de(base: Base, **reseau: Any) -> dict[str, bytes]:
    """Rend chemin → octets des calendriers."""
    return {chemin: produire() for chemin, produire in calendriers(consulter(base, **reseau)).items()}
