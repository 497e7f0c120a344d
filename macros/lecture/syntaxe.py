"""Les erreurs de l'analyseur YAML, en français."""

from __future__ import annotations

import yaml

from macros.lecture.anomalie import Anomalie


def traduire(erreur: yaml.YAMLError, fichier: str, decalage: int, profondeur_max: int) -> Anomalie:
    """Rend l'anomalie en français d'une erreur de l'analyseur YAML, à sa place."""
    marque = getattr(erreur, "problem_mark", None)
    ligne, colonne = (marque.line + decalage, marque.column + 1) if marque else (decalage, 1)
    probleme = str(getattr(erreur, "problem", "") or erreur)
    if "nesting depth" in probleme:
        return Anomalie(
            fichier,
            ligne,
            colonne,
            "trop-profond",
            f"plus de {profondeur_max} niveaux imbriqués",
            "Vérifiez les crochets et les retraits : aucune fiche n'a besoin d'autant de niveaux.",
        )
    for extrait, message, conseil in (
        (
            "mapping values are not allowed",
            "deux-points inattendu",
            "Un texte qui contient « : » se met entre guillemets, ou s'écrit sous « | ».",
        ),
        (
            "found character that cannot start",
            "caractère qui ne peut pas commencer une valeur",
            "Mettez la valeur entre guillemets.",
        ),
        (
            "could not find expected ':'",
            "il manque un deux-points après le nom du champ",
            "Écrivez « champ: valeur », avec une espace après le deux-points.",
        ),
        ("found unexpected end of stream", "guillemets non fermés", "Fermez les guillemets."),
        (
            "did not find expected key",
            "retrait ou guillemet incorrect",
            "Alignez le champ avec ses voisins ; doublez les guillemets contenus dans un texte entre guillemets.",
        ),
        ("block sequence entries are not allowed", "tiret inattendu", "Alignez les tirets de la liste."),
    ):
        if extrait in probleme:
            return Anomalie(fichier, ligne, colonne, "yaml-illisible", message, conseil)
    return Anomalie(
        fichier,
        ligne,
        colonne,
        "yaml-illisible",
        "la fiche ne peut pas être lue à cet endroit",
        "Vérifiez les retraits, les guillemets et les deux-points de cette ligne et de la précédente.",
    )
