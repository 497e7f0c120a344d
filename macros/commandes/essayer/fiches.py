"""Ce que les fiches promettent, disent et taisent : leur nombre, et leurs mots, là où se tromper coûterait à un acheteur."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.types import Modele
from macros.commandes.essayer.modele import Attente, AttentesLues, Droit
from macros.lecture.anomalie import Anomalie, proche
from macros.lecture.defauts_des_attentes import Attentes


def juger(c: Consultation, attentes: AttentesLues) -> Iterator[Anomalie]:
    """Rend les promesses non tenues, et les mots qu'une fiche devrait dire ou taire."""
    for promesse in attentes.de("promesses"):
        genre, minimum = promesse.quoi
        if _inconnu(c, genre):
            yield promesse.anomalie(_genre_inconnu(c, genre))
        elif (nombre := len(c.visibles(genre))) < minimum:
            yield promesse.anomalie(Attentes.PROMESSE_NON_TENUE(nombre=nombre, genre=genre, minimum=minimum))
    for attente in attentes.de("droit"):
        if attente.quoi.genre and _inconnu(c, attente.quoi.genre):
            yield attente.anomalie(_genre_inconnu(c, attente.quoi.genre), "genre")
        else:
            yield from _mots(c, attente)


def _inconnu(c: Consultation, genre: str) -> bool:
    return genre not in c.genres


def _genre_inconnu(c: Consultation, genre: str) -> Any:
    return Attentes.GENRE_ATTENDU_INCONNU(conseil=proche(genre, list(c.genres)), genre=genre, genres=list(c.genres))


def _mots(c: Consultation, attente: Attente[Droit]) -> Iterator[Anomalie]:
    attendu = attente.quoi
    visees = [(fiche, texte) for fiche in _visees(c, attendu) if (texte := _texte(fiche, attendu.champ)) is not None]
    if not visees:
        yield attente.anomalie(Attentes.ATTENTE_SANS_FICHE())
    pourquoi = f" : {attendu.pourquoi}" if attendu.pourquoi else ""
    for fiche, texte in visees:
        for rang, mots in enumerate(attendu.dit):
            if _serre(mots) not in texte:
                yield attente.anomalie(Attentes.DIT_MANQUANT(mots=mots, fichier=fiche.fichier), "dit", rang)
        for rang, mots in enumerate(attendu.tait):
            if _serre(mots) in texte:
                constat = Attentes.DIT_EN_TROP(mots=mots, fichier=fiche.fichier, pourquoi=pourquoi)
                yield attente.anomalie(constat, "tait", rang)


def _visees(c: Consultation, attendu: Droit) -> Iterator[Fiche[Any]]:
    for genre, fiche in c.par_genre():
        if (
            attendu.genre in (None, genre.nom)
            and attendu.fiche in (None, fiche.id)
            and (attendu.cite is None or attendu.cite in (getattr(fiche.contenu, "fondements", None) or ()))
        ):
            yield fiche


def _texte(fiche: Fiche[Any], champ: str | None) -> str | None:
    """Rend tout ce que la fiche écrit, ou le champ « a.b » d'elle : une ligne « nom: valeur » par valeur ; ``None`` s'il n'y est pas."""
    if champ == "corps":
        return _serre(fiche.corps)
    contenu: Any = fiche.contenu.model_dump(mode="json", exclude_none=True) if isinstance(fiche.contenu, Modele) else {}
    for pas in champ.split(".") if champ else ():
        if not isinstance(contenu, dict) or pas not in contenu:
            return None
        contenu = contenu[pas]
    return "\n".join([*_lignes(contenu), *([] if champ else [_serre(fiche.corps)])])


def _lignes(valeur: Any, nom: str = "") -> Iterator[str]:
    if isinstance(valeur, dict):
        for cle, sienne in valeur.items():
            yield from _lignes(sienne, cle)
    elif isinstance(valeur, list):
        for une in valeur:
            yield from _lignes(une, nom)
    else:
        yield _serre(f"{nom}: {valeur}" if nom else str(valeur))


def _serre(texte: str) -> str:
    """Rend le texte, toute suite de blancs réduite à une espace : ni un retour à la ligne, ni une espace insécable ne change les mots."""
    return " ".join(texte.split())
