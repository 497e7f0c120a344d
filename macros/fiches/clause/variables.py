"""Les variables d'une clause : ce que l'acheteur remplit, ce qui se propose, ce qui se calcule de son achat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from macros.base.bornes import NomBorne
from macros.base.types import Code, Formule, Libelle, LienSource, Modele, Phrase, Positif
from macros.texte.formules import calculer, en_mots
from macros.texte.nombres import quantite

NOMBRES = ("pourcentage", "nombre", "montant", "duree")


class Variable(Modele):
    """Une valeur à compléter par l'acheteur."""

    libelle: Annotated[Libelle, Field(description="Ce que l'acheteur doit remplir.")]
    type: Annotated[
        Literal["pourcentage", "nombre", "montant", "duree", "date", "texte", "choix"],
        Field(description="Genre de valeur."),
    ]
    defaut: Annotated[int | float | str | None, Field(description="Valeur proposée.")] = None
    min: Annotated[int | float | None, Field(description="Plus petite valeur raisonnable.")] = None
    max: Annotated[int | float | None, Field(description="Plus grande valeur raisonnable.")] = None
    seuil_min: Annotated[
        str | None, NomBorne(), Field(description="Seuil de data/droit/seuils.yml sous lequel min ne descend pas.")
    ] = None
    seuil_max: Annotated[
        str | None, NomBorne(), Field(description="Seuil de data/droit/seuils.yml que max ne dépasse pas.")
    ] = None
    unite: Annotated[Libelle | None, Field(description="Unité écrite après la valeur : « jours », « € HT »…")] = None
    choix: Annotated[list[Libelle], Field(description="Valeurs possibles, pour le type choix.")] = []
    aide: Annotated[Phrase | None, Field(description="Comment choisir la valeur.")] = None
    origine: Annotated[
        Literal["loi", "source", "depart"] | None,
        Field(
            description="D'où vient la valeur proposée : la loi, une source citée, ou un départ à régler par sourçage."
        ),
    ] = None
    source: Annotated[
        LienSource | None, Field(description="Où la valeur proposée a été lue ; un prix sans source reste à remplir.")
    ] = None
    calcul: Annotated[
        Formule | None,
        Field(description="À la place de defaut : la valeur proposée, calculée d'autres variables de la clause."),
    ] = None
    arrondi: Annotated[Positif | None, Field(description="Calcul : au multiple de quoi il s'arrondit.")] = None
    confirme_par: Annotated[
        Libelle | None, Field(description="Calcul : qui confirme cet ordre de grandeur : un facilitateur, le sourçage…")
    ] = None
    partagee: Annotated[
        str | None,
        Code("valeurs-partagees"),
        Field(description="La même valeur dans plusieurs clauses d'une consultation : son nom au vocabulaire."),
    ] = None

    @property
    def chiffree(self) -> bool:
        """Dit si elle attend un nombre."""
        return self.type in NOMBRES

    @property
    def suffixe(self) -> str:
        """Rend l'unité à écrire après la valeur, espace insécable compris."""
        unite = self.unite or {"pourcentage": "%", "montant": "€"}.get(self.type, "")
        return f"\u00a0{unite}" if unite else ""

    @property
    def valeur(self) -> str:
        """Rend la valeur proposée avec son unité, ou le libellé entre crochets quand il n'y en a pas."""
        if self.defaut is None:
            return f"[{self.libelle}]"
        if isinstance(self.defaut, (int, float)):
            return quantite(self.defaut, self.suffixe.strip())
        return self.defaut + self.suffixe


def proposee(v: Variable, variables: Mapping[str, Variable]) -> float | None:
    """Rend la valeur qu'une formule propose, arrondie ; rien quand un terme n'a pas de valeur proposée.

    >>> fixe = {"montant": Variable(libelle="Montant", type="montant", defaut=200_000)}
    >>> heures = Variable(libelle="Heures", type="nombre", calcul="montant * 0.02 / 35", arrondi=5)
    >>> proposee(heures, fixe)
    115
    """
    valeurs = {nom: float(x.defaut) for nom, x in variables.items() if isinstance(x.defaut, (int, float))}
    try:
        calculee = calculer(v.calcul or "", valeurs)
    except (ValueError, KeyError, ZeroDivisionError):
        return None
    pas = v.arrondi or 1
    arrondie = round(round(calculee / pas) * pas, 6)
    return int(arrondie) if arrondie == int(arrondie) else arrondie


def aide_de(variables: Mapping[str, Variable], v: Variable) -> str:
    """Rend comment choisir une valeur ; d'une valeur calculée, d'abord son calcul et qui le confirme."""
    if not v.calcul:
        return v.aide or ""
    qui = f", à confirmer par {v.confirme_par}" if v.confirme_par else ""
    return f"Ordre de grandeur{qui} : {formule_en_mots(variables, v.calcul)}. {v.aide or ''}".strip()


def formule_en_mots(variables: Mapping[str, Variable], formule: str) -> str:
    """Rend une formule avec le libellé de chaque variable : « Prix d’une heure × Heures manquantes »."""
    return " ".join(variables[mot].libelle if terme and mot in variables else mot for terme, mot in en_mots(formule))
