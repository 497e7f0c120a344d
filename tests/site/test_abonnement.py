"""S'abonner : le courriel du mois, la liste de tous les flux, les calendriers d'un clic, les flux qu'une page annonce."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from lxml import etree, html

from macros.base.base import Base
from macros.fiches.veille.mois import titre_d_edition
from macros.sorties.courriel import en_texte
from tests.conftest import lire_page
from tests.fabrique.flux import canaux_de
from tests.fabrique.questions import fiches_de, mois_de_veille, valeurs_de
from tests.fabrique.reperes import SITE_URL

MOIS = "2026-08"
"""Un mois lu en entier, qui a des entrées."""
LONGUEUR_MAX = 2000
"""Signes d'une adresse mailto: que toutes les messageries acceptent."""


@pytest.fixture(scope="module")
def courriel(site_construit: Path) -> EmailMessage:
    """Rend le courriel du mois, relu."""
    octets = (site_construit / f"veille/{MOIS}/courriel.eml").read_bytes()
    return message_from_bytes(octets, policy=policy.default)


def parties(courriel: EmailMessage) -> tuple[str, str]:
    """Rend le texte et le HTML d'un courriel, leurs fins de ligne réduites à une."""
    texte, page = (partie.get_content().replace("\r\n", "\n") for partie in courriel.iter_parts())
    return texte, page


def test_chaque_edition_a_son_courriel(site_construit: Path, base_du_site: Base) -> None:
    """Chaque .eml se relit sans défaut ; son sujet est le titre de l'édition, sans personne à qui l'envoyer."""
    for mois in mois_de_veille(base_du_site):
        octets = (site_construit / f"veille/{mois}/courriel.eml").read_bytes()
        lu = message_from_bytes(octets, policy=policy.default)
        assert [partie.defects for partie in lu.walk()] == [[], [], []], mois
        assert lu["Subject"] == titre_d_edition(mois).replace("\u00a0", " ")
        assert (lu["From"], lu["To"], lu["X-Unsent"]) == (None, None, "1")
        assert octets.isascii() and octets.count(b"\n") == octets.count(b"\r\n")


def test_sa_date_est_celle_de_l_edition(courriel: EmailMessage) -> None:
    assert courriel["Date"].datetime.isoformat() == "2026-09-01T06:00:00+00:00"


def test_son_html_est_la_page_simple(courriel: EmailMessage, site_construit: Path) -> None:
    """Un seul HTML : ni identifiant, ni script, ni bouton ; des liens absolus."""
    page = (site_construit / f"veille/{MOIS}/courriel.html").read_text("utf-8")
    assert parties(courriel)[1].strip() == page.strip()
    document = html.document_fromstring(page)
    assert not document.xpath("//@id | //script | //button | //svg")
    assert document.xpath("//h1/a/@href") == [f"{SITE_URL}veille/{MOIS}/"]
    assert not [lien for lien in document.xpath("//@href") if not lien.startswith("https://")]


def test_son_texte_se_lit_seul(courriel: EmailMessage, base_du_site: Base) -> None:
    """Ni balise, ni ligne collée : quatre cents mots au plus, ce qu'il en garde suivi de son adresse, le reste compté."""
    texte = parties(courriel)[0]
    assert not re.search(r"</?\w+>|\n{3}|[ \t]\n|\n[ \t]", texte)
    entrees = [f for f in fiches_de(base_du_site, "veille").values() if f.contenu.mois == MOIS]
    assert len(entrees) > 2
    dites = [e for e in entrees if f"({SITE_URL}veille/{e.id[:4]}/{e.id}/)" in texte]
    assert dites and len(dites) < len(entrees) and f"{len(entrees) - len(dites)} autre" in texte
    assert "\n- " in texte and texte.index("Qui fait quoi") > texte.index("À faire ce mois-ci")
    assert len(re.sub(r"\(https:[^)]+\)", "", texte).split()) <= 400


def test_chaque_action_garde_son_sujet(courriel: EmailMessage, site_construit: Path) -> None:
    """Dans la page, le HTML et le texte du courriel, le relevé : l'action suit le titre de sa nouvelle, mois après mois."""
    edition = lire_page(site_construit, f"veille/{MOIS}")
    cases = edition.xpath("//ul[@class='cases']/li")
    attendus = [(li.find("strong").text_content(), li.xpath("ul/li[1]")[0].text_content()) for li in cases]
    assert len(attendus) > 1
    texte, page = parties(courriel)
    copie = edition.get_element_by_id("courriel")
    for bloc in (html.document_fromstring(page), copie):
        sujets = bloc.xpath(".//p[strong][following-sibling::*[1][self::ul]]")
        suites = [(p.find("strong").text_content(), p.getnext().find("li").text_content()) for p in sujets]
        assert [(lisible(a), lisible(b)) for a, b in suites] == [(lisible(a), lisible(b)) for a, b in attendus]
    for sujet, action in attendus:
        assert re.search(
            rf"\n{re.escape(lisible(sujet))}(?: \(.*\))?\n\n- {re.escape(lisible(action))}", lisible(texte)
        )
    proposees = [lisible(li.text_content()) for li in edition.xpath("//*[@data-decisions-proposees]/li")]
    assert proposees == [f"{lisible(sujet)} : {lisible(action)}" for sujet, action in attendus]


def lisible(texte: str) -> str:
    """Rend le texte à espaces ordinaires."""
    return re.sub(r"[ \u00a0\u202f]+", " ", texte).strip()


def test_le_texte_d_une_page() -> None:
    corps = (
        '<h1>Un  titre</h1>\n<p>Un <a href="https://a.fr/">lien</a>,\nla &amp; suite.</p><ul><li>a</li><li>b</li></ul>'
    )
    page = f"<html><head><title>x</title></head><body>\n{corps}</body></html>"
    assert en_texte(page) == "Un titre\n\nUn lien (https://a.fr/), la & suite.\n\n- a\n- b\n"


def test_la_page_des_flux_donne_le_courriel_d_abord(site_construit: Path, base_du_site: Base) -> None:
    """De quoi la recevoir, puis la dernière édition lue en entier, en deux fichiers qui existent et un message prérempli."""
    page = lire_page(site_construit, "flux")
    premier, *_ = page.xpath("//*[@id='contenu']//h2")
    assert premier.text_content() == "Par courriel"
    *lettres, eml = page.xpath("//a[@type='message/rfc822']/@href")
    assert len(lettres) == len(valeurs_de(base_du_site, "domaines")) + 1
    assert all((site_construit / "flux" / lettre).resolve().is_file() for lettre in lettres)
    assert (site_construit / "flux" / eml).resolve().is_file()
    assert [titre.get("id") for titre in page.xpath("//*[@id='contenu']//h3")][:2] == ["le-recevoir", "le-diffuser"]
    au_reseau, a_tous, _ = (
        urlsplit(lien) for lien in page.xpath("//*[@id='contenu']//a[starts-with(@href, 'mailto:')]/@href")
    )
    assert (a_tous.path, au_reseau.path) == ("", "contact@exemple.test")
    corps = parse_qs(a_tous.query)["body"][0]
    mois = eml.split("/")[-2]
    assert f"{SITE_URL}veille/{mois}/" in corps and "\n- " in corps
    assert parse_qs(a_tous.query)["subject"] == [titre_d_edition(mois)]
    assert all(len(lien.geturl()) < LONGUEUR_MAX for lien in (a_tous, au_reseau))


def test_les_flux_vides_sont_replies(site_construit: Path, base_du_site: Base) -> None:
    """Un flux qui a des articles se voit ; un flux sans article attend dans un volet."""
    page = lire_page(site_construit, "flux")
    principaux = [canal for canal in canaux_de(base_du_site) if canal.sorte == "principal"]
    vides = {canal.chemin for canal in principaux if next(canal.articles(), None) is None}
    lus = {
        ligne.get("data-flux").removeprefix("principal-"): bool(ligne.xpath("ancestor::details"))
        for ligne in page.xpath("//*[starts-with(@data-flux, 'principal-')]")
    }
    assert lus == {canal.chemin: canal.chemin in vides for canal in principaux}
    assert set(lus.values()) == {True, False}


def test_la_liste_de_tous_les_flux(site_construit: Path, base_du_site: Base) -> None:
    """Un OPML 2.0 bien formé : chaque flux du site une fois, rangé ; la page y mène."""
    octets = (site_construit / "flux/tous.opml").read_bytes()
    opml = etree.fromstring(octets, etree.XMLParser(recover=False, resolve_entities=False))
    assert (opml.tag, opml.get("version"), opml.findtext("head/title")) == ("opml", "2.0", "Les flux de Réseau inventé")
    flux = opml.findall("body/outline/outline")
    assert [f.get("xmlUrl") for f in flux] == [f"{SITE_URL}{c.chemin}.rss" for c in canaux_de(base_du_site)]
    assert all(f.get("type") == "rss" and f.get("text") == f.get("title") for f in flux)
    assert all((site_construit / f.get("xmlUrl").removeprefix(SITE_URL)).is_file() for f in flux)
    assert lire_page(site_construit, "flux").xpath("//a[@href='tous.opml' or @href='../flux/tous.opml']")


@pytest.mark.parametrize(("page", "calendriers"), [("flux", ["echeances", "agenda"]), ("agenda", ["agenda"])])
def test_un_calendrier_s_ouvre_d_un_clic(site_construit: Path, page: str, calendriers: list[str]) -> None:
    liens = lire_page(site_construit, page).xpath(
        "//a[starts-with(@href, 'webcal:')][not(ancestor::*[@data-flux])]/@href"
    )
    assert liens == [f"{SITE_URL.replace('https', 'webcal')}flux/{nom}.ics" for nom in calendriers]
    assert all((site_construit / f"flux/{nom}.ics").is_file() for nom in calendriers)


def test_une_page_annonce_ses_flux(site_construit: Path, base_du_site: Base) -> None:
    """Dans son en-tête pour le lecteur de flux, et par un lien que l'on voit ; une autre page annonce celui du site."""
    par_page: dict[str, list[str]] = {}
    for canal in canaux_de(base_du_site):
        par_page.setdefault(canal.page, []).append(f"{SITE_URL}{canal.chemin}.rss")
    for adresse, attendus in par_page.items():
        page = lire_page(site_construit, adresse)

        def absolus(chemin: str, page: html.HtmlElement = page, adresse: str = adresse) -> list[str]:
            return [urljoin(SITE_URL + adresse, lien) for lien in page.xpath(chemin)]

        assert absolus("//link[@type='application/rss+xml']/@href") == attendus, adresse
        assert set(attendus) <= set(absolus("//*[@id='contenu']//a/@href")), adresse
    autre = lire_page(site_construit, "lexique")
    assert autre.xpath("//link[@type='application/rss+xml']/@href") == ["../flux/veille.rss"]
    assert not autre.xpath("//*[contains(@class, 'flux-de-page')]")
