"""Les fiches qu'un article touche : celles qui le citent et, des dossiers conseillés, ceux qui prennent une de ses clauses."""

from __future__ import annotations

from dataclasses import dataclass, field

from macros.base.citations import citants, citees
from macros.base.consultation import Consultation
from macros.base.promesses import Ref

GENRES = ("clauses", "obligations", "pratiques", "modeles", "dossiers")
"""Les genres de fiches dont un acheteur se sert, dans l'ordre où on les dit."""


@dataclass(frozen=True)
class Touchees:
    """Genre → noms des fiches touchées, dans l'ordre de l'alphabet."""

    par_genre: dict[str, list[str]] = field(default_factory=lambda: {genre: [] for genre in GENRES})

    def __bool__(self) -> bool:
        return any(self.par_genre.values())


def touchees(c: Consultation, ref: Ref | None) -> Touchees:
    """Rend les fiches touchées ; aucune si l'article n'est pas au registre."""
    table = Touchees()
    if ref is None:
        return table
    for genre, fiche in citants(c, ref.adresse):
        if genre in table.par_genre:
            table.par_genre[genre].append(fiche.id)
    clauses = set(table.par_genre["clauses"])
    table.par_genre["dossiers"] += [
        d.id
        for d in c.visibles("dossiers")
        if ref.adresse in citees(c, d) or clauses & {prise.clause for prise in d.contenu.prises}
    ]
    for noms in table.par_genre.values():
        noms[:] = sorted(set(noms))
    return table
