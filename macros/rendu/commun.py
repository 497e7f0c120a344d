"""Ce que le rendu reçoit et rend."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


class Racine(str):
    """Le chemin relatif d'une page vers la racine du site, et les termes du lexique que la page a déjà expliqués.

    Un chemin simple rend la même page sans explication.
    """

    def __init__(self, _: str) -> None:
        self.expliques: set[str] = set()


@dataclass(frozen=True)
class Reseau:
    """L'identité du réseau, lue dans ``mkdocs.yml`` (``extra.reseau``), et les adresses du site et du dépôt."""

    nom: str
    nom_long: str
    region: str
    contact: str
    hebergeur: str
    autorite_flux: str
    departements: tuple[str, ...]
    site_url: str
    repo_url: str


@dataclass(frozen=True)
class PageRendue:
    """Une page prête : titre, description, HTML, fil d'Ariane (libellé, adresse), sommaire (ancre, libellé)."""

    titre: str
    description: str
    html: Markup
    ariane: tuple[tuple[str, str], ...] = ()
    sommaire: tuple[tuple[str, str], ...] = ()
