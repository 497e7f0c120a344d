"""axe sur le trouveur et la recherche de l'en-tête, dans chacun de leurs états, clair et sombre, étroit et large."""

from functools import partial

from playwright.sync_api import expect

from tests.navigateur.test_accessibilite_axe import juger, ouvrir_tout
from tests.navigateur.test_recherche_entete import PANNEAU, chercher
from tests.navigateur.test_trouveur import CARTES, attendre_le_compte
from tests.navigateur.test_trouveur_hostile import Index
from tests.navigateur.visite import Visite

TROUVEUR = {
    "réponses": "?q=chomeurs",
    "référence": "?q=L2112-2",
    "correction": "?q=cantne",
    "filtres": "?q=repas&segment=restauration-collective&theme=dechets",
    "filtres seuls": "?segment=restauration-collective",
    "vide, mots proches": "?q=arrozajeur",
    "vide, filtres à lever": "?q=contenants&segment=energie",
}


def test_trouveur(visiter, site: str, axe: str) -> None:
    """Aucune violation : réponses, référence, correction, filtres ouverts, recherche vide, panne."""
    visite: Visite = visiter(None, avant=axe)
    page, violations = visite.page, []
    for etat, requete in TROUVEUR.items():
        visite.aller(f"{site}clauses/{requete}")
        attendre_le_compte(page)
        assert page.locator(f"{CARTES}, .tableau-vide").count()
        volets = partial(ouvrir_tout, page, "details:is(.facettes-volet, .facette)")
        violations += juger(page, etat, volets if "filtres" in etat else None)
    Index(visite, site).panne = "absent"
    visite.aller(f"{site}clauses/?q=cantine")
    expect(page.get_by_role("alert")).to_be_visible()
    violations += juger(page, "panne")
    assert not violations, "\n".join(violations)


def test_recherche_entete(visiter, pages, site: str, axe: str) -> None:
    """Aucune violation, panneau ouvert : réponses, référence, rien, panne ; panneau refermé."""
    visite: Visite = visiter(pages.clause, avant=axe)
    page, violations = visite.page, []
    for requete in ("cantine", "L2112-2", "cantne", "zzzzqqq"):
        chercher(page, requete)
        violations += juger(page, f"panneau, {requete}")
    page.keyboard.press("Escape")
    expect(page.locator(PANNEAU)).to_be_hidden()
    violations += juger(page, "panneau refermé")
    Index(visite, site).panne = "absent"
    visite.aller(site + pages.clause)
    chercher(page, "cantine")
    violations += juger(page, "panneau en panne")
    assert not violations, "\n".join(violations)
