"""Deux rédactions, mot à mot, en Markdown : retiré barré, ajouté en gras."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from macros.sentinelle.formes import empreinte

AUTOUR = 12
"""Mots laissés de chaque côté d'un changement."""
COUPE = "[…]"
ACTIFS = re.compile(r"([\\`*_~\[\]<>#|])")


def mot_a_mot(avant: str, apres: str) -> str:
    """Rend ce qui change et les mots qui l'entourent ; un mot dont seule la forme change n'est pas un changement.

    >>> print(mot_a_mot("L'offre est notée sur le prix.", "L’offre est notée sur le coût."))
    L’offre est notée sur le ~~prix.~~ **coût.**
    """
    la, ici = avant.split(), apres.split()
    juge = SequenceMatcher(None, [*map(empreinte, la)], [*map(empreinte, ici)], autojunk=False)
    rendu: list[str] = []
    operations = juge.get_opcodes()
    for rang, (nature, la_debut, la_fin, debut, fin) in enumerate(operations):
        if nature == "equal":
            rendu += _abreger(ici[debut:fin], premier=rang == 0, dernier=rang == len(operations) - 1)
        else:
            rendu += [
                f"{marque}{_neutres(mots)}{marque}"
                for marque, mots in (("~~", la[la_debut:la_fin]), ("**", ici[debut:fin]))
                if mots
            ]
    return " ".join(rendu)


def _abreger(mots: list[str], premier: bool, dernier: bool) -> list[str]:
    """Rend un passage qui n'a pas changé, son milieu coupé s'il est long."""
    tete, queue = (0 if premier else AUTOUR), (0 if dernier else AUTOUR)
    if len(mots) <= tete + queue + 1:
        return [_neutres(mots)] if mots else []
    suite = [*mots[:tete], COUPE, *(mots[-queue:] if queue else [])]
    return [_neutres(suite)]


def _neutres(mots: list[str]) -> str:
    return " ".join(mot if mot == COUPE else neutre(mot) for mot in mots)


def neutre(texte: str) -> str:
    """Rend le texte sans rien que le Markdown lirait comme une marque, ni nom qu'une forge préviendrait.

    >>> "@octocat" in neutre("@octocat")
    False
    """
    return ACTIFS.sub(r"\\\1", texte).replace("@", "@\u2060")
