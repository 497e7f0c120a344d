"""Poser une correction dans sa fiche, si le texte qu'elle change est encore là."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import Any

from macros.base.chargement import lire_champs, lire_source
from macros.base.consultation import Consultation, noms_actuels
from macros.base.forme import en_markdown, forme_de
from macros.base.genre import Genre
from macros.commandes.recevoir.courrier import Correction
from macros.lecture.anomalie import Chemin, montrable
from macros.lecture.rangement import ranger, remplacer

TEXTE_MAX = 60_000
CORPS = "corps"
"""Le nom, dans les données ouvertes, de ce qu'une fiche écrit sous son en-tête."""
MOT = re.compile(r"\S+")
LIGNE_VIDE = re.compile(r"\n\s*\n")


class Refuse(Exception):
    """Ce qui est reçu ne se pose pas : la phrase le dit, « → » et le remède."""


def fichier_vise(c: Consultation, chemin: str) -> tuple[str, Genre]:
    """Rend (fichier, genre) de la fiche qu'une correction nomme, sous son nom d'aujourd'hui ; lève ``Refuse`` si ce n'est pas une fiche."""
    for genre, fiche in c.par_genre():
        if chemin == fiche.fichier:
            return fiche.fichier, genre
    nom = PurePosixPath(chemin).stem
    for genre in c.genres.values():
        actuelle = c.fiches(genre.nom).get(noms_actuels(c, genre.nom).get(nom, ""))
        if actuelle and chemin.startswith(f"{genre.chemin_de(nom).rpartition('/')[0]}/"):
            return actuelle.fichier, genre
    raise Refuse(f"« {montrable(chemin)} » n'est pas le fichier d'une fiche. → Recopiez la ligne « chemin ».")


def corriger(octets: bytes, fichier: str, genre: Genre, correction: Correction) -> str:
    """Rend le fichier corrigé et rangé ; lève ``Refuse`` si « avant », le texte ou un de ses passages, n'est plus dans le champ."""
    champs, corps, _, anomalies = lire_source(octets, fichier, genre)
    valeurs = None if anomalies else lire_champs(champs, fichier, genre)[0]
    if valeurs is None:
        raise Refuse(f"{fichier} ne se lit pas. → Lancez « base verifier » et réparez-la d'abord.")
    entier = correction.champ == CORPS and genre.en_markdown
    chemin = () if entier else _chemin(valeurs, correction.champ)
    actuel = corps if entier else _valeur(valeurs, chemin)
    if not isinstance(actuel, str):
        raise Refuse(
            f"« {montrable(correction.champ)} » n'est pas un texte de {fichier}. → Recopiez la ligne « champ »."
        )
    if not 0 < len(correction.apres) <= TEXTE_MAX or len(correction.avant) > TEXTE_MAX:
        raise Refuse("la ligne « apres » est vide, ou bien trop longue. → Écrivez-y le texte corrigé, en entier.")
    if not (place := _place(actuel, correction.avant)):
        if _place(actuel, correction.apres):
            raise Refuse("le texte dit déjà cela. → Il n'y a rien à faire.")
        raise Refuse(
            f"le texte a changé depuis ; il dit aujourd'hui : « {montrable(actuel)} ». → Repartez de ce texte."
        )
    debut, fin = place
    neuf, forme = actuel[:debut] + fondre(actuel[debut:fin], correction.apres) + actuel[fin:], forme_de(genre.modele)
    if _plat(neuf) == _plat(actuel):
        raise Refuse("« avant » et « apres » disent la même chose. → Corrigez le texte de « apres ».")
    ecrits = ranger(champs, forme) if entier else remplacer(champs, forme, {chemin: neuf})
    return en_markdown(ecrits, neuf if entier else corps) if genre.en_markdown else ecrits


def _chemin(valeurs: Any, champ: str) -> Chemin:
    """Rend le chemin que nomme « dispositions.exigence.texte » : un élément s'y dit par son id, sinon par son rang, depuis 0."""
    if not champ:
        return ()
    noms: list[tuple[str, str | int]] = []
    if isinstance(valeurs, dict):
        noms = [(cle, cle) for cle in sorted(valeurs, key=len, reverse=True)]  # une clé peut avoir un point : « 8.1 »
    elif isinstance(valeurs, list):
        noms = [(str(v["id"]) if isinstance(v, dict) and "id" in v else str(n), n) for n, v in enumerate(valeurs)]
    for nom, pas in noms:
        if champ == nom or champ.startswith(f"{nom}."):
            return (pas, *_chemin(valeurs[pas], champ[len(nom) + 1 :]))
    return ("",)


def _valeur(valeurs: Any, chemin: Chemin) -> Any:
    for pas in chemin:
        if pas == "":
            return None
        valeurs = valeurs[pas]
    return valeurs


def _place(actuel: str, passage: str) -> tuple[int, int] | None:
    """Rend (début, fin) de ce passage dans le texte, s'il y est une fois et une seule : une correction n'en donne parfois qu'une phrase."""
    mots, cherches = [*MOT.finditer(actuel)], _plat(passage).split()
    plats, taille = [_plat(mot[0]) for mot in mots], len(cherches)
    trouves = [n for n in range(len(mots) - taille + 1) if taille and plats[n : n + taille] == cherches]
    return (mots[trouves[0]].start(), mots[trouves[0] + taille - 1].end()) if len(trouves) == 1 else None


def _plat(texte: str) -> str:
    """Rend le texte sans ce qu'une messagerie change : lignes, espaces insécables, apostrophes."""
    return " ".join(unicodedata.normalize("NFC", texte).replace("’", "'").split())


def fondre(actuel: str, apres: str) -> str:
    """Rend le texte corrigé, où tout mot resté le même garde ses espaces, ses lignes et son apostrophe d'aujourd'hui.

    Un paragraphe ouvert ou fondu par la correction l'est aussi ; les lignes que la messagerie a coupées ne le sont pas.
    """
    return "".join(_morceaux(actuel, unicodedata.normalize("NFC", apres)))


def _morceaux(actuel: str, apres: str) -> Iterator[str]:
    anciens, neufs = [*MOT.finditer(actuel)], [*MOT.finditer(apres)]
    a_plat, b_plat = ([_plat(mot[0]) for mot in mots] for mots in (anciens, neufs))
    gardes = {
        b + n: a + n
        for a, b, taille in SequenceMatcher(None, a_plat, b_plat).get_matching_blocks()
        for n in range(taille)
    }
    for rang, mot in enumerate(neufs):
        if rang:
            ecrit = apres[neufs[rang - 1].end() : mot.start()]
            ancien = gardes.get(rang, -1)
            garde = actuel[anciens[ancien - 1].end() : anciens[ancien].start()] if ancien > 0 else ""
            if gardes.get(rang - 1) == ancien - 1 and bool(LIGNE_VIDE.search(ecrit)) == bool(LIGNE_VIDE.search(garde)):
                yield garde
            else:
                yield ecrit if "\n" in actuel.strip() or LIGNE_VIDE.search(ecrit) else re.sub(r"\s*\n\s*", " ", ecrit)
        yield anciens[gardes[rang]][0] if rang in gardes else mot[0]
