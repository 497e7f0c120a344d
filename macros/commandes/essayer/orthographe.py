"""L'orthographe des fiches et des pages : chaque mot est au dictionnaire français, ou parmi les mots du métier."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.page import Page
from macros.commandes.essayer.modele import PARTAGE, RESEAU, AttentesLues
from macros.lecture.anomalie import Anomalie, Chemin, Constat
from macros.lecture.defauts_des_attentes import Attentes

DICTIONNAIRE = Path(__file__).with_name("dictionnaire")
"""Le dictionnaire français de LibreOffice, que ``make theme`` y met : paquet npm dictionary-fr, licence MPL 2.0."""
SANS_FRANCAIS = {"sources", "source", "url", "formule", "economie", "calcul"}
"""Les champs sans phrase : titres d'ouvrages et de sites, adresses, calculs."""
PAS_DU_FRANCAIS = re.compile(
    r"```.*?```|`[^`]*`|\{[{%].*?[%}]\}|\{[^}]*\}|\]\([^)]*\)|https?://\S+|\S+@\S+|/[a-z][\w/-]+", re.DOTALL
)
MOT = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)
Connaitre = Callable[[str], bool]


class Emploi(NamedTuple):
    """Où un mot est écrit pour la première fois : au signe ``debut`` d'un texte d'une fiche ou d'une page."""

    source: Fiche[Any] | Page
    chemin: Chemin
    texte: str
    debut: int

    def anomalie(self, constat: Constat) -> Anomalie:
        """Rend l'anomalie placée sur le mot."""
        if isinstance(self.source, Fiche):
            return self.source.anomalie_des_mots(self.chemin, self.texte, self.debut, constat)
        if self.chemin:
            return self.source.anomalie(str(self.chemin[0]), constat)
        avant = self.texte[: self.debut]
        ligne = self.source.ligne_corps + avant.count("\n")
        return constat.dans(self.source.fichier, ligne, self.debut - avant.rfind("\n"))


def correcteur() -> Connaitre | None:
    """Rend ce qui dit si un mot est au dictionnaire, ou ``None`` s'il manque, lui ou la bibliothèque qui le lit."""
    if not DICTIONNAIRE.is_dir():
        return None
    try:
        from hunspell import Hunspell
    except ImportError:
        return None
    lu = Hunspell("index", hunspell_data_dir=str(DICTIONNAIRE))
    return lambda mot: bool(lu.spell(mot.replace("’", "'")))


def mots(texte: str) -> Iterator[tuple[int, str]]:
    """Rend (place, mot) des mots d'un texte, sans code, adresse, variable, sigle ni apostrophe d'élision."""
    for trouve in MOT.finditer(PAS_DU_FRANCAIS.sub(lambda ote: " " * len(ote[0]), texte)):
        mot = ELISION.sub("", trouve[0])
        if not mot.isupper():
            yield trouve.end() - len(mot), mot


def employes(c: Consultation) -> dict[str, dict[str, Emploi]]:
    """Rend dossier d'attentes → mot → son premier emploi : ce que tous partagent, puis ce que seul le réseau ajoute."""
    trouves: dict[str, dict[str, Emploi]] = {PARTAGE: {}, RESEAU: {}}
    for source, chemin, texte in _textes(c):
        if " " in texte.strip():  # un texte d'un seul mot est un code
            du_reseau = source.fichier.startswith(RESEAU.removesuffix("essais"))
            for debut, mot in mots(texte):
                trouves[RESEAU if du_reseau else PARTAGE].setdefault(mot, Emploi(source, chemin, texte, debut))
    for mot in trouves[PARTAGE]:
        trouves[RESEAU].pop(mot, None)
    return trouves


def _textes(c: Consultation) -> Iterator[tuple[Fiche[Any] | Page, Chemin, str]]:
    for genre, fiche in c.par_genre():
        if genre.nom != "identite":  # des noms propres, et aucune phrase
            yield fiche, (), fiche.corps
            yield from ((fiche, chemin, t) for chemin, t in fiche.textes if SANS_FRANCAIS.isdisjoint(chemin))
    for page in c.pages.values():
        yield page, ("title",), page.en_tete.title
        yield page, ("description",), page.en_tete.description
        yield page, (), page.corps


def juger(c: Consultation, attentes: AttentesLues, connaitre: Connaitre) -> Iterator[Anomalie]:
    """Rend les mots que ni le dictionnaire ni ``mots.yml`` ne connaissent, et ceux de ``mots.yml`` qui n'y servent plus."""
    for dossier, trouves in employes(c).items():
        lexique = {a.quoi: a for a in attentes.de("mots") if a.partagee == (dossier == PARTAGE)}
        inconnus = {mot: emploi for mot, emploi in trouves.items() if not connaitre(mot)}
        for mot in inconnus.keys() - lexique.keys():
            yield inconnus[mot].anomalie(Attentes.MOT_INCONNU(mot=mot, dossier=dossier))
        for mot in lexique.keys() - inconnus.keys():
            yield lexique[mot].anomalie(Attentes.MOT_SANS_EMPLOI(mot=mot))
