"""Une fiche n'est plus au texte de la vierge que « macros nouveau » a écrite."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from textwrap import indent
from typing import Any

from macros.base.consultation import Consultation
from macros.base.feuilles import feuilles_de
from macros.base.fiche import Fiche
from macros.base.genre import Genre
from macros.base.types import Balise, Modele, sous_modeles
from macros.lecture.anomalie import Anomalie
from macros.lecture.defauts import Textes
from macros.lecture.yaml import lire_yaml


def squelette_intact(c: Consultation, genre: Genre, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Aucun titre, aucune phrase, aucune ligne de corps n'est celle que la fiche vierge donne en exemple.

    Un code, une date, un libellé court (« Le titulaire ») peuvent être justes tels quels.
    """
    exemples = _exemples(genre.modele)
    ecrits = [(chemin, texte) for chemin, _, texte in fiche.marques(Balise)]
    if isinstance(titre := fiche.champ("titre"), str):
        ecrits.insert(0, (("titre",), titre))
    for chemin, texte in ecrits if exemples else ():
        if texte in exemples:
            champ = next(str(pas) for pas in reversed(chemin) if isinstance(pas, str))
            yield fiche.anomalie(chemin, Textes.SQUELETTE_INTACT(champ=champ))
    vierges = {ligne for ligne in genre.donnees.corps_vierge.split("\n") if ligne and not ligne.startswith("#")}
    for ligne, texte in enumerate(fiche.corps.split("\n") if vierges else (), fiche.ligne_corps):
        if texte.strip() in vierges:
            yield Textes.SQUELETTE_INTACT(champ="corps").dans(fiche.fichier, ligne)


@cache
def _exemples(modele: type[Modele]) -> frozenset[str]:
    """Rend les textes que le modèle et ses sous-modèles donnent en exemple."""
    textes: set[str] = set()
    for champ in modele.model_fields.values():
        for exemple in champ.examples or ():
            valeurs, _, _ = lire_yaml(_en_yaml(str(exemple)), "")
            textes.update(texte.strip() for _, texte in feuilles_de(valeurs)[0])
        for sous in sous_modeles(champ.annotation):
            textes |= _exemples(sous)
    return frozenset(textes)


def _en_yaml(exemple: str) -> str:
    """Rend l'exemple tel que la fiche vierge l'écrit : en retrait sous son champ s'il a plusieurs lignes."""
    bloc = exemple.removeprefix("|\n")
    if "\n" not in exemple and not exemple.startswith("- "):
        return f"x: {exemple}\n"
    return f"x:{' |' if bloc != exemple else ''}\n{indent(bloc, '  ')}\n"
