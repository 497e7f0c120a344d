"""La configuration nginx donnée à qui héberge, essayée : types, cache, compression, en-têtes, 404, sous un dossier aussi."""

import gzip
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from tests.nginx import servir

pytestmark = pytest.mark.skipif(not os.environ.get("RECETTE"), reason="un juge extérieur : make recette")
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "flux/veille.rss": "application/rss+xml; charset=utf-8",
    "flux/veille.atom": "application/atom+xml; charset=utf-8",
    "flux/agenda.ics": "text/calendar; charset=utf-8",
    "flux/tous.opml": "text/x-opml; charset=utf-8",
    "donnees/clauses.json": "application/json; charset=utf-8",
    "donnees/clauses.csv": "text/csv; charset=utf-8",
    "donnees/clauses.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "donnees/catalogue.jsonld": "application/ld+json; charset=utf-8",
    "assets/reseau/logo.svg": "image/svg+xml",
    "assets/lib/docx.js": "application/javascript; charset=utf-8",
    "assets/lib/base-lisible.woff2": "font/woff2",
}
SURS = ("X-Content-Type-Options", "Referrer-Policy", "Content-Security-Policy", "Permissions-Policy")


@pytest.fixture(scope="module", params=["", "base/"], ids=["à la racine", "sous un dossier"])
def serveur(request, site_construit: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Rend l'adresse du site que sert nginx."""
    with servir(site_construit, tmp_path_factory.mktemp("nginx"), request.param) as adresse:
        yield adresse


def lire(adresse: str, **entetes: str) -> tuple[int, Message, bytes]:
    demande = urllib.request.Request(adresse, headers=entetes)
    try:
        with urllib.request.urlopen(demande, timeout=10) as reponse:
            return reponse.status, reponse.headers, reponse.read()
    except urllib.error.HTTPError as erreur:
        with erreur:
            return erreur.code, erreur.headers, erreur.read()


@pytest.mark.parametrize("chemin", TYPES)
def test_chaque_fichier_a_son_type(serveur: str, chemin: str) -> None:
    code, entetes, corps = lire(serveur + chemin)
    assert (code, entetes["Content-Type"]) == (200, TYPES[chemin]) and corps
    assert [e for e in SURS if not entetes[e]] == []
    assert (entetes["Access-Control-Allow-Origin"] == "*") == chemin.startswith(("donnees/", "flux/"))


def test_ce_qui_porte_son_empreinte_se_garde_le_reste_se_redemande(serveur: str, site_construit: Path) -> None:
    [index] = [d.name for d in (site_construit / "recherche").iterdir() if d.is_dir()]
    nommes = [next((site_construit / "recherche" / index).rglob("*.json"))]
    nommes += [next((site_construit / "assets/lib").glob(motif)) for motif in ("site-*.css", "principal-*.js")]
    for fichier in nommes:
        _, entetes, _ = lire(f"{serveur}{fichier.relative_to(site_construit)}")
        assert entetes["Cache-Control"] == "public, max-age=31536000, immutable", fichier
    for chemin in ("", "flux/veille.rss", "assets/reseau/logo.svg", "assets/lib/docx.js"):
        _, entetes, _ = lire(serveur + chemin)
        assert entetes["Cache-Control"] == "no-cache"
        assert lire(serveur + chemin, **{"If-None-Match": entetes["ETag"]})[0] == 304


@pytest.mark.parametrize(
    "chemin", ["", "flux/veille.rss", "donnees/clauses.json", "donnees/clauses.csv", "assets/reseau/logo.svg"]
)
def test_les_textes_sont_comprimes(serveur: str, chemin: str) -> None:
    _, entetes, corps = lire(serveur + chemin, **{"Accept-Encoding": "gzip"})
    assert (entetes["Content-Encoding"], entetes["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(corps) == lire(serveur + chemin)[2]


@pytest.mark.parametrize("chemin", ["absente/", "clauses/absente", ".git/config", "flux/rien.rss"])
def test_une_page_absente_est_celle_du_site(serveur: str, site_construit: Path, chemin: str) -> None:
    code, entetes, corps = lire(serveur + chemin)
    assert (code, corps) == (404, (site_construit / "404.html").read_bytes())
    assert [e for e in SURS if not entetes[e]] == []


def test_un_dossier_sans_barre_y_mene(serveur: str) -> None:
    assert b"<h1" in lire(f"{serveur}clauses")[2]
