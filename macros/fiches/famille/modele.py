"""La fiche d'une famille d'achat : ce qui ne se calcule pas des clauses."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from macros.base.types import Dates, Libelle, LienSource, Modele, Phrase, RefClause, Titre


class Impact(Modele):
    """Un effet de l'achat sur le milieu, le travail ou la dépense."""

    dit: Annotated[Phrase, Field(description="L'effet, en une ou deux phrases.")]
    source: Annotated[LienSource | None, Field(description="Où il a été lu ; obligatoire pour un chiffre.")] = None


class Etape(Modele):
    """Une chose qu'un bon premier marché de la famille contient."""

    texte: Annotated[Phrase, Field(description="Ce que l'acheteur écrit ou fait, en une phrase.")]
    clauses: Annotated[list[RefClause], Field(max_length=3, description="Clauses qui en donnent le texte.")] = []


class Label(Modele):
    """Un label que l'on rencontre dans la famille."""

    nom: Annotated[Libelle, Field(description="Nom du label.")]
    prouve: Annotated[Phrase, Field(description="Ce qu'il prouve.")]
    ne_prouve_pas: Annotated[Phrase, Field(description="Ce qu'il ne prouve pas, et que l'acheteur demande à part.")]
    source: Annotated[LienSource, Field(description="Où cela a été lu.")]


class Cpv(Modele):
    """Un code du vocabulaire commun pour les marchés publics : règlement (CE) n° 213/2008."""

    code: Annotated[Libelle, Field(description="Huit chiffres, un tiret, le chiffre de contrôle : 55524000-9.")]
    libelle: Annotated[Libelle, Field(description="Libellé officiel français, tel quel.")]

    def debuts(self, chiffres: int = 8) -> list[str]:
        """Rend ce qui le trouve à la recherche : « CPV55 », « CPV555 »… Ses zéros de droite ne disent rien."""
        utile = self.code[:8].rstrip("0").ljust(2, "0")[:chiffres]
        return [f"CPV{utile[:n]}" for n in range(2, len(utile) + 1)]


class Famille(Dates):
    """Ce que l'on écrit d'une famille d'achat ; son fichier porte le code de la famille."""

    titre: Annotated[Titre, Field(description="Le premier marché, en une ligne.")]
    impacts: Annotated[list[Impact], Field(min_length=1, max_length=4, description="Ce que l'achat change.")]
    premier_marche: Annotated[
        list[Etape], Field(min_length=3, max_length=5, description="Ce qu'un bon premier marché contient.")
    ]
    labels: Annotated[list[Label], Field(max_length=6, description="Labels, et ce qu'ils prouvent.")] = []
    cpv: Annotated[list[Cpv], Field(min_length=1, max_length=8, description="Codes CPV usuels de la famille.")]
