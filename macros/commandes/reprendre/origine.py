"""Une fiche qui change de base : ce qu'elle y laisse, d'où elle vient, et si elle y a été retouchée."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import replace
from typing import Any

from macros.base.fiche import Fiche
from macros.base.reseau import Reseau
from macros.base.types import Modele, Origine

VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(\.[0-9a-f]{8})?")
AU_RESEAU: dict[str, Any] = {"alertes_levees": [], "relectures": [], "relu_par": None}
"""Champs qui n'engagent que le réseau qui les a remplis, et leur valeur une fois la fiche reprise."""


def sans_son_reseau(fiche: Fiche[Any]) -> Fiche[Any]:
    """Rend la fiche sans ce qui n'engage que son réseau."""
    vides = {nom: copy(vide) for nom, vide in AU_RESEAU.items() if fiche.champ(nom)}
    return replace(fiche, contenu=fiche.contenu.model_copy(update=vides))


def reprendre(fiche: Fiche[Any], chez: Origine, site: str) -> Fiche[Any]:
    """Rend la fiche prise sur ``site``, que décrit ``chez``, telle qu'elle s'écrit ici.

    Son auteur reste celui qu'elle disait ; les relectures le suivent, dans son origine. Un réseau qui l'a changée en chemin y
    est nommé, et la signature d'avant ne vaut plus pour elle.
    """
    rendue = sans_son_reseau(fiche)
    avant, prise = fiche.contenu.reprise_de, empreinte(rendue)
    lues, signee = fiche.champ("relectures") or [], fiche.champ("relu_par")
    dites = {"empreinte": prise, "relu_par": signee, "relectures": lues}
    if avant is not None:
        touchee = avant.empreinte != prise
        dites |= {
            "par": site,
            "importe_le": chez.importe_le,
            "inconnus": avant.inconnus | chez.inconnus,
            "relectures": [*avant.relectures, *(lue for lue in lues if lue not in avant.relectures)],
            "relu_par": signee or (None if touchee else avant.relu_par),
        }
        if touchee:
            autres = [nom for nom in avant.modifiee_par if nom != chez.reseau]
            dites |= {"version": chez.version, "modifiee_par": [*autres, chez.reseau]}
    return replace(
        rendue, contenu=rendue.contenu.model_copy(update={"reprise_de": (avant or chez).model_copy(update=dites)})
    )


def version_publiee(valeurs: Mapping[str, Any]) -> str | None:
    """Rend la version d'une fiche publiée, sinon le jour de son dernier changement ; rien si ce n'est ni l'une ni l'autre."""
    ecrite = valeurs.get("version", valeurs.get("modifie_le"))
    return ecrite if isinstance(ecrite, str) and VERSION.fullmatch(ecrite) else None


def empreinte(fiche: Fiche[Any]) -> str:
    """Rend l'empreinte de ce que dit une fiche : ni son origine, ni ses noms d'avant ; un champ ajouté au modèle, laissé vide, ne la change pas."""
    contenu = fiche.contenu.model_dump_json(exclude={"reprise_de", "anciens_noms"}, exclude_defaults=True)
    return hashlib.sha256(f"{contenu}\n{fiche.corps}".encode()).hexdigest()[:16]


def vient_de(origine: Origine, site: str) -> bool:
    """Dit si la fiche de cette origine a été prise sur ce site, ou si elle y a été écrite."""
    return any(du_site(adresse, site) for adresse in (origine.par, origine.url) if adresse)


def vient_d_ici(origine: Origine | None, reseau: Reseau) -> bool:
    """Dit si la fiche qu'un autre a reprise est de ce réseau."""
    return origine is not None and (origine.reseau == reseau.nom or du_site(origine.url, reseau.site_url))


def du_site(adresse: str, site: str) -> bool:
    """Dit si l'adresse est celle de ce site, ou d'une de ses pages : « …/reseau-nord/ » n'est pas du site « …/reseau »."""
    return bool(site) and f"{adresse.rstrip('/')}/".startswith(f"{site.rstrip('/')}/")


def champs_inconnus(brut: Any, lu: Any, chemin: str = "") -> Iterator[tuple[str, Any]]:
    """Rend (chemin, valeur) de chaque champ reçu que le modèle ne connaît pas."""
    if isinstance(lu, Modele):
        for nom, valeur in brut.items():
            if nom in type(lu).model_fields:
                yield from champs_inconnus(valeur, getattr(lu, nom), f"{chemin}{nom}.")
            else:
                yield f"{chemin}{nom}", valeur
    elif isinstance(lu, dict):
        recus = {cle.strip(): valeur for cle, valeur in brut.items()}  # le modèle rogne aussi les clés
        for cle, valeur in lu.items():
            yield from champs_inconnus(recus[cle], valeur, f"{chemin}{cle}.")
    elif isinstance(lu, list):
        for rang, (recu, valeur) in enumerate(zip(brut, lu, strict=True)):
            yield from champs_inconnus(recu, valeur, f"{chemin}{rang}.")
