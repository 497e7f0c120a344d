"""Écrire les données ouvertes : chaque genre de fiche en JSON, en CSV et en classeur, leurs schémas, et le descripteur de l'ensemble.

Tout s'écrit d'un trait, fiche après fiche : dix mille clauses font cent trente mégaoctets de JSON, qui n'ont pas à tenir
en mémoire.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from macros.base.consultation import Consultation, statut, une_fois
from macros.base.fiche import Fiche
from macros.base.genre import Genre, Jeu
from macros.base.pose import APPEL
from macros.sorties.donnees.catalogue import catalogue
from macros.sorties.donnees.descripteurs import (
    descripteur,
    ressource_csv,
    ressource_json,
    schema_de_fiche,
    schema_de_fichier,
)
from macros.sorties.donnees.jeux import (
    DOSSIER,
    LICENCE,
    LICENCE_URL,
    VERSION,
    JeuPublie,
    TablePubliee,
    contenu_publie,
    dernier_changement,
    seuils_du_jour,
)
from macros.sorties.donnees.schemas import en_json
from macros.sorties.donnees.tables import TableDeJeu, tables_du_jeu
from macros.sorties.donnees.tableur import cellule, ligne, table_schema

if TYPE_CHECKING:
    from macros.sorties.donnees.classeur import Classeur

COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Ouvrir = Callable[[str], AbstractContextManager[BinaryIO]]
"""Ouvre en écriture le fichier de ce chemin, relatif à la racine du site."""


def _jeux(c: Consultation) -> list[tuple[Genre, Jeu]]:
    return sorted(((g, g.donnees.jeu) for g in c.genres.values() if g.donnees.jeu), key=lambda t: t[1].rang)


def publiees(c: Consultation, genre: Genre) -> list[Fiche[Any]]:
    """Rend les fiches publiées du genre : toutes, sauf les brouillons."""
    return [f for f in c.fiches(genre.nom).values() if statut(f) != "brouillon"]


def chemins(c: Consultation) -> Iterator[str]:
    """Rend le chemin de chaque fichier de données."""
    for genre, declare in _jeux(c):
        tables = tables_du_jeu(genre, schema_de_fiche(genre, c))
        jeu = JeuPublie(declare.nom, declare.titre, 0, None, [TablePubliee(t.nom, t.titre) for t in tables])
        yield from (jeu.json, jeu.xlsx, jeu.schema)
        yield from (chemin for table in jeu.tables for chemin in (table.csv, table.table_schema))
        yield from (jeu.fiche(f.id) for f in publiees(c, genre) if not genre.lecture.fichier)
    yield from (f"{DOSSIER}/datapackage.json", f"{DOSSIER}/catalogue.jsonld")


@une_fois
def _ecrits(c: Consultation) -> list[JeuPublie]:
    return []


def jeux_ecrits(c: Consultation) -> list[JeuPublie]:
    """Rend les jeux publiés et leur taille ; les écrit à vide s'ils ne l'ont pas encore été."""
    return _ecrits(c) or ecrire_donnees(c, lambda chemin: io.BytesIO())


def ecrire_donnees(c: Consultation, ouvrir: Ouvrir) -> list[JeuPublie]:
    """Écrit toutes les données ouvertes par ``ouvrir`` ; rend les jeux publiés, dans l'ordre de la page."""
    jeux, ressources = _ecrits(c), []
    jeux.clear()
    for genre, declare in _jeux(c):
        jeu, siennes = _ecrire_jeu(c, genre, declare, ouvrir)
        jeux.append(jeu)
        ressources += siennes
    with ouvrir(f"{DOSSIER}/datapackage.json") as flux:
        datees = [jeu.modifie_le for jeu in jeux if jeu.modifie_le]
        flux.write(en_json(descripteur(c, ressources, max(datees, default=None))))
    with ouvrir(f"{DOSSIER}/catalogue.jsonld") as flux:
        flux.write(en_json(catalogue(c, jeux)))
    return jeux


class _Fichier:
    """Un fichier qui s'écrit d'un trait, et ce que le descripteur en dit."""

    def __init__(self, flux: BinaryIO) -> None:
        self.flux, self.taille, self._empreinte = flux, 0, hashlib.sha256()

    def ecrire(self, octets: bytes) -> None:
        self.flux.write(octets)
        self._empreinte.update(octets)
        self.taille += len(octets)

    @property
    def empreinte(self) -> str:
        return self._empreinte.hexdigest()


def _ecrire_jeu(c: Consultation, genre: Genre, declare: Jeu, ouvrir: Ouvrir) -> tuple[JeuPublie, list[dict[str, Any]]]:
    fiches = sorted(publiees(c, genre), key=lambda f: f.id)
    schema = schema_de_fiche(genre, c)
    tables = tables_du_jeu(genre, schema)
    publies = [TablePubliee(table.nom, table.titre) for table in tables]
    jeu = JeuPublie(declare.nom, declare.titre, len(fiches), dernier_changement(fiches), publies)
    with ouvrir(jeu.schema) as flux:
        flux.write(en_json(schema_de_fichier(jeu, schema, c.reseau.site_url)))
    from macros.sorties.donnees.classeur import Classeur  # xlsxwriter ne se charge que pour écrire

    with ExitStack() as ouverts:
        en_js = _Fichier(ouverts.enter_context(ouvrir(jeu.json)))
        feuilles = [
            _Feuille(table, publie, ouverts.enter_context(ouvrir(publie.csv)))
            for table, publie in zip(tables, publies, strict=True)
        ]
        flux_xlsx = ouverts.enter_context(ouvrir(jeu.xlsx))
        classeur = Classeur(flux_xlsx, tables, jeu.modifie_le, c.reseau.nom)
        en_js.ecrire(_debut(jeu, c, jeu.modifie_le))
        cites: set[str] = set()
        for rang, fiche in enumerate(fiches):
            valeurs = contenu_publie(c, genre, fiche.ecrite)
            objet = "{" + ", ".join(f'"{nom}": {COMPACT(valeur)}' for nom, valeur in valeurs.items()) + "}"
            siens = {trouve[1] for trouve in APPEL.finditer(objet.replace('\\"', '"'))} if fiche.source else set()
            cites |= siens
            en_js.ecrire(f"{',' if rang else ''}\n{objet}".encode())
            seule = jeu.json if genre.lecture.fichier else jeu.fiche(fiche.id)
            if not genre.lecture.fichier:  # seule de son genre, elle a déjà son fichier
                with ouvrir(seule) as flux:
                    flux.write(_debut(jeu, c, dernier_changement([fiche])) + f"\n{objet}".encode() + _fin(c, siens))
            if fiche.source:  # un tableur ne sait pas résoudre un nom : il reçoit la valeur du jour
                valeurs = contenu_publie(c, genre, fiche)
            for feuille in feuilles:
                feuille.ecrire(valeurs, classeur, f"{c.reseau.site_url}{seule}")
        en_js.ecrire(_fin(c, cites))
        classeur.fermer()
        jeu.taille_xlsx = flux_xlsx.tell()
    jeu.taille_json = en_js.taille
    for table in tables:
        with ouvrir(f"{DOSSIER}/{table.nom}.table-schema.json") as flux:
            flux.write(en_json(table_schema(table.colonnes, table.cle)))
    return jeu, [*(feuille.fermer() for feuille in feuilles), ressource_json(jeu, en_js.taille, en_js.empreinte)]


class _Feuille:
    """Une table qui s'écrit fiche après fiche, en CSV et dans le classeur."""

    def __init__(self, table: TableDeJeu, publiee: TablePubliee, flux: BinaryIO) -> None:
        self.table, self.publiee, self.fichier = table, publiee, _Fichier(flux)
        self.fichier.ecrire(b"\xef\xbb\xbf" + ligne(colonne.nom for colonne in table.colonnes))

    def ecrire(self, fiche: dict[str, Any], classeur: Classeur, ailleurs: str) -> None:
        for valeurs in self.table.lignes(fiche):
            cellules = (
                cellule(valeur, col, "" if col.simple else COMPACT(valeur), ailleurs)
                for col in self.table.colonnes
                for valeur in [valeurs.get(col.nom)]
            )
            self.fichier.ecrire(ligne(cellules))
            classeur.ecrire(self.table, valeurs, ailleurs)
            self.publiee.nombre += 1

    def fermer(self) -> dict[str, Any]:
        """Rend ce que le descripteur dit de la table."""
        self.publiee.taille = self.fichier.taille
        return ressource_csv(self.publiee, self.fichier.empreinte)


def _debut(jeu: JeuPublie, c: Consultation, modifie_le: date | None) -> bytes:
    tete = {
        "$schema": f"{c.reseau.site_url}{jeu.schema}",
        "version": VERSION,
        **({"modifie_le": modifie_le.isoformat()} if modifie_le else {}),
        "reseau": c.reseau.nom,
        "site": c.reseau.site_url,
        "licence": {"nom": LICENCE, "url": LICENCE_URL},
        "genre": jeu.nom,
    }
    return f'{json.dumps(tete, ensure_ascii=False, indent=0)[:-2]},\n"fiches": ['.encode()


def _fin(c: Consultation, cites: set[str]) -> bytes:
    """Rend la fin du fichier, et la valeur du jour des seuils que ses fiches citent."""
    du_jour = {nom: valeur for nom, valeur in seuils_du_jour(c).items() if nom in cites} if cites else {}
    return ("\n]" + (f',\n"seuils_du_jour": {COMPACT(du_jour)}' if du_jour else "") + "}\n").encode()
