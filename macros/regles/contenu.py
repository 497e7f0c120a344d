"""Les textes des fiches : ni HTML, ni gabarit, ni lien trompeur."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from macros import balisage
from macros.balisage import VARIABLE
from macros.base.consultation import Consultation, adresses, statut, une_fois
from macros.base.fiche import Fiche
from macros.base.types import Adresse, Balise
from macros.lecture.anomalie import Anomalie

HTML = re.compile(r"<[A-Za-z/!?]")
GABARIT = re.compile(r"\{[{%#]")


def html_brut(c: Consultation) -> Iterator[Anomalie]:
    """Aucun texte de fiche ne contient de HTML ni de script."""
    for _, fiche in c.par_genre():
        for chemin, texte in fiche.textes:
            if trouve := HTML.search(texte):
                yield fiche.anomalie(
                    chemin,
                    "html-brut",
                    f"« {texte[trouve.start() : trouve.start() + 12]} » ressemble à du HTML",
                    "Employez les listes, **gras**, *italique* et [lien](https://…). "
                    "Pour « inférieur à », laissez une espace après <.",
                )
        for ligne, texte in _lignes(fiche):
            if HTML.search(texte):
                yield Anomalie(
                    fiche.fichier,
                    ligne,
                    HTML.search(texte).start() + 1,
                    "html-brut",
                    "le HTML n'est pas admis dans une fiche",
                    "Employez le Markdown.",
                )


def gabarit(c: Consultation) -> Iterator[Anomalie]:
    """``{{nom}}`` ne sert qu'aux variables d'une clause ; ``{% %}`` et ``{# #}`` ne servent à rien dans une fiche."""
    for genre, fiche in c.par_genre():
        for chemin, texte in fiche.textes:
            reste = VARIABLE.sub("", texte) if genre.variables else texte
            if trouve := GABARIT.search(reste):
                yield fiche.anomalie(
                    chemin,
                    "gabarit-interdit",
                    f"« {reste[trouve.start() : trouve.start() + 12]} » n'est pas admis",
                    "Une variable de clause s'écrit {{nom}} ; un seuil, dans une fiche qui dit le droit du jour, "
                    '{{ seuil("nom") }}. Ailleurs, écrivez le texte en clair.',
                )
        for ligne, texte in _lignes(fiche):
            if trouve := GABARIT.search(texte):
                yield Anomalie(
                    fiche.fichier,
                    ligne,
                    trouve.start() + 1,
                    "gabarit-interdit",
                    "une fiche n'appelle pas de macro",
                    "Écrivez le texte en clair.",
                )


def liens(c: Consultation) -> Iterator[Anomalie]:
    """Toute adresse est en https, complète, sans identifiant ni nom de domaine trompeur."""
    for _, fiche in c.par_genre():
        for chemin, _, adresse in fiche.marques(Adresse):
            if defaut := defaut_adresse(adresse):
                yield fiche.anomalie(chemin, "lien-refuse", f"« {adresse[:80]} » : {defaut}", CONSEIL_LIEN)
        for chemin, _, texte in fiche.marques(Balise):
            yield from _liens_du_texte(c, fiche, chemin, texte)
        if fiche.corps:
            yield from _liens_du_texte(c, fiche, (), fiche.corps)


CONSEIL_LIEN = "Copiez l'adresse complète de la page, qui commence par https://."


def _liens_du_texte(c: Consultation, fiche: Fiche, chemin: tuple, texte: str) -> Iterator[Anomalie]:
    for adresse in balisage.liens(texte):
        if defaut := defaut_lien(c, adresse):
            yield fiche.anomalie(chemin, *defaut)


def defaut_lien(c: Consultation, adresse: str) -> tuple[str, str, str] | None:
    """Rend (code, message, conseil) pour un lien, interne ou externe, qui ne va pas ; ``None`` s'il va."""
    if adresse.startswith("/") and not adresse.startswith("//"):
        if adresse_connue(c, adresse):
            return None
        conseil = "Vérifiez le chemin : /clauses/nom-de-la-fiche/, /bonnes-pratiques/…/, /veille/AAAA/…/."
        return "lien-interne", f"« {adresse} » n'existe pas sur le site", conseil
    if defaut := defaut_adresse(adresse):
        return "lien-refuse", f"« {adresse[:80]} » : {defaut}", CONSEIL_LIEN
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
    return connue or any(nom == refusee for _, refusee in c.base.refusees)


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
            yield Anomalie(
                fiche.fichier,
                fiche.ligne_corps,
                1,
                "corps-vide",
                "le texte sous l'en-tête manque ou est trop court",
                "Ajoutez au moins un paragraphe : un exemple, ce qu'il faut vérifier.",
            )
        for ligne, texte in _lignes(fiche):
            if re.match(r"#(?!#)\s", texte) or re.match(r"####", texte):
                yield Anomalie(
                    fiche.fichier,
                    ligne,
                    1,
                    "intertitre",
                    "seuls les intertitres ## et ### sont admis",
                    "Le titre de la page vient du champ « titre ».",
                )


def _lignes(fiche: Fiche) -> Iterator[tuple[int, str]]:
    return enumerate(fiche.corps.split("\n"), fiche.ligne_corps) if fiche.corps else iter(())
