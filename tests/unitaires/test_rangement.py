"""Ranger une fiche : l'écriture change, jamais ce qu'elle dit, ni un commentaire."""

import random
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field

from macros.base.forme import ecrire_fiche, forme_de
from macros.base.genre import Genre, Lecture
from macros.base.types import Dates, Modele
from macros.commandes.ranger import commande_ranger, ranger_fiches
from macros.lecture.ecriture import LARGEUR, ecrire
from macros.lecture.rangement import ranger
from macros.lecture.yaml import lire_yaml


class Etape(Modele):
    """Une étape d'une recette inventée."""

    quoi: str
    minutes: int | None = None


class Recette(Dates):
    """Une fiche inventée : un champ de chaque sorte."""

    titre: Annotated[str, "marque"]
    resume: str = ""
    mots: list[str] = Field(default_factory=list)
    groupes: list[list[str]] = Field(default_factory=list)
    etapes: list[Etape] = Field(default_factory=list)
    mesures: dict[str, Etape] = Field(default_factory=dict)
    note: Etape | None = None
    servie: bool = False


FORME = forme_de(Recette)
EN_YAML = Genre("recettes", Recette, "recette", lecture=Lecture("data/recettes"))
EN_MARKDOWN = Genre("plats", Recette, "plat", lecture=Lecture("docs/plats"))
LONGUE = "Une phrase qui dit ce qu’il faut faire, et qui le dit assez longuement pour dépasser une ligne à elle seule, mots compris."


def lue(texte: str) -> Any:
    """Rend les valeurs lues, les blancs des bouts ôtés : le modèle les ôte aussi."""
    valeurs, _, anomalies = lire_yaml(texte, "essai.yml", booleens=frozenset({"servie"}))
    assert anomalies == [], texte
    return nue(valeurs)


def nue(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {cle: nue(v) for cle, v in valeur.items()}
    if isinstance(valeur, list):
        return [nue(v) for v in valeur]
    return valeur.strip(" \n") if isinstance(valeur, str) else valeur


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        # L'ordre du modèle, dates à la fin, et celui d'un modèle dans un autre.
        (
            "verifie_le: 2026-01-02\nnote: {minutes: 5, quoi: Cuire}\npublie_le: 2026-01-01\ntitre: Soupe\n",
            "titre: Soupe\nnote:\n  quoi: Cuire\n  minutes: 5\npublie_le: 2026-01-01\nverifie_le: 2026-01-02\n",
        ),
        # Des noms libres gardent l'ordre de leur auteur ; un champ que le modèle ne connaît pas va à la fin.
        (
            "inconnu: a\nmesures:\n  z: {minutes: 1, quoi: b}\n  a: {quoi: c}\n",
            "mesures:\n  z:\n    quoi: b\n    minutes: 1\n  a:\n    quoi: c\ninconnu: a\n",
        ),
        # Des guillemets s'il en faut, doubles, et pas autrement.
        ('titre: "Une soupe"\n', "titre: Une soupe\n"),
        ("titre: 'L’eau : un bien'\n", 'titre: "L’eau : un bien"\n'),
        ("titre: '{{taux}} au moins'\n", 'titre: "{{taux}} au moins"\n'),
        (
            'mots: [\'09\', "non", "12:30", \'null\', "2026-01-01"]\n',
            'mots: ["09", "non", "12:30", "null", "2026-01-01"]\n',
        ),
        ('mots: ["a, b", "c [d]", "e # f", "g"]\n', 'mots: ["a, b", "c [d]", "e # f", g]\n'),
        ('titre: ""\n', 'titre: ""\n'),
        ("servie: true\n", "servie: true\n"),
        ('mesures:\n  "2": {quoi: a}\n', 'mesures:\n  "2":\n    quoi: a\n'),
        # Une phrase trop longue se plie : une phrase commence une ligne ; ni « L. 2112-2 » ni « art. L2112-2 » n'en finit une.
        (
            f'resume: "{LONGUE} Une autre : la seconde, selon le CCP art. L2112-2 et L. 2112-3."\n',
            "resume: >-\n"
            "  Une phrase qui dit ce qu’il faut faire, et qui le dit assez longuement pour dépasser une ligne à elle seule, mots\n"
            "  compris.\n"
            "  Une autre : la seconde, selon le CCP art. L2112-2 et L. 2112-3.\n",
        ),
        # Un appel reste entier, sans guillemets échappés ; une adresse et une suite de nombres ne se coupent pas.
        ("resume: '{{ seuil(\"a\") }} au plus'\n", 'resume: >-\n  {{ seuil("a") }} au plus\n'),
        (f"resume: https://exemple.fr/{'x' * 150}\n", f"resume: https://exemple.fr/{'x' * 150}\n"),
        (f'resume: "{"12,34 " * 30}56"\n', f"resume: {'12,34 ' * 30}56\n"),
        # Plusieurs lignes : telles quelles. Une seule sous « | » : un texte comme un autre.
        ("resume: |\n  Un.\n\n  - deux\n\n\n", "resume: |\n  Un.\n\n  - deux\n"),
        ('resume: "Un.\\n\\n- deux"\n', "resume: |\n  Un.\n\n  - deux\n"),
        ("resume: |\n  Une ligne : une seule.\n", 'resume: "Une ligne : une seule."\n'),
        # Des mots tiennent entre crochets ; une phrase, ou une liste trop longue, va à la ligne.
        ("mots:\n  - a\n  - b\n", "mots: [a, b]\n"),
        ("mots: [Je finis par un point.]\n", "mots:\n  - Je finis par un point.\n"),
        (f"mots: [{', '.join(['dixlettres'] * 11)}]\n", "mots:\n" + "  - dixlettres\n" * 11),
        ("groupes:\n  - - a\n    - b\n", "groupes:\n  - [a, b]\n"),
        ("mots: []\nmesures: {}\n", "mots: []\nmesures: {}\n"),
        ("etapes: [{minutes: 2.5, quoi: a}]\n", "etapes:\n  - quoi: a\n    minutes: 2.5\n"),
    ],
)
def test_la_forme(avant: str, apres: str) -> None:
    assert ranger(avant, FORME) == apres
    assert ranger(apres, FORME) == apres
    assert lue(avant) == lue(apres)


COMMENTEE = """\
# La tête du fichier reste en tête.
#   Son retrait aussi.

verifie_le: 2026-01-02  # Le jour, au bout de sa ligne.
etapes:  # Au bout d’un nom.

  # Devant la première étape.
  - minutes: 5
    # Devant un champ de l’étape.
    quoi: Cuire
    # À la suite des champs de l’étape.
  - quoi: Servir
resume: |  # Au bout d’un bloc.
  Un # texte, pas un commentaire.
  # Ni ceci.
 # Devant le titre, mal aligné.
titre: "Soupe # du jour"
mots: [
  a,  # Un mot.
  b,
]
# Au pied du fichier.
"""
RANGEE = """\
# La tête du fichier reste en tête.
#   Son retrait aussi.
# Devant le titre, mal aligné.
titre: "Soupe # du jour"
resume: |  # Au bout d’un bloc.
  Un # texte, pas un commentaire.
  # Ni ceci.
mots:
  - a  # Un mot.
  - b
etapes:  # Au bout d’un nom.

  # Devant la première étape.
  # Devant un champ de l’étape.
  - quoi: Cuire
    minutes: 5
    # À la suite des champs de l’étape.
  - quoi: Servir
verifie_le: 2026-01-02  # Le jour, au bout de sa ligne.
# Au pied du fichier.
"""


def test_aucun_commentaire_ne_se_perd() -> None:
    assert ranger(COMMENTEE, FORME) == RANGEE
    assert ranger(RANGEE, FORME) == RANGEE


@pytest.mark.parametrize("graine", range(40))
def test_un_commentaire_pose_n_importe_ou_reste(graine: int) -> None:
    hasard = random.Random(graine)
    lignes: list[str] = []
    for rang, ligne in enumerate(RANGEE.splitlines()):
        if not ligne.startswith("  Un #") and not ligne.startswith("  # Ni"):
            lignes += [f"{' ' * hasard.randint(0, 6)}# pose {rang}"] if hasard.random() < 0.5 else []
        lignes.append(ligne)
    texte = "\n".join(lignes) + "\n"
    une = ranger(texte, FORME)
    assert sorted(re.findall(r"# pose \d+", une)) == sorted(re.findall(r"# pose \d+", texte))
    assert lue(une) == lue(texte)
    assert ranger(une, FORME) == une


MORCEAUX = [
    *(
        "a",
        "Oui",
        "non",
        "null",
        "09",
        "1e3",
        "12:30",
        "2026-02-30",
        "-",
        "- ",
        "?",
        ":",
        ": ",
        "#",
        " #",
        "'",
        '"',
        "\\",
    ),
    *("[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`", "~", "=", "<<", "---", "...", ". ", " ", "  "),
    *(
        "é",
        "\u00a0:",
        " L. 2112-2",
        ". Une phrase",
        "{{ taux }}",
        '{{ seuil("x") }}',
        "\n",
        "\n\n",
        "\n- ",
        "un mot " * 9,
    ),
]


@pytest.mark.parametrize("graine", range(60))
def test_n_importe_quel_texte_se_relit(graine: int) -> None:
    hasard = random.Random(graine)

    def texte() -> str:
        return "".join(hasard.choices(MORCEAUX, k=hasard.randint(1, 14))).strip(" \n") or "x"

    valeurs = {
        "titre": texte(),
        "mots": [texte() for _ in range(4)],
        "groupes": [[texte(), texte()]],
        "etapes": [{"quoi": texte(), "minutes": hasard.choice([0, 1, -3, None, 2.5, date(2026, 1, 1)])}],
        "mesures": {texte().replace("\n", "")[:60]: {"quoi": texte()}},
        "servie": hasard.choice([True, False]),
    }
    ecrit = ecrire(valeurs, FORME)
    assert lue(ecrit) == nue(valeurs)
    assert ranger(ecrit, FORME) == ecrit
    for ligne in ecrit.splitlines():
        if not any(mot in ligne for mot in ('"', "[", "|")):
            assert len(ligne) <= LARGEUR + max(map(len, MORCEAUX)), ligne


def test_une_fiche_ecrite_est_deja_rangee() -> None:
    jour = date(2026, 1, 1)
    fiche = Recette(titre="Soupe : la nôtre", mots=["a"], publie_le=jour, verifie_le=jour)
    ecrite = ecrire_fiche(fiche)
    assert "resume" not in ecrite and ranger(ecrite, FORME) == ecrite
    assert ecrire_fiche(fiche, "Corps.\n") == f"---\n{ecrite}---\nCorps.\n"


@pytest.fixture
def projet(tmp_path: Path) -> Path:
    """Un projet inventé : deux fiches à ranger, une illisible, et ce qui n'est pas une fiche."""
    for chemin, texte in {
        "data/recettes/soupe.yml": 'mots: ["a"]\ntitre: "Soupe"\n',
        "data/recettes/cassee.yml": "titre: Soupe : du jour\nmots: ['a']\n",
        "docs/plats/gratin.md": '---\nmots: ["a"]\ntitre: "Gratin"\n---\n\n# Titre  \n"corps": {{ seuil("x") }}\n',
        "docs/index.md": '---\ntitle: "Accueil"\n---\nCorps.\n',
    }.items():
        (tmp_path / chemin).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / chemin).write_text(texte, "utf-8")
    return tmp_path


def test_les_fichiers(projet: Path) -> None:
    cassee, page = projet / "data/recettes/cassee.yml", projet / "docs/index.md"
    avant = cassee.read_bytes(), page.read_bytes()
    rangees, anomalies = ranger_fiches(projet, (EN_YAML, EN_MARKDOWN))
    assert rangees == ["data/recettes/soupe.yml", "docs/plats/gratin.md"]
    assert [(a.fichier, a.ligne, a.code) for a in anomalies] == [("data/recettes/cassee.yml", 1, "yaml-illisible")]
    assert (projet / "data/recettes/soupe.yml").read_text("utf-8") == "titre: Soupe\nmots: [a]\n"
    gratin = (projet / "docs/plats/gratin.md").read_text("utf-8")
    assert gratin == '---\ntitre: Gratin\nmots: [a]\n---\n\n# Titre  \n"corps": {{ seuil("x") }}\n'
    assert (cassee.read_bytes(), page.read_bytes()) == avant
    assert ranger_fiches(projet, (EN_YAML, EN_MARKDOWN))[0] == []


def test_la_commande_nomme_ce_qu_elle_range(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sigles = tmp_path / "data/vocabulaires/sigles.yml"
    sigles.parent.mkdir(parents=True)
    sigles.write_text('admis: {HT: "Hors taxes, après un montant."}\n', "utf-8")
    assert commande_ranger(tmp_path) == 0
    assert sigles.read_text("utf-8") == "admis:\n  HT: Hors taxes, après un montant.\n"
    assert capsys.readouterr().out == "  data/vocabulaires/sigles.yml\n1 fiche(s) rangée(s).\n"
    sigles.write_text("admis: : \n", "utf-8")
    assert commande_ranger(tmp_path) == 1
    assert sigles.read_text("utf-8") == "admis: : \n"
    assert "data/vocabulaires/sigles.yml:1:8: yaml-illisible" in capsys.readouterr().out
