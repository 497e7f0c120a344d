"""Les variables d'une clause : déclarées, employées, bornées."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.balisage import VARIABLE
from macros.base.consultation import Consultation
from macros.base.fiche import tous_les_textes
from macros.fiches.clause.dispositions import Disposition
from macros.lecture.anomalie import Anomalie
from macros.regles.outils import proche


def variables(c: Consultation) -> Iterator[Anomalie]:
    """Chaque ``{{nom}}`` est déclaré dans ``variables``, et chaque variable est employée."""
    for fiche in c.fiches("clauses").values():
        declarees, employees = fiche.contenu.variables, set()
        for rang, disposition in enumerate(fiche.contenu.dispositions):
            for chemin, texte in tous_les_textes(disposition, ("dispositions", rang)):
                for nom in (n for n in VARIABLE.findall(texte) if not n.startswith("renvoi:")):
                    employees.add(nom)
                    if nom not in declarees:
                        yield fiche.anomalie(
                            chemin,
                            "variable-inconnue",
                            f"« {{{{{nom}}}}} » n'est pas déclarée dans variables",
                            proche(nom, list(declarees), "Ajoutez-la sous variables, avec son libellé."),
                        )
            for chemin, nom in _nommees(rang, disposition):
                employees.add(nom)
                if nom not in declarees:
                    yield fiche.anomalie(
                        chemin,
                        "variable-inconnue",
                        f"« {nom} » n'est pas déclarée dans variables",
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


def _nommees(rang: int, d: Disposition) -> Iterator[tuple[tuple, str]]:
    """Rend (chemin, nom) des variables qu'un texte nomme par un champ : poids, montant, plafond, bornes d'un barème."""
    chemin = ("dispositions", rang)
    for champ in ("ponderation", "montant"):
        if nom := getattr(d, champ):
            yield (*chemin, champ), nom
    if d.plafond:
        yield (*chemin, "plafond", "valeur"), d.plafond.valeur
    for i, e in enumerate(d.elements):
        for borne in ("de", "a"):
            if isinstance(nom := getattr(e.mesure, borne), str):
                yield (*chemin, "elements", i, "mesure", borne), nom


SIMPLE = re.compile(r"(?<!\{)\{[a-z][a-z0-9_]*\}(?!\})")


def accolades(c: Consultation) -> Iterator[Anomalie]:
    """Une variable s'écrit entre doubles accolades, et porte déjà son unité."""
    for fiche in c.fiches("clauses").values():
        for chemin, texte in fiche.textes:
            if trouve := SIMPLE.search(texte):
                yield fiche.anomalie(
                    chemin,
                    "accolades-simples",
                    f"« {trouve[0]} » n'a qu'une accolade de chaque côté",
                    f"Écrivez {{{trouve[0]}}} si c'est une variable ; sinon, retirez les accolades.",
                )
            for nom, variable in fiche.contenu.variables.items():
                unite = variable.suffixe.strip()
                if unite and re.search(rf"\{{\{{\s*{nom}\s*\}}\}}[\s\u00a0]*{re.escape(unite)}", texte):
                    yield fiche.anomalie(
                        chemin,
                        "unite-en-double",
                        f"« {unite} » suit {{{{{nom}}}}}, qui l'écrit déjà",
                        "Retirez l'unité du texte : la variable la porte.",
                    )
