"""``{{ seuil("nom") }}`` dans une fiche : la valeur du jour prend sa place à la lecture, avant tout rendu.

Une clause et une bonne pratique disent le droit d'aujourd'hui ; une entrée de veille et un texte datés gardent leurs chiffres.
"""

from __future__ import annotations

import re
from typing import Any

from macros.modele import Anomalie, Base, Chemin

APPEL = re.compile(r"\{\{\s*seuil\(\s*[\"']([a-z0-9-]+)[\"']\s*\)\s*\}\}")
GENRES = ("clauses", "pratiques")


class Pose:
    """Pose les seuils d'une fiche ; retient les valeurs posées et les noms inconnus."""

    def __init__(self, base: Base, fichier: str, reperes: dict[Chemin, tuple[int, int]]) -> None:
        self.base, self.fichier, self.reperes = base, fichier, reperes
        self.posees: dict[Chemin, set[str]] = {}
        self.anomalies: list[Anomalie] = []

    def valeurs(self, valeur: Any, chemin: Chemin = ()) -> Any:
        """Rend les valeurs lues, seuils posés dans chaque texte."""
        if isinstance(valeur, dict):
            return {cle: self.valeurs(v, (*chemin, cle)) for cle, v in valeur.items()}
        if isinstance(valeur, list):
            return [self.valeurs(v, (*chemin, rang)) for rang, v in enumerate(valeur)]
        return self.texte(valeur, chemin) if isinstance(valeur, str) and "seuil(" in valeur else valeur

    def texte(self, texte: str, chemin: Chemin = (), ligne: int = 1) -> str:
        """Rend le texte, seuils posés ; ``ligne`` est celle du texte quand ``chemin`` n'a pas de repère."""

        def poser(trouve: re.Match) -> str:
            seuil = self.base.seuil(trouve[1])
            if seuil is None:
                place = self.reperes.get(chemin, (ligne + texte[: trouve.start()].count("\n"), 1))
                connus = ", ".join(self.base.seuils["seuils"].contenu.seuils) if self.base.seuils else "aucun"
                self.anomalies.append(
                    Anomalie(
                        self.fichier,
                        *place,
                        "seuil-inconnu",
                        f"le seuil « {trouve[1]} » n'est pas dans data/droit/seuils.yml",
                        f"Seuils connus : {connus}.",
                    )
                )
                return trouve[0]
            valeur = seuil.affichage(self.base.jour)
            self.posees.setdefault(chemin, set()).add(valeur)
            return valeur

        return APPEL.sub(poser, texte)
