"""Les parcours : les pages existent, se lisent dans le temps annoncé, et les questions ont une réponse."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation, adresse_actuelle, titres
from macros.base.fiche import Fiche
from macros.fiches.parcours.modele import Parcours
from macros.lecture.anomalie import Anomalie, Defaut, Gravite, proche
from macros.regles.contenu import adresse_connue, adresse_refusee
from macros.texte.nombres import minutes


class Etapes(Defaut):
    """Les parcours et les kits"""

    PAGE_ABSENTE = (
        "l'étape nomme une page qui n'existe pas : « {page} »"
        " → Écrivez son adresse sans barre aux bouts, par exemple parcours/etapes/savoir-besoin."
    )
    PAGE_BROUILLON = "l'étape nomme un brouillon, que le site ne montre pas : « {page} » → Publiez la fiche, ou nommez une autre page."
    ETAPE_EN_DOUBLE = "« {page} » est déjà une étape de ce parcours → Gardez-en une."
    ETAPE_TROP_COURTE = (
        "« {page} » demande {lues} minutes de lecture, pour {minutes} annoncées"
        " → Raccourcissez la page, ou comptez plus de minutes (et la durée du parcours avec).",
        Gravite.ALERTE,
    )
    REPONSE_ABSENTE = "la bonne réponse est la n° {rang}, et la question n'en propose que {nombre} → « juste » est un rang de 1 à {nombre}."
    CHOIX_EN_DOUBLE = "deux réponses proposées sont les mêmes → Changez l'une des deux."


def etapes(c: Consultation, fiche: Fiche[Parcours]) -> Iterator[Anomalie]:
    """Chaque étape nomme une page que le site montre, une seule fois par parcours."""
    vues: set[str] = set()
    for rang, etape in enumerate(fiche.contenu.etapes):
        chemin = ("etapes", rang, "page")
        if f"{etape.page}/" not in titres(c) and not adresse_refusee(c, etape.page):
            renommee = adresse_actuelle(c, f"{etape.page}/").strip("/")
            sinon = proche(etape.page, [a.strip("/") for a in titres(c) if a])
            conseil = f"La fiche a changé de nom : écrivez {renommee}." if renommee else sinon
            yield fiche.anomalie(chemin, Etapes.PAGE_ABSENTE(conseil=conseil, page=etape.page))
        elif not adresse_connue(c, f"/{etape.page}/"):
            yield fiche.anomalie(chemin, Etapes.PAGE_BROUILLON(page=etape.page))
        elif etape.page in vues:
            yield fiche.anomalie(chemin, Etapes.ETAPE_EN_DOUBLE(page=etape.page))
        vues.add(etape.page)


def lectures(c: Consultation) -> Iterator[Anomalie]:
    """Une étape ne promet pas moins de minutes que sa page n'en demande ; un relecteur décide."""
    pages = {p.adresse: p for p in c.pages.values()}
    for fiche in c.fiches("parcours").values():
        for rang, etape in enumerate(fiche.contenu.etapes):
            page = pages.get(f"{etape.page}/")
            if page and (lues := minutes(len(page.corps.split()))) > etape.minutes:
                constat = Etapes.ETAPE_TROP_COURTE(page=etape.page, lues=lues, minutes=etape.minutes)
                yield fiche.anomalie(("etapes", rang, "minutes"), constat)


def questions(c: Consultation, fiche: Fiche[Parcours]) -> Iterator[Anomalie]:
    """La bonne réponse d'une question est une de celles qu'elle propose, et aucune n'est proposée deux fois."""
    for rang, question in enumerate(fiche.contenu.questions):
        if question.juste > len(question.choix):
            constat = Etapes.REPONSE_ABSENTE(rang=question.juste, nombre=len(question.choix))
            yield fiche.anomalie(("questions", rang, "juste"), constat)
        if len({choix.strip().lower() for choix in question.choix}) < len(question.choix):
            yield fiche.anomalie(("questions", rang, "choix"), Etapes.CHOIX_EN_DOUBLE())
