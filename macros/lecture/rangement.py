"""Du texte d'une fiche à ses nœuds : ce qu'il faut pour le récrire sans en perdre un commentaire."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from macros.lecture.anomalie import Chemin
from macros.lecture.ecriture import Forme, Noeud, en_noeud, rediger
from macros.lecture.scalaires import interpreter

Place = tuple[int, int]


@dataclass
class _Entree:
    """Un champ ou un élément de liste : sa place, son nœud, et celui qui le contient."""

    place: Place
    noeud: Noeud
    parent: _Entree | None

    def fini_a(self, colonne: int) -> _Entree | None:
        """Rend l'entrée dont un commentaire en retrait de ``colonne``, après celle-ci, finit le contenu ; ``None`` : la fiche."""
        entree: _Entree | None = self
        while entree and entree.place[1] > colonne:
            entree = entree.parent
        return entree.parent if entree else None


def ranger(texte: str, forme: Forme) -> str:
    """Rend le même YAML dans la forme du projet : mêmes valeurs, mêmes commentaires. ``texte`` est déjà lu sans défaut."""
    racine, tete = _lire(texte)
    return rediger(racine, forme, tete)


def remplacer(texte: str, forme: Forme, valeurs: Mapping[Chemin, Any]) -> str:
    """Rend le même YAML, rangé, ces ``valeurs`` à la place des siennes, commentaires gardés ; le dernier pas d'un chemin peut être un champ neuf."""
    racine, tete = _lire(texte)
    for chemin, valeur in valeurs.items():
        porteur: Any = racine
        for pas in chemin[:-1]:
            porteur = porteur.valeur[pas]
        neuf, ancien = en_noeud(valeur), porteur.valeur[chemin[-1]] if chemin[-1] in _cles(porteur) else Noeud("")
        porteur.valeur[chemin[-1]] = replace(ancien, valeur=neuf.valeur, tel_quel=neuf.tel_quel)
    return rediger(racine, forme, tete)


def _cles(noeud: Noeud) -> Collection[str | int]:
    return noeud.valeur if isinstance(noeud.valeur, dict) else range(len(noeud.valeur))


def ajouter(texte: str, forme: Forme, champ: str, element: Any) -> str:
    """Rend le même YAML, rangé, un élément de plus à la liste ``champ``, qu'il peut ne pas avoir encore."""
    racine, tete = _lire(texte)
    assert isinstance(racine.valeur, dict)
    liste = racine.valeur.setdefault(champ, Noeud([]))
    assert isinstance(liste.valeur, list)
    liste.valeur.append(en_noeud(element))
    return rediger(racine, forme, tete)


def _lire(texte: str) -> tuple[Noeud, str]:
    """Rend les nœuds d'une fiche, commentaires compris, et les commentaires de la tête du fichier."""
    document = yaml.compose(texte, Loader=yaml.CSafeLoader)
    assert isinstance(document, yaml.MappingNode)
    entrees: list[_Entree] = []
    racine = _noeud(document, None, entrees)
    return racine, _poser_les_commentaires(texte.split("\n"), document, entrees, racine)


def _noeud(document: yaml.Node, parent: _Entree | None, entrees: list[_Entree]) -> Noeud:
    """Rend le nœud d'une valeur, et note dans ``entrees``, en ordre, ses champs et ses éléments."""
    if isinstance(document, yaml.ScalarNode):
        devine = not document.style and interpreter(document.value) != (document.value, None)
        return Noeud(document.value, tel_quel=devine)
    assert isinstance(document, yaml.CollectionNode)
    # D'un ensemble écrit sur une ligne, un commentaire ne peut viser que le tout.
    sur_une_ligne = document.flow_style and document.start_mark.line == document.end_mark.line
    colonne = document.start_mark.column

    def noter(place: Place, valeur: yaml.Node) -> Noeud:
        entree = _Entree(place, Noeud(""), parent)
        if not sur_une_ligne:
            entrees.append(entree)
        lu = _noeud(valeur, entree, entrees)
        entree.noeud.valeur, entree.noeud.tel_quel = lu.valeur, lu.tel_quel
        return entree.noeud

    if isinstance(document, yaml.SequenceNode):
        places = [(v.start_mark.line, v.start_mark.column if document.flow_style else colonne) for v in document.value]
        return Noeud([noter(place, v) for place, v in zip(places, document.value, strict=True)])
    return Noeud({cle.value: noter((cle.start_mark.line, cle.start_mark.column), v) for cle, v in document.value})


def _poser_les_commentaires(lignes: list[str], document: yaml.Node, entrees: list[_Entree], racine: Noeud) -> str:
    """Attache chaque commentaire à l'entrée qu'il précède, qu'il borde ou qu'il suit ; rend ceux de la tête du fichier."""
    numeros = [entree.place[0] for entree in entrees]
    tete: list[str] = []
    for numero, colonne, commentaire in _commentaires(lignes, document):
        rang = bisect_right(numeros, numero)
        avant = entrees[rang - 1] if rang else None
        seul = not lignes[numero][:colonne].strip()
        bloc = ["", commentaire] if seul and numero and not lignes[numero - 1].strip() else [commentaire]
        if avant is None:
            tete += bloc
        elif not seul and not avant.noeud.cote:
            avant.noeud.cote = commentaire
        else:
            suivante, finie = entrees[rang] if rang < len(entrees) else None, avant.fini_a(colonne)
            if seul and suivante and (colonne <= suivante.place[1] or finie is suivante.parent):
                suivante.noeud.avant += bloc
            else:
                (finie.noeud if finie else racine).fin += bloc
    return "\n".join(tete)


def _commentaires(lignes: list[str], document: yaml.Node) -> Iterator[tuple[int, int, str]]:
    """Rend (ligne, colonne, texte) de chaque commentaire : un « # » après une espace, hors de tout texte."""
    textes = sorted(_etendues(document))
    debuts = [debut for debut, _ in textes]
    for numero, ligne in enumerate(lignes):
        colonne = ligne.find("#")
        while colonne >= 0:
            rang = bisect_right(debuts, (numero, colonne)) - 1
            dans_un_texte = rang >= 0 and (numero, colonne) < textes[rang][1]
            if not dans_un_texte and (colonne == 0 or ligne[colonne - 1] == " "):
                yield numero, colonne, ligne[colonne:].rstrip()
                break
            colonne = ligne.find("#", colonne + 1)


def _etendues(noeud: yaml.Node) -> Iterator[tuple[Place, Place]]:
    """Rend (début, fin) de chaque texte, noms de champs compris ; celui d'un bloc commence à sa seconde ligne."""
    if isinstance(noeud, yaml.ScalarNode):
        debut, fin = noeud.start_mark, noeud.end_mark
        place = (debut.line + 1, 0) if noeud.style in ("|", ">") else (debut.line, debut.column)
        yield place, (fin.line, fin.column)
        return
    for enfant in noeud.value:
        for valeur in enfant if isinstance(enfant, tuple) else (enfant,):
            yield from _etendues(valeur)
