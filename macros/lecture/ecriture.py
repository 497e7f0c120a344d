"""D'une fiche à son fichier : la seule façon dont le projet écrit du YAML, celle qui se relit le mieux d'une version à l'autre.

Une phrase trop longue pour une ligne se coupe sous « >- », et chaque phrase y commence la sienne : un mot changé ne change
qu'une ligne ou deux. Un texte de plusieurs lignes s'écrit sous « | », tel quel. Les guillemets ne sont mis que s'il en faut.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from macros.lecture.scalaires import interpreter

Forme = Mapping[str, "Forme"]
"""Les champs dans leur ordre, et la forme de chacun ; sous ``LIBRE``, celle des valeurs d'un champ aux noms libres."""
LIBRE = ""
LARGEUR = 120
MOT_MAX = 40
"""Signes d'un élément qui peut tenir avec d'autres dans une liste entre crochets : un code, un mot, non une phrase."""
PAS = "  "
BLANCS = " \n"
"""Ce que le modèle ôte aux bouts d'un texte, et que l'écriture n'écrit donc pas."""

RESERVE = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`=~<]|\.\.\.""")
"""Ce qui, en tête, donnerait un autre sens à un texte sans guillemets."""
AUTRE_SENS = re.compile(r": |:$| #|[\x00-\x1f\x7f]|\s$")
EN_LIGNE = re.compile(r"[,\[\]{}]|:[^/\w]")
"""Ce qui, entre crochets, séparerait deux éléments."""
COUPURE = re.compile(r"(?<=[^ ]) (?=[^ ])(?![^{}]*\}\})")
"""Une espace où une ligne peut finir : seule, et hors d'un appel « {{ … }} »."""
MOT = re.compile(r"[^\W\d_]{2}")
"""Une suite de nombres, le tracé d'un contour, ne se coupe pas."""
FIN_DE_PHRASE = re.compile(r"(?<!\bart)(?<!\bcf)(?<![ (\u00a0][A-Z])[.!?…][»”)*\u00a0\u202f]*")
DEBUT_DE_PHRASE = re.compile(r"[«“(*\[\u00a0\u202f]*[A-ZÀ-ÖØ-ÞŒ]")


@dataclass
class Noeud:
    """Une valeur à écrire, et les commentaires qui l'accompagnent.

    ``valeur`` : un texte, une liste, ou des champs. ``tel_quel`` : ce texte est un nombre, une date, un oui/non.
    ``avant`` : les lignes de commentaire au-dessus, une ligne vide comprise ; ``cote`` : celui du bout de la ligne ;
    ``fin`` : ceux qui suivent son dernier champ, ou son dernier élément.
    """

    valeur: str | list[Noeud] | dict[str, Noeud]
    tel_quel: bool = False
    avant: list[str] = field(default_factory=list)
    cote: str = ""
    fin: list[str] = field(default_factory=list)


def ecrire(valeurs: Mapping[str, Any], forme: Forme) -> str:
    """Rend le YAML de ces valeurs."""
    return rediger(en_noeud(valeurs), forme)


def rediger(racine: Noeud, forme: Forme, tete: str = "") -> str:
    """Rend le YAML d'une fiche dont les champs sont déjà des nœuds, ``tete`` devant : des lignes de commentaire."""
    lignes = [*tete.splitlines(), *_champs(racine, forme, "")]
    return "\n".join(lignes) + "\n"


def en_noeud(valeur: Any) -> Noeud:
    """Rend le nœud d'une valeur : un texte, un nombre, une date, une liste, des champs."""
    if isinstance(valeur, Mapping):
        return Noeud({cle: en_noeud(v) for cle, v in valeur.items()})
    if isinstance(valeur, list):
        return Noeud([en_noeud(v) for v in valeur])
    if isinstance(valeur, str):
        return Noeud(valeur)
    if isinstance(valeur, float):  # 2.5, et 25 pour 25.0 : la lecture n'admet ni exposant, ni zéro de fin
        return Noeud(f"{Decimal(repr(valeur)).normalize():f}", tel_quel=True)
    if valeur is None or isinstance(valeur, bool):
        return Noeud({None: "null", True: "true", False: "false"}[valeur], tel_quel=True)
    return Noeud(str(valeur), tel_quel=True)


def _champs(noeud: Noeud, forme: Forme, retrait: str) -> Iterator[str]:
    rangs = {nom: rang for rang, nom in enumerate(forme)}
    assert isinstance(noeud.valeur, dict)
    for nom, champ in sorted(noeud.valeur.items(), key=lambda c: rangs.get(c[0], len(rangs))):
        yield from _commentaires(champ.avant, retrait)
        yield from _entree(f"{retrait}{_scalaire(nom)}:", champ, forme.get(nom, forme.get(LIBRE, {})), retrait)
    yield from _commentaires(noeud.fin, retrait)


def _entree(tete: str, noeud: Noeud, forme: Forme, retrait: str) -> Iterator[str]:
    """Rend les lignes d'une valeur ; ``tete`` est le début de la première, un nom de champ ou un tiret."""
    valeur, cote = noeud.valeur, f"  {noeud.cote}" if noeud.cote else ""
    if isinstance(valeur, str):
        yield from _texte(tete, valeur if noeud.tel_quel else valeur.strip(BLANCS), noeud.tel_quel, cote, retrait)
    elif not valeur or _en_ligne(tete, noeud):
        yield f"{tete} {_crochets(noeud)}{cote}"
    elif isinstance(valeur, list):
        yield f"{tete}{cote}"
        for element in valeur:
            yield from _element(element, forme, f"{retrait}{PAS}")
        yield from _commentaires(noeud.fin, f"{retrait}{PAS}")
    else:
        yield f"{tete}{cote}"
        yield from _champs(noeud, forme, f"{retrait}{PAS}")


def _element(element: Noeud, forme: Forme, retrait: str) -> Iterator[str]:
    yield from _commentaires(element.avant, retrait)
    if isinstance(element.valeur, dict) and element.valeur:
        # Le premier champ est sur la ligne du tiret : ses commentaires passent au-dessus.
        lignes = list(_champs(element, forme, f"{retrait}{PAS}"))
        rang = next(n for n, ligne in enumerate(lignes) if ligne.strip() and not ligne.lstrip().startswith("#"))
        yield from (f"{retrait}{ligne.strip()}".rstrip() for ligne in lignes[:rang])
        yield from _commentaires([element.cote] if element.cote else [], retrait)
        yield f"{retrait}- {lignes[rang].lstrip()}"
        yield from lignes[rang + 1 :]
    else:
        yield from _entree(f"{retrait}-", element, forme, retrait)


def _commentaires(lignes: list[str], retrait: str) -> Iterator[str]:
    yield from (f"{retrait}{ligne}" if ligne else "" for ligne in lignes)


def _texte(tete: str, texte: str, tel_quel: bool, cote: str, retrait: str) -> Iterator[str]:
    ecrit = texte if tel_quel else _scalaire(texte)
    court = len(tete) + 1 + len(ecrit) <= LARGEUR or not (COUPURE.search(texte) and MOT.search(texte))
    if "\n" in texte:
        yield f"{tete} |{cote}"
        yield from (f"{retrait}{PAS}{ligne}" if ligne else "" for ligne in texte.split("\n"))
    elif court and '\\"' not in ecrit:
        yield f"{tete} {ecrit}{cote}"
    else:
        yield f"{tete} >-{cote}"
        yield from (f"{retrait}{PAS}{ligne}" for ligne in _plier(texte, LARGEUR - len(retrait) - len(PAS)))


def _plier(texte: str, largeur: int) -> Iterator[str]:
    """Rend les lignes d'un texte : une phrase commence une ligne, une ligne dépasse rarement ``largeur``."""
    ligne = ""
    for mot in COUPURE.split(texte):
        pleine = len(ligne) + 1 + len(mot) > largeur
        if ligne and (pleine or (_finit(ligne) and DEBUT_DE_PHRASE.match(mot))):
            yield ligne
            ligne = mot
        else:
            ligne = f"{ligne} {mot}" if ligne else mot
    yield ligne


def _finit(ligne: str) -> bool:
    return any(trouve.end() == len(ligne) for trouve in FIN_DE_PHRASE.finditer(ligne))


def _en_ligne(tete: str, noeud: Noeud) -> bool:
    """Dit si une liste tient entre crochets : des codes ou des mots, sans commentaire, sur une ligne.

    Une liste dans une liste tient toujours sur la sienne : elle y est un élément.
    """
    elements = noeud.valeur
    if not isinstance(elements, list):
        return False
    if noeud.fin or any(not isinstance(e.valeur, str) or e.avant or e.cote for e in elements):
        return False
    courte = len(tete) + 1 + len(_crochets(noeud)) <= LARGEUR
    return tete.endswith("-") or (courte and all(_est_un_mot(str(e.valeur).strip(BLANCS)) for e in elements))


def _est_un_mot(texte: str) -> bool:
    return len(texte) <= MOT_MAX and "\n" not in texte and not texte.endswith((".", "!", "?"))


def _crochets(noeud: Noeud) -> str:
    """Rend une liste entre crochets, ou l'écriture d'un ensemble vide."""
    if isinstance(noeud.valeur, dict):
        return "{}"
    elements = [e for e in noeud.valeur if isinstance(e, Noeud)]
    ecrits = [str(e.valeur) if e.tel_quel else _scalaire(str(e.valeur).strip(BLANCS), True) for e in elements]
    return f"[{', '.join(ecrits)}]"


def _scalaire(texte: str, en_ligne: bool = False) -> str:
    """Rend le texte nu si la lecture l'y retrouve, sinon entre guillemets : une chaîne JSON est une chaîne YAML."""
    nu = (
        interpreter(texte) == (texte, None)
        and not RESERVE.match(texte)
        and not AUTRE_SENS.search(texte)
        and not (en_ligne and EN_LIGNE.search(texte))
    )
    return texte if nu else json.dumps(texte, ensure_ascii=False)
