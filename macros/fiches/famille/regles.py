"""Les familles d'achat : une famille connue, un chiffre sourcé, un code CPV complet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.famille.modele import Famille
from macros.lecture.anomalie import Anomalie, Defaut, Gravite, proche

CODE = re.compile(r"\d{8}-\d")
POIDS = (3, 7, 1, 3, 7, 1, 3, 7)
ECARTS = {"033": 8, "034": 9, "09": 6, "724": 5}
"""Branches de la nomenclature où tout chiffre de contrôle s'écarte de la règle → de combien.

Celles que l'on connaît : il peut y en avoir d'autres, une clé fausse n'est donc qu'une alerte.
"""
QUANTITE = re.compile(r"\d[\d\s,.]*\s?(?:%|€|kg|k?Wh|litres?|tonnes?|milli)|\bun (?:tiers|quart)\b|\bla moitié\b")
"""Un nombre qui mesure. Le numéro d'un article n'en est pas un."""


class Familles(Defaut):
    """Les familles d'achat"""

    FAMILLE_INCONNUE = "« {nom} » n'est pas une famille d'achat → Le fichier porte un code de data/vocabulaires/segments.yml : {codes}."
    CODE_CPV = (
        "le code CPV « {code} » est incomplet → Huit chiffres, un tiret, puis le chiffre de contrôle : 55524000-9."
        " La nomenclature est annexée au règlement (CE) n° 213/2008."
    )
    CLE_DE_CPV = (
        "« {code} » : le dernier chiffre devrait être {cle} → Recopiez le code de la nomenclature, chiffre de contrôle compris.",
        Gravite.ALERTE,
    )
    CPV_REPETE = "le code CPV « {code} » est donné deux fois → Retirez-en un."
    CPV_PARTAGE = (
        "le code CPV « {code} » est déjà celui de la famille « {autre} » → Laissez-le à celle des deux qu'il désigne le mieux.",
        Gravite.ALERTE,
    )
    CHIFFRE_SANS_SOURCE = "cet effet donne un chiffre sans dire où il a été lu → Ajoutez « source: {{titre: …, url: …}} », ou retirez le chiffre."


def familles(c: Consultation, fiche: Fiche[Famille]) -> Iterator[Anomalie]:
    """Le fichier nomme une famille du vocabulaire ; ses codes CPV sont complets ; ses chiffres ont une source."""
    codes = list(c.valeurs("segments"))
    if fiche.id not in codes and not c.refusee("vocabulaires", "segments"):
        constat = Familles.FAMILLE_INCONNUE(conseil=proche(fiche.id, codes), nom=fiche.id, codes=codes)
        yield fiche.anomalie(("titre",), constat)
    vus: set[str] = set()
    for rang, cpv in enumerate(fiche.contenu.cpv):
        if not CODE.fullmatch(cpv.code):
            yield fiche.anomalie(("cpv", rang, "code"), Familles.CODE_CPV(code=cpv.code))
        elif cpv.code in vus:
            yield fiche.anomalie(("cpv", rang, "code"), Familles.CPV_REPETE(code=cpv.code))
        elif (cle := _cle(cpv.code)) != int(cpv.code[-1]):
            yield fiche.anomalie(("cpv", rang, "code"), Familles.CLE_DE_CPV(code=cpv.code, cle=cle))
        vus.add(cpv.code)
    for rang, impact in enumerate(fiche.contenu.impacts):
        if not impact.source and QUANTITE.search(impact.dit):
            yield fiche.anomalie(("impacts", rang, "dit"), Familles.CHIFFRE_SANS_SOURCE())


def cpv_partages(c: Consultation) -> Iterator[Anomalie]:
    """Un code CPV n'est qu'à une famille : une fiche copiée d'une autre garde les siens."""
    prises: dict[str, str] = {}
    for fiche in c.fiches("familles").values():
        for rang, cpv in enumerate(fiche.contenu.cpv):
            if (autre := prises.setdefault(cpv.code, fiche.id)) != fiche.id:
                yield fiche.anomalie(("cpv", rang, "code"), Familles.CPV_PARTAGE(code=cpv.code, autre=autre))


def _cle(code: str) -> int:
    """Rend le chiffre de contrôle d'un code CPV."""
    ecart = next((n for debut, n in ECARTS.items() if code.startswith(debut)), 0)
    return (sum(int(chiffre) * poids for chiffre, poids in zip(code[:8], POIDS, strict=True)) + ecart) % 10
