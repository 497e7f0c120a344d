"""Les erreurs de l'analyseur YAML, en français."""

from __future__ import annotations

import yaml

from macros.lecture.anomalie import Anomalie, Constat
from macros.lecture.defauts import Ecriture

DEFAUTS = {
    "undefined alias": Ecriture.ALIAS_YAML,
    "second occurrence": Ecriture.ALIAS_YAML,
    "another document": Ecriture.PLUSIEURS_DOCUMENTS,
}
DEUX_POINTS = ("deux-points inattendu", "Un texte qui contient « : » se met entre guillemets, ou s'écrit sous « | ».")
ILLISIBLES = {
    "mapping values are not allowed": DEUX_POINTS,
    "found character that cannot start": (
        "caractère qui ne peut pas commencer une valeur",
        "Mettez la valeur entre guillemets.",
    ),
    "could not find expected ':'": (
        "il manque un deux-points après le nom du champ",
        "Écrivez « champ: valeur », avec une espace après le deux-points.",
    ),
    "found unexpected end of stream": ("guillemets non fermés", "Fermez les guillemets."),
    "did not find expected key": (
        "retrait ou guillemet incorrect",
        "Alignez le champ avec ses voisins ; doublez les guillemets contenus dans un texte entre guillemets.",
    ),
    **dict.fromkeys(
        ("unknown escape character", "expected hexdecimal number", "invalid Unicode character escape"),
        (
            "une barre oblique inverse « \\ » est mal suivie",
            "Doublez-la, « \\\\ », ou mettez le texte entre apostrophes.",
        ),
    ),
    "block sequence entries are not allowed": ("tiret inattendu", "Alignez les tirets de la liste."),
}
"""Mots de l'analyseur → défaut, ou message et conseil."""


def traduire(erreur: yaml.YAMLError, fichier: str, decalage: int, profondeur_max: int) -> Anomalie:
    """Rend l'anomalie en français d'une erreur de l'analyseur YAML, à sa place."""
    marque = getattr(erreur, "problem_mark", None)
    place = (ligne_de(erreur) + decalage, marque.column + 1) if marque else (decalage, 1)
    return _constat(str(getattr(erreur, "problem", "") or erreur), profondeur_max).dans(fichier, *place)


def reparable(erreur: yaml.YAMLError) -> bool:
    """Dit si l'erreur est une faute d'écriture, et non une tournure refusée exprès ou un excès de niveaux."""
    probleme = str(getattr(erreur, "problem", ""))
    return "nesting depth" not in probleme and not any(extrait in probleme for extrait in DEFAUTS)


def ligne_de(erreur: yaml.YAMLError) -> int:
    """Rend la ligne, de 0, jusqu'où le texte se lit : celle de l'ouverture d'un guillemet que rien ne ferme."""
    ouvert = "quoted scalar" in str(getattr(erreur, "context", ""))
    marque = getattr(erreur, "context_mark" if ouvert else "problem_mark", None)
    return marque.line if marque else 0


def _constat(probleme: str, profondeur_max: int) -> Constat:
    if "nesting depth" in probleme:
        conseil = "Vérifiez les crochets et les retraits : aucune fiche n'a besoin d'autant de niveaux."
        return Ecriture.TROP_PROFOND(conseil=conseil, maximum=profondeur_max)
    for extrait, defaut in DEFAUTS.items():
        if extrait in probleme:
            return defaut()
    return Ecriture.YAML_ILLISIBLE(*next((textes for extrait, textes in ILLISIBLES.items() if extrait in probleme), ()))
