"""Les changements d'une fiche : datés, dits une fois aux abonnés, tous sur sa page, ceux d'un mois dans son édition."""

from datetime import date

import pytest

from macros.base.base import Base
from macros.base.fiche import Fiche
from macros.base.types import Changement
from macros.fiches.clause.modele import ChangementDeClause
from tests import fiches
from tests.fabrique.bases import avec, lue_jusqu_au
from tests.fabrique.flux import articles_de
from tests.fabrique.pages import contexte_de, edition_de, page_de

PUBLIEE = date(2026, 11, 20)
AVANT, HIER = date(2026, 10, 30), date(2026, 11, 24)


def changement(jour: date) -> Changement:
    return ChangementDeClause(le=jour, quoi=f"Ce qui change le {jour.day} du mois.", phrases=[])


@pytest.fixture
def base(base_inventee: Base) -> Base:
    """Rend la base inventée ; une clause et une pratique y ont changé hier, et la clause une fois avant."""
    change = {
        "publie_le": date(2026, 10, 1),
        "changements": [changement(AVANT), changement(HIER)],
        "propose_par": "Une métropole",
    }
    clauses = {f.id: f for f in (fiches.clause("essai", **change), fiches.clause("intacte"))}
    pratiques = {"methode": fiches.pratique(publie_le=PUBLIEE, changements=[changement(HIER)])}
    return avec(base_inventee, clauses=clauses, pratiques=pratiques)


def test_sans_changement_une_fiche_est_celle_de_sa_publication() -> None:
    contenu = fiches.clause(publie_le=PUBLIEE).contenu
    assert (contenu.modifie_le, contenu.changement, contenu.historique) == (PUBLIEE, None, [])


def test_le_plus_recent_compte_quel_que_soit_l_ordre() -> None:
    contenu = fiches.clause(publie_le=PUBLIEE, changements=[changement(HIER), changement(AVANT)]).contenu
    assert contenu.modifie_le == HIER and [c.le for c in contenu.historique] == [HIER, AVANT]


def test_le_flux_a_un_article_par_changement(base: Base) -> None:
    articles = {a.id: (a.titre, a.publie_le) for a in articles_de(base, "flux/clauses")}
    assert articles[f"clauses/essai/{HIER}"] == ("Clause modifiée : La clause essai", HIER)
    assert articles["clauses/intacte"][0] == "Nouvelle clause : La clause intacte"


def test_l_article_dit_ce_qui_a_change(base: Base) -> None:
    """Le changement le plus récent, en tête de l'article d'une clause qui a changé, et de lui seul."""
    ctx = contexte_de(base, "https://exemple.test/")
    articles = {a.id: a.contenu(ctx).replace("\u00a0", " ").strip() for a in articles_de(base, "flux/clauses")}
    dit = "<p><strong>Ce qui a changé le 24 novembre 2026 :</strong> Ce qui change le 24 du mois.</p>"
    assert [n for n, article in articles.items() if article.startswith(dit)] == [f"clauses/essai/{HIER}"]


@pytest.mark.parametrize(("genre", "nom"), [("clauses", "essai"), ("pratiques", "methode")])
def test_la_page_garde_tout_l_historique(base: Base, genre: str, nom: str) -> None:
    fiche: Fiche = base.fiches[genre][nom]
    html = page_de(base, genre, fiche).html
    historique = html.partition('id="historique"')[2]
    assert [f"le {c.le.day} du mois" in historique for c in fiche.contenu.changements] == [True] * len(
        fiche.contenu.changements
    )
    assert "Première publication." in historique
    assert ("Une métropole." in historique) == (genre == "clauses")


def test_une_fiche_intacte_n_a_pas_d_historique(base: Base) -> None:
    html = page_de(base, "clauses", base.fiches["clauses"]["intacte"]).html
    assert 'id="historique"' not in html and "modifiée le" not in html


@pytest.mark.parametrize(
    ("mois", "dites", "tues"), [("2026-11", ["le 24 du"], ["le 30 du"]), ("2026-10", ["le 30 du"], ["le 24 du"])]
)
def test_l_edition_dit_les_changements_de_son_mois(base: Base, mois: str, dites: list[str], tues: list[str]) -> None:
    html = edition_de(base, mois).html
    page = html.partition('id="fiches-changees"')[2].partition("<h2")[0]
    assert all(d in page for d in dites) and not any(t in page for t in tues)


@pytest.mark.parametrize(
    ("publie_le", "attendu"),
    [(date(2026, 11, 20), None), (date(2026, 12, 1), None), (date(2026, 12, 5), date(2026, 12, 5))],
    ids=["pendant le mois", "le jour de l’édition", "après l’édition"],
)
def test_une_edition_qui_grandit_le_dit(base_inventee: Base, publie_le: date, attendu: date | None) -> None:
    """La page, et le flux : même article, mis à jour ce jour-là."""
    lue = lue_jusqu_au(avec(base_inventee, jour=date(2026, 12, 6)), date(2026, 12, 5))
    neuve = fiches.entree("2026-11-12-oubliee", publie_le=publie_le)
    base = avec(lue, veille={**lue.fiches["veille"], neuve.id: neuve})
    (article,) = (a for a in articles_de(base, "flux/editions") if a.id == "veille/2026-11")
    assert article.modifie_le == attendu
    phrase = "Édition complétée le 5\xa0décembre\xa02026."
    assert (phrase in edition_de(base, "2026-11").html) == bool(attendu)
