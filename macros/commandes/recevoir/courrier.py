"""Ce que l'on nous envoie : une fiche, une correction, ou le courriel qui en porte. Rien n'y est exécuté, ni ouvert ailleurs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import PurePath

from macros.lecture.anomalie import montrable

COURRIEL_MAX = 5_000_000
"""Octets d'un courriel, pièces jointes comprises."""
NOM_MAX = 300
"""Signes d'un nom de fichier, de champ ou d'une source."""
FICHE = (".yml", ".yaml", ".md")
EN_TETE = re.compile(
    rb"(?:From|Received|Return-Path|MIME-Version|Delivered-To|Message-ID|Subject)(?::| )", re.IGNORECASE
)
CITE = re.compile(r"^[ \t]?(?:>[ \t]?)+")
"""Ce qu'une réponse met devant chaque ligne qu'elle cite ; « champ: >- » finit de même, et n'en est pas une."""
PLACE = re.compile(rf"#? ?((?:data|docs)/\S{{1,{NOM_MAX}}}\.(?:yml|md))\s*")
"""La ligne qui annonce une fiche dans un courriel : le fichier où elle va."""
LIGNE = re.compile(r"(chemin|champ|avant|apr[eè]s|raison|source)\s*:(?: |\s*$)?(.*)", re.IGNORECASE | re.DOTALL)
DOUBLE = re.compile(r"\s*\(\d+\)(?=\.\w+$)")
"""« (1) », que le navigateur ajoute au nom d'un fichier téléchargé deux fois."""
SUITE = re.compile(r"(?!-|#|```|[\w-]+\s*:(?:\s|$))\S")
"""Une ligne sans retrait qui n'ouvre ni champ, ni élément, ni note : dans une fiche, la fin de la précédente, coupée."""
FIN = re.compile(r"--\s*|```\w*\s*|_{10,}\s*")
"""Une signature, ou ce qui encadre du code dans un ticket : ce qui suit n'est plus l'envoi."""


@dataclass(frozen=True)
class Proposee:
    """Une fiche. ``nom`` : celui de son fichier, ou la place que l'envoi lui donne ; ni l'un ni l'autre n'est encore jugé."""

    nom: str
    octets: bytes
    collee: bool = False
    """Vrai : lue dans le corps d'un courriel, que la messagerie a pu couper."""


@dataclass(frozen=True)
class Correction:
    """Un texte à changer : son fichier, son champ (« dispositions.exigence.texte »), ce qu'il dit, ce qu'il dirait."""

    chemin: str = ""
    champ: str = ""
    avant: str = ""
    apres: str = ""
    raison: str = ""
    source: str = ""

    @property
    def cle(self) -> tuple[str, str, str]:
        """Rend ce qui la distingue d'une autre, même citée par une messagerie qui en a coupé les lignes."""
        return self.chemin, self.champ, "".join(self.apres.split()).replace("’", "'")


@dataclass
class Envoi:
    """Ce qu'un fichier reçu porte. ``laisses`` : ce qui n'y est pas une fiche, et n'a pas été lu."""

    fiches: list[Proposee] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    laisses: list[str] = field(default_factory=list)


def lire_envoi(nom: str, octets: bytes) -> Envoi:
    """Rend ce que porte un fichier reçu : une fiche s'il en a le nom, sinon un courriel entier, ou son texte seul."""
    envoi = Envoi()
    if nom.lower().endswith(FICHE):
        envoi.fiches.append(_fichier(nom, octets))
    elif nom.lower().endswith(".eml") or EN_TETE.match(octets):
        try:
            _courriel(message_from_bytes(octets), envoi)
        except RecursionError:  # des messages joints les uns dans les autres, sans fin
            return Envoi(laisses=["un courriel de trop de parties"])
    else:
        _corps(_decoder(octets, "utf-8"), envoi)
    return envoi


def _fichier(nom: str, octets: bytes) -> Proposee:
    tete, _, suite = octets.partition(b"\n")
    annonce = PLACE.fullmatch(tete.decode("utf-8", "replace"))
    return Proposee(annonce[1], suite) if annonce else Proposee(DOUBLE.sub("", nom), octets)


def _courriel(message: Message, envoi: Envoi) -> None:
    for partie in message.walk():
        octets = partie.get_payload(decode=True)
        if partie.is_multipart() or not isinstance(octets, bytes):
            continue
        nom, sorte = partie.get_filename(), partie.get_content_type()
        if nom and nom.lower().endswith(FICHE):
            envoi.fiches.append(_fichier(PurePath(nom.replace("\\", "/")).name, octets))
        elif sorte == "text/plain":
            _corps(_decoder(octets, partie.get_content_charset("utf-8")), envoi)
        elif nom or sorte != "text/html":  # le même texte y est d'ordinaire deux fois, nu et en HTML
            envoi.laisses.append(f"{montrable(nom or 'une partie sans nom')} ({montrable(sorte)})")


def _decoder(octets: bytes, jeu: str) -> str:
    for essai in (jeu, "utf-8", "cp1252"):
        try:
            return octets.decode(essai)
        except (LookupError, UnicodeDecodeError):
            continue
    return octets.decode("utf-8", "replace")


def _corps(texte: str, envoi: Envoi) -> None:
    """Ajoute à l'envoi les fiches et les corrections d'un texte, cité ou non ; ce qui est dit deux fois ne compte qu'une."""
    lignes = [CITE.sub("", ligne, count=1) for ligne in texte.replace("\r\n", "\n").split("\n")]
    blocs = [*_blocs(lignes)]
    vues = {
        c.cle: c for c in (*(_correction(bloc) for place, bloc in reversed(blocs) if not place), *envoi.corrections)
    }
    envoi.corrections = [*reversed(vues.values())]
    for place, bloc in blocs:
        # Une messagerie écrit parfois un retrait en espaces insécables.
        champs = (re.sub(r"^[ \u00a0]+", lambda blancs: " " * len(blancs[0]), ligne) for ligne in bloc)
        fiche = Proposee(place, f"{_recoller(champs)}\n".encode(), collee=True)
        if place and fiche not in envoi.fiches:
            envoi.fiches.append(fiche)


def _recoller(lignes: Iterable[str]) -> str:
    """Rend la fiche sans les coupures d'une messagerie dans ses champs ; le Markdown, sous l'en-tête, s'en passe."""
    recollees, barres = [""], 0
    for ligne in lignes:
        barres += ligne.rstrip() == "---"
        if barres < 2 and SUITE.match(ligne) and recollees[-1].strip():
            recollees[-1] = f"{recollees[-1].rstrip()} {ligne}"
        else:
            recollees.append(ligne)
    return "\n".join(recollees).strip("\n")


def _blocs(lignes: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Rend (place, lignes) de chaque fiche, et (« », lignes) de chaque correction ; le texte d'autour n'en est pas."""
    place, bloc = "", list[str]()
    for ligne in [*lignes, "--"]:
        annonce, champ = PLACE.fullmatch(ligne), LIGNE.fullmatch(ligne)
        debut = bool(annonce) or (not place and bool(champ and champ[1].lower() == "chemin"))
        if place and not bloc and (not ligne.strip() or ligne.startswith("```")):
            continue
        if debut or FIN.fullmatch(ligne):
            if bloc:
                yield place, bloc
            place, bloc = annonce[1] if annonce else "", [ligne] if debut and not annonce else []
        elif bloc or place:
            bloc.append(ligne)


def _correction(bloc: list[str]) -> Correction:
    """Rend la correction qu'écrivent ces lignes : « champ: … », puis la suite de sa valeur, en retrait ou coupée par la messagerie."""
    valeurs: dict[str, list[str]] = {}
    courant: list[str] = []
    for ligne in bloc:
        if trouve := LIGNE.fullmatch(ligne):
            courant = valeurs.setdefault(trouve[1].lower().replace("è", "e"), [])
            courant.append("" if trouve[2].strip() == "|" else trouve[2])
        else:
            courant.append(ligne[2:] if ligne[:2].isspace() else ligne)
    entieres = {nom: "\n".join(suite).strip() for nom, suite in valeurs.items()}
    # Après la dernière ligne, un courriel a souvent une formule de politesse.
    premieres = {nom: entieres.get(nom, "").split("\n")[0].strip()[:NOM_MAX] for nom in ("chemin", "champ", "source")}
    raison = " ".join(entieres.get("raison", "").split("\n\n")[0].split())
    return Correction(**{**entieres, **premieres, "raison": raison})
