"""Parcours et kits : les pages existent, les questions ont une réponse, les durées sont justes."""

from __future__ import annotations

from collections.abc import Iterator

from macros.base.consultation import Consultation, titres
from macros.lecture.anomalie import Anomalie, Gravite
from macros.regles.contenu import adresse_connue
from macros.regles.outils import durees_justes, proche
from macros.texte.nombres import minutes


def etapes(c: Consultation) -> Iterator[Anomalie]:
    """Chaque étape nomme une page que le site montre, une seule fois par parcours."""
    for fiche in c.fiches("parcours").values():
        vues: set[str] = set()
        for rang, etape in enumerate(fiche.contenu.etapes):
            chemin = ("etapes", rang, "page")
            if f"{etape.page}/" not in titres(c):
                yield fiche.anomalie(
                    chemin,
                    "page-absente",
                    f"l'étape nomme une page qui n'existe pas : « {etape.page} »",
                    proche(
                        etape.page,
                        [a.strip("/") for a in titres(c) if a],
                        "Écrivez son adresse sans barre aux bouts, par exemple parcours/etapes/savoir-besoin.",
                    ),
                )
            elif not adresse_connue(c, f"/{etape.page}/"):
                yield fiche.anomalie(
                    chemin,
                    "page-brouillon",
                    f"l'étape nomme un brouillon, que le site ne montre pas : « {etape.page} »",
                    "Publiez la fiche, ou nommez une autre page.",
                )
            elif etape.page in vues:
                yield fiche.anomalie(
                    chemin, "etape-en-double", f"« {etape.page} » est déjà une étape de ce parcours", "Gardez-en une."
                )
            vues.add(etape.page)


def durees(c: Consultation) -> Iterator[Anomalie]:
    """La durée d'un parcours est la somme de ses étapes."""
    return durees_justes(c, "parcours", "etapes")


def lectures(c: Consultation) -> Iterator[Anomalie]:
    """Une étape ne promet pas moins de minutes que sa page n'en demande ; un relecteur décide."""
    pages = {p.adresse: p for p in c.pages.values()}
    for fiche in c.fiches("parcours").values():
        for rang, etape in enumerate(fiche.contenu.etapes):
            page = pages.get(f"{etape.page}/")
            if page and (lues := minutes(len(page.corps.split()))) > etape.minutes:
                yield fiche.anomalie(
                    ("etapes", rang, "minutes"),
                    "etape-trop-courte",
                    f"« {etape.page} » demande {lues} minutes de lecture, pour {etape.minutes} annoncées",
                    "Raccourcissez la page, ou comptez plus de minutes (et la durée du parcours avec).",
                    Gravite.ALERTE,
                )


def questions(c: Consultation) -> Iterator[Anomalie]:
    """La bonne réponse d'une question est une de celles qu'elle propose, et aucune n'est proposée deux fois."""
    for fiche in c.fiches("parcours").values():
        for rang, question in enumerate(fiche.contenu.questions):
            if question.juste > len(question.choix):
                yield fiche.anomalie(
                    ("questions", rang, "juste"),
                    "reponse-absente",
                    f"la bonne réponse est la n° {question.juste}, et la question n'en propose que {len(question.choix)}",
                    f"« juste » est un rang de 1 à {len(question.choix)}.",
                )
            if len({choix.strip().lower() for choix in question.choix}) < len(question.choix):
                yield fiche.anomalie(
                    ("questions", rang, "choix"),
                    "choix-en-double",
                    "deux réponses proposées sont les mêmes",
                    "Changez l'une des deux.",
                )
