"""Ce qui porte une étape de feuille de route."""

from __future__ import annotations

from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.fiches.feuille.modele import EtapeDeRoute


def appuis(c: Consultation, etape: EtapeDeRoute) -> list[tuple[str, str]]:
    """Rend (titre, adresse) de ce qui porte une étape : clauses, pratiques, indicateurs, articles."""
    liste = [
        (fiche.contenu.titre, c.adresse(genre, fiche.id))
        for genre in ("clauses", "pratiques", "indicateurs")
        for fiche in c.nommees(genre, getattr(etape, genre))
    ]
    refs = (resolveur(c).resoudre(reference) for reference in etape.fondements)
    return liste + [(ref.reference if ref.texte is None else ref.libelle, ref.adresse) for ref in refs if ref]
