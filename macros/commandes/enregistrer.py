"""Tenir le registre des publications : ajoute ce qui vient de paraître, ne retire ni ne renomme jamais rien."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from macros.base.consultation import Consultation
from macros.base.forme import ecrire_fiche
from macros.fiches.publications.modele import Publies
from macros.fiches.publications.regles import titres_publies

CHEMIN = "data/reseau/publies.yml"
EN_TETE = """\
# Les articles de flux déjà parus, et le titre que les abonnés ont reçu. Écrit par « make enregistrer ».
# Une fiche publiée se corrige sans changer de nom de fichier. Pour la retirer exprès, ajoutez-la à « retires » :
#   retires: {veille/2026/2026-01-01-exemple: "La raison du retrait, en une phrase."}
"""


def enregistrer(racine: Path, c: Consultation, parus: Mapping[str, str]) -> list[str]:
    """Ajoute au registre les identifiants de ``parus`` (identifiant → titre) qui y manquent ; les rend, triés."""
    fiche = c.fiches("publies").get("publies")
    connus = titres_publies(c)
    nouveaux = sorted(set(parus) - set(connus))
    if not nouveaux and fiche:
        return []
    retires = dict(fiche.contenu.retires) if fiche else {}
    complet = dict(sorted({**connus, **{identifiant: parus[identifiant] for identifiant in nouveaux}}.items()))
    registre = Publies(retires=dict(sorted(retires.items())), nombre=len(complet), publies=complet)
    cible = racine / CHEMIN
    cible.parent.mkdir(parents=True, exist_ok=True)
    provisoire = cible.with_suffix(".provisoire")
    provisoire.write_text(EN_TETE + ecrire_fiche(registre), encoding="utf-8")
    provisoire.replace(cible)
    return nouveaux
