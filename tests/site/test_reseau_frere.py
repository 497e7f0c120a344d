"""Un réseau frère, tel que « base reseau » l'écrit : son identité, ni annuaire ni agenda, une clause reprise rangée à sa façon."""

import json
from importlib.metadata import version
from pathlib import Path

import feedparser
import pytest

from macros.base.base import Base
from macros.commandes.reprendre.commande import commande_reprendre
from macros.commandes.reseau.commande import commande_reseau
from tests.conftest import EPOQUE_DU_SITE, construire, lire_page
from tests.donnees import ecrire_les_donnees
from tests.fabrique.donnees import donnees_de
from tests.fabrique.questions import fiches_de, identite_de
from tests.fabrique.reperes import SITE_URL

ADRESSE = "https://achats-bretagne.test/base/"
NOM = 'Réseau R & "D"'
REPRISES = "data/clauses/reprises"
"""Le sous-dossier où il range les clauses des autres."""
DEMANDE = {
    "nom": NOM,
    "region": "Bretagne",
    "departements": "09,31",
    "couleurs": "#5b2a86,#ffd166",
    "contact": "contact@achats-bretagne.test",
    "autorite": "achats-bretagne.test,2026",
    "forge": "forgejo",
    "roue": f"https://exemple.test/base_achats-{version('base-achats')}-py3-none-any.whl#sha256={'a' * 64}",
}


@pytest.fixture(scope="module")
def racine(projet_invente: Path, base_inventee: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend le dossier d'un autre réseau, écrit depuis le réseau inventé, dont une clause est reprise de nos données."""
    racine = tmp_path_factory.mktemp("frere") / "projet"
    with pytest.MonkeyPatch.context() as rustine:
        rustine.setenv("SOURCE_DATE_EPOCH", EPOQUE_DU_SITE)
        rustine.setenv("SITE_URL", SITE_URL)
        assert commande_reseau(projet_invente, dossier=racine, **DEMANDE) == 0
        reprise = min(fiches_de(base_inventee, "clauses").values(), key=lambda f: f.id)
        (racine / reprise.fichier).unlink()
        ecrire_les_donnees(donnees_de(base_inventee, nom=identite_de(base_inventee).nom), racine.parent / "recu")
        rustine.setenv("SITE_URL", ADRESSE)
        assert commande_reprendre(racine, str(racine.parent / "recu"), f"clauses:{reprise.id}") == 0
    (racine / REPRISES).mkdir()
    (racine / reprise.fichier).rename(racine / REPRISES / f"{reprise.id}.yml")
    return racine


@pytest.fixture(scope="module")
def reprise(racine: Path) -> str:
    """Rend le nom de la clause reprise."""
    [fichier] = (racine / REPRISES).iterdir()
    return fichier.stem


@pytest.fixture(scope="module")
def frere(racine: Path) -> Path:
    """Rend le site du second réseau."""
    site = racine.parent / "site"
    adresses = {"SITE_URL": ADRESSE, "REPO_URL": "https://depot.achats-bretagne.test/base"}
    resultat = construire(site, racine, **adresses)
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    return site


def test_son_nom_et_son_contact_partout(frere: Path, base_inventee: Base) -> None:
    """L'ancien nom ne reste que dans les fiches qui parlent de l'autre réseau."""
    ancien = identite_de(base_inventee)
    for adresse in ("", "clauses", "a-propos", "licence", "mentions-legales", "flux", "parcours", "agenda", "donnees"):
        texte = lire_page(frere, adresse).text_content()
        assert NOM in texte, adresse
        assert ancien.nom not in texte and ancien.nom_long not in texte, adresse
    for fichier in frere.rglob("*.html"):
        contenu = fichier.read_text("utf-8")
        assert ancien.contact not in contenu and ancien.autorite_flux not in contenu, fichier


def test_ses_flux_et_ses_calendriers(frere: Path, base_inventee: Base) -> None:
    """Chaque identifiant a l'autorité du second réseau : ses abonnés ne se mêlent pas à ceux du premier."""
    autorite = identite_de(base_inventee).autorite_flux
    flux = [f for f in (frere / "flux").rglob("*") if f.suffix in (".rss", ".atom", ".ics", ".json")]
    assert len(flux) > 20
    for fichier in flux:
        dit = fichier.read_text("utf-8")
        assert f"tag:{autorite}" not in dit and f"@{autorite.partition(',')[0]}" not in dit, fichier
    assert "tag:achats-bretagne.test,2026:" in (frere / "flux/veille.rss").read_text("utf-8")
    assert "@achats-bretagne.test" in (frere / "flux/echeances.ics").read_text("utf-8").replace("\r\n ", "")


def test_une_clause_reprise_garde_son_nom(
    racine: Path,
    frere: Path,
    reprise: str,
    base_inventee: Base,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Le sous-dossier ne compte ni dans l'adresse, ni dans l'identifiant de flux ; elle dit d'où elle vient."""
    contenu = lire_page(frere, f"clauses/{reprise}")
    assert f"Fiche reprise de {identite_de(base_inventee).nom}" in " ".join(contenu.text_content().split())
    assert contenu.xpath(f"//a[contains(@href, '/{REPRISES}/{reprise}.yml')]")
    [article] = [a for a in feedparser.parse((frere / "flux/clauses.atom").read_bytes()).entries if reprise in a.id]
    assert article.id == f"tag:achats-bretagne.test,2026:clauses/{reprise}"
    assert article.link == f"{ADRESSE}clauses/{reprise}/"
    monkeypatch.setenv("SITE_URL", ADRESSE)
    assert commande_reprendre(racine, str(racine.parent / "recu"), f"clauses:{reprise}") == 0
    assert "0 créée(s), 0 mise(s) à jour, 1 identique(s), 0 en conflit" in capsys.readouterr().out


def test_annuaire_et_agenda_vides(frere: Path) -> None:
    """Rien à montrer se dit : ni rangée, ni fiche, ni événement ; pages, données et calendrier restent."""
    assert (
        lire_page(frere, "territoire").xpath("//*[@data-resultat]")
        == lire_page(frere, "agenda").xpath("//article")
        == []
    )
    for nom in ("structures", "agenda"):
        assert json.loads((frere / f"donnees/{nom}.json").read_text("utf-8"))["fiches"] == []
    assert f"{ADRESSE}agenda/" not in (frere / "flux/agenda.ics").read_text("utf-8").replace("\r\n ", "")


def test_sa_carte_et_ses_couleurs(frere: Path) -> None:
    territoire = lire_page(frere, "territoire")
    liens = territoire.xpath("//*[local-name()='svg']//*[local-name()='a']/@href")
    assert [lien.rpartition("-")[2] for lien in liens] == ["09", "31"]
    assert "--marque: #5b2a86;" in next((frere / "assets/lib").glob("site-*.css")).read_text("utf-8")
    assert "#5b2a86" in (frere / "assets/reseau/logo.svg").read_text("utf-8")
    assert lire_page(frere, "").xpath("//meta[@name='theme-color']/@content") == ["#5b2a86"]


def test_les_memes_pages_hors_de_son_dossier(frere: Path, site_construit: Path, base_inventee: Base) -> None:
    siennes = {f"territoire/{nom}/index.html" for nom in fiches_de(base_inventee, "structures")}
    siennes |= {f"agenda/{nom}/index.html" for nom in fiches_de(base_inventee, "evenements")}

    def pages(site: Path) -> set[str]:
        return {str(f.relative_to(site)) for f in site.rglob("*.html")}

    assert pages(frere) == pages(site_construit) - siennes
