"""L'orthographe des fiches et des pages : chaque mot est au dictionnaire français, ou dans le lexique du métier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hunspell import Hunspell

from tests.fabrique import RACINE, Base

LEXIQUE = Path(__file__).with_name("mots-du-metier.txt")
DICTIONNAIRE = RACINE / "node_modules/dictionary-fr"
SANS_FRANCAIS = {"sources", "source", "url", "formule"}
"""Les champs sans phrase : titres d'ouvrages et de sites, adresses, calculs."""
PAS_DU_FRANCAIS = re.compile(
    r"```.*?```|`[^`]*`|\{[{%].*?[%}]\}|\{[^}]*\}|\]\([^)]*\)|https?://\S+|\S+@\S+|/[a-z][\w/-]+", re.DOTALL
)
MOT = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)


@pytest.fixture(scope="module")
def dictionnaire() -> Hunspell:
    """Rend le dictionnaire français, celui de LibreOffice (paquet npm dictionary-fr)."""
    return Hunspell("index", hunspell_data_dir=str(DICTIONNAIRE))


@pytest.fixture(scope="module")
def lexique() -> set[str]:
    """Rend les mots du métier et les noms propres, un par ligne."""
    return {ligne for ligne in LEXIQUE.read_text("utf-8").splitlines() if ligne and not ligne.startswith("#")}


def mots(texte: str) -> Iterator[str]:
    """Rend les mots d'un texte, sans code, adresse, variable, sigle ni apostrophe d'élision."""
    trouves = (ELISION.sub("", mot) for mot in MOT.findall(PAS_DU_FRANCAIS.sub(" ", texte)))
    return (mot for mot in trouves if not mot.isupper())


def ecrits(base: Base) -> dict[str, str]:
    """Rend mot → le premier fichier qui l'emploie ; un texte d'un seul mot est un code, non une phrase."""
    trouves: dict[str, str] = {}
    textes = [
        (fiche.fichier, texte)
        for fiches in base.fiches.values()
        for fiche in fiches.values()
        for texte in [fiche.corps, *(t for chemin, t in fiche.textes if SANS_FRANCAIS.isdisjoint(chemin))]
    ]
    textes += [(p.fichier, t) for p in base.pages.values() for t in (p.en_tete.title, p.en_tete.description, p.corps)]
    for fichier, texte in textes:
        if " " in texte.strip():
            for mot in mots(texte):
                trouves.setdefault(mot, fichier)
    return trouves


def connu(mot: str, dictionnaire: Hunspell) -> bool:
    return dictionnaire.spell(mot.replace("’", "'"))


def test_chaque_mot_est_connu(base_reelle: Base, dictionnaire: Hunspell, lexique: set[str]) -> None:
    """Un mot juste mais absent du dictionnaire s'ajoute au lexique ; une faute se corrige dans le fichier nommé."""
    inconnus = {
        mot: fichier for mot, fichier in ecrits(base_reelle).items() if not (mot in lexique or connu(mot, dictionnaire))
    }
    assert inconnus == {}


def test_le_lexique_ne_garde_que_ce_qui_sert(base_reelle: Base, dictionnaire: Hunspell, lexique: set[str]) -> None:
    employes = ecrits(base_reelle)
    assert sorted(m for m in lexique if m not in employes or connu(m, dictionnaire)) == []


@pytest.mark.parametrize(
    "faute", ["aquisition", "dévelopement", "fournisseure", "achêteur", "l’exigeance", "environement"]
)
def test_une_faute_est_vue(dictionnaire: Hunspell, lexique: set[str], faute: str) -> None:
    (mot,) = mots(faute)
    assert mot not in lexique and not connu(mot, dictionnaire)
