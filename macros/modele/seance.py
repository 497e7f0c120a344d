"""La séance en direct du « 30-30 »."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from .commun import Lien, Phrase, Reutilisable, Titre

Heure = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Seance(Reutilisable):
    """Une séance annoncée par le réseau : le mois de droit, en trente minutes, en direct."""

    titre: Annotated[Titre, Field(description="Nom de la séance.")]
    le: Annotated[dt.date, Field(description="Jour de la séance.")]
    debut: Annotated[Heure, Field(description="Heure de début, à Paris, HH:MM entre guillemets.")]
    fin: Annotated[Heure, Field(description="Heure de fin, à Paris, HH:MM entre guillemets.")]
    lien: Annotated[Lien | None, Field(description="Page d'inscription ou de connexion.")] = None
    description: Annotated[Phrase, Field(description="Ce qui sera traité, et comment participer.")]
