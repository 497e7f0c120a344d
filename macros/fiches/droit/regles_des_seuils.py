"""Les seuils : des périodes qui se suivent, une valeur du jour, et aucun montant recopié ailleurs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from macros.base.consultation import Consultation
from macros.lecture.anomalie import Anomalie, Gravite

MONTANT = re.compile(
    r"(?<![\d,])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{4,7})[ \u00a0\u202f]?(?:€|euros?)[ \u00a0\u202f](?:HT|hors taxes?)"
)


def periodes(c: Consultation) -> Iterator[Anomalie]:
    """Les valeurs d'un seuil se suivent sans se chevaucher, et l'une d'elles vaut aujourd'hui."""
    for fiche in c.fiches("seuils").values():
        for nom, seuil in fiche.contenu.seuils.items():
            racine = ("seuils", nom, "valeurs")
            for rang, (avant, apres) in enumerate(pairwise(seuil.valeurs), 1):
                if apres.depuis <= (avant.jusqu_au or avant.depuis):
                    yield fiche.anomalie(
                        (*racine, rang, "depuis"),
                        "periodes-de-seuil",
                        "cette valeur commence avant la fin de la précédente",
                        "Rangez les valeurs par date, sans chevauchement.",
                    )
            for rang, valeur in enumerate(seuil.valeurs):
                if valeur.jusqu_au and valeur.jusqu_au < valeur.depuis:
                    yield fiche.anomalie(
                        (*racine, rang, "jusqu_au"),
                        "periodes-de-seuil",
                        "la fin précède le début",
                        "Corrigez l'une des deux dates.",
                    )
                if valeur.confiance == "a-confirmer" and valeur.depuis <= c.jour:
                    yield fiche.anomalie(
                        (*racine, rang, "confiance"),
                        "seuil-a-confirmer",
                        f"la valeur annoncée pour le {valeur.depuis} est arrivée à sa date sans être confirmée",
                        "Ouvrez le texte officiel : passez-la à « confirmee », corrigez-la ou retirez-la.",
                        Gravite.ALERTE,
                    )
            if seuil.valeur_au(c.jour) is None:
                yield fiche.anomalie(
                    racine,
                    "seuil-sans-valeur",
                    f"« {nom} » n'a pas de valeur confirmée au {c.jour}",
                    "Ajoutez la valeur en vigueur ; en attendant, le site écrit « à vérifier » à côté de l'ancienne.",
                    Gravite.ALERTE,
                )


def montants_recopies(c: Consultation) -> Iterator[Anomalie]:
    """Une page, ou une fiche qui dit le droit du jour, ne recopie pas un seuil du jour : elle appelle ``seuil``."""
    connus: dict[int, list[str]] = {}
    for fiche in c.fiches("seuils").values():
        for nom, seuil in fiche.contenu.seuils.items():
            if seuil.unite.startswith("€ HT") and (valeur := seuil.valeur_au(c.jour)):
                connus.setdefault(int(valeur.montant), []).append(nom)
    for genre in c.genres.values():
        for fiche in c.fiches(genre.nom).values() if genre.seuils else ():
            for chemin, texte in [*fiche.textes, ((), fiche.corps)]:
                for montant, noms, position in _recopies(texte, connus, fiche.seuils.get(chemin, ())):
                    anomalie = fiche.anomalie(chemin, *_defaut(montant, noms))
                    ligne = fiche.ligne_corps + texte[:position].count("\n") if chemin == () else anomalie.ligne
                    yield Anomalie(fiche.fichier, ligne, anomalie.colonne, *_defaut(montant, noms), chemin=chemin)
    for page in c.pages.values():
        for montant, noms, position in _recopies(page.corps, connus, ()):
            ligne = page.ligne_corps + page.corps[:position].count("\n")
            yield Anomalie(page.fichier, ligne, 1, *_defaut(montant, noms))


def _recopies(texte: str, connus: dict[int, list[str]], posees) -> Iterator[tuple[str, list[str], int]]:
    if "HT" not in texte and "hors tax" not in texte:
        return
    for posee in posees:
        texte = texte.replace(posee, " " * len(posee))
    for trouve in MONTANT.finditer(texte):
        if noms := connus.get(int(re.sub(r"\D", "", trouve[1]))):
            yield trouve[0], noms, trouve.start()


def _defaut(montant: str, noms: list[str]) -> tuple[str, str, str, Gravite]:
    return (
        "seuil-recopie",
        f"« {montant} » est la valeur du jour d'un seuil ({', '.join(noms)}), recopiée à la main",
        f'Écrivez {{{{ seuil("{noms[0]}") }}}} : le montant suivra le droit. Si c\'est un simple exemple, changez le chiffre.',
        Gravite.ALERTE,
    )
