"""Le réseau qui publie : ce que les sorties en disent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reseau:
    """L'identité du réseau, et les adresses du site et du dépôt."""

    nom: str = ""
    nom_long: str = ""
    region: str = ""
    contact: str = ""
    hebergeur: str = ""
    autorite_flux: str = ""
    departements: tuple[str, ...] = ()
    couleurs: Any = None
    rendez_vous: Any = None
    """Le rendez-vous mensuel, s'il est allumé."""
    site_url: str = ""
    repo_url: str = ""
    forge: str = ""
    """``github``, ``gitlab`` ou ``forgejo`` ; vide tant que ni l'adresse du dépôt ni l'identité ne le disent."""
    inscription: str = ""
    """L'adresse web où l'on s'inscrit à la lettre ; vide, on écrit au réseau."""
