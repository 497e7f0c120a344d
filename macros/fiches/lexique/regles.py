"""Le lexique : pas deux sens pour un mot, pas de terme inutile, pas de sigle inexpliqué."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.base.types import Balise
from macros.fiches.lexique.modele import Terme
from macros.fiches.lexique.reconnaissance import Lexique, cle_d_ecriture, sigles
from macros.lecture.anomalie import Anomalie, Chemin, Constat, Defaut, Gravite
from macros.texte.langue import mots

ECRITURE_MIN = 3
"""Signes d'une écriture sans capitale."""
PAGES_MIN = 3
"""Un sigle écrit sur ce nombre de pages mérite une entrée."""
HORS_TEXTE = {"termes", "sigles", "synonymes", "vocabulaires", "codes"}
"""Genres dont le texte n'est pas celui d'une page : le lexique lui-même, et les listes de codes."""


SEPARE = "\0"
"""Entre deux textes : aucune écriture ne passe de l'un à l'autre."""


class Termes(Defaut):
    """Le lexique"""

    ECRITURE_EN_DOUBLE = "« {mot} » est aussi une écriture de « {terme} » → Laissez-la à un seul des deux termes."
    ECRITURE_BANALE = (
        "« {mot} » est un mot trop courant ou trop court : le lexique l'expliquerait dans toutes les phrases"
        " → Écrivez le terme entier, ou retirez cette écriture ; un sigle est en capitales."
    )
    SOURCE_MANQUANTE = "ce terme n'a ni base légale ni source → Ajoutez « fondements » (un article du registre) ou « sources » (titre et adresse)."
    TERME_SANS_EMPLOI = (
        "aucune page n'emploie « {terme} »"
        " → Ajoutez à « formes » l'écriture qui sert sur le site, ou retirez le terme.",
        Gravite.ALERTE,
    )
    SIGLE_SANS_EXPLICATION = (
        "« {sigle} » est écrit sur {nombre} pages, et le lexique ne l'explique pas"
        " → Ajoutez une fiche dans data/lexique/, ou, si tout lecteur le comprend, une ligne dans data/vocabulaires/sigles.yml.",
        Gravite.ALERTE,
    )


def ecritures(c: Consultation) -> Iterator[Anomalie]:
    """Une écriture n'appartient qu'à un terme, et n'est pas un mot de toutes les phrases."""
    prises: dict[str, str] = {}
    for fiche in c.fiches("termes").values():
        for ecriture in fiche.contenu.ecritures:
            if not mots(ecriture) or (len(ecriture) < ECRITURE_MIN and ecriture == ecriture.lower()):
                yield fiche.anomalie(("formes",), Termes.ECRITURE_BANALE(mot=ecriture))
            autre = prises.setdefault(cle_d_ecriture(ecriture), fiche.id)
            if autre != fiche.id:
                yield fiche.anomalie(("formes",), Termes.ECRITURE_EN_DOUBLE(mot=ecriture, terme=autre))


def sources(c: Consultation, fiche: Fiche[Terme]) -> Iterator[Anomalie]:
    """Un terme a une base légale ou une source."""
    if not (fiche.contenu.fondements or fiche.contenu.sources):
        yield fiche.anomalie((), Termes.SOURCE_MANQUANTE())


def emplois(c: Consultation) -> Iterator[Anomalie]:
    """Un terme sert quelque part ; un sigle employé sur trois pages a son explication."""
    lexique = Lexique(c)
    pages: Counter[str] = Counter()
    premiers: dict[str, list[Lieu]] = {}
    textes: dict[str, set[str]] = {}  # une phrase partagée se lit une fois, avec ses sigles
    for lieux in _lieux(c):
        ici = {dit: textes[dit] if dit in textes else sigles(dit) for dit in (lieu.texte for lieu in lieux)}
        textes |= ici
        for sigle in (dits := set().union(*ici.values())):
            premiers.setdefault(sigle, lieux)
        pages.update(dits)
    employes = lexique.employes(SEPARE.join(textes))
    for fiche in c.fiches("termes").values():
        if fiche.id not in employes and not c.base.refusees:  # une fiche refusée l'emploie peut-être
            yield fiche.anomalie(("terme",), Termes.TERME_SANS_EMPLOI(terme=fiche.contenu.terme))
    admis = {s for fiche in c.fiches("sigles").values() for s in fiche.contenu.admis}
    for sigle, lieux in () if c.refusee("termes") or c.refusee("sigles") else sorted(premiers.items()):
        if pages[sigle] >= PAGES_MIN and sigle not in lexique.ecritures and sigle not in admis:
            premier = next(lieu for lieu in lieux if sigle in sigles(lieu.texte))
            constat = Termes.SIGLE_SANS_EXPLICATION(sigle=sigle, nombre=pages[sigle])
            yield premier.anomalie(sigle, constat)


@dataclass(frozen=True)
class Lieu:
    """Un texte qui se lit sur une page, et de quoi retrouver sa ligne. ``chemin`` est le champ d'une fiche."""

    fichier: str
    texte: str
    premiere_ligne: int = 1
    fiche: Fiche[Any] | None = None
    chemin: Chemin = ()

    def anomalie(self, mot: str, constat: Constat) -> Anomalie:
        """Rend l'anomalie placée sur le mot."""
        debut = max(self.texte.find(mot), 0)
        if self.fiche:
            return self.fiche.anomalie_des_mots(self.chemin, self.texte, debut, constat)
        return constat.dans(self.fichier, self.premiere_ligne + self.texte[:debut].count("\n"))


def _lieux(c: Consultation) -> Iterator[list[Lieu]]:
    """Rend les phrases qui se lisent sur chaque page : ni titre de source, ni référence, ni code."""
    for page in c.pages.values():  # les pages d'abord : elles emploient presque tout, et la suite va plus vite
        yield [Lieu(page.fichier, page.corps, page.ligne_corps)]
    for genre, fiche in c.par_genre():
        if genre.nom not in HORS_TEXTE:
            textes = fiche.marques(Balise)
            champs = [Lieu(fiche.fichier, texte, fiche=fiche, chemin=chemin) for chemin, _, texte in textes]
            yield [*champs, Lieu(fiche.fichier, fiche.corps, fiche.ligne_corps)]
