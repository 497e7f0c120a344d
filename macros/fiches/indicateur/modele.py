"""L'indicateur : ce que l'on compte, comment, avec quelles données, et le piège."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cached_property
from operator import add, mul, sub, truediv
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from macros.base.types import Code, Dates, Modele, Phrase, RefClause, RefDroit, Sources, Taille, Theme, Titre

Terme = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
MORCEAU = re.compile(r"[a-z][a-z0-9_]*|[\d.]+|[-+*/()]")
SIGNES = {"*": "×", "/": "÷", "-": "−"}
OPERATIONS: dict[type, Callable[[float, float], float]] = {ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.Div: truediv}


class ValeurDecp(Modele):
    """Un champ des données essentielles, et ses valeurs officielles à compter."""

    champ: Annotated[
        Literal["considerationsSociales", "considerationsEnvironnementales"],
        Field(description="Champ du schéma des données essentielles."),
    ]
    valeurs: Annotated[list[str], Field(min_length=1, description="Valeurs, écrites comme dans la liste officielle.")]


class TermeDeFormule(Modele):
    """Une grandeur de la formule."""

    libelle: Annotated[Phrase, Field(description="Ce que l'on compte, et sur quelle période.")]
    donnee: Annotated[Phrase, Field(description="Où la trouver : logiciel, tableau, document.")]


class Exemple(Modele):
    """Un calcul complet, que le contrôle refait."""

    valeurs: Annotated[dict[Terme, float], Field(min_length=1, description="Terme → valeur de l'exemple.")]
    resultat: Annotated[float, Field(description="Résultat de la formule, arrondi à deux décimales au plus.")]
    lecture: Annotated[Phrase, Field(description="Comment lire ce résultat, en une phrase.")]


class Indicateur(Dates):
    """Un indicateur prêt à suivre."""

    titre: Annotated[Titre, Field(description="Nom de l'indicateur.")]
    resume: Annotated[Phrase, Field(description="Ce qu'il dit, en une ou deux phrases.")]
    famille: Annotated[str, Code("familles-indicateurs"), Field(description="Politique dont il relève.")]
    themes: Annotated[list[Theme], Field(min_length=1, description="Thèmes.")]
    tailles: Annotated[list[Taille], Field(min_length=1, description="Tailles d'acheteur qui peuvent le suivre.")]
    formule: Annotated[str, Field(description="Calcul : termes, nombres, + - * / et parenthèses.", max_length=200)]
    termes: Annotated[dict[Terme, TermeDeFormule], Field(min_length=1, description="Terme de la formule → définition.")]
    unite: Annotated[str, Field(description="Unité du résultat : %, heures, nombre de contrats…", max_length=60)]
    periodicite: Annotated[str, Field(description="À quel rythme le calculer.", max_length=60)]
    decp: Annotated[list[ValeurDecp], Field(description="Champs des données essentielles qui y servent.")] = []
    cible: Annotated[Phrase | None, Field(description="Cible fixée par un texte, et laquelle ; sinon vide.")] = None
    piege: Annotated[Phrase, Field(description="L'erreur la plus courante.")]
    incertain: Annotated[list[Phrase], Field(description="Ce que les textes ne disent pas, ou pas clairement.")] = []
    exemple: Annotated[Exemple, Field(description="Un calcul complet.")]
    clauses: Annotated[list[RefClause], Field(description="Clauses qui le font avancer.")] = []
    fondements: Annotated[list[RefDroit], Field(min_length=1, description="Base légale ou document d'orientation.")]
    sources: Annotated[Sources, Field(description="Sources publiques.")]

    @cached_property
    def calcul(self) -> ast.expr:
        """Rend la formule analysée ; lève ``ValueError`` si elle contient autre chose qu'un calcul."""
        try:
            arbre = ast.parse(self.formule, mode="eval").body
        except (SyntaxError, ValueError, RecursionError) as erreur:
            raise ValueError("ce n'est pas un calcul") from erreur
        for noeud in ast.walk(arbre):
            admis = isinstance(noeud, (ast.BinOp, ast.Name, ast.Load, *OPERATIONS)) or (
                isinstance(noeud, ast.Constant) and type(noeud.value) in (int, float)
            )
            if not admis:
                raise ValueError("seuls des termes, des nombres, + - * / et des parenthèses sont admis")
        return arbre

    @property
    def formule_en_mots(self) -> list[tuple[TermeDeFormule | None, str]]:
        """Rend la formule, morceau par morceau : la grandeur, s'il en est une, et ce qui s'en lit."""
        lus = ((self.termes.get(m), m) for m in MORCEAU.findall(self.formule))
        return [(t, t.libelle.rstrip(".") if t else SIGNES.get(m, m.replace(".", ","))) for t, m in lus]

    def calculer(self, valeurs: dict[str, float]) -> float:
        """Rend le résultat de la formule ; lève ``ZeroDivisionError`` ou ``KeyError`` (terme sans valeur)."""
        return _valeur(self.calcul, valeurs)


def _valeur(noeud: ast.expr, valeurs: dict[str, float]) -> float:
    if isinstance(noeud, ast.Constant) and isinstance(noeud.value, (int, float)):
        return noeud.value
    if isinstance(noeud, ast.Name):
        return valeurs[noeud.id]
    assert isinstance(noeud, ast.BinOp)  # ``calcul`` n'admet rien d'autre
    return OPERATIONS[type(noeud.op)](_valeur(noeud.left, valeurs), _valeur(noeud.right, valeurs))


def noms(calcul: ast.expr) -> set[str]:
    """Rend les termes d'une formule analysée."""
    return {n.id for n in ast.walk(calcul) if isinstance(n, ast.Name)}
