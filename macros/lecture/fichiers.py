"""Des octets au texte : encodage, caractères trompeurs, taille, liens symboliques."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from macros.lecture.anomalie import Anomalie

TAILLE_MAX = 200_000
"""Octets d'une fiche ou d'une page. La plus longue clause du dépôt en fait moins de 15 000."""


def parcourir(racine: Path, dossier: str, anomalies: list[Anomalie]) -> Iterator[str]:
    """Rend les fichiers sous ``dossier``, relatifs à ``racine``, triés ; les liens symboliques sont refusés."""
    depart = racine / dossier
    if depart.is_symlink():
        anomalies.append(_lien(dossier))
        return
    if not depart.is_dir():
        return
    with os.scandir(depart) as entrees:
        for entree in sorted(entrees, key=lambda e: e.name):
            chemin = f"{dossier}/{entree.name}"
            if entree.is_symlink():
                anomalies.append(_lien(chemin))
            elif entree.is_dir():
                yield from parcourir(racine, chemin, anomalies)
            else:
                yield chemin


def _lien(chemin: str) -> Anomalie:
    return Anomalie(
        chemin,
        1,
        1,
        "lien-symbolique",
        "un lien symbolique publierait le fichier qu'il désigne",
        "Remplacez-le par une copie du fichier, ou supprimez-le.",
    )


def lire_texte(racine: Path, fichier: str, maximum: int = TAILLE_MAX) -> tuple[str, list[Anomalie]]:
    """Rend le texte du fichier (fins de ligne ``\\n``) et ses défauts de forme.

    Avec un défaut, le texte rendu est vide : rien d'un fichier douteux n'est interprété.
    """
    octets = (racine / fichier).read_bytes()
    if len(octets) > maximum:
        return "", [
            Anomalie(
                fichier,
                1,
                1,
                "fichier-trop-gros",
                f"{len(octets)} octets ; le maximum est {maximum}",
                "Divisez la fiche en deux.",
            )
        ]
    if octets.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return "", [
            Anomalie(
                fichier,
                1,
                1,
                "marque-d-ordre",
                "le fichier commence par une marque d'ordre (BOM)",
                "Enregistrez-le en « UTF-8 » et non en « UTF-8 avec BOM » ou « Unicode ».",
            )
        ]
    try:
        texte = octets.decode("utf-8")
    except UnicodeDecodeError as erreur:
        avant = octets[: erreur.start]
        ligne = avant.count(b"\n") + 1
        colonne = len(avant.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return "", [
            Anomalie(
                fichier,
                ligne,
                colonne,
                "encodage",
                "ce caractère n'est pas de l'UTF-8",
                "Enregistrez le fichier en UTF-8, puis retapez ce caractère.",
            )
        ]
    texte = texte.replace("\r\n", "\n")
    defauts = list(caracteres_interdits(fichier, texte))
    return ("" if defauts else texte), defauts


def caracteres_interdits(fichier: str, texte: str, ligne: int = 1) -> Iterator[Anomalie]:
    """Rend les caractères de contrôle, invisibles ou bidirectionnels ; ``ligne`` est celle du début du texte."""
    if texte.isascii() and texte.replace("\n", "").isprintable():
        return
    for numero, contenu in enumerate(texte.split("\n"), ligne):
        if contenu.isprintable():
            continue
        for colonne, caractere in enumerate(contenu, 1):
            if caractere.isprintable() or caractere in "\u00a0\u202f":
                continue
            genre = unicodedata.category(caractere)
            if genre == "Zs":
                continue
            nom = unicodedata.name(caractere, "sans nom")
            if caractere == "\t":
                yield Anomalie(
                    fichier,
                    numero,
                    colonne,
                    "caractere-interdit",
                    "tabulation",
                    "Remplacez la tabulation par des espaces.",
                )
            elif caractere in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c":
                yield Anomalie(
                    fichier,
                    numero,
                    colonne,
                    "caractere-bidirectionnel",
                    f"U+{ord(caractere):04X} ({nom}) change l'ordre d'affichage du texte",
                    "Supprimez-le.",
                )
            else:
                quoi = "invisible" if genre in ("Cf", "Zl", "Zp") else "de contrôle"
                yield Anomalie(
                    fichier,
                    numero,
                    colonne,
                    "caractere-interdit",
                    f"caractère {quoi} U+{ord(caractere):04X} ({nom})",
                    "Supprimez-le : il vient souvent d'un copier-coller.",
                )
