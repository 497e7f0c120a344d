"""Ce que toutes les fiches partagent : types, repères vers le fichier source, dates, origine.

Ce paquet ne connaît ni fichier, ni HTML, ni MkDocs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from macros.base.bornes import NOM_MAX, NOMS_DE_WINDOWS, NomBorne

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PLANCHER = date(2019, 4, 1)
"""Entrée en vigueur du code de la commande publique : le ``depuis`` de ce qui est plus vieux que les achats que les pages jugent,
ou dont aucune source n'établit le premier jour. Il sert à juger et ne s'affiche pas : ce ne serait pas la date du devoir."""


def premier_jour(depuis: date) -> date | None:
    """Rend le premier jour d'application à dire, ou ``None`` quand ``depuis`` n'est que la date plancher."""
    return None if depuis == PLANCHER else depuis


def nom_admis(nom: str) -> bool:
    """Dit si un nom peut être celui d'un fichier ou d'un dossier, et devenir une adresse."""
    return bool(SLUG.fullmatch(nom)) and len(nom) <= NOM_MAX and nom not in NOMS_DE_WINDOWS


RIEN: set[str] = set()
"""Partagé par tous les modèles, et que rien ne remplit : ``model_copy`` en fait une copie."""


class Modele(BaseModel):
    """Base des modèles : un champ inconnu est refusé, une fiche lue ne change plus."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    def model_post_init(self, _: Any) -> None:
        """Oublie quels champs étaient écrits : personne ne le demande, et ces listes prenaient la moitié de la mémoire."""
        object.__setattr__(self, "__pydantic_fields_set__", RIEN)

    def __getstate__(self) -> dict[Any, Any]:
        """Rend les champs et leurs valeurs : ce qu'une fiche qui dort garde d'elle."""
        return self.__dict__

    def __setstate__(self, champs: dict[Any, Any]) -> None:
        """Reprend ces valeurs."""
        object.__setattr__(self, "__dict__", champs)
        object.__setattr__(self, "__pydantic_fields_set__", RIEN)
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", None)


def sous_modeles(annotation: Any) -> Iterator[type[Modele]]:
    """Rend les modèles qu'une annotation contient, à toute profondeur de liste, de dictionnaire et d'union."""
    if isinstance(annotation, type) and issubclass(annotation, Modele):
        yield annotation
    for argument in get_args(annotation):
        yield from sous_modeles(argument)


@dataclass(frozen=True)
class Code(NomBorne):
    """Marque un champ dont la valeur appartient au vocabulaire nommé (``data/vocabulaires``)."""

    vocabulaire: str

    def __get_pydantic_json_schema__(self, noyau: Any, suivant: Any) -> dict[str, Any]:
        """Nomme le vocabulaire dans le schéma JSON ; ``exports`` le remplace par la liste des codes."""
        return {**suivant(noyau), "vocabulaire": self.vocabulaire}


@dataclass(frozen=True)
class Renvoi(NomBorne):
    """Marque un champ qui nomme une autre fiche : ``clauses``, ``textes``, ``pratiques``, ``veille``."""

    genre: str

    def __get_pydantic_json_schema__(self, noyau: Any, suivant: Any) -> dict[str, Any]:
        """Nomme le genre dans le schéma JSON, pour le formulaire."""
        return {**suivant(noyau), "renvoi": self.genre}


@dataclass(frozen=True)
class RenvoiDroit:
    """Marque une référence juridique : « CCP L2112-2 », « LOI-2020-105 art. 58 », « CE-417580 »."""

    def __get_pydantic_json_schema__(self, noyau: Any, suivant: Any) -> dict[str, Any]:
        """La nomme dans le schéma JSON, pour le formulaire."""
        return {**suivant(noyau), "renvoi": "droit"}


@dataclass(frozen=True)
class Balise:
    """Marque un texte à balisage léger : listes, emphases, liens. ``phrase`` : d'un seul tenant, sans liste ni paragraphe."""

    phrase: bool = False


@dataclass(frozen=True)
class Adresse:
    """Marque une adresse web."""

    def __get_pydantic_json_schema__(self, noyau: Any, suivant: Any) -> dict[str, Any]:
        """La dit dans le schéma JSON, pour le formulaire."""
        return {**suivant(noyau), "adresse": True}


PLUS_TARD: dict[str, Any] = {"readOnly": True}
"""Le mot de la norme pour un champ qu'une fiche neuve n'a pas : une commande ou un relecteur l'écrit. Le formulaire ne le demande pas."""

Titre = Annotated[str, StringConstraints(min_length=8, max_length=110)]
Phrase = Annotated[str, StringConstraints(min_length=12, max_length=420), Balise(phrase=True)]
Texte = Annotated[str, StringConstraints(min_length=12, max_length=12_000), Balise()]
Libelle = Annotated[str, StringConstraints(min_length=1, max_length=160)]
Formule = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""Un calcul sur des termes, que ``texte.formules`` sait faire."""
Positif = Annotated[int, Field(gt=0)] | Annotated[float, Field(gt=0)]
"""La borne est sur chaque branche : posée sur l'union, elle n'aurait pas de mot dans le schéma JSON."""
Lien = Annotated[str, StringConstraints(min_length=9, max_length=600), Adresse()]
RefDroit = Annotated[str, StringConstraints(min_length=3, max_length=80), RenvoiDroit()]
RefClause = Annotated[str, Renvoi("clauses")]
RefTexte = Annotated[str, Renvoi("textes")]
RefPratique = Annotated[str, Renvoi("pratiques")]

Theme = Annotated[str, Code("themes")]
Segment = Annotated[str, Code("segments")]
Taille = Annotated[str, Code("tailles")]
Profil = Annotated[str, Code("profils")]
Departement = Annotated[str, Code("departements")]


class LienSource(Modele):
    """Une source publique qu'un lecteur peut ouvrir."""

    titre: Annotated[Libelle, Field(description="Nom de la source, tel qu'il aide à la retrouver.")]
    url: Annotated[Lien, Field(description="Adresse complète, en https.")]


class Remise(Modele):
    """Ce qu'un texte fait remettre, par qui et quand : une ligne du suivi."""

    quoi: Annotated[Libelle, Field(description="La pièce ou le relevé remis.")]
    qui: Annotated[Libelle, Field(description="Qui le remet.")] = "Le titulaire"
    quand: Annotated[
        Libelle, Field(description="À quel moment : « Au plus tard le 31 janvier, et à la fin du marché ».")
    ]


Sources = Annotated[list[LienSource], Field(min_length=1, max_length=30)]

NomDeLicence = Literal["Licence Ouverte 2.0", "CC0 1.0", "CC BY 4.0"]
LICENCES: dict[NomDeLicence, str] = {
    "Licence Ouverte 2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
}
"""Licences sous lesquelles une fiche peut être reprise : nom → texte. La première est celle de la base."""


class Relecture(Modele):
    """Une lecture de la clause, en entier ; elle ne vaut pas la relecture juridique que dit ``relu_par``."""

    le: Annotated[date, Field(description="Jour de la lecture.")]
    version: Annotated[
        str | None,
        Field(
            pattern=r"^\d{4}-\d{2}-\d{2}\.[0-9a-f]{8}$",
            description="Version lue, copiée de /contribuer/relectures/ ; absente : inconnue.",
        ),
    ] = None
    comme: Annotated[Libelle, Field(description="Fonction du lecteur, jamais un nom de personne.")]
    avis: Annotated[
        str,
        StringConstraints(min_length=12, max_length=1_200),
        Field(description="Ce qui n'allait pas et ce qui a été réparé, ou que rien n'était à réparer."),
    ]


class Origine(Modele):
    """D'où vient une fiche reprise d'un autre réseau."""

    reseau: Annotated[Libelle, Field(description="Réseau qui a écrit la fiche.")]
    licence: Annotated[NomDeLicence, Field(description="Licence de la fiche reprise.")]
    url: Annotated[Lien, Field(description="Page d'où elle vient, ou site du réseau.")]
    importe_le: Annotated[date, Field(description="Jour de la reprise.")]
    par: Annotated[
        Lien | None,
        Field(description="Site où elle a été prise, si ce n'est pas celui de son réseau : lui seul la met à jour."),
    ] = None
    version: Annotated[
        Libelle | None,
        Field(description="Version reprise : celle que le réseau publie, sinon le jour de son dernier changement."),
    ] = None
    modifiee_par: Annotated[
        list[Libelle], Field(description="Réseaux qui l'ont changée avant qu'elle n'arrive ici, le premier d'abord.")
    ] = []
    relu_par: Annotated[Libelle | None, Field(description="Rôle du relecteur compétent, là-bas.")] = None
    relectures: Annotated[list[Relecture], Field(description="Lectures entières faites là-bas.")] = []
    inconnus: Annotated[
        dict[str, str],
        Field(description="Champs plus neufs que ce moteur, gardés tels quels : champ → valeur, en JSON."),
    ] = {}
    empreinte: Annotated[
        str | None,
        Field(
            pattern=r"^[0-9a-f]{16}$",
            description="De la fiche à sa reprise : la même aujourd'hui, « base reprendre » peut la mettre à jour.",
        ),
    ] = None

    @property
    def source(self) -> str:
        """Rend l'adresse d'où la fiche a été prise."""
        return self.par or self.url


class Reutilisable(Modele):
    """Ce qu'une fiche publiée en données ouvertes peut porter, quel que soit son genre."""

    reprise_de: Annotated[
        Origine | None,
        Field(
            description="Réseau dont la fiche est reprise ; « base reprendre » l'écrit.", json_schema_extra=PLUS_TARD
        ),
    ] = None


ProposePar = Annotated[
    Libelle | None,
    Field(description="Organisme ou fonction qui l'a proposé, s'il veut être cité ; jamais un nom de personne."),
]


class Changement(Modele):
    """Un changement de fond, que les abonnés apprennent ; une correction de forme n'en est pas un."""

    le: Annotated[date, Field(description="Jour du changement, après celui de la publication.")]
    quoi: Annotated[Phrase, Field(description="Ce qui a changé, en une phrase que les abonnés liront.")]
    propose_par: ProposePar = None


class Suivie(Reutilisable):
    """Une fiche que des abonnés suivent : son nom d'abonné reste, ses changements et son retrait se disent."""

    anciens_noms: Annotated[
        list[Annotated[str, Field(pattern=f"^{SLUG.pattern}$", max_length=80)]],
        Field(
            max_length=10,
            description="Noms de fichier d'avant, le premier d'abord : leur adresse mène ici, les flux ne doublent pas.",
            json_schema_extra=PLUS_TARD,
        ),
    ] = []
    retrait: Annotated[
        Phrase | None,
        Field(
            description="Pourquoi la fiche est retirée : sa page reste et le dit, aucune liste ne la montre.",
            json_schema_extra=PLUS_TARD,
        ),
    ] = None
    changements: Annotated[
        list[Changement],
        Field(
            description="Changements de fond depuis la publication : le plus récent part dans les flux.",
            json_schema_extra=PLUS_TARD,
        ),
    ] = []
    propose_par: ProposePar = None

    @property
    def changement(self) -> Changement | None:
        """Rend le changement le plus récent, s'il y en a un."""
        return max(self.changements, key=lambda c: c.le, default=None)

    @property
    def historique(self) -> list[Changement]:
        """Rend les changements, le plus récent d'abord."""
        return sorted(self.changements, key=lambda c: c.le, reverse=True)

    @property
    def modifie_le(self) -> date:
        """Rend le jour du dernier changement de fond ; celui de la publication s'il n'y en a pas."""
        return self.changement.le if self.changement else self.publie_le  # type: ignore[attr-defined]  # chaque genre suivi la déclare


class Dates(Suivie):
    """Les dates de la vie d'une fiche."""

    publie_le: Annotated[date, Field(description="Jour de première publication.")]
    verifie_le: Annotated[date, Field(description="Jour où les sources ont été rouvertes pour la dernière fois.")]
