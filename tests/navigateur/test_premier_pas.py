"""Chaque clause prise seule, à son premier pas, laisse à l'acheteur un critère environnemental, ou le nom de celui qu'il lui faut."""

from __future__ import annotations

from urllib.parse import urljoin

from tests.fabrique import Base, pilier_de, visibles_de

GRILLES = "section[data-texte]:visible table.tableau-grille"
NOMMEES = "[data-critere-manquant]:visible a[href*='clauses/'], [data-a-joindre]:visible a[href*='clauses/']"


def test_aucune_clause_ne_laisse_sans_critere(visiter, base_du_site: Base, site: str) -> None:
    page = visiter("clauses/").page
    sans, nommees, environnementales = [], set(), 0
    for fiche in visibles_de(base_du_site, "clauses"):
        if "environnement" not in {pilier_de(base_du_site, theme) for theme in fiche.contenu.themes}:
            continue
        environnementales += 1
        page.goto(f"{site}clauses/{fiche.id}/")
        page.wait_for_selector("html[data-pret=oui]", state="attached")
        premier_pas = page.locator("[data-niveaux]:visible input[value=base]")
        if premier_pas.count():
            premier_pas.check()
            assert page.locator("section[data-texte]:visible:not([data-niveau=base])").count() == 0, fiche.id
        if page.locator(GRILLES).count():
            continue
        liens = page.locator(NOMMEES).evaluate_all("l => l.map(e => e.getAttribute('href'))")
        nommees |= {urljoin(page.url, lien) for lien in liens}
        if not liens:
            sans.append(fiche.id)
    assert environnementales and sans == []
    for adresse in sorted(nommees):
        page.goto(adresse)
        page.wait_for_selector("html[data-pret=oui]", state="attached")
        assert page.locator(GRILLES).count(), f"{adresse} est nommée, et ne note rien au premier pas"
