"""Construire à part, puis échanger deux dossiers entiers : tout ou rien."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from macros.base.registre import RECU
from macros.commandes.annonces import annoncer, identite_provisoire
from macros.commandes.passage import dossier_de_passage, verrou
from macros.site.lancer import maison_lue

ANCIEN = ".ancien-site"
"""L'ancien site, le temps de l'échange."""


def commande_publier(racine: Path) -> int:
    """Publie, et rend ce que rend ``publier`` ; dit d'abord ce que l'identité a de provisoire. La construction juge la base."""
    c = maison_lue(racine).c
    annoncer(identite_provisoire(racine, c))
    return publier(racine, site_url=c.reseau.site_url)


def publier(racine: Path, site_url: str = "") -> int:
    """Construit le site strict dans un dossier à part, puis l'échange avec ``site/``.

    Rend le code de MkDocs, ou 1 ; s'il n'est pas nul, ``site/`` n'a pas bougé. À une adresse publique, sans le registre
    reçu, le site neuf en publierait un rétréci : rien n'est construit.
    """
    site = racine / "site"
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        print("site:1:1: dossier-attendu: site doit être un vrai dossier\n    → Supprimez-le, puis recommencez.")
        return 1
    if site_url and ".example" not in site_url and not (racine / RECU).exists():
        print("Rien n'est publié : le registre des articles parus n’est pas là ; lancez d'abord « base registre ».")
        return 1
    with verrou(racine):
        _reparer(site)
    # Un dossier par construction : deux publications à la fois ne se mêlent pas. Qui écrit en hérite le verrou : une
    # publication tuée laisse parfois sa construction finir, et personne ne doit lui ôter son dossier.
    with dossier_de_passage(racine) as (passage, tenu):
        neuf = passage / "site"
        commande = [sys.executable, "-m", "macros", "construire", str(neuf)]
        # Un site est fait pour être lu : ses droits ne dépendent pas de ceux de qui le construit.
        code = subprocess.call(
            commande, cwd=racine, umask=0o022, pass_fds=[tenu], env={**os.environ, "BROUILLONS": "non"}
        )
        if code:
            print("Rien n'est publié : site/ est resté comme il était.")
            return code
        with verrou(racine):
            _reparer(site)
            _echanger(neuf, site)
    print(f"site/ est à jour : {sum(1 for _ in site.rglob('*.html'))} pages.")
    return 0


def _echanger(neuf: Path, site: Path) -> None:
    """Écarte l'ancien site, puis met le neuf à sa place : entre les deux, un instant, ``site`` n'existe pas."""
    with suppress(FileNotFoundError):
        site.rename(site.with_name(ANCIEN))
    try:
        neuf.rename(site)
    finally:
        _reparer(site)


def _reparer(site: Path) -> None:
    """Remet l'ancien site qu'une publication arrêtée entre ses deux renommages a écarté ; sinon, le supprime."""
    ancien = site.with_name(ANCIEN)
    if ancien.exists() and not site.exists():
        ancien.rename(site)
    shutil.rmtree(ancien, ignore_errors=True)
