"""Les mots d'un contrat : ceux du vocabulaire « mots-de-contrat » ne s'écrivent pas dans ce que les parties signent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.vocabulaire import Valeur
from macros.lecture.anomalie import Anomalie, Chemin
from macros.lecture.defauts import Textes


def mots_de_contrat(
    c: Consultation, fiche: Fiche[Any], ecrits: Iterable[tuple[Chemin, str, str]]
) -> Iterator[Anomalie]:
    """Rend une anomalie par mot écarté ; ``ecrits`` : (chemin, document, texte) de ce que la fiche met dans un marché."""
    motif, valeurs = _ecartes(c)
    for chemin, piece, texte in ecrits if motif.search(fiche.tout) else ():
        for trouve in motif.finditer(texte):
            valeur = valeurs[str(trouve.lastgroup)]
            if not valeur.pieces or piece in valeur.pieces:
                constat = Textes.MOT_DE_CONTRAT(extrait=" ".join(trouve[0].split()), a_la_place=valeur.definition)
                yield fiche.anomalie_des_mots(chemin, texte, trouve.start(), constat)


@une_fois
def _ecartes(c: Consultation) -> tuple[re.Pattern[str], dict[str, Valeur]]:
    """Rend de quoi trouver d'un coup tous les mots écartés, et chacun sous le nom de son groupe."""
    valeurs = {code.replace("-", "_"): valeur for code, valeur in c.valeurs("mots-de-contrat").items()}
    formes = {nom: list(map(_forme, valeur.mots or [valeur.libelle])) for nom, valeur in valeurs.items()}
    groupes = "|".join(f"(?P<{nom}>{'|'.join(motifs)})" for nom, motifs in formes.items())
    # Une tête de mot sur deux n'est celle d'aucune forme : leurs initiales d'abord, quatre fois plus vite.
    initiales = "".join(sorted({motif.lstrip("\\")[0] for motifs in formes.values() for motif in motifs}))
    return re.compile(rf"\b(?=[{re.escape(initiales)}])(?:{groupes})" if formes else r"(?!)", re.IGNORECASE), valeurs


def _forme(mots: str) -> str:
    """Rend le motif d'une forme : ses mots entiers, quelles que soient les espaces et les apostrophes ; « … » est une variable."""
    motif = r"\s+".join(map(re.escape, mots.split())).replace("’", "['’]").replace("…", r"\{\{[^{}]*\}\}")
    return motif + (r"\b" if mots[-1].isalnum() else "")
