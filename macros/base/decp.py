"""La valeur conseillée pour les données essentielles de la commande publique (DECP)."""

from __future__ import annotations

from collections.abc import Iterable

CONSIDERATIONS = {
    "considerationsSociales": ("Clause sociale", "Critère social", "Marché réservé", "Pas de considération sociale"),
    "considerationsEnvironnementales": (
        "Clause environnementale",
        "Critère environnemental",
        "Pas de considération environnementale",
    ),
}
"""Valeurs officielles pour un marché (schéma des données essentielles, les mêmes en 2.0.3 et en 2.0.4), la dernière pour « aucune »."""
CLAUSES = {"specification-technique", "condition-execution", "suivi", "variante"}


def valeurs_decp(natures: Iterable[str], piliers: Iterable[str]) -> dict[str, list[str]]:
    """Rend les valeurs conseillées, par champ du schéma DECP ; un champ sans valeur est absent.

    Source : schéma 2.0.3 des données essentielles (arrêtés du 22 décembre 2022), champs ``considerationsSociales`` et
    ``considerationsEnvironnementales``. Le schéma ne connaît pas la spécification technique : elle se code en pratique
    comme une clause, d'où « valeur conseillée ».
    """
    natures, piliers = set(natures), set(piliers)
    clause, critere = bool(natures & CLAUSES), "critere-attribution" in natures
    environnement, social = "environnement" in piliers, "social" in piliers
    champs = {
        "considerationsEnvironnementales": {
            "Clause environnementale": environnement and clause,
            "Critère environnemental": environnement and critere,
        },
        "considerationsSociales": {
            "Clause sociale": social and clause,
            "Critère social": social and critere,
            "Marché réservé": "marche-reserve" in natures,
        },
    }
    conseillees = {champ: [v for v, oui in valeurs.items() if oui] for champ, valeurs in champs.items()}
    return {champ: valeurs for champ, valeurs in conseillees.items() if valeurs}
