"""``requirements.txt`` d'un réseau : une ligne, le moteur par l'adresse d'une version et son empreinte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from macros.lecture.anomalie import Anomalie, montrable
from macros.lecture.defauts import Fichier
from macros.lecture.fichiers import lire_texte

EXIGENCE, PAQUET = "requirements.txt", "base-achats"
ROUE = re.compile(r"https://\S+/base_achats-(?P<version>[0-9][0-9a-z.]*)-py3-none-any\.whl#sha256=[0-9a-f]{64}")


def de_l_exigence(racine: Path) -> Iterator[Anomalie]:
    """Rend une anomalie si cette ligne n'est pas celle du moteur, ou en nomme une autre version que celle qui tourne.

    Sans ``requirements.txt``, le moteur vient d'ailleurs. Une version plus vieille que ses fiches les dirait fausses.
    """
    if not (racine / EXIGENCE).is_file():
        return
    texte, anomalies = lire_texte((racine / EXIGENCE).read_bytes(), EXIGENCE)
    yield from anomalies
    lignes = [(n, ligne.strip()) for n, ligne in enumerate(texte.split("\n"), 1) if ligne.strip() and ligne[0] != "#"]
    nombre, ecrite = lignes[0] if lignes else (1, "")
    lue = ROUE.fullmatch(ecrite.removeprefix(f"{PAQUET} @ "))
    if anomalies:
        return
    if len(lignes) != 1 or not lue or not ecrite.startswith(PAQUET):
        conseil = f"Écrivez une seule ligne : {PAQUET} @ https://…/base_achats-….whl#sha256=EMPREINTE."
        yield Fichier.EXIGENCE(f"« {montrable(ecrite)[:80]} » n'est pas la ligne du moteur", conseil).dans(
            EXIGENCE, nombre
        )
    elif (ici := _version()) and lue["version"] != ici:
        yield Fichier.EXIGENCE(demandee=lue["version"], ici=ici).dans(EXIGENCE, nombre)


def _version() -> str:
    try:
        return version(PAQUET)
    except PackageNotFoundError:  # le code tourne sans être installé
        return ""
