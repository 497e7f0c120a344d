"""Le nom du fichier est l'identité et l'adresse de la fiche."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from macros.base.consultation import Consultation, adresses
from macros.base.fiche import Fiche
from macros.base.genre import Genre
from macros.base.types import nom_admis
from macros.lecture.anomalie import Anomalie
from macros.lecture.defauts import Champs, Fichier, Renvois

PASSEES = (
    "publie_le",
    "verifie_le",
    "date",
    "premiere_publication",
    "sources_lues_jusqu_au",
    "lues_jusqu_au",
    "droit_releve_le",
)
"""Champs qui disent un jour passé, ou celui-ci."""
RETIRER = "Aucune fiche n'a pu porter ce nom : retirez-le de anciens_noms."


def nom_de_fichier(c: Consultation, genre: Genre, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Le nom, dossiers compris, peut devenir une adresse."""
    dossier = next((nom for nom in fiche.fichier.split("/")[:-1] if not nom_admis(nom)), None)
    if not nom_admis(fiche.id):
        yield fiche.anomalie((), Fichier.NOM_DE_FICHIER(nom=fiche.id))
    elif dossier is not None:
        yield fiche.anomalie((), Fichier.NOM_DE_FICHIER(nom=dossier))
    elif genre.est_reserve(fiche.id):
        yield fiche.anomalie((), Fichier.NOM_RESERVE(nom=fiche.id))


def anciens_noms(c: Consultation) -> Iterator[Anomalie]:
    """Un ancien nom a pu être celui d'un fichier, et ne désigne qu'une fiche : ni une autre d'aujourd'hui, ni une autre
    d'avant, ni elle-même. Réservé, il remplacerait une page du site par un renvoi vers la fiche.
    """
    for genre in c.genres.values():
        pris = {nom: fiche.fichier for nom, fiche in c.fiches(genre.nom).items()}
        for fiche in c.fiches(genre.nom).values():
            for rang, ancien in enumerate(getattr(fiche.contenu, "anciens_noms", ())):
                chemin = ("anciens_noms", rang)
                if not nom_admis(ancien):
                    yield fiche.anomalie(chemin, Fichier.NOM_DE_FICHIER(nom=ancien, conseil=RETIRER))
                elif genre.est_reserve(ancien):
                    yield fiche.anomalie(chemin, Fichier.NOM_RESERVE(nom=ancien, conseil=RETIRER))
                elif autre := pris.get(ancien):
                    yield fiche.anomalie(chemin, Fichier.ANCIEN_NOM_REPRIS(nom=ancien, autre_fichier=autre))
                pris.setdefault(ancien, fiche.fichier)


def codes(c: Consultation) -> Iterator[Anomalie]:
    """Un code de vocabulaire peut nommer une page ou un flux, et ne se confond pas avec un autre là où la casse ne compte pas."""
    for fiche in c.fiches("vocabulaires").values():
        vus: dict[str, str] = {}
        for code in fiche.contenu.valeurs:
            chemin = ("valeurs", code)
            if not nom_admis(code.lower()):
                yield fiche.anomalie(chemin, Fichier.NOM_DE_FICHIER(nom=code))
            elif code.lower() == "index":
                yield fiche.anomalie(chemin, Fichier.NOM_RESERVE(nom=code, conseil="Donnez-lui un autre code."))
            elif (autre := vus.setdefault(code.lower(), code)) != code:
                yield fiche.anomalie(
                    chemin, Renvois.VALEUR_EN_DOUBLE(f"« {code} » ne diffère de « {autre} » que par ses capitales")
                )


def fichiers_uniques(c: Consultation) -> Iterator[Anomalie]:
    """Un genre d'un seul fichier a ce fichier, que rien ne remplace."""
    for genre in c.genres.values():
        if genre.lecture.fichier and not c.fiches(genre.nom) and not c.refusee(genre.nom):
            yield Fichier.FICHIER_ABSENT().dans(genre.lecture.fichier)


def adresses_uniques(c: Consultation) -> Iterator[Anomalie]:
    """Deux sources pour une même adresse : l'une masquerait l'autre."""
    prises = dict(adresses(c))
    for page in sorted(c.pages.values(), key=lambda p: p.chemin):
        if (autre := prises.setdefault(page.adresse, page.fichier)) != page.fichier:
            yield Fichier.ADRESSE_EN_DOUBLE(autre_fichier=autre, adresse=page.adresse).dans(page.fichier)


def dates(c: Consultation, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Les dates se suivent, et aucune n'est lointaine (de 1950 à quinze ans d'ici)."""
    plancher, plafond = date(1950, 1, 1), date(c.jour.year + 15, 12, 31)
    for chemin, valeur in fiche.dates:
        if not plancher <= valeur <= plafond:
            yield fiche.anomalie(chemin, Champs.DATE_LOINTAINE(date=valeur))
        elif chemin[-1] in PASSEES and valeur > c.jour:
            yield fiche.anomalie(chemin, Champs.DATE_FUTURE(date=valeur, jour=c.jour))


def changements(c: Consultation, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Un changement est passé, ne précède pas la mise en ligne, et a son jour à lui : l'identifiant de son article le porte.

    Il peut être du même jour : un événement publié le matin s'annule l'après-midi.
    """
    vus: set[date] = set()
    for rang, changement in enumerate(getattr(fiche.contenu, "changements", ()) if fiche.entiere else ()):
        chemin = ("changements", rang, "le")
        if changement.le > c.jour:
            yield fiche.anomalie(chemin, Champs.DATE_FUTURE(date=changement.le, jour=c.jour))
        elif changement.le < fiche.contenu.publie_le:
            yield fiche.anomalie(chemin, Champs.CHANGEMENT_TROP_TOT(date=changement.le))
        elif changement.le in vus:
            yield fiche.anomalie(chemin, Champs.CHANGEMENT_EN_DOUBLE(date=changement.le))
        vus.add(changement.le)
