"""Ce que l'on publie : les genres, leurs noms publics, et une fiche telle qu'elle paraît."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from macros.base.consultation import Consultation, statut, une_fois
from macros.base.feuilles import valeurs_marquees
from macros.base.fiche import Fiche
from macros.base.forme import champs_en_ordre
from macros.base.genre import Calcul, Genre
from macros.base.types import LICENCES, Renvoi, Suivie

VERSION = 1
"""Version du format : elle change si un champ disparaît, change de nom, de sens ou de forme. Un champ peut s'ajouter."""
LICENCE, LICENCE_URL = next(iter(LICENCES.items()))
DOSSIER = "donnees"
MODIFIE_LE = Calcul(
    "modifie_le",
    {"type": "string", "format": "date", "description": "Jour du dernier changement de fond, sinon de la publication."},
    lambda c, fiche: fiche.contenu.modifie_le.isoformat(),
)
DATES = ("publie_le", "modifie_le", "verifie_le")
"""Ce qu'une fiche dit de sa vie, écrit ou calculé."""


@dataclass
class TablePubliee:
    """Une table publiée : son CSV et le schéma qui le décrit."""

    nom: str
    titre: str
    nombre: int = 0
    taille: int = 0

    @property
    def csv(self) -> str:
        """Rend le chemin du fichier CSV."""
        return f"{DOSSIER}/{self.nom}.csv"

    @property
    def table_schema(self) -> str:
        """Rend le chemin du schéma du fichier CSV."""
        return f"{DOSSIER}/{self.nom}.table-schema.json"


@dataclass
class JeuPublie:
    """Un genre publié : ses fichiers, relatifs à la racine du site, et leur taille en octets."""

    nom: str
    titre: str
    nombre: int
    modifie_le: date | None
    tables: list[TablePubliee]
    taille_json: int = 0
    taille_xlsx: int = 0

    @property
    def json(self) -> str:
        """Rend le chemin du fichier JSON."""
        return f"{DOSSIER}/{self.nom}.json"

    @property
    def xlsx(self) -> str:
        """Rend le chemin du classeur, une feuille par table."""
        return f"{DOSSIER}/{self.nom}.xlsx"

    @property
    def schema(self) -> str:
        """Rend le chemin du schéma du fichier JSON."""
        return f"{DOSSIER}/schemas/fichiers/{self.nom}.json"

    def fiche(self, fiche_id: str) -> str:
        """Rend le chemin du JSON d'une seule fiche, de même forme : il se reprend comme le fichier entier."""
        return chemin_de_fiche(self.nom, fiche_id)


def chemin_de_fiche(jeu: str, fiche_id: str) -> str:
    """Rend le chemin du JSON d'une seule fiche de ce jeu."""
    return f"{DOSSIER}/v{VERSION}/{jeu}/{fiche_id}.json"


def contenu_publie(c: Consultation, genre: Genre, fiche: Fiche[Any]) -> dict[str, Any]:
    """Rend une fiche telle qu'elle est publiée : identité, adresse, ses champs, ceux qui se calculent, et son corps s'il y en a un.

    Un renvoi vers un brouillon n'y est pas : qui la reprend n'aurait pas la fiche, et son nom reste à nous.
    Donnez ``fiche.ecrite`` pour nommer ses seuils : la fiche reprise suivra le droit. ``fiche`` en donne la valeur du jour.
    """
    valeurs = fiche.contenu.model_dump(mode="json", exclude_none=True)
    _oter_les_brouillons(c, fiche, valeurs)
    page = genre.adresse_de(fiche.id) or genre.pages.lisible
    tete = {"id": fiche.id, **({"adresse": f"{c.reseau.site_url}{page}"} if page else {})}
    corps = {"corps": fiche.corps} if genre.en_markdown else {}
    calcules = {calcul.nom: calcul.valeur(c, fiche) for calcul in calculs(genre)}
    ecrits = {nom: valeurs[nom] for nom in champs_en_ordre(genre.modele) if nom in valeurs}
    return {**tete, **ecrits, **calcules, **corps}


@une_fois
def _brouillons(c: Consultation) -> frozenset[tuple[str, str]]:
    return frozenset((genre.nom, fiche.id) for genre, fiche in c.par_genre() if statut(fiche) == "brouillon")


def _oter_les_brouillons(c: Consultation, fiche: Fiche[Any], valeurs: dict[str, Any]) -> None:
    """Retire des ``valeurs`` de la fiche ce qui nomme un brouillon : l'élément de la liste, ou le champ."""
    if not (brouillons := _brouillons(c)):  # la plupart des bases : aucune fiche ne se relit
        return
    trouves = valeurs_marquees(type(fiche.contenu), fiche.contenu).get(Renvoi, [])
    for chemin, marque, cible in reversed(trouves):  # de la fin : les rangs qui précèdent ne bougent pas
        if (marque.genre, cible) in brouillons:
            porte: Any = valeurs
            for cle in chemin[:-1]:
                porte = porte[cle]
            del porte[chemin[-1]]


def dernier_changement(fiches: Iterable[Fiche[Any]]) -> date | None:
    """Rend la plus récente des dates que portent ces fiches, ou rien si aucune n'en porte : un vocabulaire, les sigles."""
    return max((jour for fiche in fiches for jour in _dates(fiche.contenu)), default=None)


def _dates(contenu: Any) -> Iterator[date]:
    yield from (jour for nom in DATES if isinstance(jour := getattr(contenu, nom, None), date))
    if contenu.reprise_de:
        yield contenu.reprise_de.importe_le


def seuils_du_jour(c: Consultation) -> dict[str, str]:
    """Rend nom du seuil → sa valeur du jour, prête à lire."""
    fournissent = [genre for genre in c.genres.values() if genre.lecture.fournit]
    return {
        n: v
        for g in fournissent
        for f in c.fiches(g.nom).values()
        for n, v in g.lecture.fournit(f.contenu, c.jour).items()
    }


def calculs(genre: Genre) -> tuple[Calcul, ...]:
    """Rend les champs publiés qui se calculent, et qu'une reprise recalcule."""
    communs = (MODIFIE_LE,) if issubclass(genre.modele, Suivie) else ()
    return (*communs, *genre.donnees.jeu.calculs) if genre.donnees.jeu else ()
