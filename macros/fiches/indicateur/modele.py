"""L'indicateur : ce que l'on compte, comment, avec quelles données, et le piège."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from macros.base.types import Code, Dates, Formule, Modele, Phrase, RefClause, RefDroit, Sources, Taille, Theme, Titre
from macros.texte.formules import en_mots

Terme = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


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
    suivi: Annotated[
        Literal["saisie", "clauses-controlees", "clauses-a-controler", "contrat", "contrat-declare"] | None,
        Field(
            description="Ce qu'un marché suivi en donne : ce que l'acheteur y saisit, ses contrôles, ou un contrat, et s'il déclare"
            " l'une des valeurs de « decp ». Absent : se compte pour tout l'acheteur."
        ),
    ] = None


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
    formule: Annotated[Formule, Field(description="Calcul : termes, nombres, + - * / et parenthèses.")]
    termes: Annotated[dict[Terme, TermeDeFormule], Field(min_length=1, description="Terme de la formule → définition.")]
    par: Annotated[
        list[Annotated[str, Code("familles-agec")]],
        Field(description="Familles dont chacune se compte à part, dans les mots de leur déclaration."),
    ] = []
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

    @property
    def formule_en_mots(self) -> list[tuple[TermeDeFormule | None, str]]:
        """Rend la formule, morceau par morceau : la grandeur, s'il en est une, et ce qui s'en lit."""
        lus = ((self.termes.get(mot) if terme else None, mot) for terme, mot in en_mots(self.formule))
        return [(terme, terme.libelle.rstrip(".") if terme else mot) for terme, mot in lus]
