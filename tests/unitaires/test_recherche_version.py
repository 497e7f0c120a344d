"""L'index change de version avec son contenu, et seulement alors."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from macros.sorties.recherche.index import Index
from tests.fabrique.lecture import lire as lire_base
from tests.fabrique.recherche import index_de as index_de_base
from tests.fabrique.reperes import RACINE
from tests.petit.projet import changer
from tests.unitaires.conftest import document, indexer, lire

CLAUSE = "data/clauses/temoin.yml"
EMPREINTE = """
import hashlib
import sys
from pathlib import Path
from tests.fabrique.lecture import lire
from tests.fabrique.recherche import index_de
index = index_de(lire(Path(sys.argv[1]))[0])
print(hashlib.sha256(b"".join(c.encode() + o for c, o in index.fichiers.items())).hexdigest())
"""


def index_de(projet: Path) -> Index:
    base, anomalies = lire_base(projet)
    assert not anomalies
    return index_de_base(base)


@pytest.fixture
def publie(projet: Path) -> Path:
    """Rend le petit projet, sa clause publiée."""
    changer(projet / CLAUSE, ("statut: brouillon", "statut: publie"))
    return projet


def test_la_version_est_celle_du_contenu(publie: Path) -> None:
    avant = index_de(publie)
    assert index_de(publie).fichiers == avant.fichiers and re.fullmatch("recherche/[0-9a-f]{12}/", avant.dossier)
    changer(publie / CLAUSE, ("verifie_le: 2026-11-24", "verifie_le: 2026-11-25"))
    assert index_de(publie).fichiers == avant.fichiers, "rien de ce qui se cherche n'a changé"
    changer(publie / CLAUSE, ("clause d’essai obtient", "mots d’achateur"))
    assert index_de(publie).dossier != avant.dossier
    changer(publie / CLAUSE, ("mots d’achateur", "clause d’essai obtient"))
    assert index_de(publie).dossier == avant.dossier


def test_un_seul_signe_d_un_seul_fichier_change_la_version() -> None:
    """Le point n'est dans aucun mot : seul le titre affiché change."""
    sans, avec = (indexer([document("a", titre=t, texte="le texte")]) for t in ("Un titre", "Un titre."))
    changes = [c for c in (c.removeprefix(sans.dossier) for c in sans.fichiers) if lire(sans, c) != lire(avec, c)]
    assert changes == ["fiches/0.json"] and sans.dossier != avec.dossier


def test_les_memes_octets_quel_que_soit_le_hachage(projet: Path) -> None:
    """Deux autres processus, deux ordres d'ensembles."""
    lances = [
        subprocess.Popen(
            [sys.executable, "-c", EMPREINTE, str(projet)],
            cwd=RACINE,
            env={**os.environ, "PYTHONHASHSEED": g},
            stdout=subprocess.PIPE,
        )
        for g in ("1", "20261125")
    ]
    empreintes = {p.communicate()[0].decode().strip() for p in lances}
    assert len(empreintes) == 1 and all(len(e) == 64 for e in empreintes)
