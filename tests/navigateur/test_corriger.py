"""« Un mot à corriger ? » : de la page au ticket, au courriel et à la copie, que « base recevoir » pose dans la fiche."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from playwright.sync_api import Page, expect

from macros.commandes.recevoir.commande import commande_recevoir
from tests.conftest import EPOQUE_DU_SITE
from tests.conftest import site_construit as site_invente  # noqa: F401 : la fixture du réseau inventé
from tests.navigateur.service import servir

CLAUSE = "contenants-reemployables-repas"
PAGE = f"clauses/{CLAUSE}/"
PRATIQUE = "bonnes-pratiques/recenser-ses-achats/"
VU = "Le titulaire reprend"
TROP_LONG = "mot " * 1500


@pytest.fixture(scope="module")
def site(site_invente: Path) -> Iterator[str]:  # noqa: F811
    with servir(site_invente) as adresse:
        yield adresse


def ouvrir(page: Page, rang: int = 0) -> Page:
    page.locator("[data-corriger]").nth(rang).click()
    expect(page.locator("form.corriger textarea:focus, form.corriger select:focus")).to_be_visible()
    return page


def lien(page: Page, nom: str) -> dict[str, str]:
    """Rend ce que porte l'adresse d'une sortie : sujet ou titre, corps."""
    adresse = page.get_by_role("link", name=nom).get_attribute("href") or ""
    return {"vers": adresse.partition("?")[0]} | {n: v[0] for n, v in parse_qs(urlsplit(adresse).query).items()}


def corriger(page: Page, avant: str, apres: str) -> None:
    texte = page.get_by_label("Le texte : corrigez-le ici")
    assert avant in texte.input_value()
    texte.fill(texte.input_value().replace(avant, apres, 1))
    page.get_by_label("Pourquoi ?").fill("plus clair")
    page.get_by_label("Votre source").fill("https://exemple.test/source")


def test_un_texte_de_clause_se_corrige_et_se_recoit(
    visiter, projet_invente: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visite = visiter(PAGE, largeur=390, permissions=["clipboard-read", "clipboard-write"])
    page = visite.page
    assert "corriger" not in " ".join(page.evaluate("performance.getEntriesByType('resource').map((r) => r.name)"))
    page.locator("[data-corriger]").first.focus()
    page.keyboard.press("Enter")  # au clavier seul
    texte = page.get_by_label("Le texte : corrigez-le ici")
    expect(texte).to_be_focused()
    assert (
        page.locator("[data-corriger]").first.get_attribute("data-corriger")
        == f"clause/{CLAUSE}#dispositions.exigence.texte"
    )
    page.get_by_role("link", name="Ouvrir un ticket").click()  # rien n'est encore corrigé : rien ne s'ouvre
    assert texte.evaluate("champ => champ.validationMessage") == "Corrigez d’abord le texte."
    assert len(page.context.pages) == 1
    corriger(page, VU, "L’attributaire reprend")
    ticket, courriel = lien(page, "Ouvrir un ticket"), lien(page, "Écrire un courriel")
    assert ticket["vers"].endswith("/issues/new") and ticket["title"] == courriel["subject"]
    assert courriel["vers"] == f"mailto:{page.locator('form.corriger code').inner_text()}"
    page.get_by_role("button", name="Copier la correction").click()
    expect(page.get_by_text("Correction copiée")).to_be_visible()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOQUE_DU_SITE)
    fiche = f"data/clauses/{CLAUSE}.yml"
    for nom, recu in (
        ("ticket", ticket["body"]),
        ("courriel", courriel["body"]),
        ("copie", page.evaluate("navigator.clipboard.readText()")),
    ):
        racine = Path(shutil.copytree(projet_invente, tmp_path / nom, symlinks=True))
        (tmp_path / f"{nom}.txt").write_text(recu, "utf-8")
        assert {"chemin", "champ", "avant", "apres", "raison", "source"} <= {
            ligne.partition(":")[0] for ligne in recu.split("\n")
        }
        assert commande_recevoir(racine, tmp_path / f"{nom}.txt") == 0
        avant, apres = ((dossier / fiche).read_text("utf-8") for dossier in (projet_invente, racine))
        assert yaml.safe_load(apres) == yaml.safe_load(avant.replace(VU, "L’attributaire reprend", 1))


def test_trop_long_pour_un_lien_la_correction_se_copie(visiter) -> None:
    page = ouvrir(visiter(PAGE, permissions=["clipboard-read", "clipboard-write"]).page)
    corriger(page, VU, f"{VU} {TROP_LONG}")
    assert (
        lien(page, "Ouvrir un ticket")["body"]
        == lien(page, "Écrire un courriel")["body"]
        == "Collez ici la correction : elle est copiée.\n"
    )
    page.get_by_role("button", name="Copier l’adresse").click()
    expect(page.get_by_text("Adresse copiée")).to_be_visible()


def test_toute_autre_fiche_a_ses_textes_au_pied_et_n_en_perd_pas(visiter) -> None:
    page = ouvrir(visiter(PRATIQUE).page)
    choix, texte = page.get_by_label("Quel texte ?"), page.get_by_label("Le texte : corrigez-le ici")
    corriger(page, "Une méthode", "Une bonne méthode")
    choix.select_option("corps")
    assert "Une bonne méthode" not in texte.input_value()
    choix.select_option("resume")
    assert "Une bonne méthode" in texte.input_value()
    bouton = page.locator("[data-corriger]")
    bouton.click()
    expect(page.locator("form.corriger")).to_be_hidden()
    bouton.click()
    assert "Une bonne méthode" in texte.input_value()


def test_hors_ligne_le_bouton_le_dit(visiter) -> None:
    visite = visiter(PAGE)
    page = visite.page
    page.route("**/donnees/v1/**", lambda route: route.abort())
    page.locator("[data-corriger]").first.click()
    expect(page.get_by_role("button", name="Hors ligne : réessayez")).to_be_visible()
    page.unroute("**/donnees/v1/**")
    page.get_by_role("button", name="Hors ligne : réessayez").click()
    expect(page.get_by_label("Le texte : corrigez-le ici")).to_be_focused()
    visite.erreurs.clear()  # le navigateur dit lui-même l'échec du réseau
