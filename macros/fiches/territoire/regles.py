"""Le territoire : une portée qui dit où, un marché réservé qui a son article, des contours qui enferment une surface."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.lecture.anomalie import Anomalie

ARTICLES = {"handicap": ("12", "14"), "insertion": ("13", "13-1", "14"), "ess": ("15", "16")}
"""Réserve → fins des articles L2113-… qui la permettent."""


def portees(c: Consultation) -> Iterator[Anomalie]:
    """Une structure nationale n'a pas de département ; les autres disent les leurs."""
    for fiche in c.fiches("structures").values():
        structure = fiche.contenu
        if structure.portee == "nationale" and structure.departements:
            yield fiche.anomalie(
                ("departements",),
                "portee-incoherente",
                "une structure nationale n'a pas de départements",
                "Videz « departements », ou choisissez la portée regionale ou departementale.",
            )
        elif structure.portee != "nationale" and not structure.departements:
            yield fiche.anomalie(
                ("portee",),
                "portee-incoherente",
                f"une structure de portée {structure.portee} dit dans quels départements elle agit",
                'Ajoutez « departements » : ["31", "32"], ou choisissez la portée nationale.',
            )


def rencontres_uniques(c: Consultation) -> Iterator[Anomalie]:
    """Une famille d'achat n'a qu'une fiche de première rencontre."""
    premieres: dict[str, Fiche] = {}
    for fiche in c.fiches("rencontres").values():
        premiere = premieres.setdefault(fiche.contenu.segment, fiche)
        if premiere is not fiche:
            yield fiche.anomalie(
                ("segment",),
                "rencontre-en-double",
                f"{premiere.fichier} traite déjà « {fiche.contenu.segment} »",
                "Réunissez les deux fiches, ou changez le segment.",
            )


def reserves(c: Consultation) -> Iterator[Anomalie]:
    """Une sorte de structure à qui un marché se réserve cite l'article qui le permet."""
    for fiche in c.fiches("ess").values():
        contenu = fiche.contenu
        admis = ARTICLES.get(contenu.reserve, ())
        cites = re.findall(r"\bL\.?\s?2113-(\d+(?:-\d+)?)", " ".join([*contenu.fondements, *contenu.acheter]))
        if admis and not set(cites) & set(admis):
            yield fiche.anomalie(
                ("reserve",),
                "reserve-sans-article",
                f"« reserve: {contenu.reserve} » n'est pas appuyé par un article",
                f"Citez CCP L2113-{' ou L2113-'.join(admis)} dans « fondements » ou dans « acheter », ou corrigez « reserve ».",
            )


def contours(c: Consultation) -> Iterator[Anomalie]:
    """Un contour est celui d'un département du vocabulaire, et chacun de ses anneaux enferme une surface."""
    connus = c.valeurs("departements")
    for fiche in c.fiches("contours").values():
        for code, contour in fiche.contenu.departements.items():
            for rang, anneau in enumerate(contour.anneaux):
                points = [map(int, point.split(",")) for point in anneau.split()]
                if any(min(valeurs) == max(valeurs) for valeurs in zip(*points, strict=True)):
                    yield fiche.anomalie(
                        ("departements", code, "anneaux", rang),
                        "contour-sans-etendue",
                        f"ce contour de « {code} » n'a pas de largeur ou pas de hauteur",
                        "Reprenez ses points de la source, ou retirez-le.",
                    )
            if code not in connus:
                yield fiche.anomalie(
                    ("departements", code),
                    "valeur-inconnue",
                    f"« {code} » n'est pas un département connu",
                    "Ajoutez-le à data/vocabulaires/departements.yml, ou retirez son contour.",
                )
