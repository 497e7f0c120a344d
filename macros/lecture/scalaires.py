"""Un scalaire YAML sans guillemets : nombre, date, texte, ou ambigu."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from macros.lecture.anomalie import Constat
from macros.lecture.defauts import Ecriture

AMBIGUS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "oui", "non", "~"))
MOT_AMBIGU_MAX = max(map(len, AMBIGUS))
ENTIER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]*[1-9]")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DATE_USUELLE = re.compile(
    r"(?P<jour>[0-9]{1,2})(?P<signe>[-/])(?P<mois>[0-9]{1,2})(?P=signe)(?P<annee>[0-9]{4})"
    r"|(?P<annee_>[0-9]{4})(?P<signe_>[-/])(?P<mois_>[0-9]{1,2})(?P=signe_)(?P<jour_>[0-9]{1,2})"
)
"""« 26/11/2026 », « 2026-11-6 » : une date lisible, mais pas dans la forme attendue."""
MILLIERS = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")
RIENS = frozenset(("n", "no", "off", "false", "non", "~"))
NOMBRE_DOUTEUX = re.compile(
    r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F_]+|\.[0-9]+|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?)"
    r"|[-+]?\.(?:inf|nan)|[-+]?(?:inf|nan)|[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4}",
    re.IGNORECASE,
)


def interpreter(valeur: str) -> tuple[Any, Constat | None]:
    """Rend (valeur typée, ce qui ne va pas ou ``None``)."""
    if valeur == "null":
        return None, None
    if valeur == "":
        return valeur, Ecriture.VALEUR_VIDE()
    if len(valeur) > MOT_AMBIGU_MAX and valeur[0].isalpha():
        return valeur, None  # presque tous : ni nombre, ni date, ni oui/non
    if valeur.lower() in AMBIGUS:
        message, conseil = f"« {valeur} » peut se lire comme un oui/non", f'Mettez des guillemets : "{valeur}".'
        if valeur.lower() in RIENS:
            conseil = f"{conseil.removesuffix('.')} ; pour dire « rien », écrivez null, ou retirez la ligne."
        return valeur, Ecriture.VALEUR_AMBIGUE(message, conseil)
    if ENTIER.fullmatch(valeur):
        return int(valeur), None
    if DECIMAL.fullmatch(valeur):
        return float(valeur), None
    if jour := jour_de(valeur):
        return jour, None if DATE.fullmatch(valeur) else Ecriture.DATE_MAL_ECRITE(valeur=valeur, jour=jour)
    if DATE_USUELLE.fullmatch(valeur):
        return valeur, Ecriture.DATE_IMPOSSIBLE(valeur=valeur)
    return valeur, Ecriture.VALEUR_AMBIGUE(valeur=valeur) if NOMBRE_DOUTEUX.fullmatch(valeur) else None


def nombre_de(valeur: str) -> str:
    """Rend le nombre qu'un texte dit, comme une fiche l'écrit : « 2,5 », « 1 000 » ; une chaîne vide s'il n'en dit pas."""
    serre = MILLIERS.sub("", valeur).replace(",", ".")
    return serre if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", serre) else ""


def jour_de(valeur: str) -> date | None:
    """Rend le jour qu'une date dit, écrite comme attendu ou « 26/11/2026 », « 2026-11-6 » ; ``None`` si elle n'en dit pas."""
    if not (trouve := DATE_USUELLE.fullmatch(valeur)):
        return None
    annee, mois, jour = (trouve[nom] or trouve[f"{nom}_"] for nom in ("annee", "mois", "jour"))
    try:
        return date(int(annee), int(mois), int(jour))
    except ValueError:
        return None
