"""Ce qu'une clause donne à déclarer : chaque texte compte pour son pilier, sur la page comme dans les données."""

from dataclasses import replace

from macros.base.base import Base
from macros.fiches.clause.modele import Clause
from tests.fabrique.pages import page_de
from tests.fabrique.questions import fiches_de

CLAUSE = "contenants-reemployables-repas"


def page_avec(base: Base, **piliers: str) -> str:
    """Rend la page d'une clause inventée, environnementale et sociale, dont des textes disent leur pilier."""
    fiche = fiches_de(base, "clauses")[CLAUSE]
    champs = fiche.contenu.model_dump()
    champs["themes"] = [*champs["themes"], "egalite"]
    for disposition in champs["dispositions"]:
        disposition["pilier"] = piliers.get(disposition["nature"].replace("-", "_"))
    return page_de(base, "clauses", replace(fiche, contenu=Clause(**champs))).html


def test_un_critere_environnemental_n_est_pas_social(base_inventee: Base) -> None:
    page = page_avec(
        base_inventee, critere_attribution="environnement", suivi="social", specification_technique="social"
    )
    assert "Critère environnemental" in page and "Clause sociale" in page
    assert "Critère social" not in page and "Clause environnementale" not in page


def test_un_texte_sans_pilier_compte_pour_tous(base_inventee: Base) -> None:
    page = page_avec(base_inventee)
    assert all(f"{mot} {pilier}" in page for mot, pilier in (("Critère", "social"), ("Critère", "environnemental")))


def test_la_page_dit_les_codes_de_l_avis_europeen(base_inventee: Base) -> None:
    page = page_avec(base_inventee)
    assert all(code in page for code in ("BT-06", "env-imp", "soc-obj", "gen-eq", "BT-777"))
    assert "soc-obj" not in page_avec(
        base_inventee,
        **dict.fromkeys(
            ("critere_attribution", "suivi", "condition_execution", "specification_technique"), "environnement"
        ),
    )
