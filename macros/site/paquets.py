"""Les paquets du navigateur : ce qu'esbuild fait de nos modules et de nos feuilles, et ce qu'une page en demande.

Un site publié charge les paquets, dont le nom porte l'empreinte ; servi à qui le modifie, il charge les sources.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files

from macros.base.theme import theme

LISTE = "assets/lib/paquets.json"
"""Ce qu'esbuild en dit (« metafile ») : chaque fichier produit, la source dont il part, ce qu'il importe."""
SOURCES = ("assets/js/", "assets/styles/", "assets/lib/recherche.js", LISTE)
"""Ce que le site publié a en paquets."""


class Paquets:
    """Ce que les pages d'une construction chargent."""

    def __init__(self, publie: bool) -> None:
        self.publie = publie

    def retenir(self, files: Files) -> None:
        """Ôte des fichiers à publier ceux de Material, dont aucune page ne se sert, et nos sources si le site est publié."""
        for fichier in [*files]:
            nom = fichier.src_uri
            du_theme = nom.startswith("assets/") and fichier.generated_by is None
            if du_theme and (not (theme() / nom).is_file() or (self.publie and nom.startswith(SOURCES))):
                files.remove(fichier)

    def __call__(self, source: str) -> list[str]:
        """Rend les fichiers à charger pour ``source``, relative à ``assets/`` : celui qui en part, puis ce qu'il importe d'emblée."""
        if not self.publie:
            return [f"assets/{source}"]
        suite = [next(nom for nom, p in self._produits.items() if p.get("entryPoint") == f"overrides/assets/{source}")]
        for nom in suite:
            importes = (i["path"] for i in self._produits[nom]["imports"] if i["kind"] == "import-statement")
            suite += [i for i in importes if i not in suite]
        return [nom.removeprefix("overrides/") for nom in suite]

    @cached_property
    def _produits(self) -> dict[str, Any]:
        try:
            produits: dict[str, Any] = json.loads((theme() / LISTE).read_text("utf-8"))["outputs"]
            return produits
        except FileNotFoundError:
            print("Les paquets du navigateur ne sont pas faits.\n    → Lancez « make theme ».")
            raise Abort("Le thème est incomplet : rien n'est publié.") from None
