"""Une fiche sur une ligne de tableur, sans perte : colonnes, cellules, et le Table Schema qui les décrit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

DELIMITEUR = ";"
"""Celui des tableurs réglés en français ; le descripteur le dit aux autres."""
SEPARATEUR = " | "
FORMULES = "=+@'＝＋－＠-"
"""Signes qui, en tête de cellule, feraient d'un texte une formule ; et l'apostrophe qui l'en empêche."""
TETES = re.compile(rf"""((?:^|[,;\t\r\n])"*)(?=[\t\r{FORMULES}])""")
"""Où une cellule commencerait, que le tableur coupe aux points-virgules, aux virgules ou aux lignes."""
TETES_EN_JSON = re.compile(rf"""([,;]["\\]*)([{FORMULES}])""")
TEXTE_JSON = re.compile(r'"(?:[^"\\]|\\.)*"')
TETES_DE_TEXTE = re.compile(rf"""((?:^"|[,;])(?:\\")*)([{FORMULES}])""")
PUCE = re.compile(r"^- ", re.MULTILINE)
LIMITE = 32_000
"""Signes d'une cellule : au-delà de 32 767 unités, un tableur coupe sans le dire."""
SIMPLES = ("string", "integer", "number")
CONTRAINTES = ("enum", "pattern", "minLength", "minimum", "maximum")
"""Mots du schéma JSON que le Table Schema connaît aussi. ``maxLength`` n'y est pas : l'apostrophe peut allonger une cellule d'un signe."""


TOUT = r"[\s\S]*"


@dataclass(frozen=True)
class Colonne:
    """Une colonne. ``liste`` : ses valeurs sont des textes ou des nombres, écrits à la suite."""

    nom: str
    type: str
    liste: bool
    description: str
    contraintes: Mapping[str, Any]

    @property
    def simple(self) -> bool:
        """Dit si sa valeur se lit dans une cellule : ni structure, ni liste de structures."""
        return self.liste or self.type not in ("array", "object")

    @property
    def descripteur(self) -> dict[str, Any]:
        """Rend le champ du Table Schema."""
        champ = {"name": self.nom, "type": "string" if self.liste else self.type, "description": self.description}
        if self.type == "number":
            champ["decimalChar"] = ","
        return {**champ, "constraints": dict(self.contraintes)} if self.contraintes else champ


def colonnes(schema: Mapping[str, Any]) -> list[Colonne]:
    """Rend une colonne par champ de premier niveau du schéma d'une fiche."""
    obligatoires = set(schema.get("required", ()))
    return [_colonne(nom, propriete, nom in obligatoires) for nom, propriete in schema["properties"].items()]


def _colonne(nom: str, propriete: Mapping[str, Any], obligatoire: bool) -> Colonne:
    choix = [c for c in propriete.get("anyOf", ()) if c != {"type": "null"}]
    facultative = len(choix) < len(propriete.get("anyOf", ()))
    forme = dict(propriete)
    for un in choix:
        forme = {**un, **forme}
    genres = {un.get("type", "object") for un in choix} or {forme.get("type", "object")}
    genre = genres.pop() if len(genres) == 1 else "number" if genres == {"integer", "number"} else "string"
    liste = genre == "array" and forme["items"].get("type") in SIMPLES
    contraintes: dict[str, Any] = {}
    if obligatoire and not facultative and _jamais_vide(forme, liste):
        contraintes["required"] = True
    if genre in SIMPLES:
        contraintes |= {mot: forme[mot] for mot in CONTRAINTES if mot in forme}
    if "pattern" in contraintes:
        contraintes["pattern"] = _motif_entier(contraintes["pattern"])
    if "enum" in contraintes:
        contraintes["enum"] = [valeur for valeur in contraintes["enum"] if valeur is not None]
    description = propriete.get("description", "")
    if liste:
        description = f"{description} Valeurs séparées par « {SEPARATEUR.strip()} »."
    elif genre in ("array", "object"):
        description = f"{description} En JSON."
    return Colonne(
        nom,
        "date" if len(choix) < 2 and forme.get("format") == "date" else genre,
        liste,
        description.strip(),
        contraintes,
    )


def _motif_entier(motif: str) -> str:
    """Rend le motif pour toute la cellule : le schéma JSON cherche, le Table Schema compare d'un bout à l'autre."""
    return f"{'' if motif.startswith('^') else TOUT}{motif}{'' if motif.endswith('$') else TOUT}"


def _jamais_vide(forme: Mapping[str, Any], liste: bool) -> bool:
    """Dit si la cellule d'un champ obligatoire ne peut pas être vide."""
    if liste:
        return bool(forme.get("minItems", 0))
    precis = {"enum", "format", "pattern"} & set(forme)
    return forme.get("type") != "string" or forme.get("minLength", 0) > 0 or bool(precis)


def table_schema(les_colonnes: Iterable[Colonne], cle: list[str]) -> dict[str, Any]:
    """Rend le Table Schema d'un fichier CSV."""
    return {"fields": [c.descripteur for c in les_colonnes], "primaryKey": cle, "missingValues": [""]}


def ligne(valeurs: Iterable[str]) -> bytes:
    """Rend une ligne CSV : points-virgules, guillemets où il en faut, retour chariot et saut de ligne."""
    tampon = io.StringIO()
    csv.writer(tampon, delimiter=DELIMITEUR, lineterminator="\r\n").writerow(valeurs)
    return tampon.getvalue().encode()


def cellule(valeur: Any, colonne: Colonne, en_json: str, ailleurs: str = "") -> str:
    """Rend la cellule d'une valeur : rien pour ``null``, une suite pour une liste simple, ``en_json`` pour une structure.

    ``ailleurs`` : où lire une valeur trop longue pour une cellule.
    """
    if valeur is None:
        return ""
    if colonne.liste:
        texte = SEPARATEUR.join(str(v).replace("\\", "\\\\").replace("|", "\\|") for v in valeur)
    elif isinstance(valeur, (list, dict)):
        return tenir(_desarmer_json(en_json), ailleurs)
    elif isinstance(valeur, (int, float)):
        return str(valeur).replace(".", ",")
    else:
        texte = str(valeur)
    return tenir(TETES.sub(r"\1'", PUCE.sub("• ", texte)), ailleurs)


def tenir(texte: str, ailleurs: str) -> str:
    """Rend le texte, ou où le lire s'il est trop long pour une cellule."""
    return texte if len(texte) <= LIMITE else f"Trop long pour un tableur : {ailleurs}"


def _desarmer_json(code: str) -> str:
    """Rend le même JSON, où aucun texte ne commence une formule quel que soit le séparateur : le signe s'y écrit ``\\u003d``."""
    if not TETES_EN_JSON.search(code):
        return code
    return TEXTE_JSON.sub(lambda t: TETES_DE_TEXTE.sub(lambda a: f"{a[1]}\\u{ord(a[2]):04x}", t[0]), code)
