"""« Mon dossier » : les lots d'une opération de travaux, à l'écran et au clavier."""

import json
from pathlib import Path

from playwright.sync_api import expect

from tests.navigateur.dossier import CLAUSES, deplier, garnir


def test_partager_en_lots_puis_annuler(visiter) -> None:
    """Rien tant qu'il n'y en a pas deux ; nommés, mis aux clauses et aux critères, les documents suivent ; un lot retiré revient, avec ce qui n'était qu'à lui."""
    page = visiter("").page
    garnir(page, *CLAUSES[:2])
    page.evaluate("for (const repli of document.querySelectorAll('details')) repli.open = true")
    lots, documents = page.locator("[data-partie=lots]"), page.locator("[data-partie=documents] h3")
    expect(lots.locator("button")).to_have_count(0)
    page.locator("#dossier-marche").select_option("travaux")
    page.locator("#dossier-procedure").select_option("adaptee")
    avant = documents.all_inner_texts()
    expect(page.locator(".dossier-pour")).to_have_count(0)
    lots.locator("[data-geste=lot-de-plus]").press("Enter")
    expect(page.locator("#lot-nom-2")).to_be_focused()
    page.keyboard.type("Étanchéité")
    expect(page.locator(".dossier-pour > summary").first).to_contain_text("Pour tous les lots")
    for clause, lot in ((CLAUSES[0], 2), (CLAUSES[1], 1)):
        page.locator(f"[data-repli=pour-{clause}] > summary").press("Enter")
        page.locator(f"#pour-{clause}-{lot}").press("Space")
        expect(page.locator(f"#pour-{clause}-{lot}")).to_be_focused()
    page.locator(f"#pour-{CLAUSES[0]}-1").press("Space")
    expect(page.locator("[data-message]")).to_contain_text("vaut pour un lot au moins")
    expect(page.locator(f"#pour-{CLAUSES[0]}-1")).to_be_checked()
    expect(page.locator(".dossier-pour > summary").first).to_contain_text("Pour le lot n°\u00a01")
    page.locator("#lot-nom-2").fill("Toitures")
    expect(page.locator("[data-nom-du-lot='2']")).to_have_text("Lot n°\u00a02, Toitures")
    expect(page.locator("[data-partie=documents]")).to_contain_text("lot n°\u00a02, Toitures")
    apres = documents.all_inner_texts()
    assert any(titre.endswith("lot n°\u00a02, Toitures") for titre in apres) and apres != avant
    page.locator("[data-geste=lot-de-moins][data-id='2']").press("Enter")
    expect(page.locator(".dossier-clause")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".dossier-clause")).to_have_count(2)
    expect(page.locator("#lot-nom-2")).to_have_value("Toitures")
    page.reload()
    deplier(page)
    assert documents.all_inner_texts() == apres


def test_une_operation_tient_en_quatre_ecrans(visiter, site_construit: Path) -> None:
    """La plus lotie des opérations conseillées, composée : ses lots, ses clauses et ses valeurs sont pliés ; chaque pli s'ouvre au clavier."""
    lus = [json.loads(f.read_text("utf-8"))["fiches"][0] for f in site_construit.glob("donnees/v1/dossiers/*.json")]
    operation = max(lus, key=lambda conseil: len(conseil.get("lots", [])))
    page = visiter("").page
    page.goto(f"{page.url}dossier/#composer={operation['id']}")
    page.wait_for_selector("[data-dossier][data-bilan*=slug]:not([hidden])")
    assert page.evaluate("document.documentElement.scrollHeight") < 4_000
    assert not json.loads(page.locator("[data-dossier]").get_attribute("data-bilan") or "")["obligations"]["a-preciser"]
    lot = page.locator("[data-repli=lot-1]")
    expect(page.locator("#lot-nom-1")).to_be_hidden()
    lot.locator("summary").press("Enter")
    expect(page.locator("#lot-nom-1")).to_have_value(operation["lots"][0]["nom"])
    expect(page.locator("#lot-nom-1")).to_be_visible()
