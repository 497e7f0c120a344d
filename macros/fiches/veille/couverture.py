"""La couverture : depuis quand la base publie, et jusqu'à quel jour les sources de la veille sont lues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import Field

from macros.base.consultation import Consultation, une_fois
from macros.base.types import Modele, Phrase
from macros.fiches.veille.mois import entrees_du_mois, lues_du_mois, minutes_du_mois, mois_de_veille, titre_d_edition
from macros.fiches.veille.releve import BranchesLues, Dites, dire
from macros.texte.dates import plus_mois, premier_du_mois

ENTREES_MIN = 3
"""Entrées que l'on attend d'un mois entièrement lu ; au-dessous, il est court, et l'on dit pourquoi."""
Mois = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Couverture(Modele):
    """``data/couverture.yml``, fichier unique, le même pour tous les réseaux qui partagent les fiches."""

    premiere_publication: Annotated[date, Field(description="Jour où les premières fiches sont entrées dans la base.")]
    sources_lues_jusqu_au: Annotated[date, Field(description="Dernier jour dont les sources de la veille sont lues.")]
    branches_lues: Annotated[
        list[BranchesLues], Field(description="Par mois, ce qui est relevé de chaque branche du droit, et par quoi.")
    ] = []
    mois_courts: Annotated[
        dict[Mois, Phrase] | None,
        Field(
            description="Mois lus en entier qui ont moins de trois entrées, AAAA-MM → pourquoi ; qui en tient la liste la tient entière."
        ),
    ] = None
    droit_releve_le: Annotated[
        date | None,
        Field(description="Jour du dernier relevé hebdomadaire du droit, écrit par « base droit veiller »."),
    ] = None

    def branches_dites(self, c: Consultation, mois: str = "") -> Dites | None:
        """Rend ce qu'une page dit des branches relevées ce mois, ou en dernier lieu."""
        return dire(c, self.branches_lues, mois)


@dataclass(frozen=True)
class Lecture:
    """Ce qui est lu d'un mois de veille.

    ``dernier`` : dernier jour du mois ; ``jusqu_au`` : dernier jour du mois dont les sources sont lues, ``None`` si
    aucun ; ``lu`` : dernier jour lu, tous mois confondus.
    """

    mois: str
    dernier: date
    jusqu_au: date | None
    lu: date

    @property
    def complete(self) -> bool:
        """Dit si tout le mois est lu : alors seulement, un mois vide est un mois sans nouveauté."""
        return self.jusqu_au == self.dernier


@dataclass(frozen=True)
class Etat:
    """Jusqu'où la veille est lue. ``a_lire`` : les mois qui ont des jours passés que personne n'a lus, le plus ancien d'abord."""

    lu: date
    a_lire: list[Lecture]


def premiere_publication(c: Consultation) -> date:
    """Rend le jour avant lequel aucune fiche n'a paru."""
    return next((f.contenu.premiere_publication for f in c.fiches("couverture").values()), date.min)


def lu_jusqu_au(c: Consultation) -> date:
    """Rend le dernier jour dont les sources de la veille sont lues ; sans le fichier, rien n'est tenu pour lu."""
    return next((f.contenu.sources_lues_jusqu_au for f in c.fiches("couverture").values()), date.min)


def branches(c: Consultation, mois: str = "") -> Dites | None:
    """Rend ce qu'une page dit des branches relevées ce mois, ou en dernier lieu ; ``None`` sans le fichier."""
    return next((f.contenu.branches_dites(c, mois) for f in c.fiches("couverture").values()), None)


def court(c: Consultation, mois: str) -> str:
    """Rend pourquoi le mois a peu d'entrées, ou une chaîne vide."""
    return next(((f.contenu.mois_courts or {}).get(mois, "") for f in c.fiches("couverture").values()), "")


def mois_courts(c: Consultation) -> list[str]:
    """Rend les mois lus en entier qui ont moins de trois entrées."""
    return [m for m in mois_de_veille(c) if lecture(c, m).complete and len(entrees_du_mois(c, m)) < ENTREES_MIN]


def lecture(c: Consultation, mois: str) -> Lecture:
    """Rend ce qui est lu du mois ``AAAA-MM``."""
    premier, lu = premier_du_mois(mois), lu_jusqu_au(c)
    dernier = plus_mois(premier, 1) - timedelta(days=1)
    return Lecture(mois, dernier, min(lu, dernier) if lu >= premier else None, lu)


def completee_le(c: Consultation, mois: str) -> date | None:
    """Rend le jour où l'édition parue d'un mois a reçu sa dernière entrée ; rien si elle n'a pas grandi depuis.

    Le mois où la base ouvre, tout y entre à la fois : une édition plus ancienne ne grandit qu'ensuite.
    """
    ouverture = plus_mois(premiere_publication(c).replace(day=1), 1) - timedelta(days=1)
    depart = max(lecture(c, mois).dernier + timedelta(days=1), ouverture)
    dernier = max((e.contenu.publie_le for e in entrees_du_mois(c, mois)), default=depart)
    return dernier if dernier > depart else None


@une_fois
def couverture(c: Consultation) -> Etat:
    """Rend jusqu'où la veille est lue."""
    lu = lu_jusqu_au(c)
    mois = reversed(mois_de_veille(c)) if lu < c.jour else ()
    return Etat(lu, [siens for m in mois if not (siens := lecture(c, m)).complete])


def dernier_mois(c: Consultation) -> str:
    """Rend le mois de la dernière édition à tenir, ou une chaîne vide : le dernier lu en entier, sinon le dernier qui a des entrées.

    Un mois que personne n'a lu jusqu'au bout ne se propose pas : l'animateur ne saurait pas dire s'il n'y a rien d'autre.
    """
    tenables = [m for m in mois_de_veille(c) if lues_du_mois(c, m)]
    return next((m for m in tenables if lecture(c, m).complete), next(iter(tenables), ""))


def en_cours(c: Consultation) -> list[tuple[str, int]]:
    """Rend (mois, nombre d'entrées à lire) des éditions plus récentes que la dernière à tenir, la plus récente d'abord."""
    dernier = dernier_mois(c)
    return [(m, len(lues)) for m in mois_de_veille(c) if m > dernier and (lues := lues_du_mois(c, m))]


def derniere_edition(c: Consultation) -> dict[str, Any]:
    """Rend ce que toute page dit de la dernière édition à tenir, des suivantes, et de ce qui est lu."""
    mois = dernier_mois(c)
    return {
        "mois": mois,
        "titre": titre_d_edition(mois) if mois else "",
        "minutes": minutes_du_mois(c, mois),
        "en_cours": en_cours(c),
        "couverture": couverture(c),
        "branches": branches(c),
    }
