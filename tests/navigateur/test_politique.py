"""La politique de sécurité de chaque page publiée : un script écrit dans la page reste muet."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from playwright.sync_api import Route

from tests.navigateur.visite import Visite

PLANTE = """<script>window.plante = "script"</script><img src="absente.png" onerror="window.plante = 'attribut'">
<p id="style" style="position: fixed">texte</p><a id="lien" href="javascript:window.plante = 'lien'">lien</a>
<base href="https://ailleurs.test/"><form id="envoi" action="https://ailleurs.test/"></form>"""


def test_un_script_plante_ne_s_execute_pas(visiter: Callable[..., Visite], pages: SimpleNamespace, site: str) -> None:
    """Script, attribut, style et lien en ligne : rien ne s'exécute ; adresse de base, formulaire : rien ne part ailleurs ; chaque refus est dit."""
    visite = visiter(None)
    visite.erreurs_attendues = True

    def planter(route: Route) -> None:
        reponse = route.fetch()
        route.fulfill(response=reponse, body=reponse.text().replace("<h1", f"{PLANTE}<h1", 1))

    visite.page.route(site + pages.clause, planter)
    visite.aller(site + pages.clause)
    visite.page.click("#lien")
    assert visite.page.evaluate("window.plante ?? null") is None
    assert visite.page.evaluate("getComputedStyle(document.querySelector('#style')).position") == "static"
    assert visite.page.evaluate("document.baseURI") == site + pages.clause
    with visite.page.expect_console_message(lambda m: m.text.startswith("politique de sécurité : form-action")):
        visite.page.evaluate("document.querySelector('#envoi').requestSubmit()")
    refus = [e for e in visite.erreurs if e.startswith("politique de sécurité")]
    for directive in ("script-src-elem", "script-src-attr", "style-src-attr", "base-uri"):
        assert any(directive in e for e in refus), (directive, visite.erreurs)


def test_chaque_page_porte_la_politique(site_construit: Path) -> None:
    """Avant tout ce que la page charge, et sur la page d'erreur aussi."""
    sans = [
        str(fichier.relative_to(site_construit))
        for fichier in site_construit.rglob("*.html")
        if "Content-Security-Policy" not in fichier.read_text("utf-8").partition("<link")[0].partition("<script")[0]
    ]
    assert sans == []
