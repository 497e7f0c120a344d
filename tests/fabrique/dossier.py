"""Rendre ce que lisent, dans le navigateur, les obligations et « Mon dossier »."""

import json
from pathlib import Path
from typing import Any

from macros.base.base import Base
from macros.fiches.clause.dossier import fichiers as fichiers_du_dossier
from macros.fiches.obligation.fichier import communes, d_une_famille, du_dossier
from macros.fiches.obligation.fichier import donnees as donnees_des_obligations
from tests.fabrique.pages import contexte_de
from tests.fabrique.questions import consulter


def obligations_de(base: Base) -> dict[str, Any]:
    """Rend tout ce que jugent les obligations : règles, faits, seuils, clauses."""
    return donnees_des_obligations(consulter(base))


def obligations_par_famille(base: Base) -> dict[str, dict[str, Any]]:
    """Rend famille d'achat → ce que lit la page quand elle est choisie ; « » : avant de choisir."""
    c = consulter(base)
    return {"": communes(c)} | {code: communes(c) | d_une_famille(c, code) for code in c.valeurs("segments")}


def droit_du_dossier(base: Base) -> dict[str, Any]:
    """Rend ce que « Mon dossier » lit des obligations."""
    return du_dossier(consulter(base))


def dossier_de(base: Base, **reseau: Any) -> dict[str, Any]:
    """Rend ce que « Mon dossier » lit : nom de la clause → la clause, « plan » et « socle »."""
    fichiers = fichiers_du_dossier(contexte_de(base, "", **reseau))
    return {Path(chemin).stem: json.loads(produire()) for chemin, produire in fichiers.items()}
