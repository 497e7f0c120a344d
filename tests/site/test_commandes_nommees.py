"""Chaque commande que le README, CONTRIBUTING et « Publier » nomment se lance : celle que sa règle de make exécute, en petit."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import pytest

from macros.base.base import Base
from tests.conftest import EPOQUE_DU_SITE
from tests.donnees import ecrire_les_donnees
from tests.fabrique.donnees import donnees_de
from tests.fabrique.legi import code
from tests.fabrique.reperes import RACINE, SITE_URL
from tests.libreoffice import RECETTE

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/contribuer/publier.md", "docs/contribuer/reseau.md")
CODE = re.compile(r"`([^`\n]+)`")
CIBLES = re.compile(r"\bmake ((?:[a-z-]+ ?)+)")
COMMANDE = re.compile(r"^(?:\.venv/bin/)?base ([a-z]+)")
RECETTE_DE_MAKE = re.compile(
    r"^((?:[A-Z]+=\S+ )?)\.venv/bin/(base .*|python -m (?:pytest|tests\.bench\S*)(?: .*)?)$", re.M
)
ROUE = f"https://a.test/base_achats-{version('base-achats')}-py3-none-any.whl#sha256={'0' * 64}"
FRERE = (
    "../frere --nom Voisin --region Bretagne --departements 09,31 --couleurs #5b2a86,#ffd166 --contact a@b.test"
    f" --autorite b.test,2027 --forge gitlab --roue {ROUE}"
)
RECU = (
    "chemin: docs/bonnes-pratiques/recenser-ses-achats.md\nchamp: titre\navant: Recenser ses achats et cibler\n"
    "apres: Recenser ses achats, puis cibler\n"
)
UN_ESSAI = ("tests/unitaires/test_plan.py", "--numprocesses=0")


@dataclass(frozen=True)
class Essai:
    """Ce qu'une commande reçoit de plus pour être petite, et ce qu'elle répond."""

    plus: tuple[str, ...] = ()
    dit: str = ""
    variables: tuple[str, ...] = ()
    """Ce que make reçoit."""
    code: int = 0
    env: dict[str, str] = field(default_factory=dict)
    ici: bool = False
    """Vrai : lancée dans ce dépôt, et non dans le réseau inventé."""
    long: bool = False
    """Vrai : ``make recette`` seul la lance."""


LANCEES = {  # dans l'ordre : la fiche vierge, en dernier, ne passe pas le contrôle
    "make verifier": Essai(dit="0 erreur(s)"),
    "make schemas": Essai(dit="est à jour"),
    "make ranger": Essai(dit="fiche(s) rangée(s)"),
    "make site": Essai(dit="site/ est à jour"),
    "make apercu": Essai(),
    "make registre": Essai(dit="est injoignable", code=3),
    "make liens": Essai(dit="1 adresses : 0 pages qui ne sont plus"),
    "make test": Essai(UN_ESSAI, ici=True),
    "make essais": Essai(UN_ESSAI, ici=True),
    "make contenu": Essai(dit="0 erreur(s)"),
    "make recette": Essai(UN_ESSAI, ici=True),
    "make bench": Essai(("1", "--projet"), "Material seul", ici=True, long=True),
    "make bench-recherche": Essai(("--tailles", "30", "--projet"), "Pagefind", ici=True, long=True),
    "changements": Essai(("site", "apercu"), "## Ce que cette demande change du site"),
    "exporter": Essai(("sortie",), "clauses.json", env={"SITE_URL": SITE_URL}),
    "reprendre": Essai(("recu", "clauses"), "identique(s), 0 en conflit, 0 refus"),
    "droit": Essai(("relever", "code.md", "releve.json"), "1 rédaction(s) suivie(s), au 2026-08-21"),
    "relecture": Essai(("preparer", "a-relire", "contenants-reemployables-repas"), "1 clause(s) à relire"),
    "reseau": Essai((*FRERE.split(),), "est prêt", env={"SITE_URL": SITE_URL}),
    "verifier": Essai(("data/clauses/contenants-reemployables-repas.yml",), "1 fichier(s) contrôlé(s)"),
    "recevoir": Essai(("recu.txt",), "votre correction est posée"),
    "renommer": Essai(("bonne-pratique", "rencontrer-les-entreprises", "methode-renommee"), "s'appelle maintenant"),
    "retirer": Essai(("bonne-pratique", "methode-renommee", "Elle n’avait servi à rien."), "est retirée"),
    "make nouveau": Essai(dit="data/clauses/mon-sujet.yml", variables=("GENRE=clause", "NOM=mon-sujet")),
}
AILLEURS = {
    "make serve": ("tests/site/test_service.py", '"-m", "macros", "servir"'),
    "make roue": ("tests/site/test_roue.py", '"hatchling", "build"'),
}
"""Ce qu'un autre essai lance → son fichier, et ce qu'il y écrit."""
PAR_MAKE = {
    "servir": "make serve",
    "publier": "make site",
    "essayer": "make contenu",
    **{nom: f"make {nom}" for nom in ("nouveau", "schemas", "ranger", "registre", "liens")},
}
"""La commande d'un réseau frère → celle du dépôt qui la lance, éprouvée à sa place."""


def nommees() -> set[str]:
    """Rend les commandes que ces documents nomment entre accents graves, sans leurs options."""
    codes = [code for document in DOCUMENTS for code in CODE.findall((RACINE / document).read_text("utf-8"))]
    cibles = {f"make {cible}" for code in codes for dites in CIBLES.findall(code) for cible in dites.split()}
    return cibles | {nom for code in codes for nom in COMMANDE.findall(code)}


def recette(cible: str, variables: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Rend ce que make lancerait en premier : son environnement, et les arguments de Python."""
    make = ["make", "--dry-run", cible, *variables]
    dit = subprocess.run(make, cwd=RACINE, capture_output=True, text=True, check=True).stdout
    avant, commande = RECETTE_DE_MAKE.findall(dit)[0]
    programme, *arguments = shlex.split(commande)
    return dict(c.split("=") for c in avant.split()), ["-m", "macros", *arguments] if programme == "base" else arguments


def test_ces_documents_ne_nomment_que_ce_qui_se_lance() -> None:
    assert nommees() == {*LANCEES, *AILLEURS, *PAR_MAKE}
    for nom, cible in PAR_MAKE.items():
        dit = subprocess.run(["make", "--dry-run", *cible.split()[1:]], cwd=RACINE, capture_output=True, text=True)
        assert f"base {nom}" in dit.stdout, cible
    for fichier, ecrit in AILLEURS.values():
        assert ecrit in (RACINE / fichier).read_text("utf-8")


@pytest.fixture(scope="module")
def invente(projet_invente: Path, base_inventee: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rend une copie du réseau inventé, que ces commandes se passent, de quoi reprendre, et de quoi recevoir."""
    racine = Path(shutil.copytree(projet_invente, tmp_path_factory.mktemp("readme") / "p", symlinks=True))
    code(racine / "code.md", "2026-08-21", {"L2112-2": "Texte."})
    ecrire_les_donnees(donnees_de(base_inventee), racine / "recu")
    (racine / "recu.txt").write_text(RECU, "utf-8")
    return racine


@pytest.mark.parametrize("nom", LANCEES)
def test_une_commande_nommee_se_lance(
    invente: Path, projet_invente: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nom: str
) -> None:
    essai = LANCEES[nom]
    if essai.long and not RECETTE:
        pytest.skip("mesure longue : make recette")
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        ferme = f"https://127.0.0.1:{prise.getsockname()[1]}/"
    cible = nom.removeprefix("make ")
    env, arguments = ({}, ["-m", "macros", nom]) if cible == nom else recette(cible, essai.variables)
    dossier = RACINE if essai.ici else invente
    plus = [*essai.plus, str(projet_invente)] if essai.plus[-1:] == ("--projet",) else [*essai.plus]
    if "pytest" in arguments:
        assert all((RACINE / a).is_dir() for a in arguments[2:] if not a.startswith("-"))
        arguments = [a for a in arguments if not a.startswith("tests/")]
    if nom == "make registre":
        env["SITE_URL"] = ferme
    if nom == "make liens":
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs/a.md").write_text(f"[Une page]({ferme})\n", "utf-8")
        dossier, env["PYTHONPATH"] = tmp_path, str(RACINE)
    env = {**os.environ, "SOURCE_DATE_EPOCH": EPOQUE_DU_SITE, "no_proxy": "127.0.0.1", **essai.env, **env}
    for variable in ("PREMIERE", "ANCIENNE", "PYTEST_ADDOPTS"):
        env.pop(variable, None)
    vu = subprocess.run(
        [sys.executable, *arguments, *plus], cwd=dossier, env=env, capture_output=True, text=True, check=False
    )
    dit = vu.stdout + vu.stderr
    assert vu.returncode == essai.code and essai.dit in dit and "abandon," not in dit, dit
