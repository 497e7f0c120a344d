"""Les paquets du navigateur : ce qu'esbuild fait de nos modules et de nos feuilles, et ce qu'une page en demande.

Un site publié charge les paquets, dont le nom porte l'empreinte ; servi à qui le modifie, il charge les sources.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Any, NoReturn

from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files

from macros.base.theme import installe, theme

LISTE = "assets/lib/paquets.json"
"""Ce qu'esbuild en dit (« metafile ») : chaque fichier produit, la source dont il part, ce qu'il importe."""
FEUILLE, COULEURS = "styles/site.css", "assets/reseau/couleurs.css"
"""La feuille de toute page, et les couleurs du réseau, que le site publié y met : une demande de moins."""
DOSSIERS = ("assets/js/", "assets/styles/")
SOURCES = (*DOSSIERS, "assets/lib/recherche.js", LISTE)
"""Ce que le site publié a en paquets."""


class Paquets:
    """Ce que les pages d'une construction chargent."""

    def __init__(self, publie: bool) -> None:
        self.publie = publie
        self.coloree = ""
        """La feuille de toute page, couleurs comprises, une fois qu'elle est faite."""

    def retenir(self, files: Files) -> None:
        """Ôte des fichiers à publier ceux de Material, dont aucune page ne se sert, et nos sources si le site est publié."""
        en_paquets = (*SOURCES, self._paquet(FEUILLE)) if self.publie else ()
        for fichier in [*files]:
            nom = fichier.src_uri
            du_theme = nom.startswith("assets/") and fichier.generated_by is None
            if du_theme and (not (theme() / nom).is_file() or nom.startswith(en_paquets)):
                files.remove(fichier)

    def colorer(self, couleurs: bytes) -> tuple[str, bytes]:
        """Rend le nom et les octets de la feuille de toute page, les couleurs du réseau en tête."""
        octets = couleurs + (theme() / self._paquet(FEUILLE)).read_bytes()
        self.coloree = f"assets/lib/site-{hashlib.sha256(octets).hexdigest()[:8].upper()}.css"
        return self.coloree, octets

    def __call__(self, source: str) -> list[str]:
        """Rend les fichiers à charger pour ``source``, relative à ``assets/`` : celui qui en part, puis ce qu'il importe d'emblée."""
        if not self.publie:
            return [*([COULEURS] if source == FEUILLE else ()), f"assets/{source}"]
        if source == FEUILLE:
            return [self.coloree]
        suite = [f"overrides/{self._paquet(source)}"]
        for nom in suite:
            importes = (i["path"] for i in self._produits[nom]["imports"] if i["kind"] == "import-statement")
            suite += [i for i in importes if i not in suite]
        return [nom.removeprefix("overrides/") for nom in suite]

    def _paquet(self, source: str) -> str:
        partis = (nom for nom, p in self._produits.items() if p.get("entryPoint") == f"overrides/assets/{source}")
        return next(partis).removeprefix("overrides/")

    @cached_property
    def _produits(self) -> dict[str, Any]:
        liste = theme() / LISTE
        if not liste.is_file():
            _refuser("Les paquets du navigateur ne sont pas faits.")
        if avant := _source_plus_neuve(liste.stat().st_mtime_ns):
            _refuser(f"Les paquets du navigateur sont plus vieux que leurs sources ({avant}).")
        produits: dict[str, Any] = json.loads(liste.read_text("utf-8"))["outputs"]
        return produits


def _source_plus_neuve(faits: int) -> str | None:
    """Rend une source changée depuis que les paquets sont faits, à la date où « make » les refait ; la roue les porte tels quels."""
    sources = (f for dossier in (theme() / nom for nom in DOSSIERS) for f in dossier.rglob("*") if f.is_file())
    neuves = (f.relative_to(theme()).as_posix() for f in sources if not installe() and f.stat().st_mtime_ns > faits)
    return next(neuves, None)


def _refuser(quoi: str) -> NoReturn:
    print(f"{quoi}\n    → Lancez « make theme ».")
    raise Abort("Le thème n'est pas à jour : rien n'est publié.")
