"""Ce qui changera : ce que le registre et la veille annoncent, pour la fiche qui cite le droit et pour elle seule."""

from datetime import date, timedelta

import pytest

from macros.base.a_venir import a_venir, touchees_a_venir
from macros.base.base import Base
from macros.base.consultation import Consultation
from macros.base.promesses import Ref
from macros.fiches.droit.jalons import de_l_article
from macros.fiches.droit.regles import versions
from tests.fabrique.bases import avec, base_de, changee
from tests.fabrique.questions import consulter
from tests.fabrique.reperes import JOUR
from tests.fiches import clause, code, entree, texte

BIENTOT, PLUS_TARD = JOUR + timedelta(days=30), JOUR + timedelta(days=400)
LOI = "droit/loi-2026-1/"


def annoncee(fondements: list[str], *echeances: dict, **champs: object) -> Consultation:
    """Rend une base où une loi annonce ces échéances, et où une clause cite ces références."""
    loi = texte(
        "loi-2026-1",
        articles=["4", "5"],
        en_vigueur=[{"objet": "Un seuil est relevé.", **e} for e in echeances],
        **champs,
    )
    ccp = code("CCP", "Code de la commande publique", ["L2112-2", "L2112-3"])
    return consulter(base_de(ccp, loi, clause(fondements=fondements)))


def dits(c: Consultation) -> list[tuple[date | None, str, str]]:
    fiche = c.fiches("clauses")["essai"]
    return [(a.le, a.adresse, a.objet) for a in a_venir(c, "clauses", fiche)]


@pytest.mark.parametrize(
    ("cite", "vise", "change"),
    [
        ("LOI-2026-1", None, True),
        ("LOI-2026-1 art. 4", None, True),
        ("CCP L2112-2", None, False),
        ("LOI-2026-1 art. 4", ["LOI-2026-1 art. 4"], True),
        ("LOI-2026-1 art. 5", ["LOI-2026-1 art. 4"], False),
        ("LOI-2026-1", ["LOI-2026-1 art. 4"], False),
        ("CCP L2112-2", ["CCP L2112-2"], True),
        ("CCP L2112-3", ["CCP L2112-2"], False),
        ("LOI-2026-1", [], False),
    ],
)
def test_une_date_change_ce_qu_elle_vise(cite: str, vise: list[str] | None, change: bool) -> None:
    c = annoncee([cite], {"le": BIENTOT, "vise": vise})
    assert dits(c) == ([(BIENTOT, LOI, "Un seuil est relevé.")] if change else [])
    assert ((BIENTOT, LOI) in touchees_a_venir(c)) is change


def test_ce_qui_est_arrive_n_est_plus_a_venir() -> None:
    assert dits(annoncee(["LOI-2026-1"], {"le": JOUR})) == []


def test_un_texte_qui_change_deux_articles_le_meme_jour_est_un_changement() -> None:
    deux = ["LOI-2026-1 art. 4", "CCP L2112-2"]
    c = annoncee(deux, {"le": BIENTOT, "vise": deux}, {"le": BIENTOT, "objet": "Un délai est réduit.", "vise": deux})
    assert dits(c) == [(BIENTOT, LOI, "Un seuil est relevé. Un délai est réduit.")]


def test_le_plus_proche_d_abord_puis_ce_qui_n_a_pas_de_date() -> None:
    attend = [{"objet": "Un décret dira comment.", "vise": ["LOI-2026-1 art. 4"]}]
    echeances = ({"le": PLUS_TARD}, {"le": BIENTOT, "confiance": "a-confirmer"})
    c = annoncee(["LOI-2026-1 art. 4"], *echeances, attend=attend)
    assert [le for le, *_ in dits(c)] == [BIENTOT, PLUS_TARD, None]
    quands = [a.quand for a in a_venir(c, "clauses", c.fiches("clauses")["essai"])]
    assert quands[0].endswith("(à confirmer)") and quands[2] == "à une date non fixée (décret attendu)"
    assert not any("None" in quand or "2222" in quand for quand in quands)


def test_l_entree_du_jour_se_lit_a_la_place_du_texte() -> None:
    """Celle d'un autre jour parle d'autre chose ; celle qui nomme la fiche suffit, sans double."""
    c = annoncee(["LOI-2026-1"], {"le": BIENTOT}, {"le": PLUS_TARD})
    du_jour = entree("2026-06-01-du-jour", texte="loi-2026-1", en_vigueur_le=BIENTOT, clauses=["essai"])
    seule = entree("2026-06-02-seule", en_vigueur_le=PLUS_TARD, clauses=["essai"])
    projet = entree("2026-06-03-projet", en_vigueur_le=PLUS_TARD, clauses=["essai"], evenement="projet")
    base: Base = avec(c.base, veille={e.id: e for e in (du_jour, seule, projet)})
    assert [(le, adresse) for le, adresse, _ in dits(consulter(base))] == [
        (BIENTOT, "veille/2026/2026-06-01-du-jour/"),
        (PLUS_TARD, LOI),
        (PLUS_TARD, "veille/2026/2026-06-02-seule/"),
    ]


# --- Les versions d'un article ---

AVANT, ENSUITE, CONNUE = date(2019, 4, 1), date(2021, 8, 25), date(2026, 8, 22)


def test_les_versions_d_un_article_sont_dans_sa_frise() -> None:
    loi = texte("loi-2026-1", en_vigueur=[{"le": BIENTOT, "objet": "Un seuil est relevé.", "vise": ["CCP L2112-2"]}])
    ccp = code("CCP", "Code de la commande publique", ["L2112-2"], depuis=CONNUE, versions=[AVANT, ENSUITE])
    c = consulter(base_de(ccp, loi, clause()))
    ref = c.genres["textes"].lecture.resoudre(c).resoudre("CCP L2112-2")
    assert isinstance(ref, Ref)
    jalons = sorted(de_l_article(c, ref.article, ref))
    assert [(j.le, j.adresse) for j in jalons] == [(AVANT, ""), (ENSUITE, ""), (CONNUE, ""), (BIENTOT, LOI)]


@pytest.mark.parametrize(
    ("debuts", "source", "faute"),
    [
        ([AVANT, ENSUITE], "Une base ouverte.", False),
        ([], None, False),
        ([AVANT], None, True),
        ([ENSUITE, AVANT], "Une base ouverte.", True),
        ([AVANT, CONNUE], "Une base ouverte.", True),
    ],
)
def test_les_versions_se_suivent_et_leur_source_est_dite(debuts: list[date], source: str | None, faute: bool) -> None:
    ccp = code("CCP", "Code de la commande publique", ["L2112-2"], depuis=CONNUE, versions=debuts)
    ccp = changee(ccp, versions_lues=source)
    assert bool(list(versions(consulter(base_de(ccp, clause()))))) is faute


@pytest.mark.parametrize(
    ("change", "relevees", "source", "manquent"),
    [
        (CONNUE, None, "Une base ouverte.", True),
        (CONNUE, [], "Une base ouverte.", False),
        (AVANT, None, "Une base ouverte.", False),
        (CONNUE, None, None, False),
    ],
)
def test_des_versions_non_trouvees_se_disent(
    change: date, relevees: list[date] | None, source: str | None, manquent: bool
) -> None:
    ne, autre = (
        code("CCP", "Code de la commande publique", ["L1"], **champs).contenu.articles["L1"]
        for champs in ({}, {"depuis": change, "versions": relevees})
    )
    ccp = changee(
        code("CCP", "Code de la commande publique", ["L1"]), versions_lues=source, articles={"L1": ne, "L2": autre}
    )
    assert ccp.contenu.versions_non_trouvees(autre) is manquent
