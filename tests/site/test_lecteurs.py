"""Des publications de suite, suivies par trois vrais lecteurs : aucun article doublé, aucun perdu.

``reader`` (Python) est toujours là ; ``newsboat`` et ``sfeed`` sont des paquets du système : sans eux le contrôle est
sauté, sauf sous ``RECETTE=1``, où leur absence est un échec.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from reader import make_reader

from tests import fabrique
from tests.fabrique import RACINE, RESEAU, Gravite, controler, flux_de
from tests.petit import VEILLE

CLAUSE = "data/clauses/temoin.yml"
CORRIGEE = "docs/veille/2026/2026-11-20-essai.md"
NEUVE = "docs/veille/2026/2026-11-24-neuve.md"
CORRECTION = "Une phrase de correction, que les abonnés doivent lire à la place de l’ancienne."
FLUX = ("flux/veille.rss", "flux/veille.atom", "flux/clauses.rss")
LECTEURS = ("reader", "newsboat", "sfeed")
PUBLICATIONS = ("au départ", "une entrée neuve", "une correction", "un nouveau titre")


class Article(NamedTuple):
    """Un article tel qu'un lecteur le garde."""

    id: str
    titre: str
    contenu: str


# --- Les publications du mainteneur -----------------------------------------------------------------------------------


def remplacer(racine: Path, chemin: str, *changements: tuple[str, str]) -> None:
    """Change des passages d'une fiche ; échoue si l'un n'y est pas."""
    texte = (racine / chemin).read_text("utf-8")
    for avant, apres in changements:
        assert avant in texte, f"« {avant} » n'est plus dans {chemin}"
        texte = texte.replace(avant, apres)
    (racine / chemin).write_text(texte, "utf-8")


def publier(racine: Path, jour: str, enregistrer: bool = True) -> dict[str, bytes]:
    """Publie les flux du projet au jour dit, puis note au registre ce qui a paru, comme le mainteneur ; rend les flux."""
    epoque = str(int(datetime.fromisoformat(jour).replace(hour=12, tzinfo=UTC).timestamp()))
    with pytest.MonkeyPatch.context() as contexte:
        contexte.setenv("SOURCE_DATE_EPOCH", epoque)
        base, anomalies = fabrique.lire(racine)
    erreurs = [str(a) for a in (*anomalies, *controler(base)) if a.gravite is Gravite.ERREUR]
    assert not erreurs, "\n".join(erreurs)
    if enregistrer:
        env = {**os.environ, "SOURCE_DATE_EPOCH": epoque, "PYTHONPATH": str(RACINE)}
        commande = [sys.executable, "-m", "macros", "enregistrer"]
        resultat = subprocess.run(commande, cwd=racine, env=env, capture_output=True, text=True, check=False)
        assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    return flux_de(base)


def retitrer(racine: Path) -> None:
    remplacer(racine, CORRIGEE, ("titre: Une nouvelle d’essai", "titre: Une nouvelle au titre changé"))


@pytest.fixture(scope="module")
def depart(modele_de_projet: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend le petit projet, avec trois entrées de veille et une clause publiée."""
    racine = tmp_path_factory.mktemp("lecteurs") / "projet"
    shutil.copytree(modele_de_projet, racine)
    for jour, nom in (("2026-11-18", "ancienne"), ("2026-10-06", "octobre")):
        texte = VEILLE.replace("2026-11-20", jour).replace("nouvelle d’essai", f"nouvelle, dite {nom}")
        (racine / f"docs/veille/2026/{jour}-{nom}.md").write_text(texte, "utf-8")
    remplacer(racine, CLAUSE, ("statut: brouillon", "statut: publie"))
    return racine


@pytest.fixture(scope="module")
def publications(depart: Path) -> list[dict[str, bytes]]:
    """Rend les flux de chaque publication : au départ, une entrée neuve, une correction, un nouveau titre.

    La clause change de fond en même temps que l'entrée est corrigée, et de titre en même temps qu'elle.
    """
    publiees = [publier(depart, "2026-11-25")]
    texte = VEILLE.replace("2026-11-20", "2026-11-24").replace("nouvelle d’essai", "nouvelle toute neuve")
    (depart / NEUVE).write_text(texte, "utf-8")
    publiees.append(publier(depart, "2026-11-26"))
    remplacer(
        depart,
        CORRIGEE,
        ("publie_le: 2026-11-20", "publie_le: 2026-11-20\ncorrige_le: 2026-11-27"),
        ("Un paragraphe d’exemple", f"{CORRECTION} Un paragraphe d’exemple"),
    )
    remplacer(depart, CLAUSE, ("modifie_le: 2026-11-24", "modifie_le: 2026-11-27"))
    publiees.append(publier(depart, "2026-11-27"))
    retitrer(depart)
    remplacer(depart, CLAUSE, ('titre: "Ce que la clause d’essai', 'titre: "Ce que cette clause d’essai'))
    publiees.append(publier(depart, "2026-11-28"))
    return publiees


def attendus(chemin: str, rang: int) -> dict[str, str]:
    """Rend identifiant → titre de ce qu'un abonné de la première heure a reçu à la publication ``rang``."""
    if chemin.startswith("flux/clauses"):
        titre = "Ce que la clause d’essai obtient"
        recus = {
            "clauses/critere-court/2026-11-20": "Nouvelle clause : Critère court d’essai",
            "clauses/temoin/2026-11-24": f"Nouvelle clause : {titre}",
        }
        if rang >= PUBLICATIONS.index("une correction"):
            recus["clauses/temoin/2026-11-27"] = f"Clause modifiée : {titre}"
    else:
        recus = {
            "veille/2026/2026-11-20-essai": "Une nouvelle d’essai",
            "veille/2026/2026-11-18-ancienne": "Une nouvelle, dite ancienne",
            "veille/2026/2026-10-06-octobre": "Une nouvelle, dite octobre",
        }
        if rang >= PUBLICATIONS.index("une entrée neuve"):
            recus["veille/2026/2026-11-24-neuve"] = "Une nouvelle toute neuve"
    return {f"tag:{RESEAU.autorite_flux}:{i}": titre for i, titre in recus.items()}


# --- Le serveur -------------------------------------------------------------------------------------------------------


class Serveur(ThreadingHTTPServer):
    """Sert la publication du moment, avec une étiquette (ETag) comme un hébergeur de pages."""

    fichiers: dict[str, bytes] = {}  # noqa: RUF012 (remplacé à chaque publication)

    def adresse(self, chemin: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{chemin}"


class Reponse(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        octets = self.server.fichiers.get(self.path.lstrip("/"))
        if octets is None:
            self.send_error(404)
            return
        etiquette = f'"{hashlib.sha256(octets).hexdigest()}"'
        connue = self.headers.get("If-None-Match") == etiquette
        self.send_response(304 if connue else 200)
        self.send_header("ETag", etiquette)
        if connue:
            self.end_headers()
            return
        self.send_header("Content-Type", f"application/{self.path.rpartition('.')[2]}+xml")
        self.send_header("Content-Length", str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, *arguments: object) -> None:
        """Se tait."""


@pytest.fixture
def serveur(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serveur]:
    for nom in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(nom, "127.0.0.1")
    with Serveur(("127.0.0.1", 0), Reponse) as service:
        Thread(target=service.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield service
        service.shutdown()


# --- Les lecteurs : chacun garde sa mémoire dans ``dossier`` d'une lecture à l'autre ------------------------------------


def lire_par_reader(dossier: Path, adresse: str) -> list[Article]:
    with make_reader(str(dossier / "reader.sqlite")) as lecteur:
        lecteur.add_feed(adresse, exist_ok=True)
        lecteur.update_feed(adresse)
        return [Article(e.id, e.title, e.get_content().value) for e in lecteur.get_entries()]


def lire_par_newsboat(dossier: Path, adresse: str) -> list[Article]:
    (dossier / "urls").write_text(f"{adresse}\n")
    (dossier / "config").touch()
    fichiers = [valeur for o, nom in (("-u", "urls"), ("-C", "config"), ("-c", "cache.db")) for valeur in (o, nom)]
    lancer(dossier, "newsboat", *fichiers, "-x", "reload")
    with sqlite3.connect(dossier / "cache.db") as cache:
        return [
            Article(*ligne) for ligne in cache.execute("SELECT guid, title, content FROM rss_item WHERE deleted = 0")
        ]


def lire_par_sfeed(dossier: Path, adresse: str) -> list[Article]:
    (dossier / "sfeedrc").write_text(f'sfeedpath="{dossier}/feeds"\nfeeds() {{ feed "flux" "{adresse}"; }}\n')
    lancer(dossier, "sfeed_update", "./sfeedrc")
    lignes = (dossier / "feeds/flux").read_text("utf-8").splitlines()
    return [Article(champs[5], champs[1], champs[3]) for champs in (ligne.split("\t") for ligne in lignes)]


def lancer(dossier: Path, *commande: str) -> None:
    env = {**os.environ, "HOME": str(dossier), "TMPDIR": str(dossier), "LC_ALL": "C.UTF-8"}
    resultat = subprocess.run(
        commande,
        cwd=dossier,
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr


LIRE: dict[str, Callable[[Path, str], list[Article]]] = {
    "reader": lire_par_reader,
    "newsboat": lire_par_newsboat,
    "sfeed": lire_par_sfeed,
}
COMMANDES = {"reader": (), "newsboat": ("newsboat",), "sfeed": ("sfeed", "sfeed_update", "curl")}


def exiger(lecteur: str) -> None:
    """Saute le contrôle si le lecteur n'est pas installé ; sous ``RECETTE=1``, c'est un échec."""
    absentes = [commande for commande in COMMANDES[lecteur] if not shutil.which(commande)]
    if absentes:
        raison = f"{', '.join(absentes)} : absent de la machine (apt-get install newsboat sfeed curl)"
        if os.environ.get("RECETTE") == "1":
            pytest.fail(raison)
        pytest.skip(raison)


@pytest.fixture(params=LECTEURS)
def lire(request: pytest.FixtureRequest, serveur: Serveur, tmp_path: Path) -> Callable[[dict[str, bytes], str], list]:
    """Rend la fonction qui sert une publication et rend ce que le lecteur garde du flux demandé."""
    exiger(request.param)

    def lire(publication: dict[str, bytes], chemin: str) -> list[Article]:
        serveur.fichiers = publication
        return LIRE[request.param](tmp_path, serveur.adresse(chemin))

    return lire


# --- Les contrôles ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chemin", FLUX)
def test_ni_double_ni_perdu(lire: Callable, publications: list[dict[str, bytes]], chemin: str) -> None:
    """Après chaque publication, l'abonné a chaque article une fois, sous le titre déjà reçu."""
    for rang, publication in enumerate(publications):
        recus = [(a.id, a.titre) for a in lire(publication, chemin)]
        assert sorted(recus) == sorted(attendus(chemin, rang).items()), PUBLICATIONS[rang]


@pytest.mark.parametrize("lire", ["reader", "newsboat"], indirect=True)
@pytest.mark.parametrize("chemin", ["flux/veille.rss", "flux/veille.atom"])
def test_la_correction_est_lue(lire: Callable, publications: list[dict[str, bytes]], chemin: str) -> None:
    """Une correction remplace le texte de l'article, chez qui avait lu l'ancien (sfeed, lui, garde toujours le premier)."""
    for publication in publications[: PUBLICATIONS.index("une correction") + 1]:
        articles = lire(publication, chemin)
    assert [a.id.rpartition("/")[2] for a in articles if CORRECTION in a.contenu] == ["2026-11-20-essai"]


@pytest.mark.parametrize("chemin", FLUX)
def test_relire_sans_rien_de_neuf(lire: Callable, publications: list[dict[str, bytes]], chemin: str) -> None:
    """Une lecture de plus, sans publication, ne change rien."""
    avant = lire(publications[0], chemin)
    assert sorted(lire(publications[0], chemin)) == sorted(avant)


def test_le_registre_evite_un_double(modele_de_projet: Path, serveur: Serveur, tmp_path: Path) -> None:
    """Le témoin : sans registre, un titre changé est un second article pour sfeed. C'est ce que les autres guettent."""
    exiger("sfeed")
    racine = tmp_path / "projet"
    shutil.copytree(modele_de_projet, racine)
    serveur.fichiers = publier(racine, "2026-11-25", enregistrer=False)
    lire_par_sfeed(tmp_path, serveur.adresse("flux/veille.rss"))
    retitrer(racine)
    serveur.fichiers = publier(racine, "2026-11-26", enregistrer=False)
    articles = lire_par_sfeed(tmp_path, serveur.adresse("flux/veille.rss"))
    assert len(articles) == 2 and len({a.id for a in articles}) == 1
