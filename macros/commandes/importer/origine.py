"""Une fiche qui change de base : ce qu'elle y laisse, d'où elle vient, et si elle y a été retouchée."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from typing import Any

from macros.base.fiche import Fiche
from macros.base.types import Modele, Origine

AU_RESEAU: dict[str, Any] = {"alertes_levees": [], "relectures": [], "relu_par": None}
"""Champs qui n'engagent que le réseau qui les a remplis, et leur valeur une fois la fiche reprise."""


def sans_son_reseau(fiche: Fiche[Any]) -> tuple[Fiche[Any], tuple[str, ...]]:
    """Rend la fiche sans ce qui n'engage que son réseau, et les champs ainsi vidés."""
    retires = tuple(nom for nom in AU_RESEAU if fiche.champ(nom))
    return replace(
        fiche, contenu=fiche.contenu.model_copy(update={nom: copy(AU_RESEAU[nom]) for nom in retires})
    ), retires


def reprendre(fiche: Fiche[Any], origine: Origine) -> tuple[Fiche[Any], tuple[str, ...]]:
    """Rend la fiche sans ce qui n'engage que son réseau, et les champs ainsi vidés.

    Son origine est celle qu'elle portait déjà, sinon ``origine`` ; l'empreinte est celle de ce qui est repris ici.
    """
    rendue, retires = sans_son_reseau(fiche)
    signee = (fiche.contenu.reprise_de or origine).model_copy(update={"empreinte": empreinte(rendue)})
    return replace(rendue, contenu=rendue.contenu.model_copy(update={"reprise_de": signee})), retires


def empreinte(fiche: Fiche[Any]) -> str:
    """Rend l'empreinte d'une fiche, son origine à part ; un champ ajouté au modèle, laissé vide, ne la change pas."""
    contenu = fiche.contenu.model_dump_json(exclude={"reprise_de"}, exclude_defaults=True)
    return hashlib.sha256(f"{contenu}\n{fiche.corps}".encode()).hexdigest()[:16]


def suivie(existante: Fiche[Any], recue: Fiche[Any]) -> bool:
    """Dit si la fiche d'ici vient du même réseau et n'a pas été retouchée depuis sa reprise."""
    ici, venue = existante.contenu.reprise_de, recue.contenu.reprise_de
    return ici is not None and ici.reseau == venue.reseau and ici.empreinte == empreinte(existante)


def champs_laisses(brut: Any, lu: Any, chemin: str = "") -> Iterator[str]:
    """Rend le nom de chaque champ recu que le modèle ne connaît pas, sans rang de liste ni clé de dictionnaire."""
    if isinstance(lu, Modele):
        for nom, valeur in brut.items():
            if nom in type(lu).model_fields:
                yield from champs_laisses(valeur, getattr(lu, nom), f"{chemin}{nom}.")
            else:
                yield f"{chemin}{nom}"
    elif isinstance(lu, dict):
        recus = {cle.strip(): valeur for cle, valeur in brut.items()}  # le modèle rogne aussi les clés
        for cle, valeur in lu.items():
            yield from champs_laisses(recus[cle], valeur, chemin)
    elif isinstance(lu, list):
        for recu, valeur in zip(brut, lu, strict=True):
            yield from champs_laisses(recu, valeur, chemin)
