"""``{{ seuil("nom") }}`` dans une fiche : la valeur du jour prend sa place à la lecture, avant tout rendu.

Un genre qui dit le droit d'aujourd'hui le demande (``Lecture.seuils``) ; les textes datés gardent leurs chiffres.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from macros.base.fiche import Fiche
from macros.base.types import Modele
from macros.lecture.anomalie import Anomalie, Chemin
from macros.lecture.defauts import Champs

APPEL = re.compile(r"\{\{\s*seuil\(\s*[\"']([a-z0-9-]+)[\"']\s*\)\s*\}\}")


@dataclass
class Fournis:
    """Les valeurs du jour : nom → texte. ``source`` : le fichier qui les donne ; ``complet`` : faux s'il est illisible."""

    valeurs: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    complet: bool = True


class Pose:
    """Pose les seuils d'une fiche déjà typée : la valeur du jour, plus longue demain, ne peut pas la rendre invalide."""

    def __init__(self, fournis: Fournis, fiche: Fiche[Any]) -> None:
        self.fournis, self.fiche = fournis, fiche
        self.posees: dict[Chemin, set[str]] = {}
        self.anomalies: list[Anomalie] = []

    def poser(self) -> Fiche[Any]:
        """Rend la fiche, seuils posés dans ses champs et son corps ; note les noms inconnus."""
        contenu, corps = self._valeur(self.fiche.contenu, ()), self._texte(self.fiche.corps, ())
        return replace(self.fiche, contenu=contenu, corps=corps, seuils=self.posees, source=self.fiche)

    def _valeur(self, valeur: Any, chemin: Chemin) -> Any:
        if isinstance(valeur, Modele):
            champs = {nom: getattr(valeur, nom) for nom in type(valeur).model_fields}
            poses = {nom: self._valeur(v, (*chemin, nom)) for nom, v in champs.items()}
            return valeur.model_copy(update={nom: v for nom, v in poses.items() if v is not champs[nom]})
        if isinstance(valeur, dict):
            return {cle: self._valeur(v, (*chemin, cle)) for cle, v in valeur.items()}
        if isinstance(valeur, list):
            return [self._valeur(v, (*chemin, rang)) for rang, v in enumerate(valeur)]
        return self._texte(valeur, chemin) if isinstance(valeur, str) else valeur

    def _texte(self, texte: str, chemin: Chemin) -> str:
        return APPEL.sub(lambda trouve: self._appel(texte, trouve, chemin), texte) if "seuil(" in texte else texte

    def _appel(self, texte: str, trouve: re.Match[str], chemin: Chemin) -> str:
        if (valeur := self.fournis.valeurs.get(trouve[1])) is not None:
            self.posees.setdefault(chemin, set()).add(valeur)
            return valeur
        if self.fournis.complet:
            connus, registre = list(self.fournis.valeurs), self.fournis.source
            conseil = "" if connus else f"Créez {registre}."
            constat = Champs.SEUIL_INCONNU(conseil=conseil, nom=trouve[1], registre=registre, seuils=connus)
            self.anomalies.append(self.fiche.anomalie_des_mots(chemin, texte, trouve.start(), constat))
        # Le nom reste lisible, sans accolades : une seconde anomalie n'ajouterait rien.
        return f"[seuil {trouve[1]}]"
