"""Les familles d'achat : une famille connue, un chiffre sourcé, un code CPV complet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.lecture.anomalie import Anomalie, Defaut, proche

CODE = re.compile(r"\d{8}-\d")
QUANTITE = re.compile(r"\d[\d\s,.]*\s?(?:%|€|kg|k?Wh|litres?|tonnes?|milli)|\bun (?:tiers|quart)\b|\bla moitié\b")
"""Un nombre qui mesure. Le numéro d'un article n'en est pas un."""


class Familles(Defaut):
    """Les familles d'achat"""

    FAMILLE_INCONNUE = "« {nom} » n'est pas une famille d'achat → Le fichier porte un code de data/vocabulaires/segments.yml : {codes}."
    CODE_CPV = (
        "le code CPV « {code} » est incomplet → Huit chiffres, un tiret, puis le chiffre de contrôle : 55524000-9."
        " La nomenclature est annexée au règlement (CE) n° 213/2008."
    )
    CPV_REPETE = "le code CPV « {code} » est donné deux fois → Retirez-en un."
    CHIFFRE_SANS_SOURCE = "cet effet donne un chiffre sans dire où il a été lu → Ajoutez « source: {{titre: …, url: …}} », ou retirez le chiffre."


def familles(c: Consultation, fiche: Fiche) -> Iterator[Anomalie]:
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
        vus.add(cpv.code)
    for rang, impact in enumerate(fiche.contenu.impacts):
        if not impact.source and QUANTITE.search(impact.dit):
            yield fiche.anomalie(("impacts", rang, "dit"), Familles.CHIFFRE_SANS_SOURCE())
