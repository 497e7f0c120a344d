"""La liste cherchable d'un genre : ses filtres, ses tris, ses rangées ; ``sorties/html/tableaux.py`` la rend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche


@dataclass(frozen=True)
class Facette:
    """Un filtre : ses codes pour une fiche ; ses intitulés, d'un vocabulaire ou fixes. Ni l'un ni l'autre : tels quels."""

    nom: str
    titre: str
    codes: Callable[[Consultation, Fiche[Any]], Sequence[str]]
    vocabulaire: str = ""
    valeurs: Mapping[str, str] = field(default_factory=dict)
    case: bool = True
    """Faux : la rangée porte les codes, une macro peut s'y restreindre, aucune case ne s'affiche."""


def de(nom: str) -> Callable[[Consultation, Fiche[Any]], Sequence[str]]:
    """Rend ce qui lit les codes d'une facette dans le champ ou la propriété ``nom`` du contenu, un texte ou une liste."""

    def codes(c: Consultation, fiche: Fiche[Any]) -> Sequence[str]:
        valeur = getattr(fiche.contenu, nom)
        return [valeur] if isinstance(valeur, str) else valeur

    return codes


def par_valeur(champ: str, vocabulaire: str) -> Callable[[Consultation, Fiche[Any]], tuple[int, str, str]]:
    """Rend ce qui range une fiche de la liste sous la valeur de son champ, dans l'ordre du vocabulaire."""

    def groupe(c: Consultation, fiche: Fiche[Any]) -> tuple[int, str, str]:
        code = getattr(fiche.contenu, champ)
        return list(c.valeurs(vocabulaire)).index(code), code, c.libelle(vocabulaire, code)

    return groupe


PAR_TITRE = (("titre", "Titre, de A à Z"), ("-titre", "Titre, de Z à A"))
PAR_DATE = (("-date", "Les plus récents d’abord"), ("date", "Les plus anciens d’abord"))
"""Des tris : (clé, intitulé). La clé est « titre », « date » ou le nom d'une facette ; « - » devant, à rebours."""


@dataclass(frozen=True)
class Tableau:
    """La liste cherchable d'un genre. ``rangee`` : le fragment d'une fiche de la liste ; ses deux premiers filtres sont ouverts."""

    noms: tuple[str, str, str]
    """Singulier, pluriel, intitulé du champ de recherche."""
    facettes: tuple[Facette, ...]
    tris: tuple[tuple[str, str], ...] = PAR_TITRE
    rangee: str = "_rangee.html"
    detail: Callable[[Consultation, Fiche[Any]], str] | None = None
    """Ce que la rangée ordinaire dit sous le résumé ; une rangée propre au genre s'en passe."""
    cle: Callable[[Fiche[Any]], Any] | None = None
    """Tri propre à la liste, après l'ordre du genre."""
    groupe: Callable[[Consultation, Fiche[Any]], tuple[int, str, str]] | None = None
    """(rang, code, intitulé) du groupe d'une fiche, replié au repos, dans la liste entière."""
    jour: Callable[[Fiche[Any]], object] | None = None
    """Le jour que la rangée porte, pour la trier par date."""
    mots: Callable[[Fiche[Any]], Iterable[str]] | None = None
    """Ce qui trouve la fiche, outre les références qu'elle cite."""
    fragment: str = "tableau"
    decoupe: tuple[str, str] | None = None
    """(facette, adresse) : au-delà du seuil, une page statique par valeur de cette facette remplace le tableau entier."""
