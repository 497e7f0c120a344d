"""La ligne de commande en français jusqu'au dernier mot, et une fiche à commencer pour chaque genre."""

import re
from pathlib import Path

import pytest
from lxml import html

from macros.__main__ import main
from macros.base.base import Base
from macros.commandes.analyseur import dire
from macros.commandes.nouveau import ecrire_une_vierge
from macros.lecture.yaml import lire_yaml
from macros.sorties.donnees.vierge import genres_a_ecrire
from macros.sorties.html.proposer import Proposition, proposition
from tests.fabrique.pages import macro_de
from tests.fabrique.questions import consulter

ANGLAIS = re.compile(
    r"\b(?:usage:|error|the|following|required|arguments?|expected|invalid|choice|choose|unrecognized|positional|show|help message|exit)\b"
)
REFUS = {
    "": "Il manque COMMANDE.",
    "nouveau": "Il manque GENRE, NOM.",
    "nouveau clause": "Il manque NOM.",
    "reprendre": "Il manque ADRESSE.",
    "servir x": "« x » n'est pas un port : un nombre de 1024 à 65535.",
    "servir 70000": "« 70000 » n'est pas un port : un nombre de 1024 à 65535.",
    "exporter": "Il manque DOSSIER.",
    "relecture": "Il manque ACTION.",
    "relecture prepare": "« prepare » n'est pas une commande. Vouliez-vous dire « preparer » ? Admis : preparer, rapporter.",
    "relecture rapporter": "Il manque FICHIER.",
    "verifie": "« verifie » n'est pas une commande. Vouliez-vous dire « verifier » ? Admis : verifier, essayer, ranger,",
    "registre --premiere": "« --premiere » est de trop.",
    "verifier --tout": "« --tout » est de trop.",
    "ranger data": "« data » est de trop.",
    "reprendre a --appliquer": "« --appliquer » est de trop.",
}


@pytest.mark.parametrize(("ecrit", "attendu"), REFUS.items())
def test_un_refus_est_en_francais(capsys: pytest.CaptureFixture[str], ecrit: str, attendu: str) -> None:
    with pytest.raises(SystemExit) as sortie:
        main(ecrit.split())
    dit = capsys.readouterr().err
    assert sortie.value.code == 2 and attendu in dit and "--aide montre ce qui s'écrit." in dit
    assert dit.startswith("usage : base") and not ANGLAIS.search(dit)


@pytest.mark.parametrize("epoque", ["abc", "99999999999999", "-1", "1.5"])
def test_un_jour_de_construction_impossible_se_dit(monkeypatch: pytest.MonkeyPatch, epoque: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoque)
    with pytest.raises(SystemExit, match=r"^SOURCE_DATE_EPOCH n'est pas .* → Retirez cette variable"):
        main(["verifier"])


@pytest.mark.parametrize(
    "ecrit", ["--aide", "-h", "verifier --aide", "nouveau --help", "reprendre -h", "relecture preparer -h"]
)
def test_l_aide_est_en_francais(capsys: pytest.CaptureFixture[str], ecrit: str) -> None:
    with pytest.raises(SystemExit) as sortie:
        main(ecrit.split())
    dit = capsys.readouterr().out
    assert sortie.value.code == 0 and "montre cette aide" in dit and not ANGLAIS.search(dit)


def test_un_refus_inconnu_d_argparse_ne_reste_pas_en_anglais() -> None:
    assert dire("some brand new message") == "Cette demande n'est pas comprise."


@pytest.fixture(scope="module")
def propositions(base_inventee: Base) -> dict[str, Proposition]:
    c = consulter(base_inventee)
    return {genre.donnees.schema: proposition(c, genre) for genre in genres_a_ecrire(c).values()}


def test_chaque_genre_a_sa_fiche_a_commencer(
    base_inventee: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    c = consulter(base_inventee)
    attendus = {"clause", "bonne-pratique", "structure", "evenement", "texte", "indicateur", "terme", "veille", "kit"}
    assert attendus <= {*genres_a_ecrire(c)}
    for schema, genre in genres_a_ecrire(c).items():
        nom = f"{c.jour}-essai" if genre.par_annee else "essai"
        assert ecrire_une_vierge(tmp_path, c, schema, nom) == 0
        fichier = genre.chemin_de(nom)
        assert (tmp_path / fichier).exists()
        assert capsys.readouterr().out == f"{fichier} est prêt : complétez-le, puis lancez « base verifier ».\n"


@pytest.mark.parametrize(
    ("genre", "nom", "attendu"),
    [
        ("pratique", "essai", "Vouliez-vous dire « bonne-pratique » ? Admis : clause,"),
        ("clause", "Éssai", "ne peut pas devenir une adresse"),
        ("clause", "index", "« index » est une adresse réservée du site."),
        ("veille", "essai", "le nom ne commence pas par une date"),
    ],
)
def test_une_fiche_mal_demandee_dit_quoi_ecrire(
    base_inventee: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str], genre: str, nom: str, attendu: str
) -> None:
    assert ecrire_une_vierge(tmp_path, consulter(base_inventee), genre, nom) == 2
    assert attendu in capsys.readouterr().out and not list(tmp_path.iterdir())


def test_la_page_montre_la_fiche_commentee_a_sa_place(
    base_inventee: Base, propositions: dict[str, Proposition]
) -> None:
    """Sans script, chaque fiche vierge se lit et se copie ; elle se relit sans faute d'écriture."""
    page = html.fromstring(f"<div>{macro_de(base_inventee, 'fiches_a_proposer')}</div>")
    assert page.xpath("//pre/code/text()") == [p.texte for p in propositions.values()]
    assert page.xpath("//*[@data-genre]/@data-genre") == [*propositions]
    assert [*page.xpath("//details/p/code[1]/text()")] == [p.fichier for p in propositions.values()]
    assert "nouveau veille AAAA-MM-JJ-votre-nom" in page.text_content()
    for schema, p in propositions.items():
        champs = p.texte.split("---\n")[1] if p.fichier.endswith(".md") else p.texte
        valeurs, _, anomalies = lire_yaml(champs, schema)
        assert valeurs and not [a for a in anomalies if a.code.startswith("yaml")]
