"""Écrire les données ouvertes : chaque genre de fiche en JSON et en CSV, leurs schémas, et le descripteur de l'ensemble.

Tout s'écrit d'un trait, fiche après fiche : dix mille clauses font cent trente mégaoctets de JSON, qui n'ont pas à tenir
en mémoire.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import BinaryIO

from macros.base.base import Base
from macros.base.genres import Genre
from macros.sorties.donnees.descripteurs import descripteur, ressource, schema_de_fiche, schema_de_fichier
from macros.sorties.donnees.jeux import (
    DOSSIER,
    LICENCE,
    LICENCE_URL,
    PUBLICATIONS,
    VERSION,
    Identite,
    Jeu,
    contenu_publie,
)
from macros.sorties.donnees.schemas import PUBLICS, en_json
from macros.sorties.donnees.tableur import cellule, colonnes, ligne, table_schema

COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Ouvrir = Callable[[str], AbstractContextManager[BinaryIO]]
"""Ouvre en écriture le fichier de ce chemin, relatif à la racine du site."""


def ecrire_donnees(base: Base, identite: Identite, ouvrir: Ouvrir) -> list[Jeu]:
    """Écrit toutes les données ouvertes par ``ouvrir`` ; rend les genres publiés, dans l'ordre de la page."""
    rangs = list(PUBLICATIONS)
    jeux, ressources = [], []
    for genre in sorted(PUBLICS, key=lambda g: rangs.index(g.nom)):
        jeu, siennes = _ecrire_jeu(base, identite, genre, ouvrir)
        jeux.append(jeu)
        ressources += siennes
    with ouvrir(f"{DOSSIER}/datapackage.json") as flux:
        flux.write(en_json(descripteur(base, identite, ressources)))
    return jeux


class _Fichier:
    """Un fichier qui s'écrit d'un trait, et ce que le descripteur en dit."""

    def __init__(self, flux: BinaryIO) -> None:
        self.flux, self.taille, self.empreinte = flux, 0, hashlib.sha256()

    def ecrire(self, octets: bytes) -> None:
        self.flux.write(octets)
        self.empreinte.update(octets)
        self.taille += len(octets)

    def ressource(self, jeu: Jeu, forme: str) -> dict:
        return ressource(jeu, forme, self.taille, self.empreinte.hexdigest())


def _ecrire_jeu(base: Base, identite: Identite, genre: Genre, ouvrir: Ouvrir) -> tuple[Jeu, list[dict]]:
    nom, titre = PUBLICATIONS[genre.nom]
    fiches = [f for f in getattr(base, genre.nom).values() if getattr(f.contenu, "statut", "") != "brouillon"]
    jeu = Jeu(nom, titre, len(fiches))
    schema = schema_de_fiche(genre, base)
    les_colonnes = colonnes(schema)
    with ouvrir(jeu.schema) as flux:
        flux.write(en_json(schema_de_fichier(jeu, schema, identite)))
    with ouvrir(jeu.table_schema) as flux:
        flux.write(en_json(table_schema(les_colonnes)))
    with ouvrir(jeu.json) as flux_json, ouvrir(jeu.csv) as flux_csv:
        en_js, en_csv = _Fichier(flux_json), _Fichier(flux_csv)
        en_js.ecrire(_debut(jeu, base, identite))
        en_csv.ecrire(b"\xef\xbb\xbf" + ligne(c.nom for c in les_colonnes))
        for rang, fiche in enumerate(sorted(fiches, key=lambda f: f.id)):
            valeurs = contenu_publie(base, genre, fiche, identite.site_url)
            codes = {nom: COMPACT(valeur) for nom, valeur in valeurs.items()}  # une fois pour les deux fichiers
            objet = ", ".join(f'"{nom}": {code}' for nom, code in codes.items())
            en_js.ecrire(f"{',' if rang else ''}\n{{{objet}}}".encode())
            en_csv.ecrire(ligne(cellule(valeurs[c.nom], c, codes[c.nom]) for c in les_colonnes))
        en_js.ecrire(b"\n]}\n")
    jeu.taille_json, jeu.taille_csv = en_js.taille, en_csv.taille
    return jeu, [en_csv.ressource(jeu, "csv"), en_js.ressource(jeu, "json")]


def _debut(jeu: Jeu, base: Base, identite: Identite) -> bytes:
    tete = {
        "$schema": f"{identite.site_url}{jeu.schema}",
        "version": VERSION,
        "genere_le": base.jour.isoformat(),
        "reseau": identite.nom,
        "site": identite.site_url,
        "licence": {"nom": LICENCE, "url": LICENCE_URL},
        "genre": jeu.nom,
    }
    return f'{json.dumps(tete, ensure_ascii=False, indent=0)[:-2]},\n"fiches": ['.encode()
