"""Les flux : un analyseur strict et un vrai lecteur."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html

from macros.modele import Base
from tests.conftest import SITE_URL

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENU = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture(scope="session")
def rss(site_construit: Path) -> etree._Element:
    """Rend le flux RSS, lu par un analyseur strict."""
    return etree.fromstring(
        (site_construit / "flux/veille.rss").read_bytes(), etree.XMLParser(recover=False, resolve_entities=False)
    )


@pytest.fixture(scope="session")
def atom(site_construit: Path) -> etree._Element:
    """Rend le flux Atom, lu par un analyseur strict."""
    return etree.fromstring(
        (site_construit / "flux/veille.atom").read_bytes(), etree.XMLParser(recover=False, resolve_entities=False)
    )


def test_rss_complet(rss: etree._Element, base_reelle: Base) -> None:
    canal = rss.find("channel")
    assert rss.get("version") == "2.0" and canal.findtext("link") == f"{SITE_URL}veille/"
    assert canal.findtext("language") == "fr" and canal.findtext("title") and canal.findtext("description")
    articles = canal.findall("item")
    assert len(articles) == len(base_reelle.veille)
    dates = []
    for article in articles:
        assert article.findtext("title") and article.findtext("link").startswith(f"{SITE_URL}veille/20")
        identifiant = article.find("guid")
        assert identifiant.text.startswith("tag:") and identifiant.get("isPermaLink") == "false"
        dates.append(parsedate_to_datetime(article.findtext("pubDate")))
        assert len(article.findtext(CONTENU) or article.findtext("description")) > 300
    assert parsedate_to_datetime(canal.findtext("lastBuildDate")) == max(dates)


def test_atom_complet(atom: etree._Element, base_reelle: Base) -> None:
    assert atom.tag == f"{ATOM}feed"
    for champ in ("id", "title", "updated"):
        assert atom.findtext(f"{ATOM}{champ}")
    assert atom.find(f"{ATOM}author/{ATOM}name").text
    liens = {lien.get("rel"): lien.get("href") for lien in atom.findall(f"{ATOM}link")}
    assert liens == {"self": f"{SITE_URL}flux/veille.atom", "alternate": f"{SITE_URL}veille/"}
    entrees = atom.findall(f"{ATOM}entry")
    assert len(entrees) == len(base_reelle.veille)
    identifiants = [e.findtext(f"{ATOM}id") for e in entrees]
    assert len(set(identifiants)) == len(identifiants)
    for entree in entrees:
        datetime.fromisoformat(entree.findtext(f"{ATOM}updated"))
        assert entree.find(f"{ATOM}content").get("type") == "html"


def test_liens_absolus_et_contenu_sur(atom: etree._Element) -> None:
    for contenu in atom.iter(f"{ATOM}content"):
        fragment = html.fragment_fromstring(contenu.text, create_parent="div")
        assert not fragment.xpath("//script | //iframe | //@*[starts-with(name(), 'on')]")
        assert all(lien.startswith("https://") for lien in fragment.xpath("//@href"))


@pytest.mark.parametrize("nom", ["veille.rss", "veille.atom"])
def test_lu_par_un_vrai_lecteur(site_construit: Path, base_reelle: Base, nom: str) -> None:
    octets = (site_construit / "flux" / nom).read_bytes()
    assert len(octets) <= 512 * 1024
    lu = feedparser.parse(octets)
    assert not lu.bozo, lu.get("bozo_exception")
    assert len(lu.entries) == len(base_reelle.veille)
    attendus = [e.contenu.titre for e in base_reelle.veille_datee()]
    assert [e.title for e in lu.entries] == attendus
    assert all(e.published_parsed and e.id.startswith("tag:resocc.example,2026:veille/") for e in lu.entries)
