"""Le tableau de plus de 300 fiches, réuni depuis plusieurs pages statiques, et son fournisseur de recherche remplaçable."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

import pytest
from playwright.sync_api import Page, Route, expect

LIGNES = "tr[data-resultat]"
VISIBLES = f"{LIGNES}:visible"
COMPTE = ".tableau-compte"


def ligne(identite: str, segment: str, lien: str) -> str:
    return f"""<tr role="row" data-resultat="{identite}" data-segment="{segment}"><td class="cellule-titre">
        <a href="{lien}">Fiche {identite}</a><img src="absente.png" onerror="window.touche = 1"></td></tr>"""


def page_d_essai(racine: str) -> str:
    adresses = json.dumps(["../a/", "../b/", "https://tiers.example/x/", 3, "javascript:alert(1)"])
    return f"""<!doctype html><html lang="fr"><meta charset="utf-8"><title>Essai</title><body>
    <section class="tableau" data-tableau="clauses" data-singulier="clause" data-pluriel="clauses"
        data-pages="{escape(adresses)}">
      <form class="tableau-outils" hidden><input id="q" type="search" name="q">
        <fieldset data-facette="segment"><legend>Famille</legend>
          <label><input type="checkbox" name="segment" value="a"> <span>A</span> <span class="compte">301</span></label>
          <label><input type="checkbox" name="segment" value="b"> <span>B</span> <span class="compte">2</span></label>
        </fieldset></form>
      <p class="tableau-compte" role="status">302 clauses</p><ul><li><a href="../a/">A</a></li></ul>
      <table class="tableau-donnees" hidden>
        <thead><tr><th data-tri="titre">Clause</th></tr></thead><tbody></tbody></table>
      <p class="tableau-vide" hidden>Aucune fiche.</p></section>
    <script type="module" src="{racine}assets/js/principal.js"></script></body></html>"""


@pytest.fixture
def reunies(visiter, site) -> Callable[..., Page]:
    """Ouvre une page d'essai dont le tableau est à réunir ; ``pannes`` liste les pages qui ne répondent pas."""

    def ouvrir(pannes: set[str], requete: str = "") -> tuple[Page, set[str]]:
        visite = visiter(None)
        visite.erreurs_attendues = True
        lignes = {
            "a": "".join(ligne(f"a{n}", "a", f"../fiche-a{n}/") for n in range(300)) + ligne("commune", "a b", "../c/"),
            "b": ligne("commune", "a b", "../c/") + ligne("b1", "b", "../../b1/"),
        }

        def servir(route: Route) -> None:
            nom = route.request.url.split("?")[0].rstrip("/").rsplit("/", 1)[1]
            if nom in pannes:
                route.abort()
            elif nom == "tout":
                route.fulfill(body=page_d_essai(site), content_type="text/html")
            else:
                route.fulfill(
                    body=f"<table><tbody>{lignes[nom]}</tbody></table><script>window.touche = 1</script>",
                    content_type="text/html",
                )

        visite.page.route("**/essai/**", servir)
        visite.page.route("**/*.png", lambda route: route.abort())
        visite.page.goto(f"{site}essai/tout/{requete}")
        return visite.page, pannes

    return ouvrir


def test_pages_reunies(reunies, site) -> None:
    """Les pages sont chargées au premier besoin, sans doublon, avec des liens justes et un affichage par lots."""
    page, _ = reunies(set())
    expect(page.locator(COMPTE)).to_have_text("302 clauses")
    assert page.locator(LIGNES).count() == 0
    page.locator("#q").click()
    expect(page.locator(LIGNES)).to_have_count(302)
    expect(page.locator(VISIBLES)).to_have_count(200)
    assert page.locator('[data-resultat="a3"] a').evaluate("e => e.href") == f"{site}essai/fiche-a3/"
    assert page.locator('[data-resultat="b1"] a').evaluate("e => e.href") == f"{site}b1/"
    page.get_by_role("button", name="Afficher la suite (102 clauses)").click()
    expect(page.locator(VISIBLES)).to_have_count(302)
    expect(page.locator(f"{LIGNES} a").nth(200)).to_be_focused()
    page.locator("input[value=b]").check()
    expect(page.locator(COMPTE)).to_have_text("2 clauses sur 302")
    page.locator("#q").fill("fiche b1")
    expect(page.locator(COMPTE)).to_have_text("1 clause sur 302")


def test_pages_reunies_depuis_une_adresse(reunies) -> None:
    page, _ = reunies(set(), "?q=commune")
    expect(page.locator(COMPTE)).to_have_text("1 clause sur 302")


def test_pages_reunies_hors_ligne(reunies) -> None:
    """Une page qui manque est dite, les liens restent, et l'on peut réessayer."""
    page, pannes = reunies({"b"})
    page.locator("#q").click()
    expect(page.locator(".tableau-panne")).to_contain_text("n’a pas pu être chargée")
    expect(page.locator(LIGNES)).to_have_count(301)
    expect(page.locator("section li a")).to_be_visible()
    pannes.clear()
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator(LIGNES)).to_have_count(302)
    expect(page.locator(".tableau-panne")).to_have_count(0)


def test_fournisseur_remplacable(visiter, site) -> None:
    """Un autre fournisseur, même lent ou en panne, tient la même place que la recherche dans les lignes."""
    page = visiter("clauses/").page
    bilan = page.evaluate("""async () => {
        const { installer } = await import(new URL('../assets/js/tableau.js', location.href));
        const attendre = (ms) => new Promise((fini) => setTimeout(fini, ms));
        const section = document.querySelector('[data-tableau]');
        const ids = [...section.querySelectorAll('tr[data-resultat]')].map((l) => l.dataset.resultat);
        const neuve = section.cloneNode(true);
        neuve.querySelectorAll('th').forEach((th) => (th.textContent = th.textContent));
        section.replaceWith(neuve);
        const fournisseur = { async chercher(requete) {
            if (requete === 'xpannex') throw new Error('panne');
            await attendre(requete === 'lent' ? 300 : 10);
            return new Set(requete === 'lent' ? ids.slice(0, 1) : [ids[2], ids[1], 'inconnue']); } };
        installer(neuve, { fournisseur });
        const champ = neuve.querySelector('input[name=q]');
        const saisir = (texte) => { champ.value = texte; champ.dispatchEvent(new Event('input', {bubbles: true})); };
        const visibles = () =>
            [...neuve.querySelectorAll('tr[data-resultat]:not([hidden])')].map((l) => l.dataset.resultat);
        saisir('lent'); saisir('vite'); await attendre(1500);
        const vite = visibles();
        saisir('xpannex'); await attendre(600);
        return { vite, attendu: [ids[2], ids[1]], panne: visibles().length };
    }""")
    assert bilan["vite"] == bilan["attendu"]
    assert bilan["panne"] == 0
