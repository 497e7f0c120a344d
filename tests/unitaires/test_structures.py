"""Les structures : un lien qui dit s'il mène à la presse, des informations qui disent leur âge, un facilitateur ou qui appeler."""

import pytest
from lxml import html

from macros.base.base import Base
from tests.fabrique.bases import avec, avec_changee
from tests.fabrique.pages import macro_de, page_de
from tests.fabrique.questions import fiches_de
from tests.invente import JOUR


def changee(base: Base, nom: str, **champs: object) -> Base:
    """Rend la base au 26 novembre 2026, une de ses structures changée."""
    return avec_changee(avec(base, jour=JOUR), "structures", nom, **champs)


def lue(base: Base) -> str:
    """Rend le texte de la page de l'agence changée."""
    page = page_de(base, "structures", fiches_de(base, "structures")["agence-du-gers"]).html
    return " ".join(html.fromstring(page).text_content().split())


@pytest.mark.parametrize(
    ("annee", "attendu"),
    [(2026, ""), (2024, ""), (2023, "Informations de 2023, trois ans ou plus"), (None, "Informations non datées")],
)
def test_une_structure_dit_l_age_de_ses_informations(base_inventee: Base, annee: int | None, attendu: str) -> None:
    lu = lue(changee(base_inventee, "agence-du-gers", infos_de=annee))
    assert attendu in lu and ("Informations" in lu) == bool(attendu)


@pytest.mark.parametrize("nature", ["presse", "officiel"])
def test_un_lien_vers_la_presse_le_dit(base_inventee: Base, nature: str) -> None:
    base = changee(base_inventee, "agence-du-gers", nature_site=nature)
    assert ("(article de presse)" in lue(base)) is (nature == "presse")


def test_chaque_departement_a_un_facilitateur_ou_dit_qui_appeler(base_inventee: Base) -> None:
    base = changee(base_inventee, "plateforme", famille="clauses-sociales", infos_de=2025)
    tableau = html.fromstring(macro_de(base, "tableau_facilitateurs", reseau={"departements": ("31", "32")}))
    garonne, gers = (
        [" ".join(td.text_content().split()) for td in tr.findall("td")] for tr in tableau.findall(".//tbody/tr")
    )
    qui = html.fromstring(macro_de(base, "qui_peut_repondre", reseau={"departements": ("31", "32")}))
    dits = {li.get("data-de"): " ".join(li.text_content().split()) for li in qui.xpath(".//li[@data-de]")}
    assert "Facilitateur de clauses sociales : Facilitateur de Haute-Garonne" in dits["31"]
    assert "aucun connu de nous" in dits["32"] and "Aussi : Agence" in dits["32"]
    assert garonne == [
        "Haute-Garonne (31)",
        "Facilitateur de Haute-Garonne Informations non datées : vérifiez avant de vous y fier.",
    ]
    assert gers == [
        "Gers (32)",
        "Aucun facilitateur connu de nous : appelez Plateforme nationale d’essai, ou le conseil départemental.",
    ]
