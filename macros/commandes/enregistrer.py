"""Tenir le registre des publications : ajoute ce qui vient de paraître, ne retire ni ne renomme jamais rien, et le vérifie."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from macros.base.consultation import Consultation
from macros.base.forme import ecrire_fiche
from macros.commandes.passage import poser
from macros.fiches.publications.modele import Publies
from macros.fiches.publications.regles import Publications, titres_publies
from macros.lecture.anomalie import Anomalie
from macros.lecture.ecriture import ecrire
from macros.lecture.yaml import lire_yaml

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
    poser(racine, CHEMIN, (EN_TETE + ecrire_fiche(registre)).encode())
    return nouveaux


def perdus(racine: Path, c: Consultation, depuis: str) -> list[Anomalie]:
    """Rend une anomalie par publication que le registre portait à la version ``depuis`` de git, et n'a plus telle quelle."""
    if _git(racine, "cat-file", "-e", f"{depuis}^{{commit}}") is None:
        return [Publications.VERSION_ABSENTE(version=depuis).dans(CHEMIN)]
    avant = _git(racine, "show", f"{depuis}:{CHEMIN}")
    parus = titres_publies(c)
    valeurs, _, _ = lire_yaml(avant or "publies: {}", CHEMIN)
    return [
        Publications.PUBLICATION_PERDUE(identifiant=identifiant, ligne=ecrire({identifiant: titre}, {}).strip()).dans(
            CHEMIN
        )
        for identifiant, titre in ((valeurs or {}).get("publies") or {}).items()
        if parus.get(identifiant) != titre
    ]


def _git(racine: Path, *arguments: str) -> str | None:
    """Rend ce que git écrit, ou ``None`` s'il refuse."""
    fini = subprocess.run(
        ["git", *arguments], cwd=racine, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return fini.stdout if fini.returncode == 0 else None
