"""Le HTML que les scripts écrivent : aucune erreur, une fois la page servie à qui s'en sert."""

from collections.abc import Callable
from pathlib import Path

from tests.validite import erreurs_de, par_la_recette


@par_la_recette
def test_le_verificateur_ne_trouve_rien_dans_les_etats(visiter: Callable, pages, site: str, tmp_path: Path) -> None:
    """Réponses, zéro réponse, panneau de recherche, dossier, obligations, projection, décisions, flux cochés."""
    visite = visiter(None)
    page = visite.page

    def garder(etat: str) -> None:
        (tmp_path / f"{etat}.html").write_text(page.content(), "utf-8")

    def chercher() -> None:
        page.fill("#recherche-entete", "repas")
        page.locator(".panneau-recherche a").first.wait_for()

    def ajouter() -> None:
        page.locator("[data-ajouter]").first.click()
        page.locator("[data-compte]", has_text="1").wait_for()
        visite.aller(f"{site}{pages.dossier}")
        page.locator(".dossier-clause").first.wait_for()

    etats = {
        "panneau": (pages.accueil, chercher),
        "reponses": (f"{pages.clauses}?q=repas", lambda: page.locator("[data-resultat]:visible").first.wait_for()),
        "rien": (f"{pages.clauses}?q=xyzxyz", lambda: page.locator(".vide-titre:visible").wait_for()),
        "obligations": ("obligations/?famille=restauration", None),
        "projection": (pages.projection, lambda: page.locator("[data-projeter]").click()),
        "edition": (pages.projection.removesuffix("projection/"), None),
        "flux": (pages.flux, None),
        "veille": (f"{pages.veille}?q=seuil", None),
        "dossier": (pages.clause, ajouter),
    }
    for etat, (adresse, preparer) in etats.items():
        visite.aller(site + adresse)
        if preparer:
            preparer()
        garder(etat)
    erreurs = erreurs_de(tmp_path)
    assert not erreurs, "\n".join(erreurs[:20])
