"""Le catalogue DCAT : ce qu'un portail de données ouvertes moissonne. Chaque jeu y est aussi un ``Dataset`` de schema.org."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from macros.base.consultation import Consultation
from macros.sorties.donnees.jeux import LICENCE_URL, JeuPublie

CONTEXTE = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "schema": "https://schema.org/",
}
"""Écrit dans le fichier : le lire ne demande rien au réseau."""
MOTS = ("achats publics", "commande publique", "marchés publics", "achat responsable")
IRREGULIERE = "http://publications.europa.eu/resource/authority/frequency/IRREG"
FRANCAIS = "http://publications.europa.eu/resource/authority/language/FRA"
TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def description(c: Consultation, jeu: JeuPublie) -> str:
    """Rend ce qu'un catalogue dit d'un jeu."""
    return (
        f"{jeu.titre} : {jeu.nombre} fiche{'s' if jeu.nombre > 1 else ''} de la base des achats publics responsables"
        f" que publie {c.reseau.nom}, {c.reseau.nom_long}. En JSON, en CSV et en classeur, avec leurs schémas."
    )


def catalogue(c: Consultation, jeux: list[JeuPublie]) -> dict[str, Any]:
    """Rend le catalogue, en JSON-LD."""
    site = c.reseau.site_url
    editeur = {"@type": "foaf:Organization", "@id": f"{site}#reseau", "foaf:name": c.reseau.nom}
    return {
        "@context": CONTEXTE,
        "@id": f"{site}donnees/catalogue.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _fr(f"Base des achats publics responsables, {c.reseau.nom}"),
        "dct:description": _fr(
            "Clauses, méthodes, veille juridique et registre du droit pour des achats publics responsables."
        ),
        "dct:publisher": editeur,
        "dct:language": {"@id": FRANCAIS},
        "dct:license": {"@id": LICENCE_URL},
        "foaf:homepage": {"@id": site},
        **_modifie(jeux),
        "dcat:dataset": [_jeu(c, jeu) for jeu in jeux],
    }


def _jeu(c: Consultation, jeu: JeuPublie) -> dict[str, Any]:
    site, texte = c.reseau.site_url, description(c, jeu)
    return {
        "@id": f"{site}donnees/#{jeu.nom}",
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "dct:identifier": jeu.nom,
        "dct:title": _fr(jeu.titre),
        "schema:name": jeu.titre,
        "dct:description": _fr(texte),
        "schema:description": texte,
        "dcat:keyword": [_fr(mot) for mot in (*MOTS, jeu.titre.lower())],
        "dct:publisher": {"@id": f"{site}#reseau"},
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": c.reseau.nom,
            "vcard:hasEmail": {"@id": f"mailto:{c.reseau.contact}"},
        },
        "dct:accrualPeriodicity": {"@id": IRREGULIERE},
        "dct:language": {"@id": FRANCAIS},
        "dct:license": {"@id": LICENCE_URL},
        "schema:license": {"@id": LICENCE_URL},
        "dcat:landingPage": {"@id": f"{site}donnees/"},
        **_modifie([jeu]),
        "dcat:distribution": list(_distributions(c, jeu)),
    }


def _distributions(c: Consultation, jeu: JeuPublie) -> Iterator[dict[str, Any]]:
    site = c.reseau.site_url
    fichiers = [(jeu.json, jeu.taille_json, jeu.schema), (jeu.xlsx, jeu.taille_xlsx, "")]
    fichiers += [(table.csv, table.taille, table.table_schema) for table in jeu.tables]
    for chemin, taille, schema in fichiers:
        yield {
            "@id": f"{site}{chemin}",
            "@type": ["dcat:Distribution", "schema:DataDownload"],
            "dct:title": _fr(chemin.rpartition("/")[2]),
            "dcat:accessURL": {"@id": f"{site}{chemin}"},
            "dcat:downloadURL": {"@id": f"{site}{chemin}"},
            "schema:contentUrl": {"@id": f"{site}{chemin}"},
            "dcat:mediaType": {
                "@id": f"https://www.iana.org/assignments/media-types/{TYPES[chemin.rpartition('.')[2]]}"
            },
            "dcat:byteSize": {"@value": str(taille), "@type": "xsd:nonNegativeInteger"},
            "dct:license": {"@id": LICENCE_URL},
            **({"dct:conformsTo": {"@id": f"{site}{schema}"}} if schema else {}),
        }


def _fr(texte: str) -> dict[str, str]:
    return {"@value": texte, "@language": "fr"}


def _modifie(jeux: list[JeuPublie]) -> dict[str, Any]:
    jour = max((jeu.modifie_le for jeu in jeux if jeu.modifie_le), default=None)
    return {"dct:modified": {"@value": jour.isoformat(), "@type": "xsd:date"}} if jour else {}
