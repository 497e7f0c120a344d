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
    champs: dict[str, list[str]] = {}
    if "environnement" in piliers:
        valeurs = ["Clause environnementale"] if natures & CLAUSES else []
        if "critere-attribution" in natures:
            valeurs.append("Critère environnemental")
        if valeurs:
            champs["considerationsEnvironnementales"] = valeurs
    if "social" in piliers or "marche-reserve" in natures:
        valeurs = ["Clause sociale"] if natures & CLAUSES and "social" in piliers else []
        if "critere-attribution" in natures and "social" in piliers:
            valeurs.append("Critère social")
        if "marche-reserve" in natures:
            valeurs.append("Marché réservé")
        if valeurs:
            champs["considerationsSociales"] = valeurs
    return champs
