"""Tenir le registre des publications : ajoute ce qui vient de paraître, ne retire ni ne renomme jamais rien."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from macros.base.base import Base

CHEMIN = "data/flux/publies.yml"
EN_TETE = """\
# Les articles de flux déjà parus, et le titre que les abonnés ont reçu. Écrit par « make enregistrer ».
# Une fiche publiée se corrige sans changer de nom de fichier. Pour la retirer exprès, ajoutez-la à « retires » :
#   retires: {veille/2026/2026-01-01-exemple: "La raison du retrait, en une phrase."}
"""


def enregistrer(racine: Path, base: Base, parus: Mapping[str, str]) -> list[str]:
    """Ajoute au registre les identifiants de ``parus`` (identifiant → titre) qui y manquent ; les rend, triés."""
    fiche = base.publies.get("publies")
    connus = base.titres_publies
    nouveaux = sorted(set(parus) - set(connus))
    if not nouveaux and fiche:
        return []
    complet = {**connus, **{identifiant: parus[identifiant] for identifiant in nouveaux}}
    retires = dict(fiche.contenu.retires) if fiche else {}
    lignes = [EN_TETE.rstrip()]
    if retires:
        lignes += ["retires:", *(f"  {i}: {_citer(raison)}" for i, raison in sorted(retires.items()))]
    lignes += [f"nombre: {len(complet)}", "publies:" if complet else "publies: {}"]
    lignes += [f"  {identifiant}: {_citer(titre)}" for identifiant, titre in sorted(complet.items())]
    cible = racine / CHEMIN
    cible.parent.mkdir(parents=True, exist_ok=True)
    provisoire = cible.with_suffix(".provisoire")
    provisoire.write_text("\n".join(lignes) + "\n", encoding="utf-8")
    provisoire.replace(cible)
    return nouveaux


def _citer(texte: str) -> str:
    """Rend le texte entre guillemets doubles : une chaîne JSON est une chaîne YAML."""
    return json.dumps(texte, ensure_ascii=False)
