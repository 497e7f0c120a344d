"""La page écrite à la main : son en-tête typé, son corps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from macros.base.types import Code, Modele, Phrase


class EnTetePage(Modele):
    """L'en-tête d'une page de ``docs/``. Ses noms de champs sont ceux que MkDocs impose."""

    title: Annotated[str, StringConstraints(min_length=3, max_length=110), Field(description="Titre de la page.")]
    description: Annotated[Phrase, Field(description="Une phrase, pour les moteurs de recherche.")]
    moment: Annotated[
        str | None, Code("moments"), Field(description="Moment de l'achat, pour une page de parcours.")
    ] = None
    render_macros: Annotated[bool, Field(description="true quand la page appelle des macros.")] = False


@dataclass(frozen=True)
class Page:
    """Une page, hors fiches. ``chemin`` est relatif à ``docs/`` ; ``ligne_corps`` part de 1."""

    chemin: str
    fichier: str
    en_tete: EnTetePage
    corps: str
    ligne_corps: int = 1

    @property
    def adresse(self) -> str:
        """Rend l'adresse publique de la page, relative à la racine du site : vide pour l'accueil."""
        return adresse_de(self.chemin)


def adresse_de(chemin: str) -> str:
    """Rend l'adresse publique de la page dont la source est à ce chemin de ``docs/``."""
    adresse = chemin.removesuffix(".md").removesuffix("index").strip("/")
    return f"{adresse}/" if adresse else ""
