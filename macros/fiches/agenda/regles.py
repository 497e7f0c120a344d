"""L'agenda : un fuseau, une durée plausible, un endroit, quelqu'un qui invite, et rien d'annoncé deux fois."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from macros.base.base import Base
from macros.base.types import Fiche
from macros.fiches.agenda.modele import FUSEAUX, Evenement
from macros.lecture.anomalie import Anomalie
from macros.texte.langue import plier

DUREE_MAX = timedelta(days=5)
ANNEES_D_AVANCE = 3


def fuseaux(base: Base) -> Iterator[Anomalie]:
    """Une heure sans fuseau n'est pas la même pour tous les agendas."""
    for fiche in base.evenements.values():
        if not fiche.contenu.fuseau:
            yield fiche.anomalie(
                ("fuseau",),
                "fuseau-absent",
                "l'événement ne dit pas dans quel fuseau lire ses heures",
                f"Ajoutez « fuseau: Europe/Paris ». Fuseaux admis : {', '.join(FUSEAUX)}.",
            )


def heures(base: Base) -> Iterator[Anomalie]:
    """Un événement finit après avoir commencé, dure cinq jours au plus, et l'année est plausible."""
    for fiche in base.evenements.values():
        c = fiche.contenu
        if c.finit <= c.commence:
            yield fiche.anomalie(
                ("fin",), "ordre-des-dates", "l'événement finit avant de commencer", "Corrigez « debut » ou « fin »."
            )
        elif c.finit - c.commence > DUREE_MAX:
            yield fiche.anomalie(
                ("fin",),
                "duree-trop-longue",
                f"l'événement dure plus de {DUREE_MAX.days} jours",
                "Corrigez « fin » ; pour plusieurs séances, écrivez un fichier par séance.",
            )
        if not 2000 <= c.commence.year <= base.jour.year + ANNEES_D_AVANCE:
            yield fiche.anomalie(("debut",), "date-lointaine", f"{c.debut} est hors du plausible", "Vérifiez l'année.")


def endroits(base: Base) -> Iterator[Anomalie]:
    """Un événement dit où il se tient, ou comment le suivre."""
    for fiche in base.evenements.values():
        if not fiche.contenu.lieu and not fiche.contenu.lien:
            yield fiche.anomalie(
                (),
                "lieu-absent",
                "l'événement n'a ni lieu ni lien",
                "Ajoutez « lieu: Salle, commune », ou « lien: https://… ».",
            )


def organisateurs(base: Base) -> Iterator[Anomalie]:
    """On sait qui invite, une seule fois : une fiche de structure, ou un nom."""
    for fiche in base.evenements.values():
        c = fiche.contenu
        if not c.structure and not c.organisateur:
            yield fiche.anomalie(
                (),
                "organisateur-absent",
                "l'événement ne dit pas qui l'organise",
                "Ajoutez « structure: nom-de-la-fiche » (data/structures), ou « organisateur: Nom ».",
            )
        elif c.structure and c.organisateur:
            yield fiche.anomalie(
                ("organisateur",),
                "organisateur-en-double",
                "l'organisateur est écrit deux fois",
                "Gardez « structure » si l'organisme a une fiche, sinon « organisateur ».",
            )


def doublons(base: Base) -> Iterator[Anomalie]:
    """Deux fichiers n'annoncent pas le même événement : même début, et même titre ou même endroit."""
    par_debut: dict[datetime, list[Fiche]] = {}
    for fiche in base.evenements.values():
        for autre in par_debut.setdefault(fiche.contenu.commence, []):
            if _memes(fiche.contenu, autre.contenu):
                yield fiche.anomalie(
                    ("debut",),
                    "evenement-en-double",
                    f"{autre.fichier} annonce déjà cet événement",
                    "Gardez un seul des deux fichiers, ou corrigez la date, le titre ou le lieu.",
                )
                break
        par_debut[fiche.contenu.commence].append(fiche)


def _memes(un: Evenement, autre: Evenement) -> bool:
    if plier(un.titre) == plier(autre.titre):
        return True
    if un.lien and autre.lien:  # « En ligne » n'est pas un endroit : deux liens différents, deux salles
        return un.lien == autre.lien
    return bool(un.lieu and autre.lieu) and plier(un.lieu) == plier(autre.lieu)
