"""Les textes des fiches : ni HTML, ni gabarit, ni lien trompeur."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from macros.base.consultation import Consultation, adresses, statut, une_fois
from macros.base.fiche import Fiche
from macros.base.types import Adresse, Balise
from macros.lecture.anomalie import Anomalie, Constat
from macros.lecture.defauts import Textes
from macros.texte.balisage import leger
from macros.texte.variables import ACCOLADES

HTML = re.compile(r"<[A-Za-z/!?]")
GABARIT = re.compile(r"\{[{%#](?:.{0,60}?[}%#]\})?")
EN_CLAIR = "Écrivez le texte en clair."


def html_brut(c: Consultation) -> Iterator[Anomalie]:
    """Aucun texte de fiche ne contient de HTML ni de script."""
    for _, fiche in c.lues():
        for chemin, texte in fiche.textes:
            if trouve := HTML.search(texte):
                constat = Textes.HTML_BRUT(extrait=texte[trouve.start() : trouve.start() + 12])
                yield fiche.anomalie_des_mots(chemin, texte, trouve.start(), constat)
        for ligne, texte in _lignes(fiche):
            if trouve := HTML.search(texte):
                message, conseil = "le HTML n'est pas admis dans une fiche", "Employez le Markdown."
                yield Textes.HTML_BRUT(message, conseil).dans(fiche.fichier, ligne, trouve.start() + 1)


def gabarit(c: Consultation) -> Iterator[Anomalie]:
    """``{{nom}}`` ne sert qu'aux variables d'une clause ; ``{% %}`` et ``{# #}`` ne servent à rien dans une fiche."""
    for genre, fiche in c.lues():
        for chemin, texte in fiche.textes:
            # Une variable mal écrite a sa règle : ses accolades sont effacées sans que rien ne bouge.
            reste = ACCOLADES.sub(lambda marque: " " * len(marque[0]), texte) if genre.variables else texte
            if trouve := GABARIT.search(reste):
                message = f"« {trouve[0]} » n'est pas admis"
                yield fiche.anomalie_des_mots(chemin, texte, trouve.start(), Textes.GABARIT_INTERDIT(message))
        for ligne, texte in _lignes(fiche):
            if trouve := GABARIT.search(texte):
                constat = Textes.GABARIT_INTERDIT("une fiche n'appelle pas de macro", EN_CLAIR)
                yield constat.dans(fiche.fichier, ligne, trouve.start() + 1)


def liens(c: Consultation) -> Iterator[Anomalie]:
    """Toute adresse est en https, complète, sans identifiant ni nom de domaine trompeur."""
    for _, fiche in c.lues():
        for chemin, _, adresse in fiche.marques(Adresse):
            if raison := defaut_adresse(adresse):
                yield fiche.anomalie(chemin, Textes.LIEN_REFUSE(f"« {adresse[:80]} » : {raison}"))
        for chemin, _, texte in fiche.marques(Balise):
            yield from _liens_du_texte(c, fiche, chemin, texte)
        if fiche.corps:
            yield from _liens_du_texte(c, fiche, (), fiche.corps)


def _liens_du_texte(c: Consultation, fiche: Fiche, chemin: tuple, texte: str) -> Iterator[Anomalie]:
    for adresse in leger.liens(texte):
        if constat := defaut_lien(c, adresse):
            yield fiche.anomalie_des_mots(chemin, texte, max(texte.find(adresse), 0), constat)


def defaut_lien(c: Consultation, adresse: str) -> Constat | None:
    """Rend ce qui ne va pas dans un lien, interne ou externe ; ``None`` s'il va."""
    if adresse.startswith("/") and not adresse.startswith("//"):
        return None if adresse_connue(c, adresse) else Textes.LIEN_INTERNE(adresse=adresse)
    if raison := defaut_adresse(adresse):
        return Textes.LIEN_REFUSE(f"« {adresse[:80]} » : {raison}")
    return None


@une_fois
def _brouillons(c: Consultation) -> frozenset[str]:
    return frozenset(genre.adresse_de(f.id) for genre, f in c.par_genre() if genre.adresse and statut(f) == "brouillon")


def adresse_connue(c: Consultation, adresse: str) -> bool:
    """Dit si un chemin du site mène à une page publiée, à un fichier produit, ou à une fiche que l'on vient de refuser."""
    chemin = urlsplit(adresse).path.strip("/")
    if not chemin or f"{chemin}.md" in c.pages or f"{chemin}/index.md" in c.pages:
        return True
    nom = chemin.rpartition("/")[2]
    if "." in nom and chemin in c.produits:
        return True
    connue = f"{chemin}/" in adresses(c) and f"{chemin}/" not in _brouillons(c)
    return connue or adresse_refusee(c, chemin)


def adresse_refusee(c: Consultation, chemin: str) -> bool:
    """Dit si ce chemin du site est celui d'une page ou d'une fiche que l'on vient de refuser, ou d'un article de son code."""
    segments = chemin.split("/")
    return any(refusee == chemin or refusee in segments for _, refusee in c.base.refusees)


def defaut_adresse(adresse: str) -> str:
    """Rend ce qui ne va pas dans une adresse externe, ou une chaîne vide."""
    try:
        parties = urlsplit(adresse)
        hote = parties.hostname or ""
    except ValueError:
        return "adresse illisible"
    if parties.scheme != "https":
        return "seules les adresses https sont admises"
    if parties.username is not None or parties.password is not None or "@" in parties.netloc:
        return "une adresse ne contient pas d'identifiant avant @"
    if not hote.isascii() or "xn--" in hote:
        return "le nom de domaine contient des lettres trompeuses"
    if "." not in hote or not re.fullmatch(r"[a-z0-9.-]+", hote) or re.fullmatch(r"[0-9.]+", hote):
        return "le nom de domaine est incomplet"
    if re.search(r"[\s<>\"'`\\{}|^]", adresse):
        return "l'adresse contient un caractère interdit"
    return ""


def corps(
    c: Consultation, genre: str, developpe: Callable[[Fiche[Any]], bool] = lambda fiche: True
) -> Iterator[Anomalie]:
    """Les fiches d'un genre écrit en Markdown sont développées ; aucun corps n'a de titre de premier niveau."""
    for fiche in c.fiches(genre).values():
        if developpe(fiche) and len(fiche.corps.split()) < 20:
            yield Textes.CORPS_VIDE().dans(fiche.fichier, fiche.ligne_corps)
        for ligne, texte in _lignes(fiche):
            if re.match(r"#(?!#)\s", texte) or re.match(r"####", texte):
                yield Textes.INTERTITRE().dans(fiche.fichier, ligne)


def _lignes(fiche: Fiche) -> Iterator[tuple[int, str]]:
    return enumerate(fiche.corps.split("\n"), fiche.ligne_corps) if fiche.corps else iter(())
