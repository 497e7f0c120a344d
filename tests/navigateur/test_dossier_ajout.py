"""« Ajouter au dossier » dans un vrai navigateur : le clic écrit aussitôt, le texte vient après, rien ne se perd."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.navigateur.dossier import CLAUSES, deplier, pret
from tests.navigateur.test_modules_navigateur import STOCKAGE_REFUSE
from tests.navigateur.visite import Retenue

LISTE = "() => JSON.parse(localStorage.getItem('mon-dossier'))?.liste ?? []"
CLIQUER = "(id) => document.querySelector(`button[data-ajouter='${id}']`).click()"
"""Un clic qui n'attend rien : ni défilement, ni repos de la page."""
TELEPHONE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


def sans_reponse(route: Route) -> None:
    """Le serveur ne répond jamais."""


def au_dossier(page: Page) -> list[str]:
    """Ouvre « Mon dossier » et rend les clauses qu'il montre."""
    page.goto(f"{re.match(r'.*/base/', page.url)[0]}dossier/")
    page.wait_for_selector("[data-dossier]:not([hidden])")
    return page.locator(".dossier-clause").evaluate_all("e => e.map(({ id }) => id.replace('clause-', ''))")


def test_le_clic_ecrit_avant_de_rien_charger(visiter) -> None:
    """Ni le module du bouton, ni la clause ne viennent : elle est écrite, le bouton le dit, la page quittée ne la perd pas."""
    page = visiter(f"clauses/{CLAUSES[0]}/").page
    for motif in ("**/lib/bouton-*.js", "**/dossier/clauses/*.json"):
        page.route(motif, sans_reponse)
    page.evaluate(CLIQUER, CLAUSES[0])
    assert page.evaluate(LISTE) == [CLAUSES[0]]
    bouton = page.locator(f"button[data-ajouter={CLAUSES[0]}]")
    assert bouton.inner_text().startswith("Retirer du dossier")
    page.evaluate(CLIQUER, CLAUSES[0])
    assert page.evaluate(LISTE) == [] and bouton.inner_text().startswith("Ajouter au dossier")
    bouton.dblclick()
    assert page.evaluate(LISTE) == [CLAUSES[0]], "un double-clic n'ajoute pas pour retirer"
    # Un autre onglet l'a retirée, puis remise : le bouton, qui n'en sait rien, fait ce qu'il dit, et jamais l'inverse.
    garde = page.evaluate("localStorage.getItem('mon-dossier')")
    for ailleurs, liste, dit in (("", [], "Ajouter au dossier"), (garde, [CLAUSES[0]], "Retirer du dossier")):
        page.evaluate("(g) => (g ? localStorage.setItem('mon-dossier', g) : localStorage.clear())", ailleurs)
        page.evaluate(CLIQUER, CLAUSES[0])
        assert page.evaluate(LISTE) == liste and bouton.inner_text().startswith(dit)
    page.unroute("**/lib/bouton-*.js")
    page.unroute("**/dossier/clauses/*.json")
    assert au_dossier(page) == [CLAUSES[0]]
    expect(page.locator("[data-partie=documents] .disposition").first).to_be_attached()


def test_quatre_ajouts_sur_un_telephone_lent(visiter) -> None:
    """Coup sur coup, puis la page quittée : les quatre y sont, dans l'ordre."""
    visite = visiter("clauses/?segment=restauration-collective", largeur=390)
    page = visite.page
    cdp = visite.contexte.new_cdp_session(page)
    cdp.send("Network.emulateNetworkConditions", TELEPHONE)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    boutons = page.locator("li:not([hidden]) > button[data-ajouter]")
    noms = boutons.evaluate_all("e => [...new Set(e.map(({ dataset }) => dataset.ajouter))].slice(0, 4)")
    assert len(noms) == 4
    for nom in noms:
        page.evaluate(CLIQUER, nom)
    cdp.send("Network.emulateNetworkConditions", {**TELEPHONE, "latency": 0, "downloadThroughput": -1})
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    assert au_dossier(page) == noms


def test_un_texte_qui_ne_vient_pas_est_dit(visiter) -> None:
    """La clause garde sa place et son titre ; « Réessayer » la redemande ; l'autre clause, lue, a ses documents."""
    visite = visiter(f"clauses/{CLAUSES[0]}/")
    visite.erreurs_attendues = True
    page = visite.page
    page.evaluate(CLIQUER, CLAUSES[0])
    page.goto(page.url.replace(CLAUSES[0], CLAUSES[1]))
    pret(page)
    titre = page.locator("h1").inner_text()
    annonce = page.locator(".annonce-dossier")
    expect(annonce).to_have_text("")  # là avant ce qu'elle dira : un lecteur d'écran l'entend
    page.evaluate(CLIQUER, CLAUSES[1])
    expect(annonce).to_contain_text("Ajoutée")
    page.route(f"**/dossier/clauses/{CLAUSES[1]}.json", lambda route: route.abort())
    assert au_dossier(page) == [*CLAUSES[:2]]
    carte = page.locator(f"#clause-{CLAUSES[1]}")
    expect(carte.locator("h3")).to_have_text(titre)
    expect(carte).to_contain_text("Son texte n’est pas encore lu.")
    expect(page.locator("[data-constat=texte-absent]")).to_contain_text(titre)
    assert page.locator("[data-partie=documents] .disposition").count()
    page.unroute(f"**/dossier/clauses/{CLAUSES[1]}.json")
    deplier(page)
    page.locator("[data-constat=texte-absent]").get_by_role("button", name="Réessayer").click()
    expect(page.locator(f'.disposition[data-cle^="{CLAUSES[1]}#"]').first).to_be_attached()
    expect(page.locator("[data-constat=texte-absent]")).to_have_count(0)
    expect(page.locator("[data-message]")).to_be_empty()
    expect(carte.get_by_label("Niveau")).to_have_value("base")


def test_un_texte_qui_tarde_ne_cache_pas_la_page(visiter) -> None:
    """Le serveur retient la clause : la page se montre, la clause est dite ; « Réessayer » la redemande, ou elle arrive d'elle-même."""
    page = visiter(f"clauses/{CLAUSES[0]}/").page
    page.evaluate(CLIQUER, CLAUSES[0])
    clause = Retenue(page, "**/dossier/clauses/*.json")
    assert au_dossier(page) == [CLAUSES[0]]
    carte = page.locator(f"#clause-{CLAUSES[0]}")
    expect(carte).to_contain_text("pas encore lu")
    avant = len(clause.retenues)
    carte.get_by_role("button", name="Réessayer").click()
    clause.attendre(avant)  # elle est redemandée, quand la page en a le temps
    expect(carte).to_contain_text("pas encore lu")
    clause.rendre()
    expect(carte.get_by_label("Niveau")).to_have_value("base")
    expect(page.locator("[data-partie=documents] .disposition").first).to_be_attached()


def test_deux_onglets_ajoutent_ensemble(visiter) -> None:
    """Chacun sa clause, au même instant ; « Mon dossier », ouvert à côté et encore en route, n'efface ni l'une ni l'autre."""
    visite = visiter(f"clauses/{CLAUSES[0]}/")
    autre, dossier = (visite.contexte.new_page() for _ in range(2))
    autre.goto(visite.page.url.replace(CLAUSES[0], CLAUSES[1]))
    pret(autre)
    visite.page.evaluate(CLIQUER, CLAUSES[0])
    plan = Retenue(dossier, "**/dossier/plan.json")
    dossier.goto(f"{re.match(r'.*/base/', autre.url)[0]}dossier/")
    plan.attendre()
    autre.evaluate(CLIQUER, CLAUSES[1])
    plan.rendre()
    expect(dossier.locator(".dossier-clause")).to_have_count(2)
    assert set(dossier.evaluate(LISTE)) == set(CLAUSES[:2])
    expect(visite.page.locator("[data-mon-dossier]")).to_have_text("Mon dossier (2)")


def test_deux_ajouts_depuis_le_dossier(visiter) -> None:
    """Deux clauses que la page propose, deux clics de suite, textes retenus : les deux y sont."""
    page = visiter(f"clauses/{CLAUSES[1]}/").page
    page.evaluate(CLIQUER, CLAUSES[1])
    au_dossier(page)
    deplier(page)
    page.locator("#dossier-marche").select_option("services")
    page.locator("#dossier-procedure").select_option("formalisee")
    noms = page.locator("[data-geste=ajouter]").evaluate_all("e => [...new Set(e.map(({ dataset }) => dataset.id))]")
    un, deux, *_ = noms
    textes = Retenue(page, "**/dossier/clauses/*.json")
    for nom in (un, deux):
        page.evaluate("(nom) => document.querySelector(`[data-geste=ajouter][data-id='${nom}']`).click()", nom)
    expect(page.locator(".dossier-clause")).to_have_count(3)
    assert page.evaluate(LISTE) == [CLAUSES[1], un, deux]
    textes.rendre()
    for nom in (un, deux):
        expect(page.locator(f"#clause-{nom}").get_by_label("Niveau")).to_be_visible()


@pytest.mark.parametrize(
    ("avant", "dit"),
    [
        (STOCKAGE_REFUSE, "refuse de garder"),
        ("localStorage.setItem('mon-dossier', '{abime');", "mis de côté"),
        ("Storage.prototype.setItem = () => { throw new DOMException('plein', 'QuotaExceededError'); };", "La place manque"),
    ],
)  # fmt: skip
def test_ce_qui_ne_peut_s_ecrire_se_dit(visiter, avant: str, dit: str) -> None:
    page = visiter(f"clauses/{CLAUSES[0]}/", avant=avant).page
    bouton = page.locator(f"button[data-ajouter={CLAUSES[0]}]")
    bouton.click()
    expect(page.locator(".annonce-dossier")).to_contain_text(dit)
    expect(bouton).to_contain_text("Retirer" if "abime" in avant else "Ajouter")
