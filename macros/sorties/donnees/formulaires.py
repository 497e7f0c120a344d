"""Ce que lit le formulaire d'un genre : son schéma, les mots de ses listes, ses questions ; à part, ce qu'un renvoi peut nommer."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from macros.base.citations import resolveur
from macros.base.consultation import Consultation
from macros.base.feuilles import marques_de
from macros.base.genre import Genre
from macros.base.types import SLUG, Code, Renvoi
from macros.lecture.defauts import Champs, Fichier, Renvois, Textes
from macros.sorties.donnees.schemas import en_json_compact, schema_marque
from macros.sorties.donnees.vierge import genres_a_ecrire
from macros.texte.typographie import typographier

DOSSIER = "contribuer/formulaires/"
DROIT = "droit"
"""Le nom du fichier des références juridiques ; les autres portent celui du genre où l'on renvoie."""
OBJET_MAX = 90
LISTE_MAX = 40
"""Codes d'une liste qui se montre en cases ; une plus longue se cherche en tapant, et se lit à part."""
MESSAGES = (
    *(Champs.CHAMP_MANQUANT, Champs.FORME_INCORRECTE, Champs.TROP_COURT, Champs.TROP_LONG, Champs.LISTE_TROP_COURTE),
    *(Champs.LISTE_TROP_LONGUE, Champs.HORS_BORNES, Renvois.VALEUR_INCONNUE, Renvois.RENVOI_ABSENT),
    *(Textes.LIEN_REFUSE, Textes.HTML_BRUT, Textes.CORPS_VIDE),
    *(Fichier.NOM_DE_FICHIER, Fichier.FICHE_EN_DOUBLE, Fichier.NOM_RESERVE),
)
"""Ce que le formulaire dit avant l'envoi, avec les mots du contrôle."""
MOTS = {
    **{"regionale": "régionale", "departementale": "départementale", "cooperative": "coopérative"},
    **{"publication": "un texte est publié", "decision": "décision de justice", "etude": "étude ou rapport"},
    **{"echeance": "échéance : une règle s’applique", "doctrine": "doctrine : guide, réponse officielle"},
    **{"publie": "publié", "retiree": "retirée", "prevu": "prévu", "annule": "annulé", "reporte": "reporté"},
    **{"sur": "sûr", "confirmee": "confirmée", "a-confirmer": "à confirmer", "deduit": "déduit"},
    **{"marche": "marché", "annee": "année", "periode": "période", "unite": "unité", "reunion": "réunion"},
    **{"economie": "économie", "penalite": "pénalité", "refaction": "réduction de prix", "critere": "critère"},
    **{"avance": "avancé", "adaptee": "adaptée", "formalisee": "formalisée", "lineaire": "linéaire"},
    **{"presence": "présence", "duree": "durée", "echelle": "échelle", "procedure": "procédure", "faculte": "faculté"},
}
"""Code d'une liste que le modèle ferme → ce qui s'en affiche, s'il n'est pas le code."""


def formulaires(c: Consultation) -> dict[str, Callable[[], bytes]]:
    """Rend chemin → ce qui en écrit les octets : un formulaire par genre, et une liste par genre où l'un d'eux renvoie."""
    genres = genres_a_ecrire(c)
    nommes = {m.genre for g in genres.values() for m in marques_de(g.modele) if isinstance(m, Renvoi)}
    listes = {nom for g in genres.values() for nom in _vocabulaires(g) if not _courte(c, nom)}
    return {
        **{f"{DOSSIER}{nom}.json": partial(_octets, _formulaire, c, genre) for nom, genre in genres.items()},
        **{f"{DOSSIER}renvois/{nom}.json": partial(_octets, _fiches, c, nom) for nom in sorted(nommes)},
        **{f"{DOSSIER}renvois/{nom}.json": partial(_octets, _liste, c, nom) for nom in sorted(listes)},
        f"{DOSSIER}renvois/{DROIT}.json": partial(_octets, _references, c),
    }


def _octets(ecrire: Callable[..., Any], *arguments: Any) -> bytes:
    return en_json_compact(ecrire(*arguments))


def _formulaire(c: Consultation, genre: Genre) -> dict[str, Any]:
    nom = "\n"
    schema = json.dumps(schema_marque(genre))
    dossier, fin = genre.chemin_de(nom).split(f"{nom[:4]}/{nom}" if genre.par_annee else nom)
    return {
        "genre": genre.nom,
        "libelle": genre.libelle,
        "schema": _decrit(schema_marque(genre)),
        "mots": {code: mot for code, mot in MOTS.items() if f'"{code}"' in schema},
        "listes": {nom: _liste(c, nom) for nom in sorted(_vocabulaires(genre)) if _courte(c, nom)},
        "questions": [[question, champs] for question, champs in genre.donnees.questions.items()],
        "exiges": genre.donnees.exiges,
        "dossier": dossier,
        "fin": fin,
        "parAnnee": genre.par_annee,
        "corps": genre.donnees.corps_vierge if genre.en_markdown else None,
        "nom": f"^{SLUG.pattern}$",
        "pris": sorted({*(fiche.id for fiche in c.visibles(genre.nom)), *genre.pages.reserves}),
        "messages": {d.code: [typographier(d.sens), typographier(d.remede)] for d in MESSAGES},
    }


def _vocabulaires(genre: Genre) -> set[str]:
    return {m.vocabulaire for m in marques_de(genre.modele) if isinstance(m, Code)}


def _courte(c: Consultation, vocabulaire: str) -> bool:
    return len(c.valeurs(vocabulaire)) <= LISTE_MAX


def _liste(c: Consultation, vocabulaire: str) -> dict[str, str]:
    return {code: valeur.libelle for code, valeur in c.valeurs(vocabulaire).items()}


def _decrit(noeud: Any) -> Any:
    """Rend le schéma sans les titres que personne n'a écrits, ses descriptions en français imprimé."""
    if isinstance(noeud, list):
        return [_decrit(v) for v in noeud]
    if not isinstance(noeud, dict):
        return noeud
    rendu = {cle: _decrit(v) for cle, v in noeud.items() if cle != "title" or isinstance(v, dict)}
    if isinstance(description := rendu.get("description"), str):
        rendu["description"] = typographier(description)
    return rendu


def _fiches(c: Consultation, genre: str) -> dict[str, str]:
    return {fiche.id: typographier(str(fiche.champ("titre") or fiche.id)) for fiche in c.visibles(genre)}


def _references(c: Consultation) -> dict[str, str]:
    return dict(_nommees(c))


def _nommees(c: Consultation) -> Iterator[tuple[str, str]]:
    for reference, objet in resolveur(c).connues():
        yield reference, textwrap.shorten(typographier(objet), OBJET_MAX, placeholder="…")
