"""Une fiche vidée pour le navigateur : chaque champ selon sa marque, un champ neuf comme les autres."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from macros.base.a_venir import a_venir
from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.base.feuilles import marque_de_chaque_champ
from macros.base.fiche import Fiche
from macros.base.promesses import Ref
from macros.base.types import Adresse, Balise, Code, Modele, Renvoi, RenvoiDroit
from macros.texte.balisage.blocs import en_blocs, en_suite
from macros.texte.balisage.leger import brut
from macros.texte.typographie import typographier

Ecrire = str | Callable[[Any], dict[str, Any]] | None
Places = Mapping[type[Modele], Mapping[str, Ecrire]]
"""Modèle → champ → son nom pour le navigateur, ou ce qui s'écrit à sa place d'après l'objet entier ; ``None`` : il ne le lit pas."""


def changera(c: Consultation, genre: str, fiche: Fiche[Any]) -> list[dict[str, Any]]:
    """Rend ce qui changera dans le droit que la fiche cite, ``{le, quand, titre, adresse, objets}`` ; ``le`` vide, un décret est attendu."""
    return [
        {
            "le": str(a.le or ""),
            "quand": a.quand,
            "titre": typographier(a.titre),
            "adresse": a.adresse,
            "objets": [typographier(brut(objet)) for objet in a.objets],
        }
        for a in a_venir(c, genre, fiche)
    ]


class Vidage:
    """Ce qui vide des fiches. ``places`` vaut pour un modèle et pour ceux qui en héritent ; ``en_clair`` : les textes en une chaîne."""

    def __init__(self, c: Consultation, places: Places, en_clair: bool = False) -> None:
        self._c, self._places = c, places
        self._phrase: Callable[[str], Any] = typographier if en_clair else en_suite
        self._texte: Callable[[str], Any] = typographier if en_clair else en_blocs

    def de(self, objet: Modele) -> dict[str, Any]:
        """Rend champ → valeur, prête pour JSON, dans l'ordre du modèle.

        Une phrase devient une suite, un texte des blocs (``blocs.py``), une référence juridique ``{libelle, adresse, non_lu}``,
        une date « 2026-11-30 » ; un code, un nom de fiche et une adresse restent tels quels, un mot se typographie.
        """
        places = {nom: p for m in reversed(type(objet).__mro__) for nom, p in self._places.get(m, {}).items()}
        rendu: dict[str, Any] = {}
        for nom, marque in marque_de_chaque_champ(type(objet)).items():
            place = places.get(nom, nom)
            if isinstance(place, str):
                rendu[place] = self._valeur(getattr(objet, nom), marque)
            elif place:
                rendu |= place(objet)
        return rendu

    def _valeur(self, valeur: Any, marque: Any) -> Any:
        match valeur:
            case Modele():
                return self.de(valeur)
            case dict():
                return {cle: self._valeur(v, marque) for cle, v in valeur.items()}
            case list():
                rendues = [self._valeur(v, marque) for v in valeur]
                return [v for v in rendues if v is not None]
            case date():
                return str(valeur)
            case str():
                return self._mots(valeur, marque)
        return valeur

    def _mots(self, texte: str, marque: Any) -> Any:
        match marque:
            case Balise(phrase=True):
                return self._phrase(texte)
            case Balise():
                return self._texte(texte)
            case RenvoiDroit():
                return article(resolveur(self._c).resoudre(texte))
            case Code() | Renvoi() | Adresse():
                return texte
        return typographier(texte)


def article(ref: Ref | None) -> dict[str, str] | None:
    """Rend libellé et adresse d'une référence juridique, et ce qui n'en a pas été lu ; rien d'une inconnue."""
    if ref is None:
        return None
    marque = {"non_lu": typographier(ref.non_lu)} if ref.non_lu else {}
    return {"libelle": typographier(ref.libelle), "adresse": ref.adresse, **marque}
