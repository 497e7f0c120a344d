"""Une fiche vierge et commentée de n'importe quel genre, tirée de son modèle."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from macros.base.consultation import Consultation
from macros.base.forme import champs_en_ordre
from macros.base.genre import Genre
from macros.base.types import Code, Modele, sous_modeles
from macros.sorties.donnees.schemas import publics

SCHEMAS = ".vscode/schemas"
"""Où « base schemas » et « base nouveau » écrivent les schémas que l'éditeur lit hors ligne."""
JOURS = ("publie_le", "verifie_le")

CITES_MAX = 120
"""Codes d'un vocabulaire que la fiche vierge énumère."""


def genres_a_ecrire(c: Consultation) -> dict[str, Genre]:
    """Rend nom de schéma → genre, pour ceux qui ont un fichier par fiche."""
    return {genre.donnees.schema: genre for genre in publics(c) if genre.lecture.dossier}


def vierge(genre: Genre, c: Consultation, jour: str, nom: str = "") -> str:
    """Rend la fiche vierge : un champ obligatoire y est à remplir ou donne un exemple, un facultatif y est en commentaire.

    ``nom`` : celui du fichier ; ``jour`` : celui des dates de mise en ligne et de vérification, ou ce qui dit de l'écrire.
    """
    tete = (
        [f"# Fiche « {nom} ». Les lignes qui commencent par # expliquent ; vous pouvez les supprimer."] if nom else []
    )
    if nom and not genre.en_markdown and genre.donnees.schema:
        remonter = "../" * genre.chemin_de(nom).count("/")
        tete.insert(0, f"# yaml-language-server: $schema={remonter}{SCHEMAS}/{genre.donnees.schema}.json")
    reperes = _Reperes(jour, nom[:10] or jour)
    lignes = [*tete, *_lignes(c, genre.modele, champs_en_ordre(genre.modele), reperes, "")]
    if genre.en_markdown:
        lignes = ["---", *lignes, "---", "", genre.donnees.corps_vierge]
    return "\n".join(lignes).rstrip() + "\n"


class _Reperes(typing.NamedTuple):
    jour: str
    evenement: str
    """Le jour que porte le nom du fichier, pour les genres qui se datent."""


def _lignes(c: Consultation, modele: type[Modele], noms: list[str], reperes: _Reperes, retrait: str) -> Iterator[str]:
    for nom in noms:
        champ = modele.model_fields[nom]
        if nom == "reprise_de" or champ.examples == []:
            continue  # une commande l'écrit, ou une règle le demande quand il manque
        dit = " ".join(filter(None, (champ.description, _valeurs(c, champ))))
        exemple = champ.examples[0] if champ.examples else None
        utile = champ.is_required() or exemple is not None
        tete, sous = retrait if utile else f"{retrait}# ", next(sous_modeles(champ.annotation), None)
        if exemple is None and sous and utile:
            yield f"{tete}{nom}:   # {dit}"
            puce = get_origin(champ.annotation) is list
            for rang, ligne in enumerate(_lignes(c, sous, list(sous.model_fields), reperes, "")):
                yield f"{retrait}  {('- ' if not rang else '  ') if puce else ''}{ligne}"
        elif isinstance(exemple, str) and ("\n" in exemple or exemple.startswith("- ")):
            bloc = exemple.removeprefix("|\n")
            yield f"{tete}{nom}:{' |' if bloc != exemple else ''}   # {dit}"
            yield from (f"{retrait}  {ligne}" for ligne in bloc.split("\n"))
        else:
            yield f"{tete}{nom}: {_valeur(nom, champ, exemple, reperes)}   # {dit}"


def _valeur(nom: str, champ: FieldInfo, exemple: Any, reperes: _Reperes) -> str:
    if exemple is not None:
        return str(exemple).format(jour=reperes.jour, evenement=reperes.evenement)
    brut = _sans_vide(champ.annotation)
    if brut is date:
        return reperes.jour if nom in JOURS else reperes.evenement
    if get_origin(brut) is Literal:
        return str(get_args(brut)[0])
    return {list: "[]", dict: "{}"}.get(get_origin(brut) or brut, '""')


def _sans_vide(annotation: Any) -> Any:
    if get_origin(annotation) in (types.UnionType, typing.Union):
        return next(a for a in get_args(annotation) if a is not type(None))
    return annotation


def _valeurs(c: Consultation, champ: FieldInfo) -> str:
    """Rend « Valeurs : … » quand le champ, ou ses éléments, sont les codes d'une liste fermée."""
    marques = [m for m in champ.metadata if isinstance(m, Code)]
    for argument in get_args(_sans_vide(champ.annotation)):
        marques += [m for m in getattr(argument, "__metadata__", ()) if isinstance(m, Code)]
    brut = _sans_vide(champ.annotation)
    codes = list(c.valeurs(marques[0].vocabulaire)) if marques else [*get_args(brut)] * (get_origin(brut) is Literal)
    if len(codes) > CITES_MAX:  # une ligne de commentaire ne se lit plus : le fichier, oui
        return f"Valeurs : celles de data/vocabulaires/{marques[0].vocabulaire}.yml."
    return f"Valeurs : {', '.join(codes)}." if codes else ""
