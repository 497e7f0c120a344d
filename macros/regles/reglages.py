"""Le menu de ``mkdocs.yml`` : il ne nomme que des pages du site, et aucune page ne lui échappe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.base.consultation import Consultation
from macros.base.page import adresse_de
from macros.lecture.anomalie import Anomalie, proche
from macros.lecture.defauts import Textes
from macros.lecture.defauts_du_reglage import Reglage
from macros.lecture.environnement import environnement
from macros.lecture.reglages import REGLAGES, Reglages
from macros.regles.contenu import EN_CLAIR, HTML, adresse_connue, defaut_adresse, mot_trop_long


def reglages(racine: Path, c: Consultation) -> Iterator[Anomalie]:
    """Rend ce qui ne va pas dans ``mkdocs.yml``, et les pages que son menu oublie."""
    yield from du_reglage(racine)
    lus = Reglages(racine)
    for entree in lus.menu:
        if not (_page(c, entree.valeur) or (":" in entree.valeur and not defaut_adresse(entree.valeur))):
            conseil = proche(entree.valeur, list(c.pages))
            yield Reglage.MENU_ABSENT(conseil=conseil, page=entree.valeur[:80]).dans(REGLAGES, entree.ligne)
    au_menu = {entree.valeur for entree in lus.menu}
    for page in c.pages.values() if lus.menu else ():
        if "/" not in page.chemin and page.chemin not in au_menu:
            yield Reglage.PAGE_HORS_MENU().dans(page.fichier)


def du_reglage(racine: Path) -> Iterator[Anomalie]:
    """Rend ce qui ne va pas dans ``mkdocs.yml``, quelles que soient les pages."""
    if refusees := [*environnement(racine)]:
        yield from refusees
        return
    lus = Reglages(racine)
    yield from lus.anomalies
    for entree in lus.textes:
        if HTML.search(entree.valeur):
            yield Textes.HTML_BRUT(f"« {entree.champ} » contient du HTML", EN_CLAIR).dans(REGLAGES, entree.ligne)
        elif constat := mot_trop_long(entree.valeur):
            yield constat.dans(REGLAGES, entree.ligne)
    for entree in lus.adresses:
        if raison := defaut_adresse(entree.valeur):
            yield Textes.LIEN_REFUSE(f"« {entree.valeur[:80]} » : {raison}").dans(REGLAGES, entree.ligne)


def _page(c: Consultation, page: str) -> bool:
    """Dit si une entrée du menu est une page écrite, ou la page d'une fiche."""
    if page in c.pages:
        return True
    return page.endswith(".md") and ":" not in page and adresse_connue(c, adresse_de(page))
