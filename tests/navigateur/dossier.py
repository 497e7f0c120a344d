"""De quoi remplir « Mon dossier » dans un navigateur."""

import re

from playwright.sync_api import Page, expect

CLAUSES = ("produits-durables-qualite-repas", "contenants-reemployables-repas", "insertion-heures-services")


def pret(page: Page) -> None:
    page.wait_for_selector("html[data-pret=oui]", state="attached")


def garnir(page: Page, *clauses: str, replis: bool = False) -> None:
    """Met des clauses au dossier et ouvre sa page ; la page courante est du site. ``replis`` : ce qui se replie l'est, comme à l'arrivée."""
    racine = re.match(r".*/base/", page.url)[0]
    for clause in clauses:
        page.goto(f"{racine}clauses/{clause}/")
        pret(page)
        page.locator(f"button[data-ajouter={clause}]").click()
        expect(page.locator(f"button[data-ajouter={clause}]")).to_contain_text("Retirer du dossier")
    page.goto(f"{racine}dossier/")
    page.wait_for_selector("[data-dossier]:not([hidden])")
    if not replis:
        deplier(page)


def deplier(page: Page) -> None:
    """Ouvre chaque partie repliée du dossier ; un geste la laisse ouverte."""
    page.wait_for_selector("[data-partie=valeurs] details, [data-partie=documents] details", state="attached")
    page.evaluate(
        "for (const repli of document.querySelectorAll('details[data-repli], [data-preciser]')) repli.open = true"
    )
    expect(page.locator("[data-dossier]")).not_to_contain_text("[object")
