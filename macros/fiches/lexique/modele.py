"""Le terme du lexique : un mot ou un sigle du métier, expliqué en une phrase."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from macros.base.types import Dates, Libelle, LienSource, RefDroit, Renvoi, Reutilisable

Definition = Annotated[str, StringConstraints(min_length=20, max_length=260)]
"""Une bulle de texte brut : ni lien, ni emphase."""
Ecriture = Annotated[str, StringConstraints(min_length=1, max_length=160, pattern=r"^[0-9A-Za-zÀ-ÖØ-öø-ÿŒœ].*$")]
"""Un mot ou plusieurs : le premier signe est une lettre ou un chiffre, par où on le reconnaît dans une phrase."""


class Terme(Dates):
    """Un terme expliqué à sa première apparition dans une page."""

    terme: Annotated[Ecriture, Field(description="Le terme en toutes lettres, minuscules sauf nom propre.")]
    sigle: Annotated[
        str, Field(pattern=r"^([A-Z][A-Za-z0-9-]{1,9})?$", description="Son sigle, s'il en a un : ESAT.")
    ] = ""
    formes: Annotated[
        list[Ecriture],
        Field(
            description="Autres écritures à reconnaître : pluriel, variante. Chacune commence par une lettre ou un chiffre. "
            "Le terme et le sigle le sont d'office."
        ),
    ] = []
    definition: Annotated[Definition, Field(description="Une ou deux phrases simples, sans balisage : la bulle.")]
    fondements: Annotated[list[RefDroit], Field(description="Article ou texte qui le définit.")] = []
    voir: Annotated[list[Annotated[str, Renvoi("termes")]], Field(description="Termes voisins.")] = []
    sources: Annotated[
        list[LienSource], Field(max_length=30, description="Sources, obligatoires sans base légale.")
    ] = []

    @property
    def ecritures(self) -> tuple[str, ...]:
        """Rend tout ce qui le fait reconnaître dans une phrase."""
        return tuple(dict.fromkeys(e for e in (self.terme, self.sigle, *self.formes) if e))

    @property
    def resume(self) -> str:
        """Rend la définition : ce qu'une liste montre sous le titre."""
        return self.definition

    @property
    def titre(self) -> str:
        """Rend « ESAT : établissement et service… » ou le terme seul."""
        return f"{self.sigle} : {self.terme}" if self.sigle else f"{self.terme[0].upper()}{self.terme[1:]}"


class Sigles(Reutilisable):
    """Les sigles que le lexique n'a pas à expliquer."""

    admis: Annotated[dict[str, Libelle], Field(description="Sigle → pourquoi il s'écrit sans explication.")] = {}
