"""Huit publications de suite d'un petit projet, et ce qu'un abonné en a reçu."""

from datetime import date
from pathlib import Path

import pytest

from macros.base.registre import EN_LIGNE, RECU
from macros.site.maison import Maison
from tests.fabrique.flux import flux_et_registre_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.reperes import RESEAU, epoque
from tests.petit.fiches import VEILLE

CLAUSE = "data/clauses/temoin.yml"
CORRIGEE = "docs/veille/2026/2026-11-20-essai.md"
RENOMMEE = "docs/veille/2026/2026-11-20-mieux-nommee.md"
ANCIENNE = "docs/veille/2026/2026-11-18-ancienne.md"
NEUVE = "docs/veille/2026/2026-11-24-neuve.md"
CHANGEMENT = "Le champ d’application est élargi."
CORRECTION = "Une phrase de correction, que les abonnés doivent lire à la place de l’ancienne."
FLUX = ("flux/veille.rss", "flux/veille.atom", "flux/clauses.rss")
PUBLICATIONS = (
    "au départ",
    "une entrée neuve",
    "une correction de forme et un changement",
    "un titre corrigé",
    "une fiche renommée",
    "une entrée retirée",
    "une entrée neuve sur un événement ancien",
    "rien de neuf",
)


def publier(racine: Path, jour: str) -> dict[str, bytes]:
    """Publie les flux du projet au jour dit, le registre de la publication d'avant reçu ; rend les flux."""
    with pytest.MonkeyPatch.context() as contexte:
        contexte.setenv("SOURCE_DATE_EPOCH", epoque(date.fromisoformat(jour)))
        recu = racine / RECU
        assert [str(a) for a in Maison(racine).anomalies] == []
        sorties = flux_et_registre_de(base_saine(racine), recu.read_bytes() if recu.exists() else b"")
        recu.write_bytes(sorties.pop(EN_LIGNE))
    return sorties


def entree(racine: Path, jour: str, nom: str, dit: str, publie_le: str = "") -> None:
    texte = VEILLE.replace("2026-11-20", jour).replace("nouvelle d’essai", dit)
    texte = texte.replace(f"publie_le: {jour}", f"publie_le: {publie_le or jour}")
    (racine / f"docs/veille/2026/{jour}-{nom}.md").write_text(texte, "utf-8")


def attendus(chemin: str, rang: int) -> dict[str, str]:
    """Rend identifiant → titre de ce qu'un abonné de la première heure a reçu, jusqu'à la publication ``rang``.

    L'article d'avant un changement et celui d'une fiche retirée restent chez lui : il les a lus.
    """

    def depuis(publication: str) -> bool:
        return rang >= PUBLICATIONS.index(publication)

    change = depuis("une correction de forme et un changement")
    if chemin.startswith("flux/clauses"):
        titre = "Ce que la clause d’essai obtient"
        recus = {
            "clauses/critere-court": "Nouvelle clause : Critère court d’essai",
            "clauses/temoin": f"Nouvelle clause : {titre}",
        }
        if change:
            recus["clauses/temoin/2026-11-27"] = f"Clause modifiée : {titre}"
    else:
        corrige = depuis("un titre corrigé")
        recus = {
            "veille/2026-11-20-essai": "Une nouvelle au titre corrigé" if corrige else "Une nouvelle d’essai",
            "veille/2026-11-18-ancienne": "Une nouvelle, dite ancienne",
            "veille/2026-10-06-octobre": "Une nouvelle, dite octobre",
        }
        if depuis("une entrée neuve"):
            recus["veille/2026-11-24-neuve"] = "Une nouvelle toute neuve"
        if change:
            recus["veille/2026-11-18-ancienne/2026-11-27"] = "Mise à jour : Une nouvelle, dite ancienne"
        if depuis("une entrée neuve sur un événement ancien"):
            recus["veille/2026-10-12-tardive"] = "Une nouvelle tardive"
    return {f"tag:{RESEAU.autorite_flux}:{i}": titre for i, titre in recus.items()}
