"""Ce qui rend une fiche illisible, et sa réparation : la faute réparée, l'analyseur doit aller plus loin.

L'analyseur nomme l'endroit où il renonce, souvent loin de la faute, et jamais ce qu'il faut écrire. Chaque hypothèse d'ici
récrit donc les lignes qu'elle accuse ; la première qui le fait avancer est la bonne, et la lecture continue : les fautes
suivantes se disent du même coup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from macros.lecture.anomalie import Constat
from macros.lecture.defauts import Ecriture
from macros.lecture.retraits import CHAMP, PORTEE, PUCE, Reparation, mal_alignes, non_rentrees, retrait
from macros.lecture.syntaxe import DEUX_POINTS

INSECABLES = "\u00a0\u202f\u2007\u2009"
RETRAIT_INSECABLE = re.compile(rf"(?P<avant>[ -]*(?:\w[\w-]*:)?)(?P<signes>[{INSECABLES}][ {INSECABLES}]*)")
TIRET_COLLE = re.compile(r"( *)-(?=[^\W\d])")
DEUX_POINTS_COLLE = re.compile(r" *(?:- +)*[\w-]+:(?=[^\s:/])")
TETE = re.compile(r" *(?:- +)*(?:[\w-]+: +)?")
COURBES = "“”„‟"
_GUILLEMET = "le guillemet ouvert ici n'est pas fermé"
FERMANTS = {
    "[": ("]", "le crochet ouvert ici n'est pas fermé", "Fermez-le, avec ] au bout."),
    "{": ("}", "l'accolade ouverte ici n'est pas fermée", "Fermez-la, avec } au bout."),
    '"': ('"', _GUILLEMET, 'Fermez-le, avec " au bout.'),
    "'": ("'", _GUILLEMET, "Fermez-le, avec ' au bout."),
}
"""Ce qui ouvre une valeur → ce qui la ferme, ce qu'on dit s'il y manque, et le remède."""
INTERIEURS = {
    '"': (r'(?<!\\)"', r'\\"', 'Écrivez-les « … », ou \\" avec une barre inverse devant.'),
    "'": ("(?<!')'(?!')", "''", "Doublez l'apostrophe (''), ou mettez le texte entre guillemets doubles."),
}
"""Guillemet d'un texte → ce qui, dedans, le couperait, ce qui le remplace, et le remède."""


class _Valeur(NamedTuple):
    """Une ligne en trois : son retrait, ses tirets et son champ ; sa valeur ; les blancs et l'explication qui suivent."""

    tete: str
    valeur: str
    reste: str


def _valeur(ligne: str) -> _Valeur | None:
    trouve = TETE.match(ligne)
    tete = trouve[0] if trouve else ""
    suite = ligne[len(tete) :]
    valeur = suite[: suite.find(" #")].rstrip() if " #" in suite else suite.rstrip()
    return _Valeur(tete, valeur, suite[len(valeur) :]) if valeur and valeur[0] != "#" else None


def reparations(lignes: list[str], fin: int, decalage: int) -> Iterator[Reparation]:
    """Rend les fautes qui ont pu arrêter l'analyseur à la ligne ``fin``, de la plus sûre à la plus générale.

    ``decalage`` : le numéro de la première ligne dans le fichier.
    """
    fin = min(fin, len(lignes) - 1)
    proches = range(fin, max(-1, fin - PORTEE), -1)
    for hypothese in HYPOTHESES:
        for n in proches:
            yield from hypothese(lignes, n)
    yield from non_rentrees(lignes, proches, decalage)
    yield from mal_alignes(lignes, fin, decalage)
    yield from _valeurs_a_citer(lignes, fin)


def _insecables(lignes: list[str], n: int) -> Iterator[Reparation]:
    if not (trouve := RETRAIT_INSECABLE.match(lignes[n])):
        return
    ou = {":": "suit le deux-points", "-": "suit le tiret"}.get(trouve["avant"].strip()[-1:], "est dans le retrait")
    constat = Ecriture.YAML_ILLISIBLE(
        f"une espace insécable (U+{ord(trouve['signes'][0]):04X}) {ou}",
        "Remplacez-la par une espace ordinaire : elle se voit de même, mais le retrait ne la compte pas.",
    )
    ligne = trouve["avant"] + " " * len(trouve["signes"]) + lignes[n][trouve.end() :]
    yield Reparation(((n, trouve.start("signes")),), constat, {n: ligne})


def _tirets_colles(lignes: list[str], n: int) -> Iterator[Reparation]:
    if trouve := TIRET_COLLE.match(lignes[n]):
        tete = trouve[0]
        suite = [n]
        while suite[-1] and (voisin := TIRET_COLLE.match(lignes[suite[-1] - 1])) and voisin[0] == tete:
            suite.append(suite[-1] - 1)
        constat = tiret_colle(lignes[suite[-1]].strip())
        yield Reparation(
            tuple((k, len(tete)) for k in reversed(suite)),
            constat,
            {k: f"{tete} {lignes[k][len(tete) :]}" for k in suite},
        )


def tiret_colle(texte: str) -> Constat:
    """Rend le constat d'un élément de liste dont le tiret touche le ``texte``."""
    conseil = f"Laissez une espace après chaque tiret : « - {texte[1:].split()[0]} … »."
    return Ecriture.YAML_ILLISIBLE("le tiret est collé au texte", conseil)


def _deux_points_colles(lignes: list[str], n: int) -> Iterator[Reparation]:
    if trouve := DEUX_POINTS_COLLE.match(lignes[n]):
        champ = trouve[0].lstrip(" -")
        constat = Ecriture.YAML_ILLISIBLE(
            "le deux-points est collé à la valeur", f"Laissez une espace après le deux-points : « {champ} … »."
        )
        yield Reparation(((n, trouve.end()),), constat, {n: f"{trouve[0]} {lignes[n][trouve.end() :]}"})


def _guillemets_courbes(lignes: list[str], n: int) -> Iterator[Reparation]:
    trouve = _valeur(lignes[n])
    if trouve and trouve.valeur[0] in COURBES and trouve.valeur[-1] in f'{COURBES}"':
        dedans = trouve.valeur[1:-1]
        place = (n, len(trouve.tete))
        yield Reparation((place,), Ecriture.GUILLEMETS_COURBES(), {n: _citee(trouve, dedans)})


def _citee(trouve: _Valeur, valeur: str) -> str:
    """Rend la ligne, sa valeur entre guillemets droits."""
    sure = valeur.replace("\\", "\\\\").replace('"', '\\"')
    return f'{trouve.tete}"{sure}"{trouve.reste}'


def _jamais_fermes(lignes: list[str], n: int) -> Iterator[Reparation]:
    if not (trouve := _valeur(lignes[n])) or (ouvre := trouve.valeur[0]) not in FERMANTS:
        return
    ferme, message, conseil = FERMANTS[ouvre]
    fin, colonne = _derniere(lignes, n, trouve.valeur), len(trouve.tete)
    valeur = " ".join([trouve.valeur, *lignes[n + 1 : fin + 1]])
    ouverts = valeur.count(ouvre) == 1 if ouvre == ferme else valeur.count(ouvre) > valeur.count(ferme)
    if ouvre != ferme and valeur.count('"') % 2 and fin == n:  # le guillemet d'un élément
        colonne += valeur.rindex('"')
        trouve, ferme = trouve._replace(valeur=valeur.removesuffix(ferme)), f'"{ferme}'
        _, message, conseil = FERMANTS['"']
    elif not ouverts:
        return
    ligne = f"{trouve.tete}{trouve.valeur}{ferme}{trouve.reste}" if fin == n else f"{lignes[fin].rstrip()}{ferme}"
    yield Reparation(((n, colonne),), Ecriture.YAML_ILLISIBLE(message, conseil), {fin: ligne})


def _derniere(lignes: list[str], n: int, valeur: str) -> int:
    """Rend la dernière ligne de la ``valeur`` que la ligne ``n`` commence : celles d'après, plus rentrées, sans champ ni tiret.

    Après une accolade, les champs sont à elle.
    """
    marge, fin = retrait(lignes[n]), n
    while fin + 1 < min(len(lignes), n + PORTEE) and (suite := lignes[fin + 1]).strip() and retrait(suite) > marge:
        if PUCE.match(suite) or (CHAMP.match(suite) and valeur[0] != "{"):
            break
        fin += 1
    return fin


def _guillemets_interieurs(lignes: list[str], n: int) -> Iterator[Reparation]:
    trouve = _valeur(lignes[n])
    if not trouve or len(trouve.valeur) < 3 or (guillemet := trouve.valeur[0]) not in INTERIEURS:
        return
    motif, neuf, conseil = INTERIEURS[guillemet]
    dedans = trouve.valeur[1:-1]
    if trouve.valeur[-1] == guillemet and (place := re.search(motif, dedans)):
        constat = Ecriture.YAML_ILLISIBLE("un guillemet est à l'intérieur d'un texte entre guillemets", conseil)
        ligne = f"{trouve.tete}{guillemet}{re.sub(motif, neuf, dedans)}{guillemet}{trouve.reste}"
        yield Reparation(((n, len(trouve.tete) + 1 + place.start()),), constat, {n: ligne})


def _valeurs_a_citer(lignes: list[str], fin: int) -> Iterator[Reparation]:
    for n in range(fin, max(-1, fin - 2), -1):
        trouve = _valeur(lignes[n])
        if not trouve or len(trouve.valeur) == 1 or trouve.valeur[0] in "\"'|>":
            continue
        valeur, place = trouve.valeur, (n, len(trouve.tete))
        if deux_points := re.search(r":(?=\s|$)", valeur):
            message, conseil = DEUX_POINTS
            place = (n, len(trouve.tete) + deux_points.start())
        else:
            message = f"« {valeur[0]} » ne peut pas commencer un texte"
            conseil = "Mettez tout le texte entre guillemets droits."
        yield Reparation((place,), Ecriture.YAML_ILLISIBLE(message, conseil), {n: _citee(trouve, valeur)})


HYPOTHESES = (
    *(_insecables, _tirets_colles, _deux_points_colles),
    *(_guillemets_courbes, _jamais_fermes, _guillemets_interieurs),
)
"""Ce qui accuse une ligne et la répare, de la faute la plus sûre à la plus générale."""
