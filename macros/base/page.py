"""La page écrite à la main : son en-tête typé, son corps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from macros.base.types import Code, Modele, Phrase
from macros.lecture.anomalie import Anomalie, Constat


class EnTetePage(Modele):
    """L'en-tête d'une page de ``docs/``. Ses noms de champs sont ceux que MkDocs impose."""

    title: Annotated[str, StringConstraints(min_length=3, max_length=110), Field(description="Titre de la page.")]
    description: Annotated[Phrase, Field(description="Une phrase, pour les moteurs de recherche.")]
    moment: Annotated[
        str | None, Code("moments"), Field(description="Moment de l'achat, pour une page de parcours.")
    ] = None
    render_macros: Annotated[bool, Field(description="true quand la page appelle des macros.")] = False
    interne: Annotated[
        bool, Field(description="true pour une page de qui tient le site : la recherche ne la montre pas.")
    ] = False


@dataclass(frozen=True)
class Page:
    """Une page, hors fiches. ``chemin`` est relatif à ``docs/`` ; ``ligne_corps`` part de 1 ; ``places`` : champ → (ligne, colonne)."""

    chemin: str
    fichier: str
    en_tete: EnTetePage
    corps: str
    ligne_corps: int = 1
    places: Mapping[Any, tuple[int, int]] = field(default_factory=dict)

    def anomalie(self, champ: str, constat: Constat) -> Anomalie:
        """Rend l'anomalie placée sur ce champ de l'en-tête."""
        return constat.dans(self.fichier, *self.places.get(champ, (1, 1)))

    @cached_property
    def lignes(self) -> list[str]:
        """Rend les lignes du corps."""
        return self.corps.split("\n")

    @property
    def tout(self) -> str:
        """Rend tous ses textes, l'un sous l'autre : un motif qui n'y est pas n'est dans aucun."""
        return f"{self.en_tete.title}\n{self.en_tete.description}\n{self.corps}"

    @property
    def adresse(self) -> str:
        """Rend l'adresse publique de la page, relative à la racine du site : vide pour l'accueil."""
        return adresse_de(self.chemin)


def adresse_de(chemin: str) -> str:
    """Rend l'adresse publique de la page dont la source est à ce chemin de ``docs/``."""
    adresse = chemin.removesuffix(".md").removesuffix("index").strip("/")
    return f"{adresse}/" if adresse else ""
