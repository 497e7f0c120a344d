"""Le trouveur devant ce qui tourne mal : entrées hostiles, index absent ou abîmé, connexion coupée, stockage refusé."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from tests.navigateur.test_accessibilite_axe import DEBORD
from tests.navigateur.test_trouveur import (
    CARTES,
    CHAMP,
    COMPTE,
    GROUPE,
    LIGNES,
    RESTAURATION,
    attendre_le_compte,
    trouvees,
)
from tests.navigateur.visite import Retenue, Visite

TEMOIN = "window.alert = () => { window.touche = true; };"
INTACTE = """() => !window.touche && Object.prototype.q === undefined && Object.prototype.x === undefined
    && !document.querySelector('.trouveur img, .trouveur script, .trouveur svg') && document.title !== '1'"""
HTML = '"><img src=x onerror="document.title=1;alert(1)"><script>alert(1)</script><svg onload=alert(1)>'
SAISIES = {
    "dix mille signes": "cantine " + "a" * 10_000,
    "dix mille mots": "cantine bio " * 5_000,
    "expression régulière": r".*+?^${}()|[]\ (((a+)+)+$ [[:alpha:]] \1 \p{L}",
    "html": HTML,
    "gabarit": "{{ 7*7 }} ${alert(1)} javascript:alert(1)",
    "emoji": "💩👩‍👩‍👧‍👦🇫🇷",
    "arabe": "مناقصة عمومية",
    "hébreu": "מכרז ציבורי \u202e",
    "nul": "\x00\ufffe\ud83d".encode("utf-8", "replace").decode() + "cantine",
    "prototype": "__proto__",
    "constructeur": "constructor",
    "toString hasOwnProperty": "toString hasOwnProperty valueOf",
}
RELUES = ("html", "nul", "dix mille mots", "expression régulière")
"""Celles que l'on relit aussi de l'adresse."""
ADRESSES = [
    "?__proto__=x&segment=__proto__&constructor=1",
    "?__proto__[x]=1&constructor.prototype.x=1&q=cantine",
    "?segment=inconnu&theme=%00&tri=-&tri=zzz&taille=..%2F..%2Fetc&etat=toString",
    "?q=%F0%9F%92%A9%E2%80%AE%00%FF%ZZ+(((%5B*%2B%3F",
    "?q=" + "a" * 6_000,
]


def verifier_utilisable(page: Page) -> None:
    """La page cherche et filtre encore."""
    page.locator(CHAMP).fill("contenants repas")
    expect(page.locator(CARTES).first).to_have_attribute("data-resultat", "contenants-reemployables-repas")
    expect(page.locator("[role=alert]")).to_have_count(0)


def test_saisies_hostiles(visiter, fiches) -> None:
    """Rien de saisi n'est exécuté, ni ne déborde, ni ne passe pour une panne, relu de l'adresse compris ; la recherche suivante marche."""
    page = visiter("clauses/", largeur=390, avant=TEMOIN).page
    for sorte, saisie in SAISIES.items():
        page.locator(CHAMP).fill("")
        expect(page.locator(COMPTE), sorte).to_have_text(f"{len(fiches)} clauses")
        page.locator(CHAMP).fill(saisie)
        attendre_le_compte(page, r"^\d+ clauses?(,? avec| sur)")
        expect(page.locator("[role=alert]"), sorte).to_have_count(0)
        assert page.evaluate(INTACTE), sorte
        assert page.evaluate(DEBORD) is None, sorte
        assert len(page.url) < 3_000, sorte
        if sorte in RELUES:
            page.reload()
            attendre_le_compte(page, r"^\d+ clauses?(,? avec| sur)")
            assert page.evaluate(INTACTE), sorte
        verifier_utilisable(page)


def test_saisies_illisibles(visiter, site: str) -> None:
    """Une saisie sans un mot lisible ne trouve rien, et le dit : elle ne passe pas pour une recherche qui réussit."""
    visite = visiter(None)
    for saisie in ("💩", "مناقصة", "מכרז"):
        visite.aller(f"{site}clauses/?q={quote(saisie)}")
        expect(visite.page.locator(".vide-titre")).to_have_text(f"Aucune clause ne répond à « {saisie} ».")
        verifier_utilisable(visite.page)


def test_adresses_hostiles(visiter, site: str) -> None:
    """Facettes inconnues, noms réservés et codages faux de l'adresse sont ignorés."""
    visite = visiter(None, avant=TEMOIN)
    page = visite.page
    for adresse in ADRESSES:
        visite.aller(f"{site}clauses/{adresse}")
        expect(page.locator(COMPTE), adresse).to_have_text(re.compile(r"^\d+ clauses?( sur.*|)$"))
        assert page.locator("fieldset input:checked").count() == 0, adresse
        assert page.evaluate(INTACTE), adresse
        verifier_utilisable(page)


def test_fiche_hostile(visiter, site: str) -> None:
    """Du HTML dans l'index s'affiche comme du texte."""

    def abimer(route: Route) -> None:
        lot = route.fetch().json()
        route.fulfill(
            json=[[genre, cle, adresse, HTML + titre, HTML + resume] for genre, cle, adresse, titre, resume in lot]
        )

    visite = visiter(None, avant=TEMOIN)
    visite.page.route("**/fiches/*.json", abimer)
    visite.aller(f"{site}clauses/?q=cantine")
    expect(visite.page.locator(f"{CARTES} a").first).to_contain_text("<img src=x")
    expect(visite.page.locator(".ailleurs a").first).to_contain_text("<script>")
    assert visite.page.evaluate(INTACTE)


# L'index qui ne vient pas


class Index:
    """L'index de la recherche, que l'essai casse puis répare."""

    def __init__(self, visite: Visite, site: str) -> None:
        self.panne = ""
        visite.erreurs_attendues = True  # le navigateur écrit les 404 dans sa console
        visite.page.route(f"{site}recherche/*/**", self.servir)

    def servir(self, route: Route) -> None:
        if self.panne == "absent":
            route.fulfill(status=404, body="absent")
        elif self.panne == "tronqué":
            corps = route.fetch().text()
            route.fulfill(status=200, body=corps[: len(corps) // 2], content_type="application/json")
        elif self.panne == "page html":
            route.fulfill(status=200, body="<!doctype html><title>Portail</title>", content_type="text/html")
        elif self.panne == "coupé":
            route.abort()
        else:
            route.fallback()


@pytest.mark.parametrize("panne", ["absent", "tronqué", "page html", "coupé"])
def test_panne_puis_retour(visiter, site: str, fiches, panne: str) -> None:
    """L'index ne vient pas : on le dit, toutes les clauses restent ; « Réessayer » suffit quand il revient."""
    visite = visiter(None)
    page, index = visite.page, Index(visite, site)
    index.panne = panne
    visite.aller(f"{site}clauses/?q=contenants")
    alerte = page.get_by_role("alert")
    expect(alerte).to_contain_text("La recherche n’a pas pu se charger")
    expect(alerte).to_contain_text("Toutes les clauses restent ci-dessous")
    expect(page.locator(f"{GROUPE}:visible li[data-resultat]")).to_have_count(len(fiches))
    expect(page.locator(COMPTE)).to_have_text("")

    bouton = alerte.get_by_role("button", name="Réessayer").element_handle()
    bouton.click()
    page.wait_for_function("bouton => !bouton.isConnected", arg=bouton)  # l'essai a échoué : le message est refait
    expect(alerte).to_be_visible()
    expect(page.locator(CHAMP)).to_have_value("contenants")
    index.panne = ""
    alerte.get_by_role("button", name="Réessayer").click()
    expect(page.locator(CARTES).first).to_have_attribute("data-resultat", "contenants-reemployables-repas")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator(LIGNES)).to_have_count(0)
    attendre_le_compte(page)


def test_filtre_en_panne(visiter, site: str, fiches) -> None:
    """Un filtre coché sans index : même message, et la case se décoche encore."""
    visite = visiter(None)
    page, index = visite.page, Index(visite, site)
    index.panne = "absent"
    visite.aller(f"{site}clauses/")
    page.locator(RESTAURATION).check()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator(RESTAURATION).uncheck()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator(COMPTE)).to_have_text(f"{len(fiches)} clauses")


def test_hors_ligne_apres_le_chargement(visiter, fiches) -> None:
    """Connexion perdue en route : ce qui est chargé répond encore ; le reste dit la panne, puis revient."""
    visite = visiter("clauses/?q=cantine")
    visite.erreurs_attendues = True
    page = visite.page
    expect(page.locator(CARTES).first).to_be_visible()
    page.wait_for_load_state("networkidle")  # coupée plus tôt, un lot de la première réponse manquerait aussi
    avant = trouvees(page)
    visite.contexte.set_offline(True)
    page.locator(CHAMP).fill("vêtements")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator(f"{GROUPE}:visible li[data-resultat]")).to_have_count(len(fiches))
    page.locator(CHAMP).fill("cantine")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert trouvees(page) == avant
    page.locator(CHAMP).fill("vêtements")
    expect(page.get_by_role("alert")).to_be_visible()
    visite.contexte.set_offline(False)
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator(CARTES).first).to_have_attribute("data-resultat", "vetements-travail-fibres-durables")


def test_panne_pendant_l_annonce(visiter, site: str) -> None:
    """Une panne qui suit de près une réponse n'est pas démentie par le compte de cette réponse."""
    visite = visiter(None)
    page, index = visite.page, Index(visite, site)
    visite.aller(f"{site}clauses/?q=cantine")
    attendre_le_compte(page)
    page.clock.install()
    page.locator(CHAMP).fill("cantin")
    expect(page.locator(f"{CARTES} mark, {CARTES} .pourquoi").first).to_be_visible()
    index.panne = "coupé"
    page.locator(CHAMP).fill("vêtements")
    expect(page.get_by_role("alert")).to_be_visible()
    page.clock.run_for(2_000)
    expect(page.locator(COMPTE)).to_have_text("")


def test_recherche_abandonnee_pendant_le_chargement(visiter, site: str, fiches) -> None:
    """Une recherche effacée avant l'arrivée de l'index ne laisse pas « Recherche en cours » derrière elle."""
    visite = visiter(None)
    page, index = visite.page, Retenue(visite.page, f"{site}recherche/**")
    visite.aller(f"{site}clauses/")
    page.clock.install()
    page.locator(CHAMP).fill("cantine")
    page.locator(CHAMP).press("Escape")
    page.clock.run_for(2_000)
    expect(page.locator(COMPTE)).to_have_text(f"{len(fiches)} clauses")
    index.rendre()
    verifier_utilisable(page)
