"""Ce qu'un éditeur lit, hors ligne, pour compléter une fiche et y souligner une faute : le schéma de chaque genre, et où il vaut."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from macros.base.consultation import Consultation
from macros.base.genre import Genre
from macros.commandes.passage import poser
from macros.site.lancer import maison_lue
from macros.sorties.donnees.schemas import en_json, publics, schema_de
from macros.sorties.donnees.vierge import SCHEMAS

REGLAGE = ".vscode/settings.json"


def commande_schemas(racine: Path) -> int:
    """Écrit les schémas, et le réglage de l'éditeur s'il n'y en a pas ; rend 0."""
    c = maison_lue(racine).c
    ecrire_les_schemas(racine, c, publics(c))
    if not (racine / REGLAGE).exists():
        poser(racine, REGLAGE, en_json(reglage(c)))
    print(f"{SCHEMAS}/ est à jour : VS Code et son extension YAML complètent et soulignent les fiches, sans réseau.")
    return 0


def ecrire_les_schemas(racine: Path, c: Consultation, genres: Iterable[Genre]) -> None:
    """Écrit le schéma de chacun de ces genres qui s'écrit en YAML."""
    for genre in genres:
        if not genre.en_markdown:
            poser(racine, f"{SCHEMAS}/{genre.donnees.schema}.json", en_json(schema_de(genre, c)))


def reglage(c: Consultation) -> dict[str, Any]:
    """Rend le réglage : quel schéma pour quels fichiers ; rien ne se demande au réseau, et « base ranger » met seul en forme."""
    genres = [genre for genre in publics(c) if not genre.en_markdown]
    seuls = {genre.lecture.fichier.rpartition("/")[0] for genre in genres if genre.lecture.fichier}
    ou: dict[str, str | list[str]] = {}
    for genre in genres:
        dossier = genre.lecture.dossier.partition("/*")[0]
        ici = genre.lecture.fichier or f"{dossier}/**/*.yml"
        # Un dossier où d'autres genres ont leur fichier se dit fichier par fichier : deux schémas se contrediraient.
        siens = [fiche.fichier for fiche in c.fiches(genre.nom).values()] if dossier in seuls else ici
        ou[f"./{SCHEMAS}/{genre.donnees.schema}.json"] = siens
    return {"yaml.schemas": ou, "yaml.schemaStore.enable": False, "yaml.format.enable": False}
