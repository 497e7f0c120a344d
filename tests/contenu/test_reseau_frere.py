"""Un second réseau, des mêmes fiches : une seule chose change, la fiche de son identité."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import construire
from tests.fabrique import RACINE, identite_de

ADRESSE = "https://achats-bretagne.test/base/"
NOM = 'Réseau R & "D"'
IDENTITE = """\
nom: 'Réseau R & "D"'
nom_long: réseau d’essai des achats responsables de Bretagne
region: Bretagne
contact: contact@achats-bretagne.test
hebergeur: Un hébergeur d’essai
autorite_flux: achats-bretagne.test,2026
couleurs: {marque: "#5b2a86", accent: "#ffd166"}
departements: ["22", "29", "35", "56"]
"""


@pytest.fixture(scope="module")
def frere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Construit le site du second réseau ; rend son dossier."""
    racine = tmp_path_factory.mktemp("frere")
    for nom in ("data", "docs", "macros", "overrides"):
        shutil.copytree(RACINE / nom, racine / nom)
    shutil.copy(RACINE / "mkdocs.yml", racine)
    (racine / "data/reseau/identite.yml").write_text(IDENTITE, "utf-8")
    resultat = construire(racine / "site", racine, SITE_URL=ADRESSE, REPO_URL="https://depot.achats-bretagne.test/base")
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    return racine / "site"


def page(site: Path, adresse: str) -> html.HtmlElement:
    return html.fromstring((site / adresse / "index.html").read_bytes())


def test_son_nom_et_son_contact_partout(frere: Path, base_reelle) -> None:
    """L'ancien nom ne reste que dans les fiches qui parlent de l'autre réseau."""
    ancien = identite_de(base_reelle)
    for adresse in ("", "clauses", "a-propos", "licence", "mentions-legales", "flux", "parcours", "agenda", "donnees"):
        texte = page(frere, adresse).text_content()
        assert NOM in texte, adresse
        assert ancien.nom not in texte and ancien.nom_long not in texte, adresse
    for fichier in frere.rglob("*.html"):
        contenu = fichier.read_text("utf-8")
        assert ancien.contact not in contenu and "base.resocc" not in contenu and "depot.resocc" not in contenu, fichier


def test_ses_flux_et_ses_calendriers(frere: Path, base_reelle) -> None:
    """Chaque identifiant a l'autorité du second réseau : ses abonnés ne se mêlent pas à ceux du premier."""
    autorite = identite_de(base_reelle).autorite_flux
    flux = [f for f in (frere / "flux").rglob("*") if f.suffix in (".rss", ".atom", ".ics", ".json")]
    assert len(flux) > 20
    for fichier in flux:
        contenu = fichier.read_text("utf-8")
        assert autorite.partition(",")[0] not in contenu, fichier
    assert "tag:achats-bretagne.test,2026:" in (frere / "flux/veille.rss").read_text("utf-8")
    assert "@achats-bretagne.test" in (frere / "flux/echeances.ics").read_text("utf-8").replace("\r\n ", "")


def test_sa_carte_et_ses_couleurs(frere: Path) -> None:
    territoire = page(frere, "territoire")
    liens = territoire.xpath("//*[local-name()='svg']//*[local-name()='a']/@href")
    assert [lien.rpartition("-")[2] for lien in liens] == ["22", "29", "35", "56"]
    assert "--marque: #5b2a86;" in (frere / "assets/reseau/couleurs.css").read_text("utf-8")
    assert "#5b2a86" in (frere / "assets/reseau/logo.svg").read_text("utf-8")
    assert page(frere, "").xpath("//meta[@name='theme-color']/@content") == ["#5b2a86"]


def test_les_memes_fiches(frere: Path, site_reel: Path) -> None:
    """Les deux sites ont les mêmes pages."""

    def pages(site: Path) -> set[str]:
        return {str(f.relative_to(site)) for f in site.rglob("*.html")}

    assert pages(frere) == pages(site_reel)
