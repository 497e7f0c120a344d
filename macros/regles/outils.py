"""Ce que les règles partagent : le genre d'une fiche, les mots proches, les phrases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.lecture.anomalie import Anomalie
from macros.texte.dates import duree_en_mots

PHRASES = re.compile(r"(?<=[.;!?])\s+|\n\s*\n|\n\s*(?:-|\d+\.)\s+")


def proche(mot: str, admis: list[str], sinon: str = "") -> str:
    """Rend « Vouliez-vous dire … ? » quand un mot admis ressemble, sinon ``sinon``."""
    trouves = get_close_matches(mot, admis, 1, 0.6) or get_close_matches(mot.upper(), admis, 1, 0.6)
    return f"Vouliez-vous dire « {trouves[0]} » ?" if trouves else sinon


def phrases(texte: str) -> list[str]:
    """Rend les phrases et les éléments de liste d'un texte."""
    return [p.strip() for p in PHRASES.split(texte) if p and p.strip()]


def boucles(
    fiches: Mapping[str, Fiche[Any]], champ: tuple[str, ...], suivants: Callable[[Any], Sequence[str]]
) -> Iterator[Anomalie]:
    """Rend une anomalie par fiche qui revient à elle-même en suivant ``champ`` ; ``suivants`` le lit dans un contenu."""
    for depart, fiche in fiches.items():
        vus: set[str] = set()
        file = list(suivants(fiche.contenu))
        while file:
            courant = file.pop()
            if courant == depart:
                if depart not in suivants(fiche.contenu):
                    yield fiche.anomalie(
                        champ,
                        "cycle",
                        f"« {depart} » revient à lui-même en suivant {'.'.join(champ)}",
                        "Retirez un des renvois de la boucle.",
                    )
                break
            if courant not in vus and courant in fiches:
                vus.add(courant)
                file += suivants(fiches[courant].contenu)


def durees_justes(c: Consultation, genre: str, champ: str) -> Iterator[Anomalie]:
    """Rend une anomalie par fiche dont la durée n'est pas la somme des minutes de ``champ``."""
    for fiche in c.fiches(genre).values():
        annoncee, somme = fiche.contenu.duree, sum(e.minutes for e in getattr(fiche.contenu, champ))
        if annoncee != somme:
            yield fiche.anomalie(
                ("duree",),
                "duree-fausse",
                f"la durée annoncée ({annoncee} min) n'est pas la somme de « {champ} » ({somme} min)",
                f"Écrivez duree: {somme} ({duree_en_mots(somme)}), ou corrigez les minutes.",
            )
