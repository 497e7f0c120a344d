"""Expliquer un terme du lexique à sa première apparition dans une page."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.promesses import Expliquer
from macros.fiches.lexique.reconnaissance import Lexique
from macros.texte.typographie import typographier


def expliquer(c: Consultation) -> Expliquer:
    """Rend ce qui trouve, dans les textes d'une page, les termes qu'elle n'a pas encore expliqués."""
    lexique = Lexique(c)
    notes = {f.id: typographier(f.contenu.definition) for f in c.fiches("termes").values()}

    def trouver(texte: str, expliques: set[str]) -> Iterator[tuple[int, int, str, str]]:
        """Rend (début, fin, adresse au lexique, définition) de chaque terme hors ``expliques``, qui le reçoit."""
        for debut, fin, terme in lexique.trouver(texte):
            if terme not in expliques:
                expliques.add(terme)
                yield debut, fin, f"lexique/#{terme}", notes[terme]

    return trouver
