"""Le territoire : la carte au clavier, sans script, et le tableau derrière elle.

Sur le réseau inventé : chaque réseau a ses départements et ses structures, ou n'en a pas encore.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from macros.base.base import Base
from tests.conftest import base_du_site, site_construit
from tests.fabrique.questions import fiches_de, identite_de
from tests.navigateur.service import servir
from tests.navigateur.test_trouveur import CARTES

__all__ = ["base_du_site", "site_construit"]


@pytest.fixture(scope="module")
def site(site_construit: Path) -> Iterator[str]:
    """Rend l'adresse où le site inventé est servi."""
    with servir(site_construit) as adresse:
        yield adresse


@pytest.mark.parametrize("largeur", [390, 1280])
def test_la_carte_au_clavier(visiter, base_du_site: Base, largeur: int) -> None:
    """Chaque département s'atteint par tabulation, se nomme, et mène à ses structures."""
    departements = identite_de(base_du_site).departements
    page = visiter("territoire/", largeur=largeur).page
    atteints: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        lien = page.evaluate("document.activeElement.closest('svg a')?.getAttribute('href') ?? ''")
        if lien:
            atteints.append(lien.rpartition("-")[2])
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
        if len(atteints) == len(departements):
            break
    assert atteints == departements
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"#departement-{departements[-1]}$"))
    expect(page.locator(f"#departement-{departements[-1]}")).to_be_in_viewport()


def test_le_tableau_des_structures_se_filtre(visiter, base_du_site: Base) -> None:
    page = visiter("territoire/?departement=32").page
    attendues = {i for i, f in fiches_de(base_du_site, "structures").items() if "32" in f.contenu.departements}
    vues = page.locator("[data-tableau] li[data-resultat]:visible").evaluate_all("l => l.map(e => e.dataset.resultat)")
    assert attendues <= set(vues) and len(vues) < len(fiches_de(base_du_site, "structures"))


@pytest.mark.parametrize("script", [True, False])
def test_un_departement_demande_ouvre_son_pli(visiter, script: bool) -> None:
    """Au repos, tout est plié et court ; une ancre ouvre le sien, avec ou sans script."""
    page = visiter("territoire/", largeur=390, java_script_enabled=script).page
    parties = page.locator(".par-departement > details")
    assert parties.evaluate_all("l => l.length > 3 && l.every(d => !d.open)")
    assert page.evaluate("document.documentElement.scrollHeight") < 6_000
    page.locator(".carte-reseau a.zone").first.click()
    code = page.url.rpartition("-")[2]
    expect(page.locator(f"#departement-{code}")).to_be_in_viewport()
    assert parties.evaluate_all("l => l.filter(d => d.open).map(d => d.querySelector('[id]').id)") == [
        f"departement-{code}"
    ]


def test_sans_clause_ce_qui_se_lit_ailleurs_passe_devant(visiter) -> None:
    """« gers » ne trouve aucune clause : la structure vient d'abord, et rien ne propose de chercher le même mot."""
    page = visiter("clauses/?q=gers").page
    expect(page.locator(CARTES)).to_have_count(0)
    expect(page.locator(".vide-titre")).to_be_visible()
    haut = page.locator("a[href*='/territoire/']").first.bounding_box()["y"]
    assert haut < page.locator(".vide-titre").bounding_box()["y"]
    assert "Chercher « gers »" not in page.locator(".vide-essais").inner_text()


def test_le_departement_choisi_se_garde(visiter) -> None:
    """Une fois choisi, seuls ses facilitateurs se montrent, au retour aussi ; un appareil qui ne garde rien les montre quand même."""
    page = visiter("dossier/conseilles/").page
    choix, siens = page.locator("#mon-departement"), page.locator("[data-de]")
    expect(choix).to_be_attached()
    assert not siens.locator("visible=true").count()
    page.evaluate("document.querySelectorAll('details:has(#mon-departement)').forEach((d) => { d.open = true; })")
    code = siens.first.get_attribute("data-de")
    choix.select_option(code)
    expect(page.locator(f"[data-de='{code}']")).to_be_visible()
    page.reload()
    page.wait_for_selector("[data-choix]:not([hidden])", state="attached")
    expect(choix).to_have_value(code)
    assert siens.evaluate_all("e => e.filter((x) => !x.hidden).map((x) => x.dataset.de)") == [code]
