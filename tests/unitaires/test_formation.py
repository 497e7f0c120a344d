"""Le minutage d'un 30-30, les termes du lexique dans une phrase, leur explication dans une page."""

from datetime import date
from pathlib import Path

import pytest

from macros.base.consultation import Consultation
from macros.base.fiche import Fiche
from macros.fiches.lexique.modele import Terme
from macros.fiches.lexique.reconnaissance import Lexique, sigles
from macros.fiches.veille.minutage import DECISION_MAX, DUREE, minuter
from macros.sorties.html.liens import Racine, expliquer
from macros.texte.balisage.leger import rendre, rendre_mots
from macros.texte.balisage.liens import Liens
from tests.fabrique.bases import base_de
from tests.fabrique.lecture import anomalies_de, base_saine
from tests.fabrique.questions import consulter
from tests.fiches import entree

IMPACTS = ["fort", "moyen", "faible"]
TERMES = {
    "sourcage": ("sourçage", "", ["sourcing"]),
    "esat": ("établissement d’accompagnement par le travail", "ESAT", []),
    "marche-reserve": ("marché réservé", "", ["marchés réservés"]),
    "marche": ("marché", "", []),
}


def _entree(identifiant: str, impact: str, minutes: int):
    return entree(identifiant, impact=impact, change="a " * (minutes * 200 - 40))


def test_un_mois_ordinaire_finit_avant_trente_minutes() -> None:
    """Les plus forts d'abord ; la suite des minutes n'a ni trou ni chevauchement."""
    entrees = [_entree("2026-09-01-a", "faible", 2), _entree("2026-09-02-b", "fort", 3)]
    plan = minuter(entrees, IMPACTS)
    assert [s.sorte for s in plan.sequences] == ["ouverture", "entree", "entree", "decision", "cloture"]
    assert [s.entree.id for s in plan.sequences if s.entree] == ["2026-09-02-b", "2026-09-01-a"]
    assert all(a.fin == b.debut for a, b in zip(plan.sequences, plan.sequences[1:], strict=False))
    assert plan.duree == 5 + 5 + DECISION_MAX + 3 and plan.a_lire_apres == ()


def test_un_mois_charge_tient_en_trente_minutes() -> None:
    """Ce qui ne tient pas est à lire après, et rien n'est perdu."""
    entrees = [_entree(f"2026-09-0{n}-e", "moyen", 6) for n in range(1, 6)]
    plan = minuter(entrees, IMPACTS)
    assert plan.duree <= DUREE
    lues = [s.entree.id for s in plan.sequences if s.entree]
    assert lues and plan.a_lire_apres
    assert sorted([*lues, *(e.id for e in plan.a_lire_apres)]) == [e.id for e in entrees]


def test_une_longue_n_empeche_pas_les_suivantes() -> None:
    plan = minuter([_entree("2026-09-01-a", "fort", 25), _entree("2026-09-02-b", "moyen", 2)], IMPACTS)
    assert [s.entree.id for s in plan.sequences if s.entree] == ["2026-09-02-b"]
    assert [e.id for e in plan.a_lire_apres] == ["2026-09-01-a"]


@pytest.fixture
def termes() -> Consultation:
    jour = date(2026, 11, 20)
    fiches = []
    for nom, (terme, sigle, formes) in TERMES.items():
        contenu = Terme(
            terme=terme,
            sigle=sigle,
            formes=formes,
            definition=f"Ce que veut dire {terme}, avec des <signes>.",
            publie_le=jour,
            verifie_le=jour,
        )
        fiches.append(Fiche(nom, f"data/lexique/{nom}.yml", contenu))
    return consulter(base_de(*fiches))


@pytest.mark.parametrize(
    ("phrase", "attendus"),
    [
        ("Le Sourçage et les sourçages.", ["sourcage", "sourcage"]),
        ("L’ESAT répond, l'esat non.", ["esat"]),
        ("Un marché\u00a0réservé, puis un marché.", ["marche-reserve", "marche"]),
        ("Deux marchés réservés.", ["marche-reserve"]),
        ("Le démarchage, un hypermarché, un marché-test.", []),
        ("Un établissement d'accompagnement par le travail.", ["esat"]),
    ],
)
def test_reconnaitre(termes: Consultation, phrase: str, attendus: list[str]) -> None:
    """Casse, pluriel, espace insécable, apostrophe droite ; jamais un morceau de mot."""
    assert [terme for _, _, terme in Lexique(termes).trouver(phrase)] == attendus


NOTE = "Ce que veut dire établissement d’accompagnement par le travail, avec des &lt;signes&gt;."
LIEN = f'<a href="../lexique/#esat" class="terme" title="{NOTE}">ESAT</a>'


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Un ESAT, puis un ESAT.", f"<p>Un {LIEN}, puis un ESAT.</p>\n"),
        ("## ESAT\n\nESAT", f'<h2 id="esat">ESAT</h2>\n<p>{LIEN}</p>\n'),
        ("[un ESAT](/x/) ESAT", f'<p><a href="/x/">un ESAT</a> {LIEN}</p>\n'),
        ("**ESAT**", f"<p><strong>{LIEN}</strong></p>\n"),
    ],
)
def test_expliquer_un_texte(termes: Consultation, texte: str, attendu: str) -> None:
    """La première apparition seulement, et jamais dans un lien ni un titre."""
    assert rendre(texte, Liens(expliquer=expliquer(termes, Racine("../"))), corps=True) == attendu


def test_une_page_n_explique_qu_une_fois(termes: Consultation) -> None:
    """Les textes d'une page partagent ce qu'elle a déjà dit ; hors d'une page (un flux, un courriel), rien ne s'explique."""
    page = Racine("../")
    assert rendre_mots("ESAT & co", Liens(expliquer=expliquer(termes, page))) == f"{LIEN} &amp; co"
    assert rendre("Un ESAT.", Liens(expliquer=expliquer(termes, page))) == "<p>Un ESAT.</p>\n"
    assert expliquer(termes, "../") is None


def test_sigles() -> None:
    assert sigles("L’ESAT et le CCTP, LOI-2020-105, XIV, C-368/10, https://x.fr/ABC, d’ESUS, A") == {
        "ESAT",
        "CCTP",
        "ESUS",
    }


def test_un_sigle_de_trois_pages_s_explique(projet: Path) -> None:
    """À la troisième page, l'alerte ; avec une entrée au lexique ou parmi les sigles admis, plus rien."""
    page = (projet / "docs/index.md").read_text("utf-8").replace("Un paragraphe.", "Un paragraphe.\n\nLe ZXQ demande.")
    for nom in ("un", "deux"):
        (projet / f"docs/parcours/{nom}.md").write_text(page, "utf-8")
    assert anomalies_de(projet) == []
    (projet / "docs/parcours/trois.md").write_text(page, "utf-8")
    (alerte,) = anomalies_de(projet)
    assert alerte.startswith(
        "docs/parcours/deux.md:8:1: sigle-sans-explication (alerte): « ZXQ » est écrit sur 3 pages"
    )
    (projet / "data/vocabulaires/sigles.yml").write_text("admis: {CCAG: Un cahier., ZXQ: Un essai.}\n", "utf-8")
    assert anomalies_de(projet) == []


def test_le_lexique_du_petit_projet(projet: Path) -> None:
    lexique = Lexique(consulter(base_saine(projet)))
    assert [t for _, _, t in lexique.trouver("Un essai contradictoire, dit EC.")] == ["essai-contradictoire"] * 2
