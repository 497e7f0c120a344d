"""Les variables d'une clause : déclarées, employées, bornées."""

from __future__ import annotations

from collections.abc import Iterator

from macros.modele import Anomalie, Base, tous_les_textes
from macros.texte.variables import VARIABLE

from .outils import proche


def variables(base: Base) -> Iterator[Anomalie]:
    """Chaque ``{{nom}}`` est déclaré dans ``variables``, et chaque variable est employée."""
    for fiche in base.clauses.values():
        declarees, employees = fiche.contenu.variables, set()
        for rang, disposition in enumerate(fiche.contenu.dispositions):
            for chemin, texte in tous_les_textes(disposition, ("dispositions", rang)):
                for nom in VARIABLE.findall(texte):
                    employees.add(nom)
                    if nom not in declarees:
                        yield fiche.anomalie(
                            chemin,
                            "variable-inconnue",
                            f"« {{{{{nom}}}}} » n'est pas déclarée dans variables",
                            proche(nom, list(declarees), "Ajoutez-la sous variables, avec son libellé."),
                        )
        for chemin, texte in fiche.textes:
            if chemin[0] != "dispositions":
                for nom in VARIABLE.findall(texte):
                    if nom in declarees and chemin[0] in ("insertion", "controle", "preuves"):
                        employees.add(nom)
                    else:
                        yield fiche.anomalie(
                            chemin,
                            "variable-hors-texte",
                            f"« {{{{{nom}}}}} » ne peut pas être employée ici",
                            "Une variable ne s'emploie que dans les textes à insérer, l'insertion, le contrôle et les preuves.",
                        )
        for nom, variable in declarees.items():
            chemin = ("variables", nom)
            if nom not in employees:
                yield fiche.anomalie(
                    chemin,
                    "variable-inutile",
                    f"« {nom} » n'est employée dans aucun texte",
                    f"Écrivez {{{{{nom}}}}} dans un texte, ou retirez la variable.",
                )
            if isinstance(variable.defaut, (int, float)):
                if (variable.min is not None and variable.defaut < variable.min) or (
                    variable.max is not None and variable.defaut > variable.max
                ):
                    yield fiche.anomalie(
                        (*chemin, "defaut"),
                        "hors-bornes",
                        f"la valeur proposée de « {nom} » sort de min et max",
                        f"Choisissez une valeur entre {variable.min} et {variable.max}.",
                    )
            elif variable.defaut is not None and variable.type in ("pourcentage", "nombre", "montant", "duree"):
                yield fiche.anomalie(
                    (*chemin, "defaut"),
                    "type-incorrect",
                    f"« {nom} » attend un nombre",
                    "Écrivez un nombre, sans unité.",
                )
            if variable.min is not None and variable.max is not None and variable.min > variable.max:
                yield fiche.anomalie((*chemin, "min"), "hors-bornes", "min dépasse max", "Échangez les deux valeurs.")
            if (variable.type == "choix") != bool(variable.choix):
                yield fiche.anomalie(
                    (*chemin, "choix"),
                    "choix-manquants",
                    "le type choix et la liste choix vont ensemble",
                    "Ajoutez la liste choix, ou changez le type.",
                )
            elif variable.choix and variable.defaut is not None and variable.defaut not in variable.choix:
                yield fiche.anomalie(
                    (*chemin, "defaut"),
                    "valeur-inconnue",
                    f"« {variable.defaut} » n'est pas dans choix",
                    proche(str(variable.defaut), variable.choix, "Prenez une valeur de la liste."),
                )
