"""Les contrôles du réseau inventé, refaits par « make recette » devant les vraies fiches et leur site."""

import re
from pathlib import Path

import pytest

from macros.base.base import Base
from macros.sorties.recherche.index import Index
from tests.donnees import lire_csv
from tests.fabrique.bases import avec
from tests.fabrique.donnees import donnees_de
from tests.fabrique.recherche import index_de
from tests.fabrique.reperes import RACINE, SITE_URL
from tests.libreoffice import RECETTE
from tests.site.test_calendriers import octets, test_deux_bibliotheques_lisent_la_meme_chose
from tests.site.test_donnees import (
    test_la_page_donne_tous_les_fichiers,
    test_le_titre_est_celui_de_la_page,
    test_page_json_et_csv_disent_la_meme_chose,
)
from tests.site.test_flux import (
    fichiers,
    test_les_liens_menent_a_des_pages,
    test_sous_le_plafond,
    test_strictement_valide,
)
from tests.site.test_site import (
    pages,
    test_aucune_fuite,
    test_liens_et_ancres,
    test_lignes_egales_fiches,
    test_titres_distincts,
    test_un_titre_une_langue_une_description,
    test_une_clause_porte_tout,
    test_une_page_par_fiche,
)
from tests.site.test_validite import test_le_verificateur_ne_trouve_rien
from tests.site.test_word import reels, test_meme_texte_que_la_page, test_ooxml_valide
from tests.unitaires.conftest import node
from tests.unitaires.test_carte import STRUCTURES, tient_dans_le_cadre, verifier_les_liens
from tests.unitaires.test_donnees import test_csv_egal_au_json
from tests.unitaires.test_donnees_publiees import test_ajv_lit_tout, test_frictionless_lit_tout
from tests.unitaires.test_recherche_navigateur import (
    test_memes_mots_dans_tout_ce_qui_s_indexe,
    test_memes_racines_pour_tout_le_vocabulaire,
)

__all__ = [
    "fichiers",
    "node",
    "octets",
    "pages",
    "reels",
    "test_ajv_lit_tout",
    "test_aucune_fuite",
    "test_csv_egal_au_json",
    "test_deux_bibliotheques_lisent_la_meme_chose",
    "test_frictionless_lit_tout",
    "test_la_page_donne_tous_les_fichiers",
    "test_le_titre_est_celui_de_la_page",
    "test_le_verificateur_ne_trouve_rien",
    "test_les_liens_menent_a_des_pages",
    "test_liens_et_ancres",
    "test_lignes_egales_fiches",
    "test_meme_texte_que_la_page",
    "test_memes_mots_dans_tout_ce_qui_s_indexe",
    "test_memes_racines_pour_tout_le_vocabulaire",
    "test_ooxml_valide",
    "test_page_json_et_csv_disent_la_meme_chose",
    "test_sous_le_plafond",
    "test_strictement_valide",
    "test_titres_distincts",
    "test_un_titre_une_langue_une_description",
    "test_une_clause_porte_tout",
    "test_une_page_par_fiche",
]
pytestmark = pytest.mark.skipif(
    not RECETTE, reason="le vrai contenu, par « make recette » ; « base essayer » le juge à chaque fois"
)
RESEAUX = {
    "Occitanie": ("09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"),
    "Île-de-France": ("75", "77", "78", "91", "92", "93", "94", "95"),
    "Corse": ("2A", "2B"),
    "Guyane": ("973",),
}


@pytest.fixture(scope="module")
def base_inventee(base_reelle: Base) -> Base:
    """Rend la base du dépôt : les contrôles repris ici la lisent sous ce nom."""
    return base_reelle


@pytest.fixture(scope="module")
def index_invente(base_reelle: Base) -> Index:
    """Rend l'index du dépôt."""
    return index_de(base_reelle)


@pytest.fixture(scope="module")
def sorties(base_reelle: Base) -> dict[str, bytes]:
    """Rend les données ouvertes du dépôt."""
    return donnees_de(base_reelle)


@pytest.mark.parametrize("region", RESEAUX)
def test_un_reseau_se_dessine(base_reelle: Base, region: str) -> None:
    base = avec(base_reelle, structures={f.id: f for f in STRUCTURES})
    verifier_les_liens(base, RESEAUX[region], region)
    tient_dans_le_cadre(base, RESEAUX[region])


def test_aucune_cellule_n_est_trop_longue(sorties: dict[str, bytes]) -> None:
    """Et aucune n'a dû renvoyer au JSON : ce qui est long a sa table."""
    cellules = {c: [v for r in lire_csv(o) for v in r.values()] for c, o in sorties.items() if c.endswith(".csv")}
    longues = [c for c, v in cellules.items() if any(len(x) > 32_000 or "Trop long pour un tableur" in x for x in v)]
    assert longues == []


def test_l_exemple_python_de_la_page_marche(site_construit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Le programme donné aux réutilisateurs est celui qu'on essaie sur le site construit."""
    page = (RACINE / "docs/donnees/index.md").read_text("utf-8")
    [exemple] = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    exec(compile(exemple.replace("https://adresse-du-site/", f"{site_construit.as_uri()}/"), "exemple", "exec"), {})
    assert f"{SITE_URL}clauses/" in capsys.readouterr().out
