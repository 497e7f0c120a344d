"""Le droit de l'Union : quels actes modifient, rectifient, abrogent ou consolident ceux que le registre cite, d'après Cellar."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from pydantic import BaseModel, Field

from macros.base.consultation import Consultation
from macros.lecture.droit import Droit, Refus

CELEX = re.compile(r"CELEX(?::|%3A)[03](\d{4}[A-Z]\d{4})")
"""L'acte que désigne une adresse d'EUR-Lex, qu'elle mène à lui ou à une version consolidée."""
AUTRE = r"^[0-9CE][0-9A-Z()/_.-]{5,60}$"
"""Le numéro CELEX de tout acte, rectificatifs et versions consolidées compris."""
LIENS = {
    "resource_legal_amends_resource_legal": "modifie",
    "resource_legal_corrects_resource_legal": "rectifie",
    "resource_legal_repeals_resource_legal": "abroge",
    "act_consolidated_consolidates_resource_legal": "consolide",
}
CDM = "http://publications.europa.eu/ontology/cdm#"
DEMANDE = """\
PREFIX cdm: <{cdm}>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?acte ?lien ?autre ?jour WHERE {{
  VALUES ?acte {{ {actes} }}
  VALUES ?lien {{ {liens} }}
  ?suivi cdm:resource_legal_id_celex ?acte .
  ?oeuvre ?lien ?suivi ; cdm:resource_legal_id_celex ?autre .
  OPTIONAL {{ ?oeuvre cdm:work_date_document ?jour }}
}}"""


class _Valeur(BaseModel):
    value: str


class _Celex(BaseModel):
    value: str = Field(pattern=AUTRE)


class _Ligne(BaseModel):
    acte: _Valeur
    lien: _Valeur
    autre: _Celex
    jour: _Valeur | None = None


class _Lignes(BaseModel):
    bindings: list[_Ligne]


class _Reponse(BaseModel):
    results: _Lignes


@dataclass(frozen=True)
class Lie:
    """Un acte qui touche un acte suivi : « 32026R0999 modifie 32024R1252 ». ``jour`` : celui de l'acte, ou rien."""

    acte: str
    lien: str
    autre: str
    jour: date | None


def suivis(c: Consultation) -> dict[str, str]:
    """Rend le numéro CELEX et le titre des actes du registre."""
    trouves = ((CELEX.search(f.contenu.url or ""), f.contenu.titre) for f in c.fiches("textes").values())
    return dict(sorted((f"3{trouve[1]}", titre) for trouve, titre in trouves if trouve))


def question(actes: Iterable[str]) -> str:
    """Rend la question à poser, prête pour une adresse."""
    dits = " ".join(f'"{acte}"^^xsd:string' for acte in actes)
    demande = DEMANDE.format(cdm=CDM, actes=dits, liens=" ".join(f"cdm:{lien}" for lien in LIENS))
    return urlencode({"query": demande, "format": "application/sparql-results+json"})


def lies(octets: bytes, actes: Collection[str], ou: str) -> list[Lie]:
    """Rend les actes liés ; lève ``Refus`` si la réponse ne se lit pas, ou si elle n'en a aucun."""
    try:
        trouves = {
            Lie(x.acte.value, LIENS[nom], x.autre.value, date.fromisoformat(x.jour.value[:10]) if x.jour else None)
            for x in _Reponse.model_validate_json(octets).results.bindings
            if (nom := x.lien.value.removeprefix(CDM)) in LIENS and x.acte.value in actes
        }
    except ValueError:  # pydantic, ou un jour qui n'en est pas un
        raise Refus(ou, Droit.UNION_ILLISIBLE()) from None
    if not trouves:
        raise Refus(ou, Droit.RIEN_DE_L_UNION(nombre=len(actes)))
    return sorted(trouves, key=lambda lie: (lie.acte, lie.autre, lie.lien))
