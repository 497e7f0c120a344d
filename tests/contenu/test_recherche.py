"""La recherche devant les fiches de ce réseau : une bonne réponse parmi les cinq premières, les mêmes mots des deux côtés."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.attentes import PARTAGE, recherches, sans_le_reseau
from tests.fabrique import Base, Index, devenues, documents_de, fiches_de, index_de
from tests.unitaires.conftest import Executer, ecrire, node
from tests.unitaires.test_moteur_navigateur import CHERCHER
from tests.unitaires.test_recherche_navigateur import (
    test_memes_mots_dans_tout_ce_qui_s_indexe,
    test_memes_racines_pour_tout_le_vocabulaire,
)

__all__ = ["node", "test_memes_mots_dans_tout_ce_qui_s_indexe", "test_memes_racines_pour_tout_le_vocabulaire"]

NOMMEES = ("page", "role")
"""Sortes de requêtes dont la réponse vient la première."""
BESOINS = {"besoin": ("clauses/",), "lieu": ("clauses/", "modeles/lettre-")}
"""Sortes de requêtes qui disent un achat, et par quoi commence l'adresse de la première réponse."""
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


def assez(par_sorte: dict[str, list[str]]) -> None:
    """Refuse une sorte de requêtes qui trouve trop peu ; ``par_sorte`` : ce que chacune a raté, ou une chaîne vide."""
    for sorte, ratees in par_sorte.items():
        part = ratees.count("") / len(ratees)
        assert part >= PART_MIN, f"{sorte} : {part:.1%}\n" + "\n".join(filter(None, ratees))


def test_une_bonne_reponse_parmi_les_premieres(node: Executer, servi: dict[str, str], base_reelle: Base) -> None:
    """Par sorte de requête, une clause qui répond est parmi les cinq premières que le trouveur montre."""
    cas = recherches("requetes", base_reelle)
    assert len(cas) > 400
    clauses = "reponses.filter(({ numero }) => numero < moteur.index.clauses)"
    code = CHERCHER.replace("moteur.retenir(reponses, unites)", f"moteur.retenir({clauses}, unites)")
    par_sorte: dict[str, list[str]] = {}
    for c, rendue in zip(cas, node(code, requetes=[c["q"] for c in cas], **servi), strict=True):
        lues = [r["adresse"] for r in rendue["reponses"]][:PREMIERES]
        par_sorte.setdefault(c["sorte"], []).append("" if set(c["bonnes"]) & set(lues) else f"{c['q']} → {lues}")
    assez(par_sorte)


def test_ce_que_l_on_demande_par_son_nom_vient_d_abord(
    node: Executer, servi: dict[str, str], base_reelle: Base
) -> None:
    """Par sorte de requête : la page demandée la première, ou une bonne réponse parmi les cinq premières de toute la base.

    Pour un achat courant, la première est une clause ; si la requête dit un lieu, une clause ou une lettre prête.
    """
    cas = recherches("noms", base_reelle)
    assert len(cas) > 100
    code = CHERCHER.replace("moteur.retenir(reponses, unites)", "moteur.ordonner(reponses, unites)")
    par_sorte: dict[str, list[str]] = {}
    premieres = []
    for c, rendue in zip(cas, node(code, requetes=[c["q"] for c in cas], **servi), strict=True):
        lues = [r["adresse"] for r in rendue["reponses"]][: 1 if c["sorte"] in NOMMEES else PREMIERES]
        if c["sorte"] in BESOINS:
            premieres.append("" if lues[0].startswith(BESOINS[c["sorte"]]) else f"{c['q']} → {lues[0]}")
        par_sorte.setdefault(c["sorte"], []).append("" if set(c["bonnes"]) & set(lues) else f"{c['q']} → {lues}")
    assez({**par_sorte, "clause d'abord": premieres})


@pytest.fixture(scope="module")
def premieres(node: Executer, servi: dict[str, str]) -> Callable[..., list[str]]:
    """Rend de quoi lire les premières adresses que la page de recherche montre."""
    code = CHERCHER.replace("moteur.retenir(reponses, unites)", "moteur.ordonner(reponses, unites)")
    return lambda q, nombre=PREMIERES: [r["adresse"] for r in node(code, requetes=[q], **servi)[0]["reponses"]][:nombre]


@pytest.mark.parametrize("requete", ["nettoyer la mairie", "ménage à la mairie", "femme de ménage pour l’école"])
def test_une_lettre_prete_est_dans_les_trois_premieres(premieres: Callable[..., list[str]], requete: str) -> None:
    assert "modeles/lettre-menage/" in premieres(requete, 3)


def test_le_30_30_mene_a_sa_page_et_aux_dernieres_editions(premieres: Callable[..., list[str]]) -> None:
    page, *editions, seance = premieres("30-30")
    assert (page, seance) == ("veille/", "veille/30-30/")
    assert editions == sorted(editions, reverse=True) and all(re.fullmatch(r"veille/\d{4}-\d{2}/", e) for e in editions)


def test_une_entree_ancienne_ne_passe_pas_devant_les_pages(premieres: Callable[..., list[str]]) -> None:
    assert not [a for a in premieres("seuils", 10) if a.startswith(("veille/2024/", "veille/2025/"))]


@pytest.mark.parametrize("requete,autre", [("PNAD", "deliber"), ("délibération", "pnad")])
def test_le_plan_national_n_est_pas_une_deliberation(
    premieres: Callable[..., list[str]], requete: str, autre: str
) -> None:
    assert not [a for a in premieres(requete) if autre in a]


def test_ce_qui_est_ecrit_pour_qui_developpe_ne_se_trouve_pas(base_reelle: Base) -> None:
    adresses = {d.adresse for d in documents_de(base_reelle)}
    assert not adresses & {
        f"contribuer/{nom}/" for nom in ("decisions", "decisions-premieres", "champs", "messages", "veille")
    }
    assert "contribuer/" in adresses


def _bonnes(cas: list[dict[str, Any]]) -> set[str]:
    return {bonne for c in cas for bonne in c["bonnes"]}


def test_chaque_demande_et_chaque_bonne_reponse_existent(base_reelle: Base) -> None:
    """Ni ``demandes.yml`` ni les requêtes par nom ne visent une page que la recherche ne rend pas.

    Celles que tous partagent se jugent sans les fiches de ce réseau : un autre, qui les retire, n'y perd aucune réponse.
    """
    partagees = {d.adresse for d in documents_de(sans_le_reseau(base_reelle))}
    retirees = {adresse for adresse, actuelle in devenues(base_reelle).items() if not actuelle}
    demandees = {*fiches_de(base_reelle, "demandes")["demandes"].contenu.pages} - retirees
    assert (demandees | _bonnes(recherches("noms", base_reelle, PARTAGE))) - partagees == set()
    assert _bonnes(recherches("noms", base_reelle)) - {d.adresse for d in documents_de(base_reelle)} == set()
