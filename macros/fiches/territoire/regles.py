"""Le territoire : une portée qui dit où, un marché réservé qui a son article, des contours qui enferment une surface."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.territoire.contours import Contours
from macros.fiches.territoire.modele import Rencontre, Structure, TypeDeStructure
from macros.lecture.anomalie import Anomalie, Defaut
from macros.lecture.defauts import Renvois

ARTICLES = {"handicap": ("12", "14"), "insertion": ("13", "13-1", "14"), "ess": ("15", "16")}
"""Réserve → fins des articles L2113-… qui la permettent."""


class Territoire(Defaut):
    """Le territoire"""

    PORTEE_INCOHERENTE = "la portée d'une structure et ses départements se contredisent → Nationale : aucun département. Sinon : ceux où elle agit."
    RENCONTRE_EN_DOUBLE = (
        "{autre_fichier} traite déjà « {segment} » → Réunissez les deux fiches, ou changez le segment."
    )
    RESERVE_SANS_ARTICLE = (
        "« reserve: {public} » n'est pas appuyé par un article"
        " → Citez CCP {articles} dans « fondements » ou dans « acheter », ou corrigez « reserve »."
    )
    CONTOUR_SANS_ETENDUE = "ce contour de « {code} » n'a pas de largeur ou pas de hauteur → Reprenez ses points de la source, ou retirez-le."


def portees(c: Consultation, fiche: Fiche[Structure]) -> Iterator[Anomalie]:
    """Une structure nationale n'a pas de département ; les autres disent les leurs."""
    structure = fiche.contenu
    if structure.portee == "nationale" and structure.departements:
        conseil = "Videz « departements », ou choisissez la portée regionale ou departementale."
        constat = Territoire.PORTEE_INCOHERENTE("une structure nationale n'a pas de départements", conseil)
        yield fiche.anomalie(("departements",), constat)
    elif structure.portee != "nationale" and not structure.departements:
        message = f"une structure de portée {structure.portee} dit dans quels départements elle agit"
        conseil = 'Ajoutez « departements » : ["31", "32"], ou choisissez la portée nationale.'
        yield fiche.anomalie(("portee",), Territoire.PORTEE_INCOHERENTE(message, conseil))


def rencontres_uniques(c: Consultation) -> Iterator[Anomalie]:
    """Une famille d'achat n'a qu'une fiche de première rencontre."""
    premieres: dict[str, Fiche[Rencontre]] = {}
    for fiche in c.fiches("rencontres").values():
        premiere = premieres.setdefault(fiche.contenu.segment, fiche)
        if premiere is not fiche:
            termes = {"autre_fichier": premiere.fichier, "segment": fiche.contenu.segment}
            yield fiche.anomalie(("segment",), Territoire.RENCONTRE_EN_DOUBLE(**termes))


def reserves(c: Consultation, fiche: Fiche[TypeDeStructure]) -> Iterator[Anomalie]:
    """Une sorte de structure à qui un marché se réserve cite l'article qui le permet."""
    contenu = fiche.contenu
    admis = ARTICLES.get(contenu.reserve, ())
    cites = re.findall(r"\bL\.?\s?2113-(\d+(?:-\d+)?)", " ".join([*contenu.fondements, *contenu.acheter]))
    if admis and not set(cites) & set(admis):
        articles = " ou ".join(f"L2113-{fin}" for fin in admis)
        constat = Territoire.RESERVE_SANS_ARTICLE(public=contenu.reserve, articles=articles)
        yield fiche.anomalie(("reserve",), constat)


def contours(c: Consultation, fiche: Fiche[Contours]) -> Iterator[Anomalie]:
    """Un contour est celui d'un département du vocabulaire, et chacun de ses anneaux enferme une surface."""
    connus = c.valeurs("departements")
    for code, contour in fiche.contenu.departements.items():
        for rang, anneau in enumerate(contour.anneaux):
            points = [map(int, point.split(",")) for point in anneau.split()]
            if any(min(valeurs) == max(valeurs) for valeurs in zip(*points, strict=True)):
                constat = Territoire.CONTOUR_SANS_ETENDUE(code=code)
                yield fiche.anomalie(("departements", code, "anneaux", rang), constat)
        if code not in connus and not c.refusee("vocabulaires", "departements"):
            conseil = "Ajoutez-le à data/vocabulaires/departements.yml, ou retirez son contour."
            constat = Renvois.VALEUR_INCONNUE(f"« {code} » n'est pas un département connu", conseil)
            yield fiche.anomalie(("departements", code), constat)
