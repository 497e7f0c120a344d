"""« Mon dossier » dans un vrai navigateur : chaque geste, le clavier, l’accessibilité de chaque état."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.navigateur.dossier import CLAUSES, garnir
from tests.navigateur.test_accessibilite_axe import COULEURS, DEBORD, juger
from tests.navigateur.test_parcours_acheteur import Clavier


def test_chaque_remede_regle(visiter) -> None:
    """Une clause sans lettre, des critères sans concurrence, une valeur contre la loi ou illisible : dits, réglés d'un geste."""
    page = visiter("").page
    garnir(page, *CLAUSES[:2])
    procedure = page.locator("#dossier-procedure")
    procedure.select_option("petit-achat")
    page.locator("[data-constat=sans-lettre] [data-geste=procedure]").click()
    expect(procedure).to_have_value("adaptee")
    procedure.select_option("sans-concurrence")
    page.locator("[data-constat=criteres-de-trop] [data-geste=sans-criteres]").click()
    expect(page.locator("[data-partie=documents]")).not_to_contain_text("Critères et poids")
    page.locator("[data-constat=criteres-retires] [data-geste=avec-criteres]").click()
    expect(page.locator("[data-partie=documents]")).to_contain_text("Critères et poids")

    bio = page.locator('[data-valeur$=" bio"]')
    message = page.locator('[data-ecart$=" bio"]')
    for saisie, constat, dit in (
        ("10", "contre-la-loi", "sous le minimum légal"),
        ("abc", "pas-un-nombre", "Écrivez un nombre"),
    ):
        bio.fill(saisie)
        expect(page.locator(f"li.constat-bloque[data-constat={constat}]")).to_be_visible()
        expect(message).to_contain_text(dit)
        expect(bio).to_have_attribute("aria-invalid", "true")
    bio.fill("20")
    expect(message).to_have_text("")
    page.locator("#dossier-montant").fill("200000")
    page.reload()
    expect(page.locator("#dossier-montant")).to_have_value("200000")


def test_retirer_puis_annuler(visiter) -> None:
    page = visiter("").page
    garnir(page, *CLAUSES[:2])
    page.locator(f"[data-geste=retirer][data-id={CLAUSES[0]}]").first.click()
    expect(page.locator(".dossier-clause")).to_have_count(1)
    expect(page.get_by_role("button", name="Annuler")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".dossier-clause")).to_have_count(2)
    expect(page.locator("[data-message]")).to_be_focused()


def test_les_criteres_montres_sont_ceux_du_dossier(visiter) -> None:
    """« Prendre ce qui reste », puis un autre lot, rouvert : le champ montre ce que l'état dit."""
    page = visiter("").page
    garnir(page, CLAUSES[1])
    page.locator("[data-geste=prix]").click()
    nom, poids = page.locator("#critere-nom-0"), page.locator("#critere-poids-0")
    voulu = poids.input_value()
    poids.fill("5")
    page.locator("[data-geste=reste]").click()
    expect(poids).to_have_value(voulu)
    page.locator("details.dossier-fichiers > summary").click()
    page.locator("[data-geste=dupliquer]").click()
    nom.fill("Coût du cycle de vie")
    page.locator("#dossier-ouvert").select_option(index=0)
    expect(nom).to_have_value("Prix")


def test_le_message_d_une_valeur_est_relie(visiter) -> None:
    page = visiter("").page
    garnir(page, CLAUSES[1])
    poids = page.locator('[data-valeur$=" poids"]').first
    poids.fill("99")
    message = page.locator("#" + poids.get_attribute("aria-describedby").split()[-1])
    expect(message).to_contain_text("Hors des valeurs habituelles")
    expect(message).to_have_attribute("role", "status")


@pytest.mark.parametrize("largeur", [390, 1280])
def test_axe_dans_chaque_etat(visiter, axe: str, largeur: int) -> None:
    """Vide, plein, tous volets ouverts, valeur hors bornes, avant d'effacer ; clair et sombre ; rien ne déborde."""
    violations = []
    page = visiter("dossier/", largeur=largeur).page
    violations += juger(page, axe, "vide")
    garnir(page, *CLAUSES)
    page.locator("details.dossier-fichiers > summary").click()
    page.locator("[data-geste=lien]").click()
    # Le lien prêt prend le curseur : écrire avant lui enverrait la frappe dans son champ.
    expect(page.locator("[data-lien] input")).to_be_focused()
    page.locator('[data-valeur$=" poids"]').first.fill("99")
    page.evaluate("document.querySelectorAll('main details').forEach((d) => (d.open = true))")
    expect(page.locator("[data-constat=bornes]")).to_be_visible()
    page.locator("[data-geste=effacer-tous]").click()
    for theme in ("clair", "sombre"):
        violations += juger(page, axe, f"plein, {theme}", COULEURS if theme == "sombre" else None)
        page.locator("[data-theme-bascule]").click()
    assert page.evaluate(DEBORD) is None
    assert not violations, "\n".join(violations)


def test_tout_au_clavier_a_390_px(visiter) -> None:
    """De la question au paragraphe ajouté, sans souris."""
    page = visiter("", largeur=390).page
    garnir(page, CLAUSES[1])
    clavier = Clavier(page)
    for question in ("marche", "procedure"):
        clavier.aller(page.locator(f"#dossier-{question}"))
        page.keyboard.press("ArrowDown")
    expect(page.locator("[data-constat=questions]")).to_have_count(0)
    clavier.activer(page.locator("[data-geste=prix]"))
    expect(page.locator("[data-constat=poids-total]")).to_have_count(0)
    page.locator("body").press("Home")
    clavier.activer(page.locator(".dossier-paragraphe > summary"))
    clavier.saisir(page.locator("#paragraphe-titre"), "Visite du site")
    clavier.saisir(page.locator("#paragraphe-texte"), "Une visite est possible.")
    clavier.activer(page.locator("[data-paragraphe] [type=submit]"))
    expect(page.locator("[data-partie=documents]")).to_contain_text("Une visite est possible.")
