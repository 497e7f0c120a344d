"""axe sur le trouveur et la recherche de l'en-tête, dans chacun de leurs états, clair et sombre, étroit et large."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur.conftest import Visite
from tests.navigateur.test_accessibilite_axe import COULEURS, DEBORD, LARGEURS, juger
from tests.navigateur.test_recherche_entete import PANNEAU, chercher
from tests.navigateur.test_trouveur import CARTES, attendre_le_compte
from tests.navigateur.test_trouveur_hostile import Index

TROUVEUR = {
    "réponses": "?q=chomeurs",
    "référence": "?q=L2112-2",
    "correction": "?q=cantne",
    "filtres": "?q=repas&segment=restauration-collective&theme=dechets",
    "filtres seuls": "?segment=restauration-collective",
    "vide, mots proches": "?q=arrozajeur",
    "vide, filtres à lever": "?q=contenants&segment=energie",
}


def juger_aussi_le_debord(page: Page, axe: str, etat: str, sombre: bool) -> list[str]:
    debord = page.evaluate(DEBORD)
    return juger(page, axe, etat, COULEURS if sombre else None) + ([f"{etat} : déborde, {debord}"] if debord else [])


@pytest.mark.parametrize("sombre", [False, True], ids=["clair", "sombre"])
@pytest.mark.parametrize("largeur", LARGEURS)
def test_trouveur(visiter, site: str, axe: str, largeur: int, sombre: bool) -> None:
    """Aucune violation : réponses, référence, correction, filtres ouverts, recherche vide, panne."""
    visite: Visite = visiter(None, largeur=largeur, sombre=sombre)
    page, violations = visite.page, []
    for etat, requete in TROUVEUR.items():
        visite.aller(f"{site}clauses/{requete}")
        attendre_le_compte(page)
        assert page.locator(f"{CARTES}, .tableau-vide").count()
        if "filtres" in etat:
            page.locator("details:is(.facettes-volet, .facette)").evaluate_all(
                "l => l.forEach(e => { e.open = true; })"
            )
        violations += juger_aussi_le_debord(page, axe, etat, sombre)
    Index(visite, site).panne = "absent"
    visite.aller(f"{site}clauses/?q=cantine")
    expect(page.get_by_role("alert")).to_be_visible()
    violations += juger_aussi_le_debord(page, axe, "panne", sombre)
    assert not violations, "\n".join(violations)


@pytest.mark.parametrize("sombre", [False, True], ids=["clair", "sombre"])
@pytest.mark.parametrize("largeur", LARGEURS)
def test_recherche_entete(visiter, pages, site: str, axe: str, largeur: int, sombre: bool) -> None:
    """Aucune violation, panneau ouvert : réponses, référence, rien, panne ; panneau refermé."""
    visite: Visite = visiter(pages.clause, largeur=largeur, sombre=sombre)
    page, violations = visite.page, []
    for requete in ("cantine", "L2112-2", "cantne", "zzzzqqq"):
        chercher(page, requete)
        violations += juger_aussi_le_debord(page, axe, f"panneau, {requete}", sombre)
    page.keyboard.press("Escape")
    expect(page.locator(PANNEAU)).to_be_hidden()
    violations += juger_aussi_le_debord(page, axe, "panneau refermé", sombre)
    Index(visite, site).panne = "absent"
    visite.aller(site + pages.clause)
    chercher(page, "cantine")
    violations += juger_aussi_le_debord(page, axe, "panneau en panne", sombre)
    assert not violations, "\n".join(violations)
