"""L'agenda : un fuseau, une durée plausible, un endroit, quelqu'un qui invite, et rien d'annoncé deux fois."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.agenda.modele import FUSEAUX, Evenement
from macros.lecture.anomalie import Anomalie, Defaut
from macros.lecture.defauts import Champs
from macros.texte.langue import plier

DUREE_MAX = timedelta(days=5)
ANNEES_D_AVANCE = 3


class Agenda(Defaut):
    """L’agenda"""

    FUSEAU_ABSENT = "l'événement ne dit pas dans quel fuseau lire ses heures → Ajoutez « fuseau: Europe/Paris ». Fuseaux admis : {fuseaux}."
    STATUT_SANS_PHRASE = "un événement annulé ou reporté dit pourquoi → Ajoutez à « changements » le jour, et une phrase : les abonnés la recevront."
    DUREE_TROP_LONGUE = "l'événement dure plus de {jours} jours → Corrigez « fin » ; pour plusieurs séances, écrivez un fichier par séance."
    HEURE_SAUTEE = (
        "« {heure} » n'existe pas : les montres avancent ce jour-là → Écrivez l'heure que les montres montreront."
    )
    HEURE_DOUBLE = (
        "« {heure} » passe deux fois : les montres reculent cette nuit-là → Écrivez une heure hors de ce passage."
    )
    LIEU_ABSENT = "l'événement n'a ni lieu ni lien → Ajoutez « lieu: Salle, commune », ou « lien: https://… »."
    ORGANISATEUR_ABSENT = (
        "l'événement ne dit pas qui l'organise"
        " → Ajoutez « structure: nom-de-la-fiche » (data/reseau/structures), ou « organisateur: Nom »."
    )
    ORGANISATEUR_EN_DOUBLE = (
        "l'organisateur est écrit deux fois → Gardez « structure » si l'organisme a une fiche, sinon « organisateur »."
    )
    EVENEMENT_EN_DOUBLE = "{autre_fichier} annonce déjà cet événement → Gardez un seul des deux fichiers, ou corrigez la date, le titre ou le lieu."


def fuseaux(c: Consultation, fiche: Fiche[Evenement]) -> Iterator[Anomalie]:
    """Une heure sans fuseau n'est pas la même pour tous les agendas."""
    if not fiche.contenu.fuseau:
        yield fiche.anomalie(("fuseau",), Agenda.FUSEAU_ABSENT(fuseaux=list(FUSEAUX)))


def statuts(c: Consultation, fiche: Fiche[Evenement]) -> Iterator[Anomalie]:
    """Annulé ou reporté, un événement a un changement : c'est lui qui part aux abonnés."""
    if fiche.contenu.statut != "prevu" and not fiche.contenu.changements:
        yield fiche.anomalie(("statut",), Agenda.STATUT_SANS_PHRASE())


def heures(c: Consultation, fiche: Fiche[Evenement]) -> Iterator[Anomalie]:
    """L'année est plausible, une heure existe, un événement finit après avoir commencé et dure cinq jours au plus."""
    contenu = fiche.contenu
    lointaines = [
        champ
        for champ in ("debut", "fin")
        if not 2000 <= int(getattr(contenu, champ)[:4]) <= c.jour.year + ANNEES_D_AVANCE
    ]
    for champ in lointaines:
        yield fiche.anomalie((champ,), Champs.DATE_LOINTAINE(date=getattr(contenu, champ)))
    if lointaines:
        return  # aux deux bouts du calendrier, une heure ne change plus de fuseau
    for champ, instant in (("debut", contenu.commence), ("fin", contenu.finit)):
        if instant.astimezone(UTC).astimezone(instant.tzinfo).replace(tzinfo=None) != instant.replace(tzinfo=None):
            yield fiche.anomalie((champ,), Agenda.HEURE_SAUTEE(heure=getattr(contenu, champ)))
        elif instant.utcoffset() != instant.replace(fold=1).utcoffset():
            yield fiche.anomalie((champ,), Agenda.HEURE_DOUBLE(heure=getattr(contenu, champ)))
    if contenu.finit.astimezone(UTC) <= contenu.commence.astimezone(UTC):
        message, conseil = "l'événement finit avant de commencer", "Corrigez « debut » ou « fin »."
        yield fiche.anomalie(("fin",), Champs.ORDRE_DES_DATES(message, conseil))
    elif contenu.finit - contenu.commence > DUREE_MAX:
        yield fiche.anomalie(("fin",), Agenda.DUREE_TROP_LONGUE(jours=DUREE_MAX.days))


def endroits(c: Consultation, fiche: Fiche[Evenement]) -> Iterator[Anomalie]:
    """Un événement dit où il se tient, ou comment le suivre."""
    if not fiche.contenu.lieu and not fiche.contenu.lien:
        yield fiche.anomalie((), Agenda.LIEU_ABSENT())


def organisateurs(c: Consultation, fiche: Fiche[Evenement]) -> Iterator[Anomalie]:
    """On sait qui invite, une seule fois : une fiche de structure, ou un nom."""
    contenu = fiche.contenu
    if not contenu.structure and not contenu.organisateur:
        yield fiche.anomalie((), Agenda.ORGANISATEUR_ABSENT())
    elif contenu.structure and contenu.organisateur:
        yield fiche.anomalie(("organisateur",), Agenda.ORGANISATEUR_EN_DOUBLE())


def doublons(c: Consultation) -> Iterator[Anomalie]:
    """Deux fichiers n'annoncent pas le même événement : même début, et même titre ou même endroit."""
    par_debut: dict[datetime, list[Fiche[Evenement]]] = {}
    for fiche in c.fiches("evenements").values():
        for autre in par_debut.setdefault(fiche.contenu.commence, []):
            if _memes(fiche.contenu, autre.contenu):
                yield fiche.anomalie(("debut",), Agenda.EVENEMENT_EN_DOUBLE(autre_fichier=autre.fichier))
                break
        par_debut[fiche.contenu.commence].append(fiche)


def _memes(un: Evenement, autre: Evenement) -> bool:
    if plier(un.titre) == plier(autre.titre):
        return True
    if un.lien and autre.lien:  # « En ligne » n'est pas un endroit : deux liens différents, deux salles
        return un.lien == autre.lien
    return bool(un.lieu and autre.lieu) and plier(un.lieu) == plier(autre.lieu)
