"""Un aperçu montre les brouillons, marqués ; les liens de modification suivent la forge."""

from pathlib import Path

import pytest

from macros.base.base import Base
from macros.base.registre import EN_LIGNE
from macros.site.maison import Maison
from macros.sorties.html.liens import fichier_neuf, modifier, signaler
from tests.fabrique.donnees import donnees_de
from tests.fabrique.lecture import base_saine
from tests.fabrique.questions import consulter, fiches_de
from tests.fabrique.reperes import DEPOT


def test_un_apercu_montre_les_brouillons_marques(projet: Path) -> None:
    """Page, liste, données : partout, son titre dit que c'en est un ; les contrôles sont ceux du brouillon."""
    ordinaire, apercu = Maison(projet), Maison(projet, brouillons=True)
    assert [str(a) for a in apercu.anomalies] == [str(a) for a in ordinaire.anomalies]
    assert "clauses/temoin.md" not in ordinaire.pages and "clauses/temoin.md" in apercu.pages
    [titre] = [f.contenu.titre for f in apercu.c.visibles("clauses") if f.id == "temoin"]
    assert titre.startswith("[Brouillon] ")
    assert "temoin" not in {f.id for f in ordinaire.c.visibles("clauses")}
    assert EN_LIGNE in ordinaire.fichiers() and EN_LIGNE not in apercu.fichiers()
    assert "temoin" not in str([c for c in donnees_de(base_saine(projet)) if c.startswith("donnees/v1/clauses/")])


TICKET = "issues/new?title={titre}&body={corps}"


@pytest.mark.parametrize(
    ("forge", "edition", "neuf", "ticket"),
    [
        ("github", "edit/main/{}", "new/main/{dossier}?filename={nom}&value={texte}", TICKET),
        (
            "gitlab",
            "-/edit/main/{}",
            "-/new/main/{dossier}?file_name={nom}",
            "-/issues/new?issue%5Btitle%5D={titre}&issue%5Bdescription%5D={corps}",
        ),
        ("forgejo", "_edit/main/{}", "_new/main/{dossier}?filename={nom}&value={texte}", TICKET),
    ],
)
def test_les_liens_suivent_la_forge(base_inventee: Base, forge: str, edition: str, neuf: str, ticket: str) -> None:
    c = consulter(base_inventee, forge=forge)
    fiche = next(iter(fiches_de(base_inventee, "clauses").values()))
    assert modifier(c, fiche) == f"{DEPOT}/{edition.format(fiche.fichier)}"
    assert fichier_neuf(c) == f"{DEPOT}/{neuf}"
    assert signaler(c, c.genres["clauses"], fiche).ticket == f"{DEPOT}/{ticket}"


@pytest.mark.parametrize(
    ("ecrite", "depot", "attendue"),
    [
        ("", "https://github.com/r/base", "github"),
        ("", "https://gitlab.exemple.test/r/base", "gitlab"),
        ("", "https://codeberg.org/r/base", "forgejo"),
        ("", "https://gitea.exemple.test/r/base", "forgejo"),
        ("forge: gitlab", "https://depot.exemple.test/base", "gitlab"),
        ("", "https://depot.reseau.example/base", ""),
        (
            "",
            "https://depot.exemple.test/gitlab",
            "forge-inconnue: l'adresse du dépôt, https://depot.exemple.test/gitlab,",
        ),
    ],
)
def test_la_forge_se_deduit_du_depot_ou_se_demande(projet: Path, ecrite: str, depot: str, attendue: str) -> None:
    identite = projet / "data/reseau/identite.yml"
    identite.write_text(f"{identite.read_text('utf-8')}{ecrite}\n", "utf-8")
    maison = Maison(projet, repo_url=depot)
    assert maison.c.reseau.forge == (attendue if ":" not in attendue else "")
    assert [attendue in str(a) for a in maison.anomalies] == [True] * (":" in attendue)
