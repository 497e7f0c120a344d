"""Les fautes de retrait d'une fiche illisible, et leur réparation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from macros.lecture.anomalie import Constat
from macros.lecture.defauts import Ecriture

CHAMP = re.compile(r"(?P<retrait> *)(?P<tirets>(?:- +)*)(?P<champ>[\w-]+):(?:\s|$)")
PUCE = re.compile(r" *- ")
BLOC = re.compile(r"(?P<place> *(?:- +)*)(?:[\w-]+: +)?[|>][-+\d]*\s*(?:#.*)?$")
PORTEE = 60
"""Lignes relues au-dessus de celle où l'analyseur renonce : une faute plus lointaine n'est plus devinée."""


@dataclass(frozen=True)
class Reparation:
    """Une faute supposée : où (lignes et colonnes, de 0), ce qu'on en dit, et les lignes récrites."""

    places: tuple[tuple[int, int], ...]
    constat: Constat
    lignes: Mapping[int, str]


def non_rentrees(lignes: list[str], proches: range, decalage: int) -> Iterator[Reparation]:
    """Rend, pour chaque ligne ``proches`` qui devait rentrer sous un « | » ou un « >- », la réparation qui l'y met."""
    for n in proches:
        if _hors_du_texte(lignes[n]) or (ouvre := _bloc_au_dessus(lignes, n)) is None:
            continue
        bloc, dessous = ouvre
        manque = " " * (dessous - retrait(lignes[n]))
        suite = [n]
        while suite[-1] + 1 < len(lignes) and not CHAMP.match(lignes[suite[-1] + 1]):
            suite.append(suite[-1] + 1)
        constat = Ecriture.YAML_ILLISIBLE(
            f"cette ligne n'est pas en retrait comme le texte ouvert ligne {bloc + decalage}",
            f"Mettez {len(manque)} espaces devant, et autant devant la suite du texte.",
        )
        rentrees = {k: f"{manque}{lignes[k]}" for k in suite if lignes[k].strip() and retrait(lignes[k]) < dessous}
        yield Reparation(((n, 0),), constat, rentrees)


def _hors_du_texte(ligne: str) -> bool:
    return not ligne.strip() or ligne.lstrip().startswith("#") or bool(CHAMP.match(ligne))


def _bloc_au_dessus(lignes: list[str], n: int) -> tuple[int, int] | None:
    """Rend (ligne, retrait de son texte) du champ ouvert par « | » ou « > » dont la ligne ``n`` est sortie."""
    for bloc in range(n - 1, max(-1, n - PORTEE), -1):
        if trouve := BLOC.match(lignes[bloc]):
            place = len(trouve["place"])
            entre = [retrait(ligne) for ligne in lignes[bloc + 1 : n] if ligne.strip()]
            if retrait(lignes[n]) <= place and all(rentre > place for rentre in entre):
                return bloc, entre[0] if entre else place + 2
            return None
    return None


def retrait(ligne: str) -> int:
    """Rend le nombre d'espaces en tête de la ligne."""
    return len(ligne) - len(ligne.lstrip(" "))


def mal_alignes(lignes: list[str], fin: int, decalage: int) -> Iterator[Reparation]:
    """Rend les réparations qui alignent le champ ou le tiret de la ligne ``fin`` sur ses voisins, le plus proche d'abord."""
    trouve = CHAMP.match(lignes[fin])
    debut, nom = retrait(lignes[fin]), trouve["champ"] if trouve else "-"
    if not trouve and not PUCE.match(lignes[fin]):
        return
    essayes = {debut}
    for n in range(fin - 1, max(-1, fin - PORTEE), -1):
        if not (voisin := CHAMP.match(lignes[n])):
            continue
        voulus = [retrait(lignes[n])] if voisin["tirets"] else []
        if not (trouve and trouve["tirets"]):
            voulus.insert(0, len(voisin["retrait"] + voisin["tirets"]))
        for voulu in voulus:
            if voulu in essayes:
                continue
            essayes.add(voulu)
            ecart = f"a {debut - voulu} espace(s) de trop" if voulu < debut else f"manque de {voulu - debut} espace(s)"
            conseil = (
                f"Alignez-le sur « {voisin['champ']} », ligne {n + decalage} : {voulu} espaces devant."
                if voulu
                else "Mettez-le contre la marge, sans espace devant."
            )
            constat = Ecriture.YAML_ILLISIBLE(f"le retrait de « {nom} » {ecart}", conseil)
            yield Reparation(((fin, debut),), constat, {fin: " " * voulu + lignes[fin].lstrip(" ")})
