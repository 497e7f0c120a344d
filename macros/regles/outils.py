"""Ce que des règles partagent : les phrases d'un texte, les boucles de renvois, les durées."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.lecture.anomalie import Anomalie
from macros.lecture.defauts import Champs, Renvois
from macros.texte.dates import duree_en_mots

PHRASES = re.compile(r"(?<=[.;!?])(?<!\b[LRD]\.)(?<!\b[LRD]\*\.)(?<!\b[Aa]rt\.)\s+|\n\s*\n|\n\s*(?:-|\d+\.)\s+")
"""Le point de « L. 2112-2 » ou de « art. 58 » ne finit pas une phrase."""


def phrases(texte: str) -> Iterator[tuple[int, str]]:
    """Rend (où elle commence, elle) pour chaque phrase et chaque élément de liste d'un texte."""
    debut = 0
    for fin, suivante in [*(coupure.span() for coupure in PHRASES.finditer(texte)), (len(texte), len(texte))]:
        if phrase := texte[debut:fin].strip():
            yield texte.index(phrase, debut), phrase
        debut = suivante


def phrases_avec(motif: re.Pattern[str], texte: str) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Rend (où elle commence, elle, ce qui y répond à ``motif``) pour chaque phrase ; un texte où rien n'y répond se passe d'un coup."""
    for debut, phrase in phrases(texte) if motif.search(texte) else ():
        if trouve := motif.search(phrase):
            yield debut, phrase, trouve


def boucles(
    fiches: Mapping[str, Fiche[Any]], champ: tuple[str, ...], suivants: Callable[[Any], Sequence[str]]
) -> Iterator[Anomalie]:
    """Rend une anomalie par fiche qui revient à elle-même par d'autres ; ``suivants`` lit ``champ`` dans un contenu."""
    nommees = {nom: suivants(fiche.contenu) for nom, fiche in fiches.items()}
    for nom in en_boucle(nommees):
        if nom not in nommees[nom]:  # une fiche qui se nomme elle-même est déjà signalée
            yield fiches[nom].anomalie(champ, Renvois.CYCLE(nom=nom, champ=".".join(champ)))


def en_boucle(suivants: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Rend chaque nom qui revient à lui-même de suivant en suivant."""
    for depart in suivants:
        vus: set[str] = set()
        file = list(suivants[depart])
        while file:
            courant = file.pop()
            if courant == depart:
                yield depart
                break
            if courant not in vus and courant in suivants:
                vus.add(courant)
                file += suivants[courant]


def duree_juste(c: Consultation, fiche: Fiche[Any], champ: str) -> Iterator[Anomalie]:
    """La durée est la somme des minutes de ``champ``."""
    annoncee, somme = fiche.contenu.duree, sum(e.minutes for e in getattr(fiche.contenu, champ))
    if annoncee != somme:
        mots = duree_en_mots(somme)
        constat = Champs.DUREE_FAUSSE(minutes=annoncee, champ=champ, somme=somme, en_mots=mots)
        yield fiche.anomalie(("duree",), constat)
