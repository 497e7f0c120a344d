"""Expliquer un terme du lexique à sa première apparition dans une page."""

from __future__ import annotations

from collections.abc import Iterator

from macros.modele import Base, Lexique
from macros.texte.balisage.liens import Reperer
from macros.texte.typographie import typographier

from .commun import Racine


class Explications:
    """Trouve, dans les textes d'une page, les termes qu'elle n'a pas encore expliqués."""

    def __init__(self, base: Base) -> None:
        self.lexique = Lexique(base)
        self.notes = {f.id: typographier(f.contenu.definition) for f in base.termes.values()}

    def dans(self, r: str) -> Reperer | None:
        """Rend ce qui explique dans la page de racine ``r`` ; rien hors d'une page (un flux, un courriel)."""
        if not isinstance(r, Racine) or not self.notes:
            return None

        def reperer(texte: str) -> Iterator[tuple[int, int, str, str]]:
            for debut, fin, terme in self.lexique.trouver(texte, r.expliques):
                if terme not in r.expliques:
                    r.expliques.add(terme)
                    yield debut, fin, f"{r}lexique/#{terme}", self.notes[terme]

        return reperer
