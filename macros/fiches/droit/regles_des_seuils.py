"""Les seuils : des périodes qui se suivent, une valeur du jour, et aucun montant recopié ailleurs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.genre import Genre
from macros.fiches.droit.seuil import Seuils
from macros.lecture.anomalie import Anomalie, Constat, Defaut, Gravite

MONTANT = re.compile(
    r"(?<![\d,])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{4,7})[ \u00a0\u202f]?(?:€|euros?)[ \u00a0\u202f](?:HT|hors taxes?)"
)
Montants = dict[int, tuple[str, list[str]]]
"""Montant → (« du jour » ou « passée », noms des seuils qui le valent ou l'ont valu)."""


class Periodes(Defaut):
    """Les seuils"""

    PERIODES_DE_SEUIL = (
        "les périodes d'un seuil se chevauchent ou sont à l'envers → Rangez les valeurs par date, sans chevauchement."
    )
    SEUIL_SANS_VALEUR = (
        "« {nom} » n'a pas de valeur confirmée au {jour}"
        " → Ajoutez la valeur en vigueur ; en attendant, le site écrit « à vérifier » à côté de l'ancienne.",
        Gravite.ALERTE,
    )
    SEUIL_A_CONFIRMER = (
        "la valeur annoncée pour le {date} est arrivée à sa date sans être confirmée"
        " → Ouvrez le texte officiel : passez-la à « confirmee », corrigez-la ou retirez-la.",
        Gravite.ALERTE,
    )
    SEUIL_RECOPIE = (
        "« {montant} » est la valeur {temps} d'un seuil ({noms}), recopiée à la main"
        ' → Écrivez {{{{ seuil("{nom}") }}}} : le montant suivra le droit. Si c\'est un simple exemple, changez le chiffre.',
        Gravite.ALERTE,
    )


def periodes(c: Consultation, fiche: Fiche[Seuils]) -> Iterator[Anomalie]:
    """Les valeurs d'un seuil se suivent sans se chevaucher, et l'une d'elles vaut aujourd'hui."""
    for nom, seuil in fiche.contenu.seuils.items():
        racine = ("seuils", nom, "valeurs")
        for rang, (avant, apres) in enumerate(pairwise(seuil.valeurs), 1):
            if apres.depuis <= (avant.jusqu_au or avant.depuis):
                message = "cette valeur commence avant la fin de la précédente"
                yield fiche.anomalie((*racine, rang, "depuis"), Periodes.PERIODES_DE_SEUIL(message))
        for rang, valeur in enumerate(seuil.valeurs):
            if valeur.jusqu_au and valeur.jusqu_au < valeur.depuis:
                message, conseil = "la fin précède le début", "Corrigez l'une des deux dates."
                yield fiche.anomalie((*racine, rang, "jusqu_au"), Periodes.PERIODES_DE_SEUIL(message, conseil))
            if valeur.confiance == "a-confirmer" and valeur.depuis <= c.jour:
                yield fiche.anomalie((*racine, rang, "confiance"), Periodes.SEUIL_A_CONFIRMER(date=valeur.depuis))
        if seuil.valeur_au(c.jour) is None:
            yield fiche.anomalie(racine, Periodes.SEUIL_SANS_VALEUR(nom=nom, jour=c.jour))


def montants_recopies(c: Consultation, genre: Genre, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Une fiche qui dit le droit du jour ne recopie pas un seuil : elle appelle ``seuil``.

    Une valeur passée se cherche aussi : un montant recopié se tairait le jour où il devient faux.
    """
    for chemin, texte in [*fiche.textes, ((), fiche.corps)] if genre.lecture.seuils and fiche.entiere else ():
        for constat, position in _recopies(c, texte, fiche.seuils.get(chemin, ())):
            yield fiche.anomalie_des_mots(chemin, texte, position, constat)


def recopies_des_pages(c: Consultation) -> Iterator[Anomalie]:
    """Une page ne recopie pas un seuil non plus."""
    for page in c.pages.values():
        for constat, position in _recopies(c, page.corps, ()):
            yield constat.dans(page.fichier, page.ligne_corps + page.corps[:position].count("\n"))


@une_fois
def _montants(c: Consultation) -> Montants:
    """Rend les montants confirmés, d'aujourd'hui et d'avant ; celui du jour l'emporte sur celui, passé, d'un autre seuil."""
    du_jour: Montants = {}
    passes: Montants = {}
    for fiche in c.fiches("seuils").values():
        for nom, seuil in fiche.contenu.seuils.items():
            for valeur in seuil.valeurs if seuil.unite.startswith("€ HT") else ():
                if valeur == seuil.valeur_au(c.jour):
                    du_jour.setdefault(int(valeur.montant), ("du jour", []))[1].append(nom)
                elif valeur.confiance == "confirmee" and valeur.depuis <= c.jour:
                    passes.setdefault(int(valeur.montant), ("passée", []))[1].append(nom)
    return passes | du_jour


def _recopies(c: Consultation, texte: str, posees: Iterable[str]) -> Iterator[tuple[Constat, int]]:
    if "HT" not in texte and "hors tax" not in texte:
        return
    for posee in posees:
        texte = texte.replace(posee, " " * len(posee))
    for trouve in MONTANT.finditer(texte):
        if connu := _montants(c).get(int(re.sub(r"\D", "", trouve[1]))):
            temps, noms = connu
            yield Periodes.SEUIL_RECOPIE(montant=trouve[0], temps=temps, noms=noms, nom=noms[0]), trouve.start()
