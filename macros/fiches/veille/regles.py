"""La veille : dates d'effet, suites, trente minutes par édition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.base import Base
from macros.fiches.veille.modele import minutes
from macros.lecture.anomalie import Anomalie

MINUTES_MAX = 30
OBLIGATOIRE = re.compile(r"\bobligatoires?\b", re.IGNORECASE)
NEGATION = re.compile(r"\b(?:pas|plus|non|jamais|rien|ni|sans|aucune?|facultati\w+)\b[^.;:]*$", re.IGNORECASE)
"""Un mot de négation plus tôt dans la même proposition : elle ne dit pas que c'est obligatoire."""


def obligatoire_datee(base: Base) -> Iterator[Anomalie]:
    """Une entrée qui dit « obligatoire » dit depuis quand."""
    for fiche in base.veille.values():
        entree = fiche.contenu
        if entree.en_vigueur_le or not entree.oblige:
            continue
        for chemin, texte in (("titre",), entree.titre), (("change",), entree.change):
            if any(not NEGATION.search(texte[: t.start()]) for t in OBLIGATOIRE.finditer(texte)):
                yield fiche.anomalie(
                    chemin,
                    "obligation-sans-date",
                    "l'entrée dit « obligatoire » sans date d'effet",
                    "Ajoutez en_vigueur_le : AAAA-MM-JJ ; ou dites autrement, si rien n'oblige.",
                )
                break


def effet_apres_signature(base: Base) -> Iterator[Anomalie]:
    """Un texte ne s'applique pas avant d'être signé."""
    for fiche in base.veille.values():
        entree, texte = fiche.contenu, base.textes.get(fiche.contenu.texte or "")
        signature = texte.contenu.signe_le if texte else None
        if signature and entree.en_vigueur_le and entree.en_vigueur_le < signature:
            yield fiche.anomalie(
                ("en_vigueur_le",),
                "ordre-des-dates",
                f"la date d'effet ({entree.en_vigueur_le}) précède la signature du texte ({signature})",
                f"Corrigez en_vigueur_le, ou signe_le dans {texte.fichier}.",
            )


def suites(base: Base) -> Iterator[Anomalie]:
    """Une entrée fait suite à une entrée plus ancienne ; une correction suit la mise en ligne."""
    for fiche in base.veille.values():
        entree = fiche.contenu
        avant = base.veille.get(entree.fait_suite_a or "")
        if avant and avant.contenu.date > entree.date:
            yield fiche.anomalie(
                ("fait_suite_a",),
                "ordre-des-dates",
                f"« {avant.id} » est plus récente que cette entrée",
                "fait_suite_a nomme l'entrée que celle-ci prolonge : échangez les deux, ou retirez le champ.",
            )
        if entree.corrige_le and entree.corrige_le < entree.publie_le:
            yield fiche.anomalie(
                ("corrige_le",), "ordre-des-dates", "corrige_le précède publie_le", "Corrigez l'une des deux dates."
            )


def trente_minutes(base: Base) -> Iterator[Anomalie]:
    """Une édition se lit en trente minutes : au-delà, dit quelles entrées raccourcir."""
    par_mois: dict[str, list] = {}
    for fiche in base.veille.values():
        par_mois.setdefault(fiche.contenu.mois, []).append(fiche)
    for mois, fiches in sorted(par_mois.items()):
        mots = {fiche.fichier: fiche.contenu.mots(fiche.corps) for fiche in fiches}
        if (total := minutes(sum(mots.values()))) <= MINUTES_MAX:
            continue
        longues = sorted(fiches, key=lambda f: (-mots[f.fichier], f.fichier))[:5]
        liste = " ; ".join(f"{f.fichier} ({mots[f.fichier]} mots)" for f in longues)
        yield longues[0].anomalie(
            ("change",),
            "edition-trop-longue",
            f"l'édition {mois} demande {total} minutes de lecture, pour {MINUTES_MAX} au plus",
            f"Raccourcissez les plus longues : {liste}.",
        )
