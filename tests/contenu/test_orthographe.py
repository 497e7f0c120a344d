"""L'orthographe des fiches et des pages : chaque mot est au dictionnaire français, ou dans le lexique du métier."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hunspell import Hunspell

from tests.attentes import PARTAGE, RESEAU, attentes
from tests.fabrique import RACINE, Base

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
def employes(base_reelle: Base) -> dict[str, dict[str, str]]:
    """Rend dossier d'attentes → mot → fichier : ce que tous partagent, puis ce que seules les fiches du réseau ajoutent."""
    partages, siens = ecrits(base_reelle, du_reseau=False), ecrits(base_reelle, du_reseau=True)
    return {PARTAGE: partages, RESEAU: {mot: siens[mot] for mot in siens.keys() - partages.keys()}}


def mots(texte: str) -> Iterator[str]:
    """Rend les mots d'un texte, sans code, adresse, variable, sigle ni apostrophe d'élision."""
    trouves = (ELISION.sub("", mot) for mot in MOT.findall(PAS_DU_FRANCAIS.sub(" ", texte)))
    return (mot for mot in trouves if not mot.isupper())


def ecrits(base: Base, du_reseau: bool) -> dict[str, str]:
    """Rend mot → le premier fichier qui l'emploie, de ``data/reseau`` ou hors de lui ; un texte d'un seul mot est un code."""
    trouves: dict[str, str] = {}
    textes = [
        (fiche.fichier, texte)
        for fiches in base.fiches.values()
        for fiche in fiches.values()
        for texte in [fiche.corps, *(t for chemin, t in fiche.textes if SANS_FRANCAIS.isdisjoint(chemin))]
    ]
    textes += [(p.fichier, t) for p in base.pages.values() for t in (p.en_tete.title, p.en_tete.description, p.corps)]
    for fichier, texte in textes:
        if fichier.startswith("data/reseau/") == du_reseau and " " in texte.strip():
            for mot in mots(texte):
                trouves.setdefault(mot, fichier)
    return trouves


def connu(mot: str, dictionnaire: Hunspell) -> bool:
    return dictionnaire.spell(mot.replace("’", "'"))


@pytest.mark.parametrize("dossier", [PARTAGE, RESEAU])
def test_le_lexique_est_juste_ce_que_le_dictionnaire_ignore(
    employes: dict[str, dict[str, str]], dictionnaire: Hunspell, dossier: str
) -> None:
    """Un mot juste mais inconnu s'ajoute au ``mots.yml`` de ce dossier, s'en retire quand rien ne l'emploie ; une faute se corrige."""
    lexique = {*attentes("mots", dossier)}
    inconnus = {mot: fichier for mot, fichier in employes[dossier].items() if not connu(mot, dictionnaire)}
    assert {mot: inconnus[mot] for mot in inconnus.keys() - lexique} == {}, (
        f"à corriger, ou à ajouter à {dossier}/mots.yml"
    )
    assert sorted(lexique - inconnus.keys()) == [], f"à retirer de {dossier}/mots.yml"


@pytest.mark.parametrize(
    "faute", ["aquisition", "dévelopement", "fournisseure", "achêteur", "l’exigeance", "environement"]
)
def test_une_faute_est_vue(dictionnaire: Hunspell, faute: str) -> None:
    (mot,) = mots(faute)
    assert mot not in attentes("mots") and not connu(mot, dictionnaire)
