"""Les faits d'un achat : un nom libre, les réponses de leur type, des bornes dans l'ordre, et rien qui se déduise d'un fait déduit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.obligation.modele import Fait, Faits
from macros.fiches.obligation.regles import Cas, impossible
from macros.lecture.anomalie import Anomalie, Chemin, Constat
from macros.lecture.defauts import Champs

RESERVES = ("v", "constructor")
"""Noms que le cas écrit dans une adresse, ou tout objet du navigateur, ont déjà."""
BORNES = {"nombre": int, "date": date}
"""Type de fait → ce que sont ses bornes."""
CE_QUI_BORNE = "Un nombre a « min » et « max », entiers ; une date, deux jours ; les autres, ni l'un ni l'autre."


def faits_declares(c: Consultation, fiche: Fiche[Faits]) -> Iterator[Anomalie]:
    """Chaque fait a ce que son type demande, et un fait déduit ne l'est que de faits que l'on demande.

    D'étage en étage, vingt conditions en feraient des milliards, que la page rejuge à chaque réponse.
    """
    faits = fiche.contenu.faits
    for nom, fait in faits.items():
        for champ, constat in _mal_declare(c, nom, fait):
            yield fiche.anomalie(("faits", nom, *champ), constat)
        for chemin, x in (
            (("vrai_si", n, rang, "fait"), x) for n, si in enumerate(fait.vrai_si) for rang, x in enumerate(si)
        ):
            if x.fait in faits and faits[x.fait].vrai_si:
                yield fiche.anomalie(("faits", nom, *chemin), Cas.FAIT_DEUX_FOIS_DEDUIT(nom=nom, autre=x.fait))


def _mal_declare(c: Consultation, nom: str, fait: Fait) -> Iterator[tuple[Chemin, Constat]]:
    """Un choix dit ses réponses ; un fait déduit dit de quoi, et lui seul ; un nombre et une date disent de quoi à quoi."""
    if nom in RESERVES:
        yield (), Cas.FAIT_MAL_DECLARE(conseil="Donnez-lui un autre nom.", nom=nom, constat="a un nom réservé")
    if (fait.type == "choix") != bool(fait.liste or fait.choix):
        yield (), Cas.FAIT_MAL_DECLARE(nom=nom, constat="n'a pas les réponses de son type")
    if fait.suppose and fait.type != "oui-non":
        yield (), Cas.FAIT_MAL_DECLARE(nom=nom, constat="suppose une réponse qu'il n'a pas")
    if (fait.demande == "deduit") != bool(fait.vrai_si) or (fait.vrai_si and fait.type != "oui-non"):
        yield (), Cas.FAIT_MAL_DECLARE(nom=nom, constat="est mal déduit")
    sorte = BORNES.get(fait.type, type(None))
    if type(fait.min) is not sorte or type(fait.max) is not sorte:
        yield (), Cas.FAIT_MAL_DECLARE(conseil=CE_QUI_BORNE, nom=nom, constat="n'a pas les bornes de son type")
    elif fait.min is not None and fait.min > fait.max:  # type: ignore[operator]  # de la même sorte
        yield ("min",), Champs.HORS_BORNES(f"« min » du fait « {nom} » dépasse « max »", "Échangez les deux valeurs.")
    elif fait.defaut is not None and (faux := _defaut_faux(c, nom, fait, fait.defaut)):
        yield ("defaut",), faux


def _defaut_faux(c: Consultation, nom: str, fait: Fait, defaut: str) -> Constat | None:
    """Rend en quoi la réponse proposée d'abord n'en est pas une, ou ``None``."""
    if fait.type == "date":
        return None if defaut == "aujourd-hui" else Champs.FORME_INCORRECTE("", "Écrivez aujourd-hui.", champ="defaut")
    if fait.type == "nombre" and not defaut.isdecimal():
        conseil = 'Écrivez-le en chiffres, entre guillemets : "1".'
        return Champs.TYPE_INCORRECT(conseil=conseil, champ="defaut", sorte="un nombre")
    return impossible(c, nom, fait, int(defaut) if fait.type == "nombre" else defaut)
