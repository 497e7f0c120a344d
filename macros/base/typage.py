"""Des valeurs aux fiches typées : les erreurs de pydantic deviennent des anomalies en français."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from macros.base.fiche import Fiche
from macros.base.theme import installe
from macros.base.types import Modele, sous_modeles
from macros.lecture.anomalie import Anomalie, Chemin, Constat, proche
from macros.lecture.defauts import Champs, Renvois
from macros.lecture.reperes import Reperes
from macros.lecture.reprise import Reprise
from macros.lecture.scalaires import jour_de, nombre_de
from macros.texte.variables import nom_de_variable

PUCE = re.compile(r"\s*[•▪◦‣●]\s*")
"""Ce qu'un traitement de texte met devant un élément de liste."""
EN_LIGNE = re.compile(r"[^\[\]{}\"':;?!#]{1,60}")
"""Un élément de liste qui tient entre crochets, sans guillemets."""
MARQUES_PYDANTIC = {"[key]", "constrained-str", "constrained-int", "constrained-float", "str", "int", "float"}
"""Ce que pydantic ajoute au chemin d'un champ : clé de dictionnaire, branche d'union."""
ATTENDU = {
    "string_type": "un texte",
    "int_type": "un nombre entier",
    "float_type": "un nombre",
    "list_type": "une liste",
    "dict_type": "des champs en retrait",
    "date_type": "une date AAAA-MM-JJ",
    "model_type": "des champs en retrait",
    "model_attributes_type": "des champs en retrait",
    "date_from_datetime_parsing": "une date AAAA-MM-JJ",
}

LONGUEURS = {
    "string_too_short": Champs.TROP_COURT,
    "string_too_long": Champs.TROP_LONG,
    "too_short": Champs.LISTE_TROP_COURTE,
    "too_long": Champs.LISTE_TROP_LONGUE,
}
BORNES = {
    "greater_than_equal": ("petit", "Au moins {ge}."),
    "greater_than": ("petit", "Plus de {gt}."),
    "less_than_equal": ("grand", "Au plus {le}."),
}


def typer(
    genre_modele: type[Modele],
    fiche_id: str,
    fichier: str,
    valeurs: dict[str, Any],
    reperes: Reperes,
    corps: str = "",
    ligne_corps: int = 1,
    lire_reperes: Callable[[], Reperes] = Reperes,
    *,
    en_json: bool = False,
) -> tuple[Fiche[Any] | None, list[Anomalie]]:
    """Rend la fiche typée, ou ``None`` et toutes les anomalies de forme.

    ``en_json`` : les valeurs viennent d'un autre réseau, en JSON, où une date est un texte et où un champ peut être plus neuf
    que le modèle : il est laissé de côté.
    """
    brouillon = Fiche(fiche_id, fichier, None, lambda: reperes)
    try:
        contenu = (
            genre_modele.model_validate_json(json.dumps(valeurs), strict=True, extra="ignore")
            if en_json
            else genre_modele.model_validate(valeurs, strict=True)
        )
    except ValidationError as erreur:
        traduites = [_traduire(brouillon, genre_modele, detail) for detail in erreur.errors(include_url=False)]
        # Un champ qui admet deux sortes les refuse une à une : la dernière, la plus large, se dit seule.
        return None, [*{(a.chemin, a.code): a for a in traduites}.values()]
    return Fiche(fiche_id, fichier, contenu, lire_reperes, corps, ligne_corps), []


def _traduire(fiche: Fiche[Any], modele: type[Modele], detail: Mapping[str, Any]) -> Anomalie:
    chemin = tuple(p for p in detail["loc"] if p not in MARQUES_PYDANTIC)
    return fiche.anomalie(chemin, _constat(modele, chemin, detail["type"], detail.get("ctx", {}), detail.get("input")))


def _constat(modele: type[Modele], chemin: Chemin, genre: str, contexte: Mapping[str, Any], valeur: Any) -> Constat:
    nom = next((str(p) for p in reversed(chemin) if isinstance(p, str)), "")
    description = _description(modele, chemin)
    if genre == "missing":
        champ = _sous_modele(modele, chemin[:-1]).model_fields.get(nom)
        conseil = f"Ajoutez « {_ligne(nom, champ)} ». {description}" if champ else description
        return Champs.CHAMP_MANQUANT(conseil=conseil, champ=nom)
    if genre == "extra_forbidden":
        voisins = list(_sous_modele(modele, chemin[:-1]).model_fields)
        if " " in nom:  # une ligne de texte, sortie du retrait, dont le deux-points a fait un champ
            conseil = "Mettez cette ligne en retrait, comme le texte qui la précède."
            return Champs.CHAMP_INCONNU(f"« {nom} » est lu comme un champ", conseil)
        conseil = proche(nom, voisins, f"Champs admis : {', '.join(voisins)}.")
        plus_neuf = (
            " Si une fiche plus récente l'écrit, montez la version du moteur dans requirements.txt." * installe()
        )
        return Champs.CHAMP_INCONNU(conseil=conseil + plus_neuf, champ=nom, champs=voisins)
    if genre in ATTENDU:
        conseil = _conseil_de_type(modele, chemin, ATTENDU[genre], valeur) or description
        return Champs.TYPE_INCORRECT(conseil=conseil, champ=nom, sorte=ATTENDU[genre])
    if genre == "literal_error":
        admises = contexte["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        message = f"« {valeur} » n'est pas admis pour « {nom} »"
        return Renvois.VALEUR_INCONNUE(message, proche(str(valeur), admises), valeurs=admises)
    if genre == "json_invalid":
        return Reprise.TEXTE_IMPOSSIBLE()
    if genre in LONGUEURS:
        minimum, maximum = contexte.get("min_length"), contexte.get("max_length")
        return LONGUEURS[genre](champ=nom, longueur=len(valeur), minimum=minimum, maximum=maximum)
    if genre in BORNES:
        taille, conseil = BORNES[genre]
        return Champs.HORS_BORNES(f"« {nom} » est trop {taille}", conseil.format(**contexte))
    if genre != "string_pattern_mismatch":
        return Champs.FORME_INCORRECTE("", description, champ=nom)
    ecrit = nom_de_variable(valeur)
    admis = [n for n in (ecrit.replace("_", "-"), ecrit) if n and re.fullmatch(contexte["pattern"], n)]
    conseil = f"Écrivez {admis[0]}. {description}" if admis else description
    return Champs.FORME_INCORRECTE(f"« {valeur} » n'a pas la forme attendue pour « {nom} »", conseil, champ=nom)


def _ligne(nom: str, champ: FieldInfo) -> str:
    """Rend la ligne à écrire, ses valeurs à remplir."""
    admises = get_args(champ.annotation) if get_origin(champ.annotation) is Literal else ()
    return f"{nom}: {admises[0] if admises else _forme(champ.annotation)}"


def _forme(annotation: Any) -> str:
    sous = next(sous_modeles(annotation), None)
    if sous:
        champs = ", ".join(f"{nom}: …" for nom, champ in sous.model_fields.items() if champ.is_required())
        dedans = f"{{{champs}}}"
    else:
        dedans = "AAAA-MM-JJ" if annotation is date else "…"
    return f"[{dedans}]" if get_origin(annotation) is list else dedans


def _conseil_de_type(modele: type[Modele], chemin: Chemin, attendu: str, valeur: Any) -> str:
    """Rend ce qu'il faut écrire à la place d'une valeur qui n'est pas de la sorte attendue, ou une chaîne vide."""
    if attendu == "un texte" and not isinstance(valeur, (list, dict, type(None))):
        # « 09 » sans guillemets perdrait son zéro : un code d'un seul chiffre est un code de deux.
        ecrit = f"{valeur:02}" if isinstance(valeur, int) and _est_un_code(modele, chemin) else valeur
        return f'Mettez des guillemets : "{ecrit}".'
    if not isinstance(valeur, str):
        return ""
    if attendu.startswith("une date"):
        return f"Écrivez {jour_de(valeur) or 'le jour en chiffres, année d’abord, comme 2026-01-31'}, sans guillemets."
    if attendu.startswith("un nombre") and (ecrit := nombre_de(valeur)):
        return f"Écrivez {ecrit}, sans guillemets."
    if attendu == "une liste" and (elements := [e for e in PUCE.split(valeur.strip()) if e]):
        texte = elements[0]
        if len(elements) == 1 and all(EN_LIGNE.fullmatch(element) for element in texte.split(",")):
            return f"Mettez des crochets : [{texte}]."
        return f"Écrivez un élément par ligne, en retrait, après un tiret : « - {textwrap.shorten(texte, 40, placeholder=' …')} »."
    return ""


def _est_un_code(modele: type[Modele], chemin: Chemin) -> bool:
    nom = next(p for p in reversed(chemin) if isinstance(p, str))
    champ = _sous_modele(modele, chemin[: chemin.index(nom)]).model_fields.get(nom)
    return champ is not None and "Code(vocabulaire" in repr((champ.annotation, champ.metadata))


def _sous_modele(modele: type[Modele], chemin: Chemin) -> type[Modele]:
    courant: Any = modele
    for pas in chemin:
        if isinstance(courant, type) and issubclass(courant, Modele) and pas in courant.model_fields:
            courant = courant.model_fields[pas].annotation
        courant = next(sous_modeles(courant), courant)
    return courant if isinstance(courant, type) and issubclass(courant, Modele) else modele


def _description(modele: type[Modele], chemin: Chemin) -> str:
    champs = [p for p in chemin if isinstance(p, str)]
    if not champs:
        return ""
    if len(chemin) > 1 and champs[-1] not in _sous_modele(modele, chemin[:-1]).model_fields:
        return _description(modele, chemin[:-1])  # une clé de dictionnaire : le champ qui la contient la décrit
    parent = _sous_modele(modele, chemin[: len(chemin) - 1 - list(reversed(chemin)).index(champs[-1])])
    info = parent.model_fields.get(champs[-1])
    return info.description or "" if info else ""
