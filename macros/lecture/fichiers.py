"""Des octets au texte : encodage, caractères trompeurs, taille, liens symboliques."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from macros.lecture.anomalie import Anomalie, Constat, montrable
from macros.lecture.defauts import Fichier

TAILLE_MAX = 200_000
"""Octets d'une fiche ou d'une page. La plus longue clause du dépôt en fait moins de 15 000."""

DOSSIERS_MAX = 8
"""Dossiers imbriqués sous ``data/`` ou ``docs/`` ; le dépôt en a trois."""
CONFLIT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
"""Ce que git écrit autour de deux versions qu'il n'a pas su fondre ; « ======= » seul souligne aussi un titre Markdown."""


HORS_FICHES = re.compile(r"data/(?:(?:reseau/)?essais/[^/]+\.yml|droit/(?:journal|releve)\.json)")
"""Ce qui n'est ni fiche, ni publié : ce qu'un réseau attend de son contenu ; ce qu'un relevé du droit laisse au suivant."""


def a_lire(racine: Path, anomalies: list[Anomalie]) -> list[str]:
    """Rend les fichiers de ``data/`` et de ``docs/`` qui font la base."""
    fichiers = (*parcourir(racine, "data", anomalies), *parcourir(racine, "docs", anomalies))
    return [fichier for fichier in fichiers if not HORS_FICHES.fullmatch(fichier)]


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


def lire_texte(octets: bytes, fichier: str) -> tuple[str, list[Anomalie]]:
    """Rend le texte de ces octets du fichier (fins de ligne ``\\n``) et ses défauts de forme.

    Avec un défaut, le texte rendu est vide : rien d'un fichier douteux n'est interprété.
    """
    if len(octets) > TAILLE_MAX:
        return "", [Fichier.FICHIER_TROP_GROS(taille=len(octets), maximum=TAILLE_MAX).dans(fichier)]
    if octets.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return "", [Fichier.MARQUE_D_ORDRE().dans(fichier)]
    try:
        texte = octets.decode("utf-8")
    except UnicodeDecodeError as erreur:
        avant = octets[: erreur.start]
        colonne = len(avant.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return "", [Fichier.ENCODAGE().dans(fichier, avant.count(b"\n") + 1, colonne)]
    # Un Mac écrit parfois « é » en deux signes : la recherche et les règles n'en connaissent qu'un.
    texte = unicodedata.normalize("NFC", texte.replace("\r\n", "\n"))
    defauts = list(caracteres_interdits(fichier, texte))
    if marque := CONFLIT.search(texte):
        defauts.append(Fichier.CONFLIT().dans(fichier, texte.count("\n", 0, marque.start()) + 1))
    return ("" if defauts else texte), defauts


TROMPEURS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
    "|[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
    "|[\u0131\u017f\u0250-\u02af\u2160-\u2188\u2460-\u24ff\u2c60-\u2dff\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]"
    "|(?:[A-Za-z\u00c0-\u024f]-?)[\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\u2c80-\u2cff](?<![ΔΩμπ])"
    "|[\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\u2c80-\u2cff](?<![ΔΩμπ])(?:-?[A-Za-z\u00c0-\u024f])"
    "|[\u0370-\u1dbf\u2e80-\ua4ff\ua500-\uabff\uac00-\ud7ff\uf900-\ufaff\ufb07-\ufdff\ufe70-\ufefc\U00010000-\U0001cfff](?<![ΔΩμπ])"
)
"""Ce que l'œil ne voit pas, ou prend pour autre chose : signes d'apparence vide ; accents empilés, car une lettre accentuée
du français est un seul signe ; lettres d'imitation ; lettre d'un autre alphabet, au milieu d'un mot ou seule, hors les
unités qui s'écrivent en grec."""
MAL_CONVERTI = re.compile("\ufffd|Ã[\u0080-\u00bf]|â€|Â[\u00a0«»°]")
"""« Ã© » pour « é », « â€™ » pour « ’ » : un texte lu dans un encodage qui n'était pas le sien."""


RARES = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-ÁÄ-ÿ\u0152\u0153\u202f\u2010-\u2014\u2018\u2019\u201c\u201d\u2026\u20ac]"
)
"""Hors les signes courants du français ; Â et Ã, surtout mal convertis, n'en sont pas. Presque aucun texte n'en a."""


def caracteres_interdits(fichier: str, texte: str) -> Iterator[Anomalie]:
    """Rend les caractères de contrôle, invisibles, trompeurs ou bidirectionnels."""
    if not RARES.search(texte) and "â€" not in texte:
        return
    for numero, contenu in enumerate(texte.split("\n"), 1):
        for trouve in () if contenu.isascii() else TROMPEURS.finditer(contenu):
            yield _trompeur(trouve[0]).dans(fichier, numero, trouve.start() + 1)
        if converti := MAL_CONVERTI.search(contenu):
            message = f"« {converti[0]} » est un signe mal converti d'un encodage à un autre"
            constat = Fichier.CARACTERE_INTERDIT(
                message, "Retapez les lettres accentuées et les apostrophes de ce texte."
            )
            yield constat.dans(fichier, numero, converti.start() + 1)
        if contenu.isprintable():
            continue
        for colonne, caractere in enumerate(contenu, 1):
            if caractere.isprintable() or caractere in "\u00a0\u202f":
                continue
            if (genre := unicodedata.category(caractere)) == "Zs":
                continue
            signe = _nommer(caractere)
            if caractere == "\t":
                constat = Fichier.CARACTERE_INTERDIT("tabulation", "Remplacez la tabulation par des espaces.")
            elif caractere in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c":
                constat = Fichier.CARACTERE_BIDIRECTIONNEL(signe=signe)
            else:
                nature = "invisible" if genre in ("Cf", "Zl", "Zp") else "de contrôle"
                constat = Fichier.CARACTERE_INTERDIT(f"caractère {nature} {signe}")
            yield constat.dans(fichier, numero, colonne)


def _trompeur(extrait: str) -> Constat:
    """Rend le constat d'un signe trompeur ; ``extrait`` est ce signe, ou deux lettres de deux alphabets."""
    if len(extrait) > 1:
        etrangere = next(c for c in extrait if ord(c) > 0x24F)
        message = f"« {extrait} » mêle deux alphabets : {_nommer(etrangere)} imite une lettre latine"
        return Fichier.CARACTERE_TROMPEUR(message, "Retapez le mot au clavier.")
    nature = "accent empilé" if unicodedata.combining(extrait) else "caractère d'apparence trompeuse"
    return Fichier.CARACTERE_TROMPEUR(f"{nature} {_nommer(extrait)}")


def _nommer(caractere: str) -> str:
    return f"U+{ord(caractere):04X} ({unicodedata.name(caractere, 'sans nom')})"
