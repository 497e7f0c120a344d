"""L'événement de l'agenda : quand, où, pour qui, par qui ; un fichier chacun."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field

from macros.base.types import Code, Dates, Departement, Libelle, Lien, Phrase, Profil, Renvoi, Sources, Titre

FUSEAUX = {
    "Europe/Paris": "heure de Paris",
    "America/Guadeloupe": "heure de la Guadeloupe",
    "America/Martinique": "heure de la Martinique",
    "America/Cayenne": "heure de la Guyane",
    "America/Miquelon": "heure de Saint-Pierre-et-Miquelon",
    "Indian/Reunion": "heure de La Réunion",
    "Indian/Mayotte": "heure de Mayotte",
    "Pacific/Noumea": "heure de la Nouvelle-Calédonie",
    "Pacific/Tahiti": "heure de Tahiti",
    "Pacific/Wallis": "heure de Wallis-et-Futuna",
}
"""Fuseau → ce que l'on écrit après l'heure. Le premier est celui de la base."""
PARIS = next(iter(FUSEAUX))


STATUTS = {"prevu": "", "annule": "Annulé", "reporte": "Reporté"}


def _en_texte(valeur: Any) -> Any:
    """Rend en texte un jour écrit sans heure : son anomalie dit alors la forme attendue."""
    return valeur.isoformat() if isinstance(valeur, dt.date) else valeur


def _possible(texte: str) -> str:
    dt.datetime.fromisoformat(texte)
    return texte


FORME = r"^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$"
Instant = Annotated[
    str,
    BeforeValidator(_en_texte),
    Field(
        pattern=FORME, json_schema_extra={"pattern": FORME}
    ),  # pydantic tait au schéma ce qu'il juge après une conversion
    AfterValidator(_possible),
]
"""« 2026-12-03 12:30 » : un jour et une heure, à lire avec un fuseau."""


class Evenement(Dates):
    """Un rendez-vous annoncé par une source publique."""

    titre: Annotated[Titre, Field(description="Nom de l'événement.")]
    resume: Annotated[Phrase, Field(description="Ce qui sera traité, et ce que l'on en retire.")]
    type: Annotated[str, Code("types-evenements"), Field(description="Genre d'événement.")]
    debut: Annotated[Instant, Field(description="Jour et heure de début : 2026-12-03 12:30.")]
    fin: Annotated[Instant, Field(description="Jour et heure de fin : 2026-12-03 13:30.")]
    fuseau: Annotated[
        Literal[*FUSEAUX] | None,  # type: ignore[valid-type]  # l'union suit la table
        Field(examples=[PARIS], description="Fuseau des deux heures : Europe/Paris. À écrire toujours."),
    ] = None
    statut: Annotated[
        Literal["prevu", "annule", "reporte"],
        Field(description="reporte : « debut » et « fin » disent la nouvelle date ; sans nouvelle date, annule."),
    ] = "prevu"
    lieu: Annotated[Libelle | None, Field(description="Salle et commune. Le lieu, le lien, ou les deux.")] = None
    lien: Annotated[Lien | None, Field(description="Page où l'on se connecte, pour suivre à distance.")] = None
    publics: Annotated[list[Profil], Field(min_length=1, description="Métiers auxquels il s'adresse.")]
    departements: Annotated[list[Departement], Field(description="Départements concernés ; vide pour tous.")] = []
    structure: Annotated[
        str | None, Renvoi("structures"), Field(description="Qui organise : une fiche de l'annuaire.")
    ] = None
    organisateur: Annotated[Libelle | None, Field(description="Qui organise, s'il n'a pas de fiche.")] = None
    inscription: Annotated[Lien | None, Field(description="Page où l'on s'inscrit.")] = None
    courriel: Annotated[
        str | None,
        Field(
            pattern=r"^[a-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$",
            max_length=120,
            description="Adresse de fonction où l'on s'inscrit, jamais celle d'une personne : contact@…",
        ),
    ] = None
    sources: Annotated[Sources, Field(description="Page publique qui l'annonce.")]

    @property
    def annonce(self) -> str:
        """Rend « Annulé », « Reporté », ou une chaîne vide."""
        return STATUTS[self.statut]

    @property
    def commence(self) -> dt.datetime:
        """Rend l'instant du début, dans son fuseau ; celui de Paris tant qu'il manque."""
        return self._instant(self.debut)

    @property
    def finit(self) -> dt.datetime:
        """Rend l'instant de la fin, dans son fuseau."""
        return self._instant(self.fin)

    def _instant(self, texte: str) -> dt.datetime:
        return dt.datetime.fromisoformat(texte).replace(tzinfo=ZoneInfo(self.fuseau or PARIS))

    def est_passe(self, jour: dt.date) -> bool:
        """Dit si l'événement a fini avant ce jour."""
        return self.finit.date() < jour

    def est_en_cours(self, jour: dt.date) -> bool:
        """Dit si l'événement a lieu ce jour."""
        return self.commence.date() <= jour <= self.finit.date()
