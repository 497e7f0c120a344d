"""Les documents Word faits à la construction : feuilles de route, modèles, kits d'animation."""

from __future__ import annotations

from macros.base.base import Base
from macros.sorties.word.documents import Documents

__all__ = ["documents_word"]


def documents_word(base: Base, nom_du_reseau: str, site_url: str) -> dict[str, bytes]:
    """Rend ``{chemin: octets}`` : un .docx par feuille de route, par modèle de document et par kit d'animation."""
    auteur = Documents(base, nom_du_reseau, site_url)
    return {
        base.adresse(genre, fiche.id)[:-1] + ".docx": ecrire(fiche)
        for genre, ecrire in (("feuilles", auteur.feuille), ("modeles", auteur.modele), ("kits", auteur.kit))
        for fiche in getattr(base, genre).values()
    }
