"""La fraîcheur : ce qui, dans le droit ou dans la veille, rend une fiche « à revoir ».

Une fiche d'un genre que l'on revoit l'est quand le droit qu'elle cite a changé ou a été abrogé après ``verifie_le``,
quand une annonce l'a nommée depuis, ou quand ``verifie_le`` a plus de dix-huit mois.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from macros.base.citations import citees
from macros.base.consultation import Consultation, une_fois
from macros.base.fiche import Fiche
from macros.base.promesses import Annonce, Effet, Ref
from macros.texte.dates import plus_mois

MOIS_DE_VALIDITE = 18


class Cause(IntEnum):
    """Pourquoi une fiche est à revoir, la plus urgente d'abord."""

    TEXTE_ABROGE = 1
    DROIT_CHANGE = 2
    VEILLE = 3
    VERIFICATION_ANCIENNE = 4


@dataclass(frozen=True)
class Motif:
    """Une raison de revoir une fiche. ``jour`` : celui du changement, ou de la fin de validité de la vérification."""

    cause: Cause
    jour: date
    ref: Ref | None = None
    objet: str | None = None
    annonce: Annonce | None = None


@une_fois
def _annonces(c: Consultation) -> tuple[dict[str, list[Annonce]], dict[tuple[str, str], list[Annonce]]]:
    """Rend (par adresse modifiée, par fiche nommée) les annonces, dans l'ordre où les genres les rendent."""
    par_adresse: dict[str, list[Annonce]] = {}
    nommant: dict[tuple[str, str], list[Annonce]] = {}
    for genre in c.genres.values():
        for annonce in genre.suivi.annonces(c) if genre.suivi.annonces else ():
            for adresse in annonce.adresses:
                par_adresse.setdefault(adresse, []).append(annonce)
            for cible in annonce.nomme:
                nommant.setdefault(cible, []).append(annonce)
    return par_adresse, nommant


@une_fois
def a_revoir(c: Consultation) -> list[tuple[str, Fiche[Any], list[Motif]]]:
    """Rend (genre, fiche, motifs) des fiches publiées à revoir.

    La cause la plus grave d'abord, puis le changement qui attend depuis le plus longtemps.
    """
    fiches = [(genre.nom, f) for genre in c.genres.values() if genre.suivi.revue for f in c.visibles(genre.nom)]
    trouvees = [(genre, fiche, siens) for genre, fiche in fiches if (siens := _motifs(c, genre, fiche))]
    return sorted(trouvees, key=lambda t: (t[2][0].cause, t[2][0].jour, t[1].id))


@une_fois
def _par_fichier(c: Consultation) -> dict[str, list[Motif]]:
    return {fiche.fichier: siens for _, fiche, siens in a_revoir(c)}


def motifs(c: Consultation, fiche: Fiche[Any]) -> list[Motif]:
    """Rend les motifs de revoir la fiche, le plus urgent puis le plus récent d'abord ; aucun si elle est à jour."""
    return _par_fichier(c).get(fiche.fichier, [])


def _motifs(c: Consultation, genre: str, fiche: Fiche[Any]) -> list[Motif]:
    verifie = fiche.contenu.verifie_le
    trouves = [
        Motif(cause, jour, ref, effet.objet, annonce_de(c, ref, effet))
        for ref in citees(c, fiche).values()
        for cause, jour, effet in changements(ref, verifie, c.jour)
    ]
    vues = {m.annonce.fiche.id for m in trouves if m.annonce}
    for annonce in nommantes(c, genre, fiche):
        if verifie < annonce.effet <= c.jour and annonce.fiche.id not in vues:
            trouves.append(Motif(Cause.VEILLE, annonce.effet, annonce=annonce))
    if (fin := plus_mois(verifie, MOIS_DE_VALIDITE)) < c.jour:
        trouves.append(Motif(Cause.VERIFICATION_ANCIENNE, fin))
    return sorted(trouves, key=lambda m: (m.cause, -m.jour.toordinal(), m.ref.adresse if m.ref else ""))


def changements(ref: Ref, verifie: date, jour: date) -> Iterator[tuple[Cause, date, Effet]]:
    """Rend (cause, jour, effet) de ce qui a changé dans le droit cité depuis la vérification ; abrogé, il n'a plus que cela.

    Ce qui a changé le jour même de la vérification a été lu ; ce qui est annoncé n'a pas changé.

    >>> lu, effet = date(2026, 3, 1), date(2026, 8, 21)
    >>> effets = (Effet(lu, "Relevé."), Effet(effet, "Devoir."), Effet(None, "Décret attendu."))
    >>> article = Ref("CCP L2112-2", "", "", None, "", changements=effets)
    >>> [len(list(changements(article, lu, jour))) for jour in (date(2026, 8, 20), effet)]
    [0, 1]
    >>> decret = Ref("DECRET-2020-1", "", "", None, "", abroge_le=effet, changements=article.changements)
    >>> [cause.name for cause, *_ in changements(decret, lu, effet)]
    ['TEXTE_ABROGE']
    """
    if ref.abroge_le and ref.abroge_le <= jour:
        if verifie < ref.abroge_le:
            yield Cause.TEXTE_ABROGE, ref.abroge_le, Effet(ref.abroge_le, par=ref.auteur)
        return
    for effet in ref.changements:
        if effet.le and verifie < effet.le <= jour:
            yield Cause.DROIT_CHANGE, effet.le, effet


def nommantes(c: Consultation, genre: str, fiche: Fiche[Any]) -> list[Annonce]:
    """Rend les annonces d'un changement du droit qui nomment la fiche."""
    return [annonce for annonce in _annonces(c)[1].get((genre, fiche.id), ()) if annonce.oblige]


def annonce_de(c: Consultation, ref: Ref, effet: Effet) -> Annonce | None:
    """Rend l'annonce de ce changement : celle du jour, sinon celle du texte qui le fait."""
    auteur = effet.par or ref.auteur
    adresses = [ref.adresse, ref.adresse.split("#")[0], f"droit/{auteur}/" if auteur else ""]
    candidates = [(rang, a) for rang, adresse in enumerate(adresses) for a in _annonces(c)[0].get(adresse, ())]
    du_jour = [t for t in candidates if effet.le in t[1].jours]
    retenues = du_jour or [t for t in candidates if auteur and t[1].texte == auteur]
    return min(retenues, key=lambda t: (t[0], t[1].fiche.id), default=(0, None))[1]
