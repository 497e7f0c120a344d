"""Le registre des articles parus : celui du site en ligne, qu'une publication agrandit et ne rétrécit jamais.

L'étape de publication le reçoit de l'adresse publique et l'écrit dans ``RECU`` ; la construction, sans réseau, refuse ce
qui en a disparu, et rend l'union que le site neuf publie.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from macros.base.consultation import Consultation, adresses, statut
from macros.lecture.anomalie import Anomalie, Defaut

EN_LIGNE = "flux/publies.json"
"""Le registre sur le site."""
RECU = ".publies.json"
"""Le registre reçu, à la racine du projet ; git l'ignore."""
FORME = "registre des articles parus"
"""La marque qui ouvre un registre : une page d'erreur ne l'a pas, un fichier coupé l'a encore."""
IDENTIFIANT = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)+")

EDITION = re.compile(r"\d{4}-\d{2}")


class Publications(Defaut):
    """Ce qui est déjà publié dans les flux"""

    REGISTRE_ILLISIBLE = (
        "ce n'est pas un registre des articles parus, entier → Supprimez le fichier, puis recevez-le : make registre."
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


class Illisible(ValueError):
    """Ce n'est pas un registre entier."""


def ecrire(autorite: str, identifiants: Iterable[str]) -> bytes:
    """Rend un registre : l'autorité des flux, puis un identifiant par ligne, rangés."""
    contenu = {"forme": FORME, "autorite": autorite, "identifiants": sorted(identifiants)}
    return (json.dumps(contenu, ensure_ascii=False, indent=1) + "\n").encode()


def lire(octets: bytes) -> tuple[str, frozenset[str]]:
    """Rend (autorité, identifiants) d'un registre ; lève ``Illisible`` s'il n'est pas entier."""
    try:
        contenu = json.loads(octets)
        autorite, noms = contenu["autorite"], contenu["identifiants"]
        forme = contenu["forme"]
    except (ValueError, TypeError, KeyError, RecursionError) as defaut:
        raise Illisible from defaut
    if forme != FORME or not isinstance(autorite, str) or not isinstance(noms, list):
        raise Illisible
    if not all(isinstance(nom, str) and IDENTIFIANT.fullmatch(nom) for nom in noms):
        raise Illisible
    return autorite, frozenset(noms)


def recu(racine: Path, autorite: str) -> tuple[frozenset[str], list[Anomalie]]:
    """Rend les identifiants du registre reçu, aucun s'il n'y en a pas, et ce qui empêche de le lire."""
    chemin = racine / RECU
    if not chemin.is_file():
        return frozenset(), []
    try:
        sienne, identifiants = lire(chemin.read_bytes())
    except Illisible:
        return frozenset(), [Publications.REGISTRE_ILLISIBLE().dans(RECU)]
    if sienne != autorite:
        return frozenset(), [Publications.REGISTRE_D_AILLEURS(autorite=sienne, ici=autorite).dans(RECU)]
    return identifiants, []


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
