"""Huit publications de suite, suivies par trois vrais lecteurs : une table des doubles et des pertes.

``reader`` (Python) est toujours là ; ``newsboat`` et ``sfeed`` sont des paquets du système : sans eux le contrôle est
sauté, sauf sous ``RECETTE=1``, où leur absence est un échec.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from reader import make_reader

from tests.petit.projet import changer
from tests.serveur import Reponse, a_l_ecoute
from tests.site.publications import (
    ANCIENNE,
    CHANGEMENT,
    CLAUSE,
    CORRECTION,
    CORRIGEE,
    FLUX,
    NEUVE,
    PUBLICATIONS,
    RENOMMEE,
    attendus,
    entree,
    publier,
)

LECTEURS = ("reader", "newsboat", "sfeed")
DOUBLES = {"sfeed": {"un titre corrigé": 1, "une fiche renommée": 1}}
"""Lecteur → publication → articles qu'il double : ``sfeed`` reconnaît un article à son titre et à son lien aussi."""


class Article(NamedTuple):
    """Un article tel qu'un lecteur le garde."""

    id: str
    titre: str
    contenu: str


@pytest.fixture(scope="module")
def depart(modele_de_projet: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend le petit projet, avec trois entrées de veille et une clause publiée."""
    racine = tmp_path_factory.mktemp("lecteurs") / "projet"
    shutil.copytree(modele_de_projet, racine)
    for jour, nom in (("2026-11-18", "ancienne"), ("2026-10-06", "octobre")):
        entree(racine, jour, nom, f"nouvelle, dite {nom}")
    changer(racine / CLAUSE, ("statut: brouillon", "statut: publie"))
    return racine


@pytest.fixture(scope="module")
def publications(depart: Path) -> list[dict[str, bytes]]:
    """Rend les flux de huit publications de suite ; chacune reçoit le registre de celle d'avant."""
    publiees = [publier(depart, "2026-11-25")]
    entree(depart, "2026-11-24", "neuve", "nouvelle toute neuve")
    publiees.append(publier(depart, "2026-11-26"))
    changer(depart / CORRIGEE, ("Un paragraphe d’exemple", f"{CORRECTION} Un paragraphe d’exemple"))
    for chemin, phrases in ((CLAUSE, ", phrases: []"), (ANCIENNE, "")):
        dit = f"changements: [{{le: 2026-11-27, quoi: {CHANGEMENT}{phrases}}}]\npublie_le:"
        changer(depart / chemin, ("publie_le:", dit))
    publiees.append(publier(depart, "2026-11-27"))
    changer(depart / CORRIGEE, ("titre: Une nouvelle d’essai", "titre: Une nouvelle au titre corrigé"))
    publiees.append(publier(depart, "2026-11-28"))
    changer(depart / CORRIGEE, ("publie_le:", "anciens_noms: [2026-11-20-essai]\npublie_le:"))
    (depart / CORRIGEE).rename(depart / RENOMMEE)
    publiees.append(publier(depart, "2026-11-29"))
    changer(depart / NEUVE, ("publie_le:", "retrait: Publiée deux fois, sous deux noms.\npublie_le:"))
    publiees.append(publier(depart, "2026-11-30"))
    entree(depart, "2026-10-12", "tardive", "nouvelle tardive", publie_le="2026-12-01")
    publiees += [publier(depart, jour) for jour in ("2026-12-01", "2026-12-02")]
    return publiees


class Serveur(ThreadingHTTPServer):
    """Sert la publication du moment, avec une étiquette (ETag) comme un hébergeur de pages."""

    fichiers: dict[str, bytes] = {}  # noqa: RUF012 (remplacé à chaque publication)

    def adresse(self, chemin: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{chemin}"


class Flux(Reponse):
    def do_GET(self) -> None:
        octets = self.server.fichiers.get(self.path.lstrip("/"))
        if octets is None:
            self.send_error(404)
            return
        etiquette = f'"{hashlib.sha256(octets).hexdigest()}"'
        if self.headers.get("If-None-Match") == etiquette:
            self.rendre(304, ETag=etiquette, Content_Length=str(len(octets)))
        else:
            self.rendre(200, octets, ETag=etiquette, Content_Type=f"application/{self.path.rpartition('.')[2]}+xml")


@pytest.fixture
def serveur(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serveur]:
    for nom in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(nom, "127.0.0.1")
    with a_l_ecoute(Serveur(("127.0.0.1", 0), Flux)) as service:
        yield service


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
def lecteur(request: pytest.FixtureRequest) -> str:
    """Rend le nom d'un lecteur installé."""
    exiger(request.param)
    return request.param


@pytest.fixture
def lire(lecteur: str, serveur: Serveur, tmp_path: Path) -> Callable[[dict[str, bytes], str], list[Article]]:
    """Rend la fonction qui sert une publication et rend ce que le lecteur garde du flux demandé."""

    def lire(publication: dict[str, bytes], chemin: str) -> list[Article]:
        serveur.fichiers = publication
        return LIRE[lecteur](tmp_path, serveur.adresse(chemin))

    return lire


@pytest.mark.parametrize("chemin", FLUX)
def test_ni_double_ni_perdu(
    lecteur: str, lire: Callable, publications: list[dict[str, bytes]], chemin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Après chaque publication, l'abonné a chaque article une fois ; la table dit les doubles et les pertes."""
    table, connus = {}, 0
    for rang, nom in enumerate(PUBLICATIONS):
        dus, recus = attendus(chemin, rang), Counter(a.id for a in lire(publications[rang], chemin))
        doubles = sum(recus.values()) - len(recus)
        table[nom] = (doubles - connus, len(dus.keys() - recus.keys()), len(recus.keys() - dus.keys()))
        connus = doubles
    with capsys.disabled():
        print(f"\n{lecteur}, {chemin} : doubles, perdus, en trop")
        print("".join(f"  {nom:<45}{d:>4}{p:>4}{t:>4}\n" for nom, (d, p, t) in table.items()), end="")
    prevus = DOUBLES.get(lecteur, {}) if chemin.startswith("flux/veille") else {}
    assert table == {nom: (prevus.get(nom, 0), 0, 0) for nom in PUBLICATIONS}


@pytest.mark.parametrize("lecteur", ["reader", "newsboat"], indirect=True)
@pytest.mark.parametrize("chemin", FLUX)
def test_le_titre_corrige_remplace_l_ancien(lire: Callable, publications: list[dict[str, bytes]], chemin: str) -> None:
    for publication in publications:
        recus = {a.id: a.titre for a in lire(publication, chemin)}
    assert recus == attendus(chemin, len(PUBLICATIONS) - 1)


@pytest.mark.parametrize("lecteur", ["reader", "newsboat"], indirect=True)
@pytest.mark.parametrize("chemin", ["flux/veille.rss", "flux/veille.atom"])
def test_la_correction_est_lue(lire: Callable, publications: list[dict[str, bytes]], chemin: str) -> None:
    """Une correction de forme n'alerte personne, et remplace le texte de l'article (sfeed garde toujours le premier)."""
    for publication in publications[:3]:
        articles = lire(publication, chemin)
    assert [a.id.rpartition("/")[2] for a in articles if CORRECTION in a.contenu] == ["2026-11-20-essai"]


@pytest.mark.parametrize("chemin", FLUX)
def test_un_changement_se_lit_chez_tous(lire: Callable, publications: list[dict[str, bytes]], chemin: str) -> None:
    """Un article neuf : même le lecteur qui ne remplace jamais un article reçoit la phrase."""
    for publication in publications[:3]:
        articles = lire(publication, chemin)
    assert [a.id.rpartition("/")[2] for a in articles if CHANGEMENT in a.contenu] == ["2026-11-27"]
