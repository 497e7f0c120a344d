"""Les seuils : un montant ou un taux, depuis quand, jusqu'à quand, et sur quelle base."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from macros.base.types import Code, Libelle, Modele, Phrase, Positif, RefDroit, Reutilisable, Sources, premier_jour
from macros.texte.nombres import quantite

LETTRES = "A-Za-zÀ-ÖØ-öø-ÿŒœ"
r"""En toutes lettres : pour JSON Schema, « \w » n'admet pas d'accent."""


class ValeurDeSeuil(Modele):
    """Une valeur du seuil et sa période."""

    montant: Annotated[Positif, Field(description="La valeur, sans espace ni unité.")]
    depuis: Annotated[
        date,
        Field(
            description="Premier jour d'application ; 2019-04-01, entrée en vigueur du code, quand la valeur peut être"
            " plus ancienne : les pages ne l'affichent alors pas."
        ),
    ]
    jusqu_au: Annotated[date | None, Field(description="Dernier jour d'application, s'il est fixé d'avance.")] = None
    fondement: Annotated[RefDroit | None, Field(description="Article ou texte qui fixe la valeur.")] = None
    confiance: Annotated[
        Literal["confirmee", "a-confirmer"],
        Field(description="a-confirmer : annoncée, jamais employée comme valeur du jour."),
    ] = "confirmee"
    note: Annotated[Phrase | None, Field(description="Ce qu'il faut savoir de cette valeur.")] = None

    @property
    def commence_le(self) -> date | None:
        """Rend le premier jour d'application, ou ``None`` quand ``depuis`` n'est que la date plancher."""
        return premier_jour(self.depuis)


class Barreau(Modele):
    """La place du seuil sur l'échelle par montant."""

    marches: Annotated[
        list[Literal["fournitures-services", "travaux"]],
        Field(min_length=1, description="Marchés que le seuil concerne : fournitures-services, travaux."),
    ]
    dit: Annotated[Phrase, Field(description="Ce qui commence à ce montant, en une ligne.")]


class PartDeclaree(Modele):
    """Une part de la déclaration annuelle du réemploi et du recyclé."""

    famille: Annotated[str, Code("familles-agec"), Field(description="Famille de produits déclarée.")]
    part: Annotated[
        Literal["reemploi", "recycle"], Field(description="Laquelle de ses deux parts : reemploi, recycle.")
    ]


class Seuil(Modele):
    """Un seuil dont un acheteur a besoin."""

    libelle: Annotated[Libelle, Field(description="Nom du seuil, en mots d'acheteur.")]
    groupe: Annotated[str, Code("groupes-seuils"), Field(description="Ce que le seuil commande.")]
    echelle: Annotated[
        Barreau | None, Field(description="Sa place sur l'échelle par montant, en euros hors taxes.")
    ] = None
    effet: Annotated[Phrase, Field(description="Ce qui s'applique au-dessus ou au-dessous du seuil.")]
    pour: Annotated[Phrase, Field(description="Acheteurs et marchés concernés.")]
    unite: Annotated[
        str,
        Field(
            pattern=f"^[{LETTRES}€%][{LETTRES}0-9 €%]{{0,39}}$",
            description="Unité écrite après la valeur : lettres, € ou %.",
        ),
    ] = "€ HT"
    fondement: Annotated[RefDroit, Field(description="Article qui fait jouer le seuil.")]
    fait: Annotated[
        str | None,
        Field(description="Fait de data/vocabulaires/faits.yml que la valeur remplit ; en € HT, d'office le montant."),
    ] = None
    achat: Annotated[
        dict[str, str], Field(description="L'achat que le seuil concerne : fait → réponse, pour y mener tout rempli.")
    ] = {}
    declare: Annotated[
        PartDeclaree | None,
        Field(
            description="La part déclarée chaque année dont il est le minimum : « Ma déclaration AGEC » l'y compare."
        ),
    ] = None
    valeurs: Annotated[
        list[ValeurDeSeuil], Field(min_length=1, description="Valeurs, de la plus ancienne à la plus récente.")
    ]
    non_lu: Annotated[
        Phrase | None, Field(description="Ce qui n'a pas été lu dans la version du jour ; dit à côté de la valeur.")
    ] = None
    sources: Annotated[Sources, Field(description="Sources publiques.")]

    def valeur_au(self, jour: date) -> ValeurDeSeuil | None:
        """Rend la valeur confirmée en vigueur ce jour, sinon ``None``."""
        derniere = self._derniere(jour)
        return derniere if derniere and not (derniere.jusqu_au and derniere.jusqu_au < jour) else None

    def a_venir(self, jour: date) -> list[ValeurDeSeuil]:
        """Rend les valeurs annoncées : à venir, ou arrivées à leur date sans être confirmées."""
        derniere = self._derniere(jour)
        return [
            v
            for v in self.valeurs
            if v.depuis > jour or (v.confiance != "confirmee" and (derniere is None or v.depuis > derniere.depuis))
        ]

    def passees(self, jour: date) -> list[ValeurDeSeuil]:
        """Rend les valeurs confirmées qui ont précédé celle du jour, de la plus ancienne à la plus récente."""
        derniere = self._derniere(jour)
        return [v for v in self.valeurs if v.confiance == "confirmee" and derniere and v.depuis < derniere.depuis]

    def _derniere(self, jour: date) -> ValeurDeSeuil | None:
        arrivees = (v for v in self.valeurs if v.confiance == "confirmee" and v.depuis <= jour)
        return max(arrivees, key=lambda v: v.depuis, default=None)

    def affichage(self, jour: date) -> str:
        """Rend la valeur du jour, prête à lire ; jamais une valeur annoncée ; une valeur dont la fin est passée le dit.

        >>> valeurs = [ValeurDeSeuil(montant=40_000, depuis=date(2020, 1, 1), jusqu_au=date(2026, 3, 31))]
        >>> seuil = Seuil.model_construct(unite="€ HT", valeurs=valeurs)
        >>> for jour in (date(2019, 12, 31), date(2026, 3, 31), date(2026, 4, 1)):
        ...     print(seuil.affichage(jour))
        (valeur à vérifier)
        40 000 € HT
        40 000 € HT (valeur à vérifier, valable jusqu’au 31/03/2026)
        >>> valeurs.append(ValeurDeSeuil(montant=60_000, depuis=date(2026, 4, 1)))
        >>> valeurs.append(ValeurDeSeuil(montant=80_000, depuis=date(2028, 1, 1), confiance="a-confirmer"))
        >>> print(seuil.affichage(date(2026, 4, 1)), seuil.affichage(date(2028, 1, 1)), sep=" ; ")
        60 000 € HT ; 60 000 € HT
        """
        if valeur := self.valeur_au(jour):
            return self.ecrire(valeur)
        derniere = self._derniere(jour)
        if derniere is None:
            return "(valeur à vérifier)"
        return f"{self.ecrire(derniere)} (valeur à vérifier, valable jusqu’au {derniere.jusqu_au:%d/%m/%Y})"

    def achat_au(self, jour: date) -> dict[str, str]:
        """Rend fait → réponse de l'achat que le seuil concerne, à la valeur du jour."""
        valeur, fait = self.valeur_au(jour), self.fait or ("montant" if self.unite == "€ HT" else None)
        return {**self.achat, **({fait: f"{valeur.montant:.12g}"} if valeur and fait else {})}

    def ecrire(self, valeur: ValeurDeSeuil) -> str:
        """Rend « 40 000 € HT », avec des espaces insécables."""
        return quantite(valeur.montant, self.unite)


class Seuils(Reutilisable):
    """Tous les seuils, dans un seul fichier : ``data/droit/seuils.yml``."""

    verifie_le: Annotated[date, Field(description="Jour de dernière vérification.")]
    seuils: Annotated[
        dict[Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")], Seuil],
        Field(min_length=1, description="Nom court, employé par la macro seuil → seuil."),
    ]
