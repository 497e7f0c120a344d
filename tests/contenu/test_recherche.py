"""La recherche devant les fiches de ce réseau : une bonne réponse parmi les cinq premières, les mêmes mots des deux côtés."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.fabrique import Base, Index, documents_de, fiches_de, index_de
from tests.unitaires.conftest import Executer, ecrire, node
from tests.unitaires.test_moteur_navigateur import CHERCHER
from tests.unitaires.test_recherche_navigateur import (
    test_memes_mots_dans_tout_ce_qui_s_indexe,
    test_memes_racines_pour_tout_le_vocabulaire,
)

__all__ = ["node", "test_memes_mots_dans_tout_ce_qui_s_indexe", "test_memes_racines_pour_tout_le_vocabulaire"]

REQUETES = Path(__file__).parents[1] / "recherche" / "requetes.yml"
NOMS = REQUETES.with_name("noms.yml")
NOMMEES = ("page", "role")
"""Sortes de requêtes dont la réponse vient la première."""
BESOINS = ("besoin", "lieu")
PREMIERES = 5
PART_MIN = 0.95


@pytest.fixture(scope="module")
def base_inventee(base_reelle: Base) -> Base:
    """Rend la base du dépôt : les contrôles repris ici la lisent sous ce nom."""
    return base_reelle


@pytest.fixture(scope="module")
def index_invente(base_reelle: Base) -> Index:
    """Rend l'index du dépôt."""
    return index_de(base_reelle)


@pytest.fixture(scope="module")
def servi(index_invente: Index, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Rend l'index du dépôt, écrit comme le site le sert."""
    return ecrire(index_invente, tmp_path_factory.mktemp("index"))


def test_une_bonne_reponse_parmi_les_premieres(node: Executer, servi: dict[str, str]) -> None:
    """Pour presque toutes les requêtes, une clause qui répond est parmi les cinq premières."""
    cas = yaml.safe_load(REQUETES.read_text("utf-8"))["requetes"]
    assert len(cas) > 400
    rendues = node(CHERCHER, requetes=[c["q"] for c in cas], **servi)
    vues = [[r["id"] for r in rendue["reponses"] if r["genre"] == "clauses"][:PREMIERES] for rendue in rendues]
    ratees = [f"{c['q']} → {lues}" for c, lues in zip(cas, vues, strict=True) if not set(c["bonnes"]) & set(lues)]
    part = 1 - len(ratees) / len(cas)
    assert part >= PART_MIN, f"{part:.1%} ({len(cas) - len(ratees)} sur {len(cas)})\n" + "\n".join(ratees)


def test_ce_que_l_on_demande_par_son_nom_vient_d_abord(node: Executer, servi: dict[str, str]) -> None:
    """Par sorte de requête : la page demandée la première, ou une bonne réponse parmi les cinq premières de toute la base.

    Pour un achat courant, la première est une clause, quel que soit le lieu.
    """
    cas = yaml.safe_load(NOMS.read_text("utf-8"))["requetes"]
    assert len(cas) > 100
    code = CHERCHER.replace("moteur.retenir(reponses, unites)", "moteur.ordonner(reponses, unites)")
    par_sorte: dict[str, list[str]] = {}
    premieres = []
    for c, rendue in zip(cas, node(code, requetes=[c["q"] for c in cas], **servi), strict=True):
        lues = [r["adresse"] for r in rendue["reponses"]][: 1 if c["sorte"] in NOMMEES else PREMIERES]
        if c["sorte"] in BESOINS:
            premieres.append("" if lues[0].startswith("clauses/") else f"{c['q']} → {lues[0]}")
        par_sorte.setdefault(c["sorte"], []).append("" if set(c["bonnes"]) & set(lues) else f"{c['q']} → {lues}")
    for sorte, ratees in {**par_sorte, "clause d'abord": premieres}.items():
        part = ratees.count("") / len(ratees)
        assert part >= PART_MIN, f"{sorte} : {part:.1%}\n" + "\n".join(filter(None, ratees))


def test_chaque_demande_et_chaque_bonne_reponse_existent(base_reelle: Base) -> None:
    """Ni ``demandes.yml`` ni les requêtes par nom ne visent une page que la recherche ne rend pas."""
    connues = {d.adresse for d in documents_de(base_reelle)}
    demandees = set(fiches_de(base_reelle, "demandes")["demandes"].contenu.pages)
    attendues = {b for c in yaml.safe_load(NOMS.read_text("utf-8"))["requetes"] for b in c["bonnes"]}
    assert (demandees | attendues) - connues == set()
