"""Un marché suivi : le nettoyage de trois ans que jouent les essais du suivi."""

from typing import Any

MENAGE: dict[str, Any] = {
    "nom": "Ménage des écoles", "ccag": "FCS", "marche": "services", "acheteur": "Commune", "titulaire": "Propre SARL",
    "notification": "2025-01-10", "duree": "36",
    "attendus": [
        {"id": "a1", "fiche": "insertion", "clause": "Insertion", "quoi": "Recevoir : Attestation.", "qui": "Le titulaire",
         "quand": "Dans les quinze jours suivant chaque semestre d’exécution", "ecart": ""},
        {"id": "a2", "fiche": "insertion", "clause": "Insertion", "quoi": "Contrôle : rapproche les plannings.", "qui": "Le facilitateur",
         "quand": "Trois fois par an", "ecart": "Article 5.2 du CCAP."},
        {"id": "a3", "fiche": "produits", "clause": "Produits", "quoi": "Recevoir : Liste.", "qui": "Le titulaire",
         "quand": "À chaque livraison", "ecart": ""},
    ],
}  # fmt: skip
SUIVI = "const feries = ['2025-08-15'], suivi = { ...marche.vide(donnees.dits), ...donnees.plus };"
