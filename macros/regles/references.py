"""Les renvois : vocabulaires, autres fiches, registre du droit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from macros.base.citations import resolveur
from macros.base.consultation import Consultation, noms_actuels, statut
from macros.base.feuilles import marques_de
from macros.base.fiche import Fiche
from macros.base.genre import Genre
from macros.base.types import Code, Renvoi, RenvoiDroit
from macros.lecture.anomalie import Anomalie, Chemin, Constat, proche
from macros.lecture.defauts import Renvois

DIT_ABROGE = re.compile(r"abrog|annul", re.IGNORECASE)
"""Les mots d'une phrase qui dit mort le texte, ou la décision, qu'elle cite."""
SANS_CHAMP = ("mots-de-contrat", "procedures", "regions")
"""Vocabulaires qu'une page ou une règle lit, sans qu'aucun champ en porte un code."""


def vocabulaires(c: Consultation, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Chaque valeur codée appartient à son vocabulaire."""
    for chemin, marque, valeur in fiche.marques(Code):
        nom = marque.vocabulaire
        if not (admises := c.valeurs(nom)):
            if not c.refusee("vocabulaires", nom):
                yield fiche.anomalie(chemin, Renvois.VOCABULAIRE_ABSENT(vocabulaire=nom))
            continue
        if valeur not in admises:
            yield fiche.anomalie(chemin, hors_vocabulaire(valeur, nom, list(admises)))


def places(c: Consultation, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """L'article d'un plan est du document écrit à côté de lui."""
    plans = c.valeurs("plans")
    codes = {chemin: valeur for chemin, _, valeur in fiche.marques(Code)}
    for chemin, article in codes.items():
        piece = codes.get((*chemin[:-1], "piece"))
        if chemin[-1] == "article" and piece and article in plans and plans[article].piece != piece:
            siens = [code for code, valeur in plans.items() if valeur.piece == piece]
            sienne = plans[article].piece
            constat = Renvois.ARTICLE_D_UNE_AUTRE_PIECE(article=article, sienne=sienne, piece=piece, articles=siens)
            yield fiche.anomalie(chemin, constat)


def vocabulaires_employes(c: Consultation) -> Iterator[Anomalie]:
    """Un vocabulaire sert à un champ, à une page, ou une fiche le nomme."""
    employes = {*SANS_CHAMP}
    for genre in c.genres.values():
        marques = marques_de(genre.modele)
        employes |= {marque.vocabulaire for marque in marques if isinstance(marque, Code)}
        if Renvoi("vocabulaires") not in marques:
            continue
        if c.refusee(genre.nom):
            return  # elle en nomme peut-être
        for fiche in c.fiches(genre.nom).values():
            employes |= {nom for _, marque, nom in fiche.marques(Renvoi) if marque.genre == "vocabulaires"}
    for nom, fiche in c.fiches("vocabulaires").items():
        if nom not in employes:
            yield fiche.anomalie((), Renvois.VOCABULAIRE_SANS_EMPLOI())


def doubles(c: Consultation, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Une liste ne nomme pas deux fois la même valeur, la même fiche ou le même article."""
    vues: set[tuple[Chemin, str]] = set()
    for marque in (Code, Renvoi, RenvoiDroit):
        for chemin, _, valeur in fiche.marques(marque):
            if isinstance(chemin[-1], int) and (chemin[:-1], valeur) in vues:
                yield fiche.anomalie(chemin, Renvois.VALEUR_EN_DOUBLE(valeur=valeur))
            vues.add((chemin[:-1], valeur))


def hors_vocabulaire(valeur: str, vocabulaire: str, admises: list[str]) -> Constat:
    """Rend le constat d'une valeur qui n'est pas parmi les ``admises``."""
    conseil, mots = proche(valeur, admises), valeur.split()
    if len(mots) > 1 and set(mots) <= set(admises):
        conseil = f"Mettez une virgule entre deux valeurs : {', '.join(mots)}."
    return Renvois.VALEUR_INCONNUE(conseil=conseil, valeur=valeur, vocabulaire=vocabulaire, valeurs=admises)


def renvois(c: Consultation, genre: Genre, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Chaque fiche nommée existe, sous son nom d'aujourd'hui."""
    for chemin, marque, cible in fiche.marques(Renvoi):
        existantes = c.fiches(marque.genre)
        if cible not in existantes and (actuel := noms_actuels(c, marque.genre).get(cible)):
            yield fiche.anomalie(chemin, Renvois.RENVOI_RENOMME(nom=cible, actuel=actuel, genre=marque.genre))
        elif cible not in existantes and not c.refusee(marque.genre, cible):
            conseil = proche(cible, list(existantes))
            yield fiche.anomalie(chemin, Renvois.RENVOI_ABSENT(conseil=conseil, nom=cible, genre=marque.genre))
        elif marque.genre == genre.nom and cible == fiche.id:
            yield fiche.anomalie(chemin, Renvois.CYCLE("la fiche renvoie à elle-même", "Retirez ce renvoi."))
        elif fiche.entiere and _brouillon(existantes.get(cible)) and not _brouillon(fiche):
            yield fiche.anomalie(chemin, Renvois.RENVOI_BROUILLON(nom=cible))


def _brouillon(fiche: Fiche[Any] | None) -> bool:
    return fiche is not None and statut(fiche) == "brouillon"


def cite_comme_vivant(genre: Genre, contenu: Any, abroge: date) -> str:
    """Rend en quoi la fiche tient pour vivant un texte abrogé, ou une chaîne vide.

    Une fiche que l'on revoit, vérifiée avant l'abrogation, est seulement « à revoir » ; une fiche qui annonce les
    changements peut annoncer l'abrogation elle-même, non citer le texte pour un événement postérieur.
    """
    if genre.suivi.revue and contenu.verifie_le >= abroge:
        return f"la fiche dit avoir été vérifiée le {contenu.verifie_le}"
    if genre.suivi.annonces and contenu.date > abroge:
        return f"l'entrée est datée du {contenu.date}"
    return ""


def _en_porte_un(c: Consultation, fiche: Fiche[Any]) -> bool:
    """Dit si la fiche porte le numéro de quelque chose d'abrogé, de quelque tiret qu'il s'écrive."""
    ecrits = (numero.replace("-", tiret) for numero in resolveur(c).abroges for tiret in "-‐‑–")
    return any(ecrit in fiche.tout for ecrit in ecrits)


def droit_abroge_en_phrase(c: Consultation, genre: Genre, fiche: Fiche[Any]) -> Iterator[Anomalie]:
    """Une phrase ne cite pas un texte abrogé sans le dire ; le relecteur décide."""
    if not (genre.suivi.revue and fiche.entiere and _en_porte_un(c, fiche)):
        return
    for chemin, phrase in fiche.balises:
        for citation in resolveur(c).citations(phrase):
            abroge = citation.ref.abroge_le
            if abroge and abroge <= fiche.contenu.verifie_le and not DIT_ABROGE.search(phrase):
                cite = phrase[citation.debut : citation.fin]
                constat = Renvois.TEXTE_ABROGE_EN_PHRASE(texte=cite, date=abroge)
                yield fiche.anomalie_des_mots(chemin, phrase, citation.debut, constat)
