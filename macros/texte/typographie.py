"""La typographie française : espaces insécables, apostrophes, numéros d'article."""

from __future__ import annotations

import re
from collections.abc import Sequence

COUTURE = "\ue002"
"""Sépare deux textes qui se suivent ; aucune source ne peut contenir ce signe."""
TYPOGRAPHIE = re.compile(
    r"[ 'LRD](?:"
    r"(?=[;!?:»%€0-9])(?<= )(?:(?P<fine>(?=[;!?])(?<=\S )|(?=[0-9]{3}(?![0-9]))(?<=[0-9] ))"
    rf"|(?P<avant>(?=[»%€]|:(?:[\s{COUTURE}]|$))(?<=\S )))"
    r"|(?<=[«°] )(?P<apres>(?<=« )|(?<=\bn° ))"
    r"|(?<=')(?P<apostrophe>(?=\w))"
    r"|(?=[.0-9])(?<=[LRD])(?P<article>(?<!\w.)(?:\. ?)?(?=\d{3,4}-\d))"
    r")"
)
"""Un signe écrit, puis ce qui l'entoure, du plus vite jugé au plus long : tout texte passe ici, et le moteur saute le reste."""


ESPACES = re.compile(r" (?=[;!?](?:[\s<]|$))|(?P<mot> (?=[:»](?:[\s<.,;)]|$))|(?<=«) )")


def espacer(texte: str) -> str:
    """Rend un texte mêlé de balises, ses seules espaces insécables posées : ni apostrophe ni nombre, qu'un attribut peut contenir."""
    return ESPACES.sub(lambda trouve: "\u00a0" if trouve["mot"] else "\u202f", texte)


def typographier(texte: str) -> str:
    """Rend le texte avec les espaces insécables, l'apostrophe et les numéros d'article du français."""
    return TYPOGRAPHIE.sub(_typographie, texte)


def typographier_suite(textes: Sequence[str]) -> list[str]:
    """Rend chaque texte typographié selon ses voisins : l'espace devant un point-virgule reste insécable après un mot en gras."""
    return typographier(COUTURE.join(textes)).split(COUTURE) if textes else []


def _typographie(trouve: re.Match[str]) -> str:
    if trouve["article"] is not None:
        return f"{trouve[0][0]}.\u00a0"
    return {"fine": "\u202f", "avant": "\u00a0", "apres": "\u00a0", "apostrophe": "’"}[trouve.lastgroup or ""]
