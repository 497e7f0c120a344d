"""Une lettre remplie sur sa page, devant le réseau inventé : ce qu'elle devient, ce que l'appareil en garde."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.conftest import site_construit as site_invente  # noqa: F401 : la fixture du réseau inventé
from tests.navigateur.service import servir
from tests.navigateur.visite import lire_copie

PAGE = "modeles/lettre-de-consultation/"
REPONSES = {
    "Qui achète": "Commune d’Exemple, 1 place Haute",
    "Ce que vous achetez": "deux bancs",
    "Combien, où, quand": "Deux bancs\nau parc, en mai",
    "Répondre avant le": "2099-05-02T12:00",
    "À ce courriel": "mairie@exemple.fr",
    "Qui signe": "Camille Exemple, maire",
}
REFUSE = "Storage.prototype.setItem = () => { throw new DOMException('plein', 'QuotaExceededError') }"
LETTRE = "document.getElementById('document').innerText"


@pytest.fixture(scope="module")
def site(site_invente: Path) -> Iterator[str]:  # noqa: F811
    with servir(site_invente) as adresse:
        yield adresse


def remplir(page: Page, **autres: str) -> None:
    for nom, valeur in (REPONSES | autres).items():
        page.get_by_label(nom).fill(valeur)


def reste(page: Page) -> str:
    return page.locator("[data-reste]").inner_text()


def telecharger(page: Page) -> tuple[str, str, str]:
    """Rend le texte du fichier, son titre et son auteur."""
    with page.expect_download() as recu:
        page.get_by_role("link", name="Télécharger en Word").click()
    doc = Document(io.BytesIO(Path(recu.value.path()).read_bytes()))
    return "\n".join(p.text for p in doc.paragraphs), doc.core_properties.title, doc.core_properties.author


def test_la_lettre_remplie_n_a_plus_de_crochet(visiter) -> None:
    visite = visiter(PAGE, largeur=390, permissions=["clipboard-read", "clipboard-write"])
    page = visite.page
    assert "[quantité, lieu, dates]" in page.evaluate(LETTRE) and reste(page).startswith("7 blancs restent")
    remplir(page)
    assert reste(page).startswith("1 blanc reste") and "La commune de" in reste(page)
    assert "avec 1 blanc" not in page.locator("main").inner_text()
    vide, *_ = telecharger(page)
    assert vide.count("[") == 1 and "[nom]" in vide
    expect(page.locator(".retour").last).to_contain_text("avec 1 blanc entre crochets")
    page.locator("[data-autres] summary").click()
    page.get_by_label("La commune de").fill("d’Exemple <b>")
    page.get_by_label("notre réponse vient sous").fill("8 jours")
    assert reste(page).startswith("Plus aucun crochet")
    texte, titre, auteur = telecharger(page)
    assert texte == page.evaluate(
        "[...document.querySelectorAll('#document :is(p, li, h2)')].map(e => e.textContent.trim()).join('\\n')"
    )
    assert (
        "[" not in texte
        and "Deux bancs au parc, en mai. Répondez avant le 2 mai 2099 à 12\u00a0h, à mairie@exemple.fr" in texte
    )
    assert "sous 8 jours" in texte and "d’Exemple <b>" in texte
    assert (titre, auteur) == ("demande de devis pour deux bancs", REPONSES["Qui achète"])
    page.get_by_role("button", name="Copier").click()
    assert "[" not in lire_copie(page)[1]


def test_le_courriel_dit_ce_qui_ne_tient_pas(visiter) -> None:
    page = visiter(PAGE, permissions=["clipboard-read", "clipboard-write"]).page
    remplir(page)
    courriel = page.get_by_role("link", name="Envoyer par courriel")
    lire = "a => Object.fromEntries(new URL(a.href).searchParams)"
    assert courriel.evaluate(lire)["subject"] == "demande de devis pour deux bancs"
    assert "trois entreprises" in courriel.evaluate(lire)["body"], "la lettre courte y est entière"
    remplir(page, **{"Combien, où, quand": "é" * 600, "Qui achète": "é" * 160})
    assert len(courriel.get_attribute("href") or "") <= 1900
    corps = courriel.evaluate(lire)["body"]
    assert "la lettre jointe" in corps and "2 mai 2099" in corps and "trois entreprises" not in corps
    courriel.click()
    expect(page.locator(".retour").last).to_contain_text("joignez le fichier Word")
    assert "trois entreprises" in lire_copie(page)[1]


@pytest.mark.parametrize(
    "gardees",
    [
        "",
        "localStorage['mes-reponses'] ??= '{abîmé'",
        "localStorage['mes-reponses'] ??= '[5]'",
        "localStorage['mes-reponses'] ??= JSON.stringify({ acheteur: 'A\\ud83d' })",
    ],
)
def test_l_appareil_garde_qui_ecrit_et_l_oublie(visiter, gardees: str) -> None:
    page = visiter(PAGE, avant=gardees).page
    remplir(page)
    page.reload()
    page.wait_for_selector("html[data-pret=oui]", state="attached")
    gardes = [nom for nom in REPONSES if page.get_by_label(nom).input_value()]
    assert gardes == ["Qui achète", "À ce courriel", "Qui signe"]
    page.get_by_role("button", name="Les effacer").click()
    assert page.evaluate("localStorage.getItem('mes-reponses')") is None and "Camille" not in page.evaluate(LETTRE)
    expect(page.get_by_label("Qui achète")).to_be_focused()


def test_ce_qui_ne_va_pas_se_dit(visiter) -> None:
    page = visiter(PAGE, avant=REFUSE).page
    remplir(page, **{"À ce courriel": "mairie", "Répondre avant le": "2020-05-02T12:00"})
    assert page.locator("[data-garde-dit]").inner_text().startswith("Votre navigateur refuse")
    dits = page.locator("[data-lettre] .message").all_inner_texts()
    assert [dit for dit in dits if dit] == ["Cette date est passée.", "Ce n’est pas une adresse de courriel."]


def test_sans_script_la_lettre_est_entiere(visiter) -> None:
    page = visiter(PAGE, java_script_enabled=False).page
    expect(page.get_by_label("Qui achète")).to_be_hidden()
    expect(page.locator("#document")).to_contain_text("[Commune, adresse, téléphone]")
    texte, *_ = telecharger(page)
    assert "[Commune, adresse, téléphone], [courriel]" in texte
