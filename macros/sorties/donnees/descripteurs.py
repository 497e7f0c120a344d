"""Ce qui décrit les données : le schéma de chaque fichier JSON, et le descripteur de l'ensemble (Data Package)."""

from __future__ import annotations

from datetime import date
from typing import Any

from macros.base.consultation import Consultation
from macros.base.genre import Genre
from macros.base.types import LICENCES, SLUG
from macros.sorties.donnees.jeux import LICENCE, LICENCE_URL, VERSION, JeuPublie, TablePubliee, calculs
from macros.sorties.donnees.schemas import schema_de
from macros.sorties.donnees.tableur import DELIMITEUR


def schema_de_fiche(genre: Genre, c: Consultation) -> dict[str, Any]:
    """Rend le schéma d'une fiche telle qu'elle est publiée : celui du contributeur, plus l'identité et l'adresse.

    Il admet un champ de plus : qui lit la version d'aujourd'hui lira celle qui en aura gagné un.
    """
    schema = ouvrir(schema_de(genre, c))
    identifiant = {
        "type": "string",
        "pattern": f"^{SLUG.pattern}$",
        "description": "Nom de la fiche, unique en son genre.",
    }
    adresse = {"type": "string", "format": "uri", "description": "Page de la fiche, si elle en a une."}
    corps = {"type": "string", "description": "Texte sous les champs, en Markdown."}
    calcules = {calcul.nom: dict(calcul.schema) for calcul in calculs(genre)}
    fin, obligatoires = ({"corps": corps}, ["corps"]) if genre.en_markdown else ({}, [])
    return {
        **schema,
        "properties": {"id": identifiant, "adresse": adresse, **schema["properties"], **calcules, **fin},
        "required": ["id", *schema.get("required", ()), *calcules, *obligatoires],
    }


def schema_de_fichier(jeu: JeuPublie, fiche: dict[str, Any], site_url: str) -> dict[str, Any]:
    """Rend le schéma du fichier JSON entier ; ``fiche`` est celui d'une fiche."""
    texte = {"type": "string", "minLength": 1}
    licence = {"nom": {"enum": list(LICENCES)}, "url": {"enum": list(LICENCES.values())}}
    proprietes = {
        "$schema": {**texte, "format": "uri"},
        "version": {"const": VERSION},
        "reseau": {**texte, "description": "Réseau qui publie le fichier."},
        "site": {**texte, "format": "uri", "description": "Adresse du site."},
        "licence": _objet(licence),
        "genre": {"const": jeu.nom},
        "fiches": {"type": "array", "items": {cle: v for cle, v in fiche.items() if cle not in ("$schema", "$defs")}},
    }
    modifie_le = {
        "type": "string",
        "format": "date",
        "description": "La plus récente des dates que portent les fiches.",
    }
    seuils = {
        "type": "object",
        "additionalProperties": texte,
        "description": 'Nom → valeur du jour des seuils que les fiches appellent : {{ seuil("nom") }}.',
    }
    return {
        "$schema": fiche["$schema"],
        "$id": f"{site_url}{jeu.schema}",
        "title": jeu.titre,
        **_objet(proprietes, modifie_le=modifie_le, seuils_du_jour=seuils),
        "$defs": fiche.get("$defs", {}),
    }


def _objet(exiges: dict[str, Any], **facultatifs: Any) -> dict[str, Any]:
    """Rend le schéma d'un objet ; d'autres champs y sont admis."""
    return {"type": "object", "properties": {**exiges, **facultatifs}, "required": list(exiges)}


def ouvrir(noeud: Any) -> Any:
    """Rend le schéma sans ce qui y refuse un champ de plus."""
    if isinstance(noeud, dict):
        return {cle: ouvrir(v) for cle, v in noeud.items() if (cle, v) != ("additionalProperties", False)}
    return [ouvrir(v) for v in noeud] if isinstance(noeud, list) else noeud


def ressource_json(jeu: JeuPublie, taille: int, empreinte: str) -> dict[str, Any]:
    """Rend ce que le descripteur dit du fichier JSON d'un jeu."""
    commun = _ressource(f"{jeu.nom}-json", jeu.titre, jeu.json, "application/json", taille, empreinte)
    return {**commun, "jsonSchema": f"schemas/fichiers/{jeu.nom}.json"}


def ressource_csv(table: TablePubliee, empreinte: str) -> dict[str, Any]:
    """Rend ce que le descripteur dit d'une table."""
    dialecte = {
        "delimiter": DELIMITEUR,
        "lineTerminator": "\r\n",
        "quoteChar": '"',
        "doubleQuote": True,
        "header": True,
    }
    return {
        **_ressource(table.nom, table.titre, table.csv, "text/csv", table.taille, empreinte),
        "profile": "tabular-data-resource",
        "schema": f"{table.nom}.table-schema.json",
        "dialect": dialecte,
    }


def _ressource(nom: str, titre: str, chemin: str, type_mime: str, taille: int, empreinte: str) -> dict[str, Any]:
    return {
        "name": nom,
        "title": titre,
        "path": chemin.rpartition("/")[2],
        "format": chemin.rpartition(".")[2],
        "mediatype": type_mime,
        "encoding": "utf-8",
        "bytes": taille,
        "hash": f"sha256:{empreinte}",
    }


def descripteur(c: Consultation, ressources: list[dict[str, Any]], modifie_le: date | None) -> dict[str, Any]:
    """Rend le descripteur de l'ensemble."""
    date_du_fonds = {"created": f"{modifie_le.isoformat()}T00:00:00Z"} if modifie_le else {}
    return {
        "profile": "data-package",
        "name": "achats-publics-responsables",
        "title": f"Base des achats publics responsables, {c.reseau.nom}",
        "homepage": c.reseau.site_url,
        "version": str(VERSION),
        **date_du_fonds,
        "licenses": [{"name": "etalab-2.0", "title": LICENCE, "path": LICENCE_URL}],
        "contributors": [{"title": c.reseau.nom, "role": "publisher"}],
        "resources": ressources,
    }
