"""Le registre des articles parus : celui du site en ligne, qu'une publication agrandit et ne rétrécit jamais.

L'étape de publication le reçoit de l'adresse publique et l'écrit dans ``RECU`` ; la construction, sans réseau, refuse ce
qui en a disparu, et rend l'union que le site neuf publie.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from macros.base.consultation import Consultation, adresses, statut
from macros.lecture.anomalie import Anomalie, Defaut, Gravite

EN_LIGNE = "flux/publies.json"
"""Le registre sur le site."""
RECU = ".publies.json"
"""Le registre reçu, à la racine du projet ; git l'ignore."""
FORME = "registre des articles parus"
"""La marque qui ouvre un registre : une page d'erreur ne l'a pas, un fichier coupé l'a encore."""
IDENTIFIANT = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)+")
PLACE = re.compile(rf"\d{{4}}-\d\d-\d\d \d{{4}}-\d\d-\d\d {IDENTIFIANT.pattern}")
"""La place d'un article dans un flux (``sorties.flux.place``)."""

EDITION = re.compile(r"\d{4}-\d{2}")


class Publications(Defaut):
    """Ce qui est déjà publié dans les flux"""

    REGISTRE_ILLISIBLE = (
        "ce n'est pas un registre des articles parus, entier → Supprimez le fichier, puis recevez-le : base registre."
    )
    REGISTRE_D_AILLEURS = (
        "ce registre est celui de « {autorite} », et l'identité du réseau dit « {ici} »"
        " → Rétablissez autorite_flux dans data/reseau/identite.yml : la changer doublerait tout chez les abonnés."
    )
    PUBLICATION_DISPARUE = (
        "« {identifiant} » est paru et n'existe plus : ses abonnés et ses liens le chercheront"
        " → Rétablissez {source}. Renommée, une fiche garde l'ancien nom dans anciens_noms ; retirée, elle reste, et"
        " « retrait » dit pourquoi."
    )
    REGISTRE_RETRECI = (
        "le registre reçu ne connaît plus {nombre} article(s) ou flux qui devraient être parus, dont « {identifiant} »"
        " → Le site en ligne est-il revenu à une version d'avant ? Comparez-le à votre dernière publication : ce qui n'est plus"
        " au registre peut disparaître sans que rien le dise.",
        Gravite.ALERTE,
    )


class Illisible(ValueError):
    """Ce n'est pas un registre entier."""


class Registre(NamedTuple):
    """Ce que les abonnés ont reçu."""

    autorite: str = ""
    identifiants: frozenset[str] = frozenset()
    """Les flux, et leurs articles durables."""
    sortis: Mapping[str, str] = {}
    """Chemin d'un flux → la place du plus récent des articles qui en sont sortis, ou n'y sont jamais entrés : un article plus
    ancien, entré plus tard, passerait pour neuf.
    """

    def plus(self, autre: Registre) -> Registre:
        """Rend l'union des deux registres, sous l'autorité du second."""
        flux = self.sortis.keys() | autre.sortis.keys()
        sortis = {nom: max(self.sortis.get(nom, ""), autre.sortis.get(nom, "")) for nom in flux}
        return Registre(autre.autorite, self.identifiants | autre.identifiants, sortis)

    def octets(self) -> bytes:
        """Rend le registre écrit : l'autorité des flux, puis un identifiant par ligne, rangés."""
        identifiants, sortis = sorted(self.identifiants), dict(sorted(self.sortis.items()))
        contenu = {"forme": FORME, "autorite": self.autorite, "identifiants": identifiants, "sortis": sortis}
        return (json.dumps(contenu, ensure_ascii=False, indent=1) + "\n").encode()


VIDE = Registre()


def lire(octets: bytes) -> Registre:
    """Rend un registre ; lève ``Illisible`` s'il n'est pas entier."""
    try:
        contenu = json.loads(octets, object_pairs_hook=_sans_doublon)
        forme, autorite = contenu["forme"], contenu["autorite"]
        noms, sortis = contenu["identifiants"], contenu["sortis"]
    except (ValueError, TypeError, KeyError, RecursionError) as defaut:
        raise Illisible from defaut
    if forme != FORME or not isinstance(autorite, str) or not isinstance(noms, list) or not isinstance(sortis, dict):
        raise Illisible
    if not all(isinstance(nom, str) and IDENTIFIANT.fullmatch(nom) for nom in (*noms, *sortis)):
        raise Illisible
    if not all(isinstance(place, str) and PLACE.fullmatch(place) for place in sortis.values()):
        raise Illisible
    return Registre(autorite, frozenset(noms), sortis)


def _sans_doublon(paires: list[tuple[str, Any]]) -> dict[str, Any]:
    """D'une clé écrite deux fois, JSON garde la dernière : un registre peut ainsi en cacher un autre."""
    if len(valeurs := dict(paires)) < len(paires):
        raise Illisible
    return valeurs


def recu(racine: Path, autorite: str) -> tuple[Registre, list[Anomalie]]:
    """Rend le registre reçu, vide s'il n'y en a pas, et ce qui empêche de le lire."""
    vide, chemin = Registre(autorite), racine / RECU
    if not chemin.is_file():
        return vide, []
    try:
        registre = lire(chemin.read_bytes())
    except Illisible:
        return vide, [Publications.REGISTRE_ILLISIBLE().dans(RECU)]
    if registre.autorite != autorite:
        return vide, [Publications.REGISTRE_D_AILLEURS(autorite=registre.autorite, ici=autorite).dans(RECU)]
    return registre, []


def retreci(attendus: Iterable[str], recus: Registre) -> Iterator[Anomalie]:
    """Un registre reçu connaît ce que l'on sait paru depuis longtemps."""
    if perdus := sorted(set(attendus) - recus.identifiants):
        yield Publications.REGISTRE_RETRECI(nombre=len(perdus), identifiant=perdus[0]).dans(RECU)


def disparus(c: Consultation, publies: Iterable[str]) -> Iterator[Anomalie]:
    """Un article paru répond toujours à une fiche, un flux ou une édition."""
    for identifiant in sorted(publies):
        if not _existe(c, identifiant):
            source = _source(c, identifiant)
            yield Publications.PUBLICATION_DISPARUE(identifiant=identifiant, source=source).dans(RECU)


def _genre_de(c: Consultation, identifiant: str) -> tuple[Any, str]:
    """Rend (genre, nom) de la fiche qu'un article annonce ; le genre manque à un flux et à une édition."""
    code, nom, *_ = identifiant.split("/")
    return (None if EDITION.fullmatch(nom) else c.genres.get(code)), nom


def _existe(c: Consultation, identifiant: str) -> bool:
    genre, nom = _genre_de(c, identifiant)
    if genre:
        lisible = any(
            nom in (fiche.id, *getattr(fiche.contenu, "anciens_noms", ())) and statut(fiche) != "brouillon"
            for fiche in c.fiches(genre.nom).values()
        )
        return lisible or (genre.nom, nom) in c.base.refusees
    return f"{identifiant}.rss" in c.produits or f"{identifiant}/" in adresses(c)


def _source(c: Consultation, identifiant: str) -> str:
    """Rend ce qu'il faut rétablir pour que l'identifiant réponde de nouveau."""
    genre, nom = _genre_de(c, identifiant)
    if genre:
        return str(genre.chemin_de(nom))
    if identifiant.startswith("flux/"):
        return f"le code « {identifiant.rpartition('/')[2]} » dans son vocabulaire (thèmes ou familles d'achat)"
    return f"une entrée de {nom} ou d'un mois d'avant"
