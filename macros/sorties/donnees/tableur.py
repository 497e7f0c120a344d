"""Une fiche sur une ligne de tableur, sans perte : colonnes, cellules, et le Table Schema qui les décrit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SEPARATEUR = " | "
FORMULES = frozenset("=+-@\t\r\n'＝＋－＠")
"""Signes qui, en tête de cellule, feraient d'un texte une formule ; et l'apostrophe qui l'en empêche."""
APRES_SEPARATEUR = re.compile(r'(;[ \u00a0\u202f"]*)(?=[=+@＝＋＠\'\t]|[-－](?! ))')
APRES_SEPARATEUR_EN_JSON = re.compile(r'(;(?:[ \u00a0\u202f]|\\")*)([=+@＝＋＠]|[-－](?! ))')
"""De même au milieu d'une cellule, car un tableur français sépare aussi au point-virgule."""
SIMPLES = ("string", "integer", "number")
CONTRAINTES = {
    "enum": "enum",
    "pattern": "pattern",
    "minLength": "minLength",
    "minimum": "minimum",
    "maximum": "maximum",
}
"""Mot du schéma JSON → mot du Table Schema. ``maxLength`` n'y est pas : l'apostrophe peut allonger une cellule d'un signe."""


TOUT = r"[\s\S]*"
AVIS_EXCEL = "Excel coupe une cellule de plus de 32 767 signes : prenez alors le fichier JSON."


@dataclass(frozen=True)
class Colonne:
    """Une colonne. ``liste`` : ses valeurs sont des textes ou des nombres, écrits à la suite."""

    nom: str
    type: str
    liste: bool
    description: str
    contraintes: Mapping[str, Any]

    @property
    def descripteur(self) -> dict[str, Any]:
        """Rend le champ du Table Schema."""
        champ = {"name": self.nom, "type": "string" if self.liste else self.type, "description": self.description}
        return {**champ, "constraints": dict(self.contraintes)} if self.contraintes else champ


def colonnes(schema: Mapping[str, Any]) -> list[Colonne]:
    """Rend une colonne par champ de premier niveau du schéma d'une fiche."""
    obligatoires = set(schema.get("required", ()))
    return [_colonne(nom, propriete, nom in obligatoires) for nom, propriete in schema["properties"].items()]


def _colonne(nom: str, propriete: Mapping[str, Any], obligatoire: bool) -> Colonne:
    forme, facultative = dict(propriete), False
    for choix in propriete.get("anyOf", ()):
        facultative |= choix == {"type": "null"}
        forme = {**choix, **forme} if choix != {"type": "null"} else forme
    genre = forme.get("type", "object")
    liste = genre == "array" and forme["items"].get("type") in SIMPLES
    contraintes: dict[str, Any] = {}
    if obligatoire and not facultative and _jamais_vide(forme, liste):
        contraintes["required"] = True
    if genre in SIMPLES:
        contraintes |= {mot: forme[cle] for cle, mot in CONTRAINTES.items() if cle in forme}
    if "pattern" in contraintes:
        contraintes["pattern"] = _motif_entier(contraintes["pattern"])
    if "enum" in contraintes:
        contraintes["enum"] = [valeur for valeur in contraintes["enum"] if valeur is not None]
    description = propriete.get("description", "")
    if liste:
        description = f"{description} Valeurs séparées par « {SEPARATEUR.strip()} »."
    elif genre in ("array", "object"):
        description = f"{description} En JSON. {AVIS_EXCEL}"
    return Colonne(nom, "date" if forme.get("format") == "date" else genre, liste, description.strip(), contraintes)


def _motif_entier(motif: str) -> str:
    """Rend le motif pour toute la cellule : le schéma JSON cherche, le Table Schema compare d'un bout à l'autre."""
    return f"{'' if motif.startswith('^') else TOUT}{motif}{'' if motif.endswith('$') else TOUT}"


def _jamais_vide(forme: Mapping[str, Any], liste: bool) -> bool:
    """Dit si la cellule d'un champ obligatoire ne peut pas être vide."""
    if liste:
        return forme.get("minItems", 0) > 0
    precis = {"enum", "format", "pattern"} & set(forme)
    return forme.get("type") != "string" or forme.get("minLength", 0) > 0 or bool(precis)


def table_schema(les_colonnes: Iterable[Colonne]) -> dict[str, Any]:
    """Rend le Table Schema d'un fichier CSV."""
    return {"fields": [c.descripteur for c in les_colonnes], "primaryKey": "id", "missingValues": [""]}


def ligne(valeurs: Iterable[str]) -> bytes:
    """Rend une ligne CSV : virgules, guillemets où il en faut, retour chariot et saut de ligne."""
    tampon = io.StringIO()
    csv.writer(tampon, lineterminator="\r\n").writerow(valeurs)
    return tampon.getvalue().encode()


def cellule(valeur: Any, colonne: Colonne, en_json: str) -> str:
    """Rend la cellule d'une valeur : rien pour ``null``, une suite pour une liste simple, ``en_json`` pour une structure."""
    if valeur is None:
        return ""
    if colonne.liste:
        texte = SEPARATEUR.join(str(v).replace("\\", "\\\\").replace("|", "\\|") for v in valeur)
    elif isinstance(valeur, (list, dict)):
        return APRES_SEPARATEUR_EN_JSON.sub(lambda t: f"{t[1]}\\u{ord(t[2]):04x}", en_json)
    else:
        texte = str(valeur)
    texte = APRES_SEPARATEUR.sub(r"\1'", texte)
    return f"'{texte}" if texte[:1] in FORMULES else texte
