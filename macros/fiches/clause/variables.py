"""Les variables d'une clause : déclarées, employées, bornées."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import tous_les_textes
from macros.lecture.anomalie import Anomalie, Defaut, proche
from macros.lecture.defauts import Champs, Renvois
from macros.texte.variables import VARIABLE


class Variables(Defaut):
    """Les variables d’une clause"""

    VARIABLE_INCONNUE = (
        "« {{{{{nom}}}}} » n'est pas déclarée dans variables → Ajoutez-la sous variables, avec son libellé."
    )
    VARIABLE_HORS_TEXTE = (
        "« {{{{{nom}}}}} » ne peut pas être employée ici"
        " → Une variable ne s'emploie que dans les textes à insérer, l'insertion, le contrôle et les preuves."
    )
    VARIABLE_INUTILE = (
        "« {nom} » n'est employée dans aucun texte → Écrivez {{{{{nom}}}}} dans un texte, ou retirez la variable."
    )
    CHOIX_MANQUANTS = "le type choix et la liste choix vont ensemble → Ajoutez la liste choix, ou changez le type."


def variables(c: Consultation) -> Iterator[Anomalie]:
    """Chaque ``{{nom}}`` est déclaré dans ``variables``, et chaque variable est employée."""
    for fiche in c.fiches("clauses").values():
        declarees, employees = fiche.contenu.variables, set()
        for rang, disposition in enumerate(fiche.contenu.dispositions):
            for chemin, texte in tous_les_textes(disposition, ("dispositions", rang)):
                for nom in VARIABLE.findall(texte):
                    employees.add(nom)
                    if nom not in declarees:
                        conseil = proche(nom, list(declarees))
                        yield fiche.anomalie(chemin, Variables.VARIABLE_INCONNUE(conseil=conseil, nom=nom))
        for chemin, texte in fiche.textes:
            if chemin[0] != "dispositions":
                for nom in VARIABLE.findall(texte):
                    if nom in declarees and chemin[0] in ("insertion", "controle", "preuves"):
                        employees.add(nom)
                    else:
                        yield fiche.anomalie(chemin, Variables.VARIABLE_HORS_TEXTE(nom=nom))
        for nom, variable in declarees.items():
            chemin = ("variables", nom)
            if nom not in employees:
                yield fiche.anomalie(chemin, Variables.VARIABLE_INUTILE(nom=nom))
            if isinstance(variable.defaut, (int, float)):
                if (variable.min is not None and variable.defaut < variable.min) or (
                    variable.max is not None and variable.defaut > variable.max
                ):
                    message = f"la valeur proposée de « {nom} » sort de min et max"
                    conseil = f"Choisissez une valeur entre {variable.min} et {variable.max}."
                    yield fiche.anomalie((*chemin, "defaut"), Champs.HORS_BORNES(message, conseil))
            elif variable.defaut is not None and variable.type in ("pourcentage", "nombre", "montant", "duree"):
                constat = Champs.TYPE_INCORRECT(conseil="Écrivez un nombre, sans unité.", champ=nom, sorte="un nombre")
                yield fiche.anomalie((*chemin, "defaut"), constat)
            if variable.min is not None and variable.max is not None and variable.min > variable.max:
                constat = Champs.HORS_BORNES("min dépasse max", "Échangez les deux valeurs.")
                yield fiche.anomalie((*chemin, "min"), constat)
            if (variable.type == "choix") != bool(variable.choix):
                yield fiche.anomalie((*chemin, "choix"), Variables.CHOIX_MANQUANTS())
            elif variable.choix and variable.defaut is not None and variable.defaut not in variable.choix:
                conseil = proche(str(variable.defaut), variable.choix, "Prenez une valeur de la liste.")
                constat = Renvois.VALEUR_INCONNUE(f"« {variable.defaut} » n'est pas dans choix", conseil)
                yield fiche.anomalie((*chemin, "defaut"), constat)
