"""Des octets au texte : encodage, caractères trompeurs, taille, liens symboliques."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from macros.lecture.anomalie import Anomalie, montrable
from macros.lecture.defauts import Fichier

TAILLE_MAX = 200_000
"""Octets d'une fiche ou d'une page. La plus longue clause du dépôt en fait moins de 15 000."""

DOSSIERS_MAX = 8
"""Dossiers imbriqués sous ``data/`` ou ``docs/`` ; le dépôt en a trois."""
CONFLIT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
"""Ce que git écrit autour de deux versions qu'il n'a pas su fondre ; « ======= » seul souligne aussi un titre Markdown."""


def parcourir(racine: Path, dossier: str, anomalies: list[Anomalie]) -> Iterator[str]:
    """Rend les fichiers sous ``dossier``, relatifs à ``racine``, triés ; refuse ce qui n'est ni fichier ni dossier, et les dossiers sans fond."""
    depart = racine / dossier
    if depart.is_symlink():
        anomalies.append(Fichier.LIEN_SYMBOLIQUE().dans(dossier))
        return
    if not depart.is_dir():
        return
    with os.scandir(depart) as entrees:
        for entree in sorted(entrees, key=lambda e: e.name):
            chemin = f"{dossier}/{entree.name}"
            if not entree.name.isprintable():
                anomalies.append(Fichier.NOM_DE_FICHIER(nom=montrable(entree.name)).dans(chemin))
            elif entree.is_symlink():
                anomalies.append(Fichier.LIEN_SYMBOLIQUE().dans(chemin))
            elif entree.is_dir() and chemin.count("/") > DOSSIERS_MAX:
                anomalies.append(Fichier.CHEMIN_TROP_PROFOND(maximum=DOSSIERS_MAX).dans(chemin))
            elif entree.is_dir():
                yield from parcourir(racine, chemin, anomalies)
            elif entree.is_file():
                yield chemin
            else:  # un tube, un appareil : le lire attendrait sans fin
                anomalies.append(Fichier.FICHIER_INATTENDU("ce n'est pas un fichier ordinaire").dans(chemin))


def lire_texte(racine: Path, fichier: str, maximum: int = TAILLE_MAX) -> tuple[str, list[Anomalie]]:
    """Rend le texte du fichier (fins de ligne ``\\n``) et ses défauts de forme.

    Avec un défaut, le texte rendu est vide : rien d'un fichier douteux n'est interprété.
    """
    octets = (racine / fichier).read_bytes()
    if len(octets) > maximum:
        return "", [Fichier.FICHIER_TROP_GROS(taille=len(octets), maximum=maximum).dans(fichier)]
    if octets.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return "", [Fichier.MARQUE_D_ORDRE().dans(fichier)]
    try:
        texte = octets.decode("utf-8")
    except UnicodeDecodeError as erreur:
        avant = octets[: erreur.start]
        colonne = len(avant.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return "", [Fichier.ENCODAGE().dans(fichier, avant.count(b"\n") + 1, colonne)]
    texte = texte.replace("\r\n", "\n")
    defauts = list(caracteres_interdits(fichier, texte))
    if marque := CONFLIT.search(texte):
        defauts.append(Fichier.CONFLIT().dans(fichier, texte.count("\n", 0, marque.start()) + 1))
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
            signe = f"U+{ord(caractere):04X} ({unicodedata.name(caractere, 'sans nom')})"
            if caractere == "\t":
                constat = Fichier.CARACTERE_INTERDIT("tabulation", "Remplacez la tabulation par des espaces.")
            elif caractere in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c":
                constat = Fichier.CARACTERE_BIDIRECTIONNEL(signe=signe)
            else:
                nature = "invisible" if genre in ("Cf", "Zl", "Zp") else "de contrôle"
                constat = Fichier.CARACTERE_INTERDIT(f"caractère {nature} {signe}")
            yield constat.dans(fichier, numero, colonne)
