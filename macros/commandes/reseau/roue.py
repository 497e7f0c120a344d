"""La roue qui tourne : d'où elle vient, et son empreinte."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from macros.fiches.reseau.forge import forge_de
from macros.lecture.exigence import PAQUET
from macros.lecture.reglage import adresses

VERSIONS = {
    "github": "{depot}/releases/download/v{version}/{roue}",
    "gitlab": "{depot}/-/releases/v{version}/downloads/{roue}",
    "forgejo": "{depot}/releases/download/v{version}/{roue}",
}
"""Forge → l'adresse d'un fichier d'une version publiée."""


def roue_d_ici(racine: Path) -> str:
    """Rend ``ADRESSE#sha256=EMPREINTE`` de la roue qui tourne, ou une chaîne vide.

    pip garde l'empreinte d'une roue installée de son fichier ou de son adresse ; l'adresse est celle-là, sinon celle d'une
    version publiée par le dépôt que dit ``REPO_URL``.
    """
    try:
        installee = distribution(PAQUET)
    except PackageNotFoundError:
        return ""
    origine = json.loads(installee.read_text("direct_url.json") or "{}")
    empreinte = origine.get("archive_info", {}).get("hashes", {}).get("sha256")
    if not empreinte:
        return ""
    adresse = origine["url"] if origine["url"].startswith("https://") else _publiee(racine, installee.version)
    return adresse and f"{adresse}#sha256={empreinte}"


def _publiee(racine: Path, version: str) -> str:
    depot = adresses(racine)[1].rstrip("/")
    forme = VERSIONS.get(forge_de(None, depot), "")
    return forme.format(depot=depot, version=version, roue=f"base_achats-{version}-py3-none-any.whl")
