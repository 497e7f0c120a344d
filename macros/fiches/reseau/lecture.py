"""L'identité du réseau, lue dans ``mkdocs.yml`` : le seul bloc que le projet y contrôle, avec ses lignes."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

from macros.base.typage import typer
from macros.base.types import Fiche
from macros.fiches.reseau.modele import Identite
from macros.lecture.anomalie import Anomalie
from macros.lecture.fichiers import lire_texte
from macros.lecture.yaml import cles_en_double, lire_yaml

FICHIER = "mkdocs.yml"


def lire_identite(racine: Path) -> tuple[Fiche[Identite] | None, list[Anomalie]]:
    """Rend l'identité et ses anomalies ; rien du tout si le dossier n'a pas de ``mkdocs.yml``."""
    if not (racine / FICHIER).is_file():
        return None, []
    texte, anomalies = lire_texte(racine, FICHIER)
    anomalies = anomalies or [
        Anomalie(
            FICHIER,
            ligne,
            colonne,
            "cle-en-double",
            f"« {'.'.join(chemin)} » est écrit deux fois : le site publierait le second, sans contrôle",
            "Réunissez les deux blocs en un seul.",
        )
        for chemin, ligne, colonne in cles_en_double(texte)
        if chemin in (("extra",), ("extra", "reseau"))
    ]
    if anomalies:
        return None, anomalies
    premiere, bloc = _bloc(texte.split("\n"))
    if not bloc:
        return None, [
            Anomalie(
                FICHIER,
                1,
                1,
                "identite-absente",
                "le bloc « extra: reseau: » manque ou n'est pas en retrait",
                "Reprenez ce bloc de la branche main du dépôt, puis changez ses valeurs.",
            )
        ]
    droit = textwrap.dedent(bloc)
    marge = len(bloc.splitlines()[0]) - len(droit.splitlines()[0])
    valeurs, reperes, anomalies = lire_yaml(droit, FICHIER, premiere, frozenset({"trente_trente.actif"}))
    anomalies = [replace(a, colonne=a.colonne + marge) for a in anomalies]
    reperes = {chemin: (ligne, colonne + marge) for chemin, (ligne, colonne) in reperes.items()}
    if valeurs is None:
        return None, anomalies
    fiche, defauts = typer(Identite, "reseau", FICHIER, valeurs, reperes, lire_reperes=lambda: reperes)
    return fiche, [*anomalies, *defauts]


def _bloc(lignes: list[str]) -> tuple[int, str]:
    """Rend (première ligne, texte) de ce qui est sous ``extra:``, ``reseau:`` ; un texte vide s'il manque."""
    sous_extra, debut, retrait, bloc = False, 0, 0, []
    for numero, ligne in enumerate(lignes, 1):
        marge = len(ligne) - len(ligne.lstrip())
        vide = not ligne.strip() or ligne.lstrip().startswith("#")
        if debut:
            if not vide and marge <= retrait:
                break
            bloc.append(ligne)
        elif sous_extra and marge and ligne.strip().partition(" #")[0].strip() == "reseau:":
            debut, retrait = numero + 1, marge
        elif not vide and not marge:
            sous_extra = ligne.partition(" #")[0].strip() == "extra:"
    return debut, "\n".join(bloc)
