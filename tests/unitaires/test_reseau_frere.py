"""« base reseau » : un dossier prêt pour sa forge, ou une phrase et rien d'écrit ; et ce qu'un dossier mal parti reçoit de toute commande."""

import json
import re
import shutil
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import SimpleNamespace

import pytest

from macros.__main__ import main
from macros.base import typage
from macros.commandes.reseau import roue as module
from macros.commandes.reseau.commande import MODELES
from macros.commandes.reseau.roue import roue_d_ici
from tests import invente
from tests.donnees import ecrire_les_donnees
from tests.fabrique.donnees import donnees_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.questions import fiches_de
from tests.fabrique.reperes import RACINE, SITE_URL, epoque
from tests.petit.projet import changer

VERSION = version("base-achats")
EMPREINTE = "0123456789abcdef" * 4
NOM_DE_ROUE = f"base_achats-{VERSION}-py3-none-any.whl"
ROUE = f"https://exemple.test/{NOM_DE_ROUE}#sha256={EMPREINTE}"
LIGNE = f"base-achats @ {ROUE}\n"
OPTIONS = {
    "nom": "Réseau voisin", "region": "Bretagne", "departements": "09,31", "couleurs": "#5b2a86,#ffd166", "contact": "contact@voisin.test",
    "autorite": "voisin.test,2027", "forge": "github", "roue": ROUE,
}  # fmt: skip


@pytest.fixture
def ici(projet_invente: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rend une copie du réseau inventé, où se lancent les commandes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoque(invente.JOUR))
    monkeypatch.setenv("SITE_URL", SITE_URL)
    racine = Path(shutil.copytree(projet_invente, tmp_path / "ici"))
    monkeypatch.chdir(racine)
    return racine


def ecrire(**autres: str | None) -> int:
    options = {**OPTIONS, **autres}
    return main(["reseau", "../frere", *(x for nom, v in options.items() if v is not None for x in (f"--{nom}", v))])


@pytest.mark.parametrize(
    ("forge", "pipeline"),
    [
        ("github", {".github/workflows/controle.yml", ".github/workflows/publication.yml", ".github/CODEOWNERS"}),
        ("gitlab", {".gitlab-ci.yml", ".gitlab/CODEOWNERS"}),
        ("forgejo", {".forgejo/workflows/controle.yml", ".forgejo/workflows/publication.yml"}),
    ],
)
def test_un_dossier_pret(
    ici: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], forge: str, pipeline: set[str]
) -> None:
    """Le contenu commun, l'identité, le moteur, le pipeline ; il se contrôle et s'essaie. Rien de l'autre réseau, aucun code."""
    (ici.parent / "frere").mkdir()
    clause = ici / "data/clauses/contenants-reemployables-repas.yml"
    relue = "relectures: [{le: 2026-11-20, comme: juriste, avis: Rien à réparer.}]\nrelu_par: Juriste d’essai"
    changer(clause, ("relu_par: null", relue))
    ici_relue = fiches_de(base_saine(ici), "clauses")[clause.stem].contenu
    assert ici_relue.relu_par and ici_relue.relectures
    assert ecrire(forge=forge) == 0, capsys.readouterr().out
    frere = ici.parent / "frere"
    fichiers = {str(f.relative_to(frere)) for f in frere.rglob("*") if f.is_file()}
    communs = {str(f.relative_to(ici)) for d in ("data", "docs") for f in (ici / d).rglob("*") if f.is_file()}
    propres = {f for f in communs if f.startswith("data/reseau/")}
    siens = {".gitignore", "README.md", "mkdocs.yml", "requirements.txt", "data/reseau/identite.yml"}
    assert fichiers == communs - propres | siens | pipeline
    assert (frere / "requirements.txt").read_text("utf-8") == LIGNE
    assert "resocc" not in (frere / "mkdocs.yml").read_text("utf-8")
    assert "$" not in (frere / "README.md").read_text("utf-8")
    ailleurs = fiches_de(base_saine(frere), "clauses")[clause.stem].contenu
    rendues = {"relu_par": None, "relectures": [], "reprise_de": ailleurs.reprise_de}
    assert ailleurs == ici_relue.model_copy(update=rendues)
    origine = ailleurs.reprise_de
    assert (origine.relu_par, origine.relectures) == (ici_relue.relu_par, ici_relue.relectures)
    ecrire_les_donnees(donnees_de(base_saine(ici), nom=origine.reseau), ici.parent / "recu")
    monkeypatch.chdir(frere)
    assert (main(["verifier"]), main(["essayer"])) == (0, 0), capsys.readouterr().out
    assert "0 erreur(s), 0 alerte(s)" in capsys.readouterr().out
    assert main(["reprendre", "../recu"]) == 0
    suivies = r"\A0 créée\(s\), 0 mise\(s\) à jour, \d+ identique\(s\), 0 en conflit, 0 refus\.\n\Z"
    assert re.match(suivies, capsys.readouterr().out), "le frère suit tout ce qu'il tient d'ici"
    assert list(ici.parent.glob(".construction-*")) == []


def test_les_actions_sont_celles_du_depot() -> None:
    """Une version relevée ici l'est aussi chez les réseaux frères."""

    def actions(dossier: Path) -> set[str]:
        lignes = (ligne for f in dossier.rglob("*.yml") for ligne in f.read_text("utf-8").split("\n"))
        return {ligne.partition("uses: ")[2] for ligne in lignes if "uses: " in ligne}

    assert actions(MODELES) and actions(MODELES) <= actions(RACINE / ".github")


REFUS = {
    "plein": ({}, 2, "« ../frere » n'est pas vide. → Donnez un dossier neuf."),
    "sans adresse": ({}, 2, "Rien n'est écrit. https://base.resocc.example/ : cette adresse n'existe pas. → Fixez SITE_URL"),
    "adresse en clair": ({}, 2, "Rien n'est écrit. http://exemple.test/ : seules les adresses https sont admises. → Fixez SITE_URL"),
    "sans roue": ({"roue": None}, 2, "Rien ne dit quel moteur ce réseau installera"),
    "roue sans empreinte": ({"roue": ROUE.partition("#")[0]}, 2, "n'est pas l'adresse d'une roue. → https://…"),
    "une couleur": ({"couleurs": "#5b2a86"}, 2, "« #5b2a86 » n'est pas deux couleurs. → Marque, puis accent"),
    "forge inconnue": ({"forge": "svn"}, 2, "« svn » n'est pas admis pour --forge. Admis : github, gitlab, forgejo."),
    "sans nom": ({"nom": None}, 2, "Il manque --nom."),
    "couleur illisible": ({"couleurs": "#eeeeee,#ffd166"}, 1, "data/reseau/identite.yml:6:3: couleur-illisible"),
    "departement inconnu": ({"departements": "9,31"}, 1, "data/reseau/identite.yml:4:16: valeur-inconnue: « 9 » n'est pas"),
    "contact": ({"contact": "voisin.test"}, 1, "data/reseau/identite.yml:8:1: forme-incorrecte"),
    "autre version": ({"roue": ROUE.replace(VERSION, "2020.1")}, 1, "requirements.txt:1:1: exigence: le réseau demande"),
    "contenu en faute": ({}, 1, "data/clauses/nettoyage-sans-rejet.yml:"),
}  # fmt: skip


@pytest.mark.parametrize("nom", REFUS)
def test_un_refus_n_ecrit_rien(
    ici: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], nom: str
) -> None:
    autres, code, phrase = REFUS[nom]
    frere = ici.parent / "frere"
    if nom == "sans adresse":
        monkeypatch.delenv("SITE_URL")
    if nom == "adresse en clair":
        monkeypatch.setenv("SITE_URL", "http://exemple.test/")
    if nom == "plein":
        (frere / "reste").mkdir(parents=True)
    if nom == "contenu en faute":
        (ici / "data/clauses/nettoyage-sans-rejet.yml").write_text("titre: [", "utf-8")
    avant = list(frere.iterdir()) if frere.exists() else None
    try:
        assert ecrire(**autres) == code
    except SystemExit as sortie:
        assert sortie.code == code
    dit = capsys.readouterr()
    assert phrase in dit.out + dit.err
    assert (list(frere.iterdir()) if frere.exists() else None) == avant


@pytest.mark.parametrize(
    ("origine", "depot", "attendu"),
    [
        (f"https://x.test/{NOM_DE_ROUE}", "https://depot.resocc.example/base", f"https://x.test/{NOM_DE_ROUE}"),
        ("file:///a.whl", "https://github.com/a/b", f"https://github.com/a/b/releases/download/v{VERSION}/{NOM_DE_ROUE}"),
        ("file:///a.whl", "https://gitlab.com/a/b/", f"https://gitlab.com/a/b/-/releases/v{VERSION}/downloads/{NOM_DE_ROUE}"),
        ("file:///a.whl", "https://codeberg.org/a/b", f"https://codeberg.org/a/b/releases/download/v{VERSION}/{NOM_DE_ROUE}"),
        ("file:///a.whl", "https://depot.resocc.example/base", ""),
        ("dossier", "https://github.com/a/b", ""),
        ("", "https://github.com/a/b", ""),
        (None, "https://github.com/a/b", ""),
    ],
)  # fmt: skip
def test_la_roue_qui_tourne_dit_son_adresse(
    ici: Path, monkeypatch: pytest.MonkeyPatch, origine: str | None, depot: str, attendu: str
) -> None:
    """Sans empreinte (le moteur tourne de son dépôt) ou sans adresse, rien : la commande la demande."""
    dit = {"url": origine, "archive_info": {"hashes": {"sha256": EMPREINTE}} if origine != "dossier" else {}}

    def distribution(_: str) -> SimpleNamespace:
        if origine is None:
            raise PackageNotFoundError
        return SimpleNamespace(version=VERSION, read_text=lambda _: json.dumps(dit) if origine else None)

    monkeypatch.setattr(module, "distribution", distribution)
    monkeypatch.setenv("REPO_URL", depot)
    assert roue_d_ici(ici) == (f"{attendu}#sha256={EMPREINTE}" if attendu else "")


def remplacer(avant: str, apres: str) -> Callable[[Path], None]:
    def casser(racine: Path) -> None:
        texte = (racine / "mkdocs.yml").read_text("utf-8")
        (racine / "mkdocs.yml").write_text(texte.replace(avant, apres, 1), "utf-8")

    return casser


MAL_PARTIS: dict[str, tuple[Callable[[Path], object], str]] = {
    "sans docs": (lambda r: shutil.rmtree(r / "docs"), "docs:1:1: dossier-absent: il n'y a pas de dossier docs/ ici"),
    "sans data": (lambda r: shutil.rmtree(r / "data"), "data:1:1: dossier-absent: il n'y a pas de dossier data/ ici"),
    "sans reglage": (lambda r: (r / "mkdocs.yml").unlink(), "mkdocs.yml:1:1: fichier-absent: ce fichier manque"),
    "reglage inconnu": (remplacer("theme:", "use_directory_urls: false\ntheme:"), "champ-inconnu: le champ « use_directory_urls »"),
    "autre theme": (remplacer("name: material", "name: readthedocs"), "reglage-change: le thème n'est pas celui du moteur"),
    "crochet": (remplacer("theme:", "hooks: [docs/x.py]\ntheme:"), "champ-inconnu: le champ « hooks »"),
    "extension": (remplacer("theme:", "markdown_extensions: [toc]\ntheme:"), "champ-inconnu: le champ « markdown_extensions »"),
    "macros.py": (lambda r: (r / "macros.py").touch(), "fichier-inattendu: « macros.py » passerait pour le moteur"),
    "autre version": (
        lambda r: (r / "requirements.txt").write_text(LIGNE.replace(VERSION, "2020.1")),
        f"requirements.txt:1:1: exigence: le réseau demande le moteur 2020.1, et c'est le {VERSION} qui tourne\n    → Installez celui",
    ),
    "nom nu": (
        lambda r: (r / "requirements.txt").write_text("# le moteur\nbase-achats==2020.1\n"),
        "requirements.txt:2:1: exigence: « base-achats==2020.1 » n'est pas la ligne du moteur\n    → Écrivez une seule ligne",
    ),
    "deux lignes": (lambda r: (r / "requirements.txt").write_text(f"{LIGNE}requests\n"), "requirements.txt:1:1: exigence:"),
}  # fmt: skip
"""Ce qui ne va pas dans un dossier → ce que toute commande en dit."""


@pytest.mark.parametrize("nom", MAL_PARTIS)
def test_un_dossier_mal_parti_se_dit_et_rien_ne_se_construit(
    ici: Path, capsys: pytest.CaptureFixture[str], nom: str
) -> None:
    casser, phrase = MAL_PARTIS[nom]
    casser(ici)
    assert main(["verifier"]) == 1
    dit = capsys.readouterr().out
    assert phrase in dit and " lues : 1 erreur(s)" in dit, dit
    with pytest.raises(SystemExit):
        main(["construire", "../site"])
    assert phrase in capsys.readouterr().out and not (ici.parent / "site").exists()


def test_la_ligne_du_moteur_qui_tourne_passe(ici: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ici / "requirements.txt").write_text(f"# Le moteur.\n{LIGNE}", "utf-8")
    assert main(["verifier"]) == 0, capsys.readouterr().out


def test_une_fiche_plus_neuve_que_le_moteur_dit_d_en_changer(
    ici: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(typage, "installe", lambda: True)
    fiche = ici / "data/lexique/ccap.yml"
    fiche.write_text(f"{fiche.read_text('utf-8')}champ_neuf: oui\n", "utf-8")
    assert main(["verifier", "data/lexique/ccap.yml"]) == 1
    assert "l'écrit, montez la version du moteur dans requirements.txt." in capsys.readouterr().out
