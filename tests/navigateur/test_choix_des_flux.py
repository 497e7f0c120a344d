"""La page des flux : cocher, copier, télécharger la liste, retrouver son choix."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from macros.base.base import Base
from tests.fabrique.flux import canaux_de
from tests.fabrique.questions import valeurs_de
from tests.fabrique.reperes import SITE_URL
from tests.navigateur.lecture import PRESSE_PAPIERS
from tests.navigateur.test_parcours_acheteur import Clavier


@pytest.fixture
def choix(visiter, base_du_site: Base) -> tuple[Page, Clavier, list[str]]:
    """Coche au clavier un thème et une famille ; rend la page, le clavier et les deux adresses attendues."""
    page = visiter("flux/#choisir", permissions=PRESSE_PAPIERS).page
    clavier = Clavier(page)
    theme, famille = (list(valeurs_de(base_du_site, nom))[1] for nom in ("themes", "segments"))
    clavier.activer(page.locator(f'[data-choix-flux] input[value="theme-{theme}"]'))
    clavier.activer(page.locator(f'[data-choix-flux] input[value="segment-{famille}"]'))
    return page, clavier, [f"{SITE_URL}flux/segments/{famille}.rss", f"{SITE_URL}flux/veille/{theme}.rss"]


def telecharger_opml(page: Page, clavier: Clavier) -> tuple[str, etree._Element]:
    with page.expect_download() as attente:
        clavier.activer(page.get_by_role("button", name="Télécharger la liste (OPML)"))
    fichier = Path(attente.value.path()).read_bytes()
    return attente.value.suggested_filename, etree.fromstring(fichier, etree.XMLParser(recover=False))


def test_flux_choisis(choix, base_du_site: Base) -> None:
    """Montrés, copiés, dans la liste : ceux des cases cochées, et eux seuls ; la lettre nomme la famille et le thème."""
    page, clavier, adresses = choix
    expect(page.locator("[data-choix-compte]")).to_have_text("2 flux choisis.")
    assert page.locator("[data-choix-flux] code:visible").all_text_contents() == adresses
    famille, theme = (list(valeurs_de(base_du_site, nom).values())[1].libelle for nom in ("segments", "themes"))
    lien = unquote(page.get_by_role("link", name="Recevoir la lettre").get_attribute("href") or "")
    assert f"Ce que je veux suivre : {famille}, {theme}\n" in lien
    clavier.activer(page.get_by_role("button", name="Copier les adresses"))
    expect(page.locator("[data-choix-compte]")).to_have_text("Adresses copiées, une par ligne.")
    assert page.evaluate("navigator.clipboard.readText()") == "\n".join(adresses)
    nom, opml = telecharger_opml(page, clavier)
    assert nom.endswith(".opml") and opml.tag == "opml" and opml.get("version") == "2.0"
    flux = opml.findall("body/outline")
    assert [f.get("xmlUrl") for f in flux] == adresses
    assert all(f.get("type") == "rss" and f.get("text") for f in flux)


def test_chaque_flux_de_la_liste_existe(choix, site_construit: Path) -> None:
    """Tout coché, chaque adresse de la liste est un fichier du site."""
    page, clavier, _ = choix
    cases = page.locator("[data-choix-flux] input")
    cases.evaluate_all("l => l.forEach((e) => e.checked || e.click())")
    _, opml = telecharger_opml(page, clavier)
    adresses = [f.get("xmlUrl") for f in opml.findall("body/outline")]
    assert len(set(adresses)) == cases.count()
    assert not [a for a in adresses if not (site_construit / a.removeprefix(SITE_URL)).is_file()]


def test_tout_decocher(choix, site: str) -> None:
    """Les deux listes reviennent entières, dans l'ordre, le focus retourne à la première case, et l'adresse se vide."""
    page, clavier, _ = choix
    clavier.activer(page.get_by_role("button", name="Tout décocher"))
    expect(page.locator("[data-choix-flux] input").first).to_be_focused()
    expect(page.locator("[data-choix-flux] input:checked")).to_have_count(0)
    expect(page.locator("[data-choix-actions]")).to_be_hidden()
    cases = page.locator("[data-choix-flux] input").evaluate_all("l => l.map(e => e.value)")
    lignes = page.locator("[data-choix-liste]:visible [data-flux]").evaluate_all("l => l.map(e => e.dataset.flux)")
    assert lignes == cases
    expect(page).to_have_url(f"{site}flux/#choisir")


@pytest.fixture
def codes(base_du_site: Base) -> tuple[str, str]:
    """Rend les valeurs de case d'un thème et d'une famille, tels que l'adresse les retient."""
    premiers = [next(iter(valeurs_de(base_du_site, nom))) for nom in ("themes", "segments")]
    return f"theme-{premiers[0]}", f"segment-{premiers[1]}"


def coches(page: Page) -> list[str]:
    return page.locator("[data-choix-flux] input:checked").evaluate_all("l => l.map(e => e.value)")


def test_l_adresse_retient_le_choix(visiter, site: str, codes: tuple[str, str]) -> None:
    """La page se recharge telle qu'elle était ; l'ancre de l'adresse reste."""
    page = visiter("flux/#choisir").page
    for code in codes:
        page.locator(f'[data-choix-flux] input[value="{code}"]').check()
    expect(page).to_have_url(f"{site}flux/?flux={codes[1]}&flux={codes[0]}#choisir")
    page.reload()
    expect(page.locator("[data-choix-compte]")).to_have_text("2 flux choisis.")
    assert coches(page) == list(codes[::-1])


def test_une_adresse_recue_coche_les_flux(visiter, codes: tuple[str, str]) -> None:
    """L'adresse s'envoie à un collègue ; un code qui n'existe plus n'y fait rien."""
    page = visiter(f"flux/?flux={codes[1]}&flux=theme-qui-n-existe-pas").page
    expect(page.locator("[data-choix-compte]")).to_have_text("1 flux choisi.")
    lignes = page.locator("[data-choix-resultat] [data-flux]").evaluate_all("l => l.map(e => e.dataset.flux)")
    assert lignes == coches(page) == [codes[1]]


def test_flux_sans_javascript(visiter, base_du_site: Base) -> None:
    """Sans script, les adresses de tous les flux se lisent, au plus en ouvrant un volet."""
    page = visiter("flux/", java_script_enabled=False).page
    expect(page.locator("[data-choix-flux] form")).to_be_hidden()
    for volet in page.locator("details:has([data-flux]) > summary").all():
        volet.click()
    lues = page.locator("[data-flux] code:visible").all_text_contents()
    assert sorted(lues) == sorted(f"{SITE_URL}{canal.chemin}.rss" for canal in canaux_de(base_du_site))
